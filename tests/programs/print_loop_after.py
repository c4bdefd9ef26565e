import numpy as np


def train(x, steps):
    w = 0.0
    for step in range(steps):
        w += 0.1 * x.mean()
    return w


x = np.array([1.0, 2.0, 3.0])
w = train(x, 60)
for each in x:
    print(each, each * w)
