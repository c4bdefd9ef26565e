import numpy as np

np.random.seed(7)
L, beta = 5, 0.4
spins = np.random.choice([-1, 1], size=(L, L))
magnetization = []
for sweep in range(4):
    for _ in range(L * L):
        i, j = np.random.randint(L), np.random.randint(L)
        around = spins[(i + 1) % L, j] + spins[(i - 1) % L, j] + spins[i, (j + 1) % L] + spins[i, (j - 1) % L]
        change = 2 * spins[i, j] * around
        if change <= 0 or np.random.rand() < np.exp(-beta * change):
            spins[i, j] *= -1
    magnetization.append(abs(spins.mean()))
print(magnetization, spins.sum())
