import numpy as np


def train():
    weights = [np.ones((2, 2)) * 0.1, np.ones((2, 1))]
    history = []
    for j in range(25):
        weights[0] -= 0.01 * weights[1] @ weights[1].T
        weights[1] = weights[1] * 0.99
        history.append(weights[0].copy())
    return weights, history


weights, history = train()
print(weights[0], len(history))
