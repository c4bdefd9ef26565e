import numpy as np

rng = np.random.default_rng(seed=3)
points = np.vstack([rng.normal(0, 0.3, (8, 2)), rng.normal(2, 0.3, (8, 2))])
centers = points[rng.choice(len(points), 2, replace=False)].copy()
while True:
    distances = np.linalg.norm(points[:, None, :] - centers[None], axis=2)
    nearest = distances.argmin(axis=1)
    moved = np.array([points[nearest == k].mean(axis=0) for k in range(2)])
    if np.allclose(moved, centers):
        break
    centers = moved
print(centers.round(3), np.bincount(nearest), np.unique(nearest, return_counts=True))
