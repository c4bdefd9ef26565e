import numpy as np
import matplotlib.pyplot as plt

nx, nt, alpha = 12, 25, 0.2
u = np.zeros(nx)
u[nx // 2] = 1.0
u_new = np.zeros_like(u)
for n in range(nt):
    u_new[1:-1] = u[1:-1] + alpha * (u[2:] - 2 * u[1:-1] + u[:-2])
    u_new[0], u_new[-1] = u_new[1], u_new[-2]
    u, u_new = u_new, u
    if not n % 10:
        plt.plot(u, label=f"t={n}")
plt.legend(); plt.show()
print(u.round(4), np.trapezoid(u) if hasattr(u, "nothing") else round(float(u.sum()), 6))
