import numpy as np
import matplotlib.pyplot as plt
from matplotlib import cm

x = np.linspace(0, 1, 12)
y = 2 * x + 0.5
w, b = 0.0, 0.0
losses = []
for epoch in range(25):
    prediction = w * x + b
    error = prediction - y
    losses.append((error ** 2).mean())
    w -= 0.4 * (error * x).mean()
    b -= 0.4 * error.mean()
    if epoch % 10 == 0:
        plt.plot(x, prediction, color=cm.viridis(epoch / 25), label="epoch {}".format(epoch))
fig, ax = plt.subplots(figsize=(6, 4))
ax.plot(losses, "r--", lw=2)
ax.set_xlabel("epoch")
ax.set(ylabel="loss", title="Loss")
ax.legend(loc="best")
plt.grid(True)
plt.tight_layout()
plt.savefig("loss.png")
plt.show()
print(w, b, losses[-1])
