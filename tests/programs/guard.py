import numpy as np

if __name__ == "__main__":
    w = np.zeros((2, 1))
    for step in range(40):
        w += 0.1 * step
    print(w)
