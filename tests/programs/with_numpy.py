import numpy as np


def main():
    w = np.array([1.0, 0.0])
    with np.errstate(all="ignore"):
        for j in range(25):
            w = w / (w + j)
    print(w)


main()
