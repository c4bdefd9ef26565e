"""One small network in the forms in which people write it, each with what is to be found in it."""

from __future__ import annotations

HEAD = "import numpy as np\nnp.random.seed(3)\nX = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])\n"

COLUMNS = """import numpy as np
np.random.seed(3)
X, Y = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0, 1, 1, 0]])
params = {"W1": np.random.randn(3, 2), "b1": np.ones((3, 1)), "W2": np.random.randn(1, 3), "b2": np.zeros((1, 1))}
for i in range(9):
    A1 = np.tanh(np.dot(params["W1"], X) + params["b1"])
    A2 = 1 / (1 + np.exp(-(np.dot(params["W2"], A1) + params["b2"])))
    dZ2 = A2 - Y
    dZ1 = np.dot(params["W2"].T, dZ2) * (1 - A1 ** 2)
    params["W1"] = params["W1"] - 0.3 * np.dot(dZ1, X.T) / 4
    params["b1"] = params["b1"] - 0.3 * dZ1.mean(axis=1, keepdims=True)
    params["W2"] = params["W2"] - 0.3 * np.dot(dZ2, A1.T) / 4
    params["b2"] = params["b2"] - 0.3 * dZ2.mean(axis=1, keepdims=True)
"""

NEURON = (
    HEAD
    + """y = np.array([0.0, 0.0, 0.0, 1.0])
w, b = np.zeros(2), 0.5
for i in range(9):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    error = p - y
    w -= 0.3 * X.T @ error
    b -= 0.3 * error.sum()
"""
)

LISTS = (
    HEAD
    + """y = np.array([[0.0], [1], [1], [0]])
def train(X, y, sizes):
    weights = [np.random.randn(a, b) for a, b in zip(sizes[:-1], sizes[1:])]
    biases = [np.zeros((1, b)) for b in sizes[1:]]
    for epoch in range(9):
        a = X
        seen = [a]
        for W, b in zip(weights, biases):
            a = np.tanh(a @ W + b)
            seen.append(a)
        delta = (a - y) * (1 - a ** 2)
        for i in range(len(weights) - 1, -1, -1):
            grad, shift = seen[i].T @ delta, delta.sum(axis=0, keepdims=True)
            if i > 0:
                delta = (delta @ weights[i].T) * (1 - seen[i] ** 2)
            weights[i] -= 0.3 * grad
            biases[i] -= 0.3 * shift
    return weights
w = train(X, y, [2, 3, 1])
"""
)

METHOD = (
    HEAD
    + """y = np.array([[0.0], [1], [1], [0]])
class Net:
    def __init__(self):
        self.w0, self.b0 = np.random.randn(2, 3), np.zeros(3)
        self.w1, self.b1 = np.random.randn(3, 1), np.zeros(1)
    def forward(self, X):
        self.h = np.tanh(X @ self.w0 + self.b0)
        self.out = np.tanh(self.h @ self.w1 + self.b1)
        return self.out
    def backward(self, X, y):
        d_out = (self.out - y) * (1 - self.out ** 2)
        d_h = d_out @ self.w1.T * (1 - self.h ** 2)
        self.w1 -= 0.3 * self.h.T @ d_out
        self.b1 -= 0.3 * d_out.sum(axis=0)
        self.w0 -= 0.3 * X.T @ d_h
        self.b0 -= 0.3 * d_h.sum(axis=0)
    def train(self, X, y):
        for epoch in range(9):
            out = self.forward(X)
            self.backward(X, y)
if __name__ == "__main__":
    net = Net()
    net.train(X, y)
    print(net.out)
"""
)

OBJECTS = (
    HEAD
    + """y = np.array([[0.0], [1], [1], [0]])
class Layer:
    def __init__(self, rows, columns):
        self.W = np.random.randn(columns, rows)
        self.b = np.zeros(columns)
    def __call__(self, x):
        self.x, self.out = x, np.tanh(x @ self.W.T + self.b)
        return self.out
    def learn(self, grad):
        grad = grad * (1 - self.out ** 2)
        back = grad @ self.W
        self.W -= 0.3 * grad.T @ self.x
        self.b -= 0.3 * grad.sum(axis=0)
        return back
layers = [Layer(2, 3), Layer(3, 1)]
for epoch in range(9):
    value = X
    for layer in layers:
        value = layer(value)
    grad = value - y
    for layer in reversed(layers):
        grad = layer.learn(grad)
"""
)

ONE_AT_A_TIME = (
    HEAD
    + """y = np.array([0.0, 1.0, 1.0, 1.0])
w = np.array([0.1, -0.2])
for epoch in range(9):
    for x, t in zip(X, y):
        guess = w @ x
        w += 0.1 * (t - guess) * x
"""
)
