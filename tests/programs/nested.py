import numpy as np


def fit(X, y, epochs):
    w = np.zeros(2)
    for epoch in range(epochs):
        seen = 0
        for x, t in zip(X, y):
            error = t - w @ x
            w = w + 0.1 * error * x
    return w


X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
print(fit(X, [1.0, 2.0, 3.0], 25))
