import numpy as np

h = np.array([[-1.0, 2.0, 0.5], [3.0, -4.0, 1.0]])
counts = np.zeros(3, dtype=int)
for i in range(6):
    h = np.where(h > 1, h * 0.5, h + 0.3)
    mask = (h > 0) & (h < 1)
    counts[mask.any(axis=0)] += 1
    h[mask] -= 0.1
    np.put(h, [0], h.mean())
print(h, counts, np.argwhere(mask).tolist())
