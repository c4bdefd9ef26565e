import numpy as np


def train(x, steps):
    w = np.zeros((2, 1))
    for step in range(steps):
        w += x * step
    return w


x = np.array([[1.0], [2.0]])
print(train(x, 40))
