import numpy as np

rng = np.random.default_rng(5)


def shuffle(items, n):
    for j in range(n):
        rng.shuffle(items)
    return items


print(shuffle(list(range(6)), 25), rng.random())
