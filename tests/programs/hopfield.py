import numpy as np

patterns = np.array([[1, -1, 1, -1, 1, 1], [1, 1, -1, -1, -1, 1]])
W = sum(np.outer(p, p) for p in patterns) / patterns.shape[1]
np.fill_diagonal(W, 0)
state = patterns[0].copy()
state[:2] *= -1
energies = []
for sweep in range(4):
    for unit in range(len(state)):
        state[unit] = 1 if W[unit] @ state >= 0 else -1
    energies.append(-0.5 * state @ W @ state)
print(state, energies, (state == patterns[0]).all())
