import numpy as np


def step(v):
    return 1.0 if v >= 0 else 0.0


activate = np.vectorize(step)
square = np.frompyfunc(lambda v: v * v, 1, 1)
w = np.array([0.2, -0.4])
x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
for epoch in range(8):
    out = activate(x @ w - 0.1)
    w += 0.1 * x.T @ (np.array([0.0, 0.0, 0.0, 1.0]) - out)
print(out, w, square(np.array([2.0, 3.0])), np.apply_along_axis(np.sum, 1, x))
