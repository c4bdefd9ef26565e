import numpy as np
from matplotlib import pyplot as plt
from matplotlib.animation import FuncAnimation


def show_boundary(ax, w, title="boundary"):
    ax.clear()
    ax.contourf(w, levels=3, alpha=0.4)
    ax.set_title(title, fontsize=8)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def update(frame):
    raise RuntimeError("never called")


fig = plt.figure()
axis = fig.gca()
w = np.ones((3, 3))
for i in range(7):
    w = w @ np.full((3, 3), 0.3)
    show_boundary(axis, w, title=f"step {i}")
animation = FuncAnimation(fig, update, frames=10, interval=50)
animation.save("out.gif")
plt.close("all")
print(w[0])
