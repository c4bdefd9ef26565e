import numpy as np


def descend(w, target):
    error = 1.0
    count = 0
    while error > 0.01:
        w = w + 0.1 * (target - w)
        error = np.abs(target - w).sum()
        count += 1
    return w, count


w, count = descend(np.zeros(2), np.array([1.0, 2.0]))
print(w, count)
