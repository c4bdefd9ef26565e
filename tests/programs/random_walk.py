import numpy as np
import matplotlib.pyplot as plt

np.random.seed(42)
n_steps = 30
position = np.zeros(2)
path = [position.copy()]
directions = {0: (1, 0), 1: (-1, 0), 2: (0, 1), 3: (0, -1)}
for _ in range(n_steps):
    position += directions[np.random.randint(0, 4)]
    path.append(position.copy())
path = np.array(path)
plt.plot(path[:, 0], path[:, 1], "b-", alpha=0.5)
plt.scatter(*path[0], c="g", s=50, label="start")
plt.axis("equal")
print(path[-1], np.linalg.norm(path, axis=1).max().round(4))
