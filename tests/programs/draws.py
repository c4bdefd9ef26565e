import numpy as np


def noise(n):
    w = np.zeros(2)
    for j in range(n):
        w += np.random.normal(size=2)
        if j % 10 == 0:
            print(w)
    return w


np.random.seed(3)
print(noise(40))
print(np.random.rand())
