import numpy as np


def rolling(n):
    whole = np.arange(6.0)
    left, right = whole[:3], whole[3:]
    kept = [left, (right, 1)]
    for j in range(n):
        left += 1
        right[:] = left[::-1]
        kept[1] = (whole[1:4], j)
    return whole, kept[1][1]


print(rolling(25))
