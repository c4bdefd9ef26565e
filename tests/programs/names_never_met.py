"""Names that have no value where nobody comes to them: an old Python's, a misspelt exception, a forgotten helper."""

import numpy as np

try:
    whole = long
except NameError:
    whole = int


area = np.trapezoid if hasattr(np, "trapezoid") else np.trapz


class Network:
    def __init__(self, kind):
        if kind == "tanh":
            self.bend = np.tanh
        elif kind == "sigmoid":
            self.bend = lambda x: 1 / (1 + np.exp(-x))
        else:
            raise UnknownKindError(kind)

    def learn(self, x, y, w):
        out = self.bend(x @ w)
        return w - 0.1 * x.T @ (out - y), np.mean((out - y) ** 2)

    def improve(self):
        return self.learning(self.rate).misspelt

    def report(self):
        return np.product(never_written(self))


net = Network("tanh")
x = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
y = np.array([[0.0], [1.0], [1.0]])
w = np.full((2, 1), 0.1)
for epoch in range(whole(6)):
    w, loss = net.learn(x, y, w)
    print(epoch, loss, area(w[:, 0]))
