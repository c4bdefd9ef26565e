import numpy as np
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from mpl_toolkits.mplot3d import Axes3D
import seaborn as sns

sns.set_style("whitegrid")
plt.style.use("ggplot")
plt.rcParams["figure.figsize"] = (8, 6)
fig, axes = plt.subplots(2, 2, sharex=True)
fig2, (left, right) = plt.subplots(1, 2)
line, = plt.plot([], [])
grid = np.zeros((4, 4))
for t in range(8):
    grid = 0.5 * grid + np.eye(4) * t
    left.imshow(grid, cmap="gray")
    axes[t % 2, 1].cla()
    axes[t % 2][0].scatter(grid[0], grid[1], c=grid[2])
    line.set_data(range(4), grid[0])
    plt.pause(0.01)
for number, axis in enumerate(axes.flat):
    axis.set_title("panel %d" % number)
    axis.axis("off")
counts, edges, bars = plt.hist(grid.ravel(), bins=4)
ax = fig.add_subplot(111, projection="3d")
ax.plot_surface(grid, grid, grid)
with plt.style.context("dark_background"):
    plt.figure()
plt.colorbar(ax=right).set_label("value")
print(grid[0], counts, edges, number, len(axes))
