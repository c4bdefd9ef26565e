import numpy as np

c = np.linspace(-1.5, 0.5, 6)[None, :] + 1j * np.linspace(-1, 1, 5)[:, None]
z = np.zeros_like(c)
escaped = np.full(c.shape, -1)
with np.errstate(over="ignore", invalid="ignore"):
    for n in range(10):
        z = z ** 2 + c
        new = (np.abs(z) > 2) & (escaped < 0)
        escaped[new] = n
print(escaped, z[2, 2].real.round(4))
