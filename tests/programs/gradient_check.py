import numpy as np


def loss(w):
    return np.sum(np.tanh(w) ** 2)


w = np.array([[0.5, -1.0], [2.0, 0.1]])
grad = np.zeros_like(w)
h = 1e-5
it = np.nditer(w, flags=["multi_index"])
while not it.finished:
    index = it.multi_index
    old = w[index]
    w[index] = old + h
    plus = loss(w)
    w[index] = old - h
    minus = loss(w)
    w[index] = old
    grad[index] = (plus - minus) / (2 * h)
    it.iternext()
exact = 2 * np.tanh(w) * (1 - np.tanh(w) ** 2)
print(np.abs(grad - exact).max() < 1e-8)
for (i, j), value in np.ndenumerate(grad):
    print(i, j, round(float(value), 6))
