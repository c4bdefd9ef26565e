import numpy as np


def level(n, w):
    if n == 0:
        return train(w)
    kept = w * n
    found = level(n - 1, w + 1)
    return found + kept.sum() * 0


def train(w):
    for j in range(25):
        w = nudge(w, 3)
    return w


def nudge(w, n):
    return w * 0.9 if n == 0 else nudge(w, n - 1) + 0.1


print(level(5, np.ones(2)))
