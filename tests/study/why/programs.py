"""Programs whose errors go each way, and why."""

from __future__ import annotations

XOR = """
X = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.0], [1], [1], [0]])
def sigmoid(v):
    return 1 / (1 + np.exp(-v))
"""

TRAINING = """
for j in range(ITERATIONS):
    h = sigmoid(X @ w0)
    o = sigmoid(h @ w1)
    e = y - o
    loss = np.mean(e ** 2)
    d = e * o * (1 - o)
    g = d @ w1.T * h * (1 - h)
    w1 += RATE * h.T @ d
    w0 += RATE * X.T @ g
"""


def sigmoids(iterations: int, rate: float, scale: float, seed: int = 1) -> str:
    """A network of sigmoids, whose weights begin between plus and minus `scale`."""
    weights = f"""
np.random.seed({seed})
w0 = {scale} * (2 * np.random.random((3, 4)) - 1)
w1 = {scale} * (2 * np.random.random((4, 1)) - 1)
"""
    return XOR + weights + TRAINING.replace("ITERATIONS", str(iterations)).replace("RATE", repr(rate))


FALLS = sigmoids(400, 5.0, 1.0)
"""It learns."""

SATURATED = sigmoids(120, 0.5, 60.0)
"""Its weights begin so large that nothing moves."""

TIMID = sigmoids(90, 1e-6, 1.0)
"""Its rate is so small that hardly anything moves."""

ZEROS = sigmoids(110, 1.0, 0.0)
"""It begins with zeros, where all pushes balance."""

RISES = """
X = np.array([[1.0, 2.0], [3.0, 4.0], [2.0, 1.0]])
y = np.array([[1.0], [2.0], [0.5]])
w = np.zeros((2, 1))
rate = 0.12
for j in range(60):
    o = X @ w
    e = o - y
    loss = np.mean(e ** 2)
    w -= rate * (X.T @ e)
"""
"""Its steps are so large that each overshoots more."""

LOST = RISES.replace("range(60)", "range(500)")
"""They overshoot until there is no number any more."""

DEAD = """
x = np.array([[2.2, 3.2, 1.9], [3.2, 1.9, 4.8], [1.9, 4.8, 0.6], [4.8, 0.6, 4.2], [0.6, 4.2, 1.7]])
y = np.array([4.8, 0.6, 4.2, 1.7, 4.7])
np.random.seed(4)
w1 = np.random.uniform(0, 1, (4, 3))
w2 = np.random.uniform(0, 1, (4,))
for epoch in range(150):
    y1 = np.maximum(0, np.dot(w1, x.T))
    y2 = np.maximum(0, np.dot(w2, y1))
    loss = np.sum((y2 - y) ** 2)
    g2 = np.dot(y2 - y, y1.T)
    g1 = np.dot(np.dot(w2.reshape(4, 1), (y2 - y).reshape(1, 5)), x)
    w2 = w2 - 0.005 * g2
    w1 = w1 - 0.005 * g1
"""
"""Its neurons die in the first iterations."""

RESTS = """
X = np.array([[0.0, 1], [1, 1], [2, 1], [3, 1]])
y = np.array([[0.0], [1], [4], [9]])
w = np.array([[2.0], [-1.0]])
for j in range(1000):
    o = X @ w
    e = y - o
    loss = np.mean(e ** 2)
    w += 0.05 * X.T @ e
"""
"""No line can do better."""

WHOLE_NUMBERS = """
X = np.array([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
w = np.array([[1], [0], [-1]])
for n in range(50):
    out = 1 / (1 + np.exp(-(X @ w)))
    w += (X.T @ ((y - out) * out * (1 - out))).astype(int)
"""
"""Its steps are cut to whole numbers; it plots nothing."""

FAILS = """
w = np.ones(3)
for j in range(50):
    loss = float(np.sum(w * w))
    w -= 0.1 * w
    if j == 23:
        w = w @ np.ones((4, 2))
"""
"""It ends with an exception."""

IN_A_METHOD = """
class Net:
    def __init__(self):
        self.w0 = np.array([[0.5, -0.4], [0.3, 0.8]])
        self.b0 = np.zeros(2)
        self.w1 = np.array([[0.7], [-0.6]])
        self.rate = 0.25
    def step(self, X, y):
        h = np.tanh(X @ self.w0 + self.b0)
        o = h @ self.w1
        d = o - y
        g = d @ self.w1.T * (1 - h * h)
        self.w1 -= self.rate * (h.T @ d)
        self.w0 -= self.rate * (X.T @ g)
        self.b0 -= self.rate * g.sum(axis=0)
        return float(np.mean(d * d))
X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[1.0], [1.0], [0.0]])
net = Net()
losses = []
def train():
    for epoch in range(120):
        losses.append(net.step(X, y))
train()
"""

SAMPLES = """
np.random.seed(0)
w0 = np.random.uniform(-0.5, 0.5, (3, 3))
w1 = np.random.uniform(-0.5, 0.5, (3, 1))
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
Y = np.array([[0], [1], [1], [0]])
for ep in range(120):
    for row, lab in zip(X, Y):
        row = row.reshape(1, 3); lab = lab.reshape(1, 1)
        h = 1 / (1 + np.exp(-(row @ w0)))
        o = 1 / (1 + np.exp(-(h @ w1)))
        d = o - lab
        back = d @ w1.T * h * (1 - h)
        w1 += -0.3 * h.T @ d
        w0 += -0.3 * row.T @ back
"""

SINGLE_NUMBERS = """
x = np.linspace(0, 1, 20)
y = 3 * x + 1
a, b = 0.0, 0.0
lr = 0.1
for i in range(300):
    p = a * x + b
    loss = ((p - y) ** 2).mean()
    da = (2 * (p - y) * x).mean()
    db = (2 * (p - y)).mean()
    a -= lr * da
    b -= lr * db
"""

ACCURACY = """
X = np.array([[1.0, 0.2], [0.9, 1.0], [-1.0, 0.1], [-0.8, -1.0], [0.3, -1.0], [-0.2, 1.0]])
y = np.array([1, 1, -1, -1, 1, -1])
w = np.array([-1.0, 0.5])
for j in range(30):
    accuracy = np.mean(np.sign(X @ w) == y)
    for row, lab in zip(X, y):
        if lab * (row @ w) <= 0:
            w += 0.1 * lab * row
"""
"""What it plots should rise."""
