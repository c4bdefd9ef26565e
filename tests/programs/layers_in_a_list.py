import numpy as np


class Dense:
    def __init__(self, size):
        self.w = np.full((size, size), 0.1)
        self.b = np.zeros(size)

    def __call__(self, x):
        self.x = x
        return np.tanh(x @ self.w + self.b)


layers = [Dense(2), Dense(2)]
x = np.array([[1.0, -1.0]])
for j in range(25):
    h = x
    for layer in layers:
        h = layer(h)
    for layer in layers:
        layer.w -= 0.1 * layer.x.T @ h
        layer.b = layer.b - 0.1 * h[0]
print(h)
