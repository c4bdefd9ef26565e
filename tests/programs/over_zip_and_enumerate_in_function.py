import numpy as np


def fit(X, y):
    w = np.zeros(2)
    for n, (x, t) in enumerate(zip(X, y)):
        w = w + 0.1 * (t - w @ x) * x
        first, final = x
    return w, n, first, final


X = np.arange(60.0).reshape(30, 2) / 60
print(fit(X, X.sum(axis=1)))
