import numpy as np


def descent(w):
    for j in range(25):
        w = w - 0.1 * w
        yield w.sum()


losses = list(descent(np.array([3.0, 4.0])))
print(losses[0], losses[-1], len(losses))
