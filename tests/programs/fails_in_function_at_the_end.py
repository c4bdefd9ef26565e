import numpy as np


def train(n):
    w = np.zeros(2)
    for j in range(n):
        w += j
    assert w.sum() < 10, "too far"
    return w


print(train(25))
