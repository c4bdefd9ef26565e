"""Programs for each kind of notice: those in which it must come, and harmless ones in which it must not."""

from __future__ import annotations

LAYER = """
X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.5, 0.2]])
y = np.array([[0.0], [1.0], [1.0], [0.0]])
"""

SIGMOID = """
def squash(v):
    return 1 / (1 + np.exp(-v))
"""

COMES: dict[str, tuple[str, ...]] = {
    "two-way-broadcast": (
        """
t = np.array([1.0, 2.0, 3.0])
p = np.array([[1.5], [2.5], [2.0]])
d = t - p
""",
        """
t = np.array([[1, 0, 1]])
p = np.array([[0.2], [0.4], [0.9]])
right = t == (p > 0.5)
""",
        """
b = np.array([[0.1], [0.2], [0.3]])
w = np.eye(3)
x = np.array([1.0, 2.0, 4.0])
for j in range(2):
    z = w @ x + b
""",
    ),
    "nan": (
        """
a = np.array([1.0, 0.0])
b = a / a
""",
        """
a = np.array([1.0, -1.0])
for j in range(3):
    r = np.sqrt(a)
""",
        """
s = np.mean(np.array([]))
""",
        """
a = np.array([1e308, 1.0]) * 10
b = a - a
""",
    ),
    "inf": (
        """
p = np.array([0.0, 0.5, 1.0])
l = np.log(p)
""",
        """
w = np.array([2.0])
for j in range(20):
    w = w * w * w * 1e30
""",
        """
e = np.exp(np.array([10.0, 800.0]))
""",
    ),
    "dtype": (
        """
w = np.array([1, 0, -1])
for j in range(3):
    w += np.array([0.5, 0.25, 0.0])
""",
        """
w = np.array([1, 0, -1])
for j in range(3):
    step = np.array([0.5, 0.25, 0.0]).astype(int)
    w += step
""",
        """
a = np.zeros(3, dtype=int)
for j in range(3):
    a[j] = 0.75
""",
        """
p = np.array([200, 100], dtype=np.uint8)
q = p + np.array([100, 100], dtype=np.uint8)
""",
        """
f = np.arange(1, 30).prod()
""",
        """
n = np.array([3, 5])
for j in range(3):
    m = n ** 60
""",
    ),
    "grew": (
        """
b = np.zeros((1, 2))
for j in range(3):
    d = np.ones((4, 2)) * 0.5
    b = b + 0.1 * d
""",
        """
b = np.zeros(1)
e = np.array([1.0, 2.0])
for j in range(3):
    b = b - 0.1 * e
""",
        """
class N:
    def __init__(self):
        self.b = np.zeros((1, 2))
    def go(self, d):
        self.b = self.b - 0.1 * d
n = N()
for j in range(3):
    n.go(np.ones((4, 2)))
""",
    ),
    "flat-transpose": (
        """
d = np.array([1.0, 2.0])
x = np.array([3.0, 4.0])
g = d * x.T
""",
        """
d = np.array([[1.0], [2.0]])
x = np.array([3.0])
g = np.dot(d, x.transpose())
""",
        """
x = np.arange(3.0)
c = x.T
print(c.shape)
""",
    ),
    "axes": (
        """
np.random.seed(0)
X, W = np.random.rand(5, 3), np.random.rand(3, 4)
Y = np.eye(4)[[0, 1, 2, 3, 0]]
for j in range(3):
    z = X @ W
    e = np.exp(z - z.max())
    p = e / e.sum(axis=0)
    W -= 0.1 * X.T @ (p - Y)
""",
        """
np.random.seed(0)
e = np.exp(np.random.rand(4, 4))
p = e / e.sum(axis=1)
""",
        """
x = np.array([[1.0, 2.0], [5.0, 9.0]])
for j in range(2):
    x = x - np.mean(x, axis=1)
""",
    ),
    "alias": (
        """
w = v = np.zeros(2)
for j in range(3):
    v -= 0.5
    w = w + v
""",
        """
w = np.ones(3)
for j in range(3):
    old = w
    w += 0.5
    d = w - old
""",
        """
w = np.ones(3)
for j in range(3):
    old = w[:]
    w *= 2
    d = w - old
""",
        """
w = np.ones(3)
kept = w
for j in range(3):
    w[0] = j + 5.0
print(w - kept)
""",
    ),
    "out": (
        """
a = np.eye(2)
b = np.ones((2, 2))
c = np.full((2, 2), 3.0) + a
d = np.dot(a, b, c)
""",
        """
a = np.ones(2)
b = np.ones(2)
c = np.array([5.0, 6.0])
for j in range(2):
    d = np.multiply(a, b, c)
""",
    ),
    "not-of-bool": (
        """
done = False
for j in range(3):
    if ~done:
        done = True
""",
        """
a = [1, 0]
x = ~all(a)
""",
    ),
    "slope-of-raw": (
        SIGMOID
        + """
z = np.array([2.0, -3.0])
a = squash(z)
d = z * (1 - z)
""",
        """
def f(v, d=False):
    if d:
        return v * (1 - v)
    return 1 / (1 + np.exp(-v))
b = np.array([-0.5, 0.2])
for j in range(3):
    s = f(b, True)
""",
        """
w = np.array([[3.0, 1.0]])
for j in range(2):
    o = w @ np.array([[1.0], [2.0]])
    e = 1.0 - o
    w += 0.1 * (e * o * (1 - o)) @ np.array([[1.0, 2.0]])
""",
    ),
    "saturated": (
        LAYER
        + SIGMOID
        + """
w = np.array([[40.0, -30.0], [-50.0, 60.0]])
for j in range(3):
    h = squash((X * 5 + 1) @ w)
    w -= 0.1 * X.T @ h
""",
        LAYER
        + """
w = np.array([[40.0], [60.0]])
for j in range(3):
    h = np.tanh((X + 1) @ w)
    w -= 0.1 * X.T @ h
""",
        LAYER
        + """
def step(v):
    return np.clip(v, -1, 1) / (1 + np.exp(-6 * np.clip(v, -1, 1)))
def soft(v):
    return v / np.sqrt(1 + v * v)
w = np.array([[400.0], [600.0]])
for j in range(3):
    h = soft((X + 1) @ w)
    w -= 0.1 * X.T @ h
""",
        LAYER
        + SIGMOID
        + """
w = np.array([[-0.5], [0.6]])
for j in range(3):
    for x, t in zip(X * 200, y):
        x = x.reshape(1, 2)
        o = squash(x @ w)
        d = (t - o) * o * (1 - o)
        w += x.T @ d
""",
    ),
    "dead": (
        LAYER
        + """
w = np.array([[1.0, -1.0], [0.5, -2.0]])
for j in range(3):
    h = np.maximum(0, X @ w)
    w -= 0.1 * X.T @ (h * (h > 0))
""",
        LAYER
        + """
def relu(v):
    return v * (v > 0)
w = np.array([[-1.0, 1.0], [-0.5, 2.0]])
for j in range(3):
    h = relu(np.dot(X, w))
    w -= 0.01 * X.T @ h
""",
        LAYER
        + """
def relu(v):
    return np.where(v > 0, v, 0)
w = np.array([[-1.0, -0.5], [1.0, 2.0]])
for j in range(3):
    h = relu(w @ X.T)
    w -= 0.01 * h @ X
""",
    ),
    "alike": (
        """
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[0.0], [1.0], [1.0], [0.0]])
W, V = np.zeros((2, 3)), np.zeros((3, 1))
for j in range(3):
    h = 1 / (1 + np.exp(-(X @ W)))
    o = 1 / (1 + np.exp(-(h @ V)))
    d = (y - o) * o * (1 - o)
    e = d @ V.T * h * (1 - h)
    V += h.T @ d
    W += X.T @ e
""",
        LAYER
        + SIGMOID
        + """
v = np.full((2, 3), 0.5)
u = np.full((3, 1), 0.5)
for j in range(5):
    h = squash(X @ v)
    o = squash(h @ u)
    d = (y - o) * o * (1 - o)
    g = d @ u.T * h * (1 - h)
    u += h.T @ d
    v += X.T @ g
""",
        LAYER
        + """
v = np.ones((3, 2))
u = np.ones((1, 3))
for j in range(5):
    h = np.tanh(v @ X.T)
    o = u @ h
    d = o - y.T
    g = (u.T @ d) * (1 - h * h)
    u = u - 0.1 * d @ h.T
    v = v - 0.1 * g @ X
""",
        LAYER
        + """
Z = X * 0
b = np.zeros((1, 1))
w = np.zeros((2, 1))
for j in range(400):
    o = Z @ w + b
    d = y - o
    w += 0.1 * Z.T @ d
    b += 0.1 * d.mean()
""",
    ),
    "still": (
        LAYER
        + SIGMOID
        + """
Z = X + 1
w = np.array([[50.0], [60.0]])
for j in range(5):
    o = squash(Z @ w)
    e = y - o
    d = e * o * (1 - o)
    w += Z.T @ d
""",
        LAYER
        + SIGMOID
        + """
w = np.array([[0.5], [0.6]])
rate = 1e-9
for j in range(5):
    o = squash(X @ w)
    e = o - y
    w -= rate * (X.T @ (e * o * (1 - o)))
""",
    ),
    "rising": (
        """
X = np.array([[1.0, 2.0], [3.0, 4.0]])
y = np.array([[1.0], [2.0]])
w = np.zeros((2, 1))
for j in range(20):
    o = X @ w
    e = y - o
    w += 0.2 * X.T @ e
""",
        """
w = np.array([1.0])
for j in range(20):
    e = w - 0.0
    w -= 1.4 * np.sign(e)
""",
    ),
    "seed-in-loop": (
        """
for j in range(3):
    np.random.seed(1)
    r = np.random.rand(2)
""",
        """
s = 4
for j in range(3):
    np.random.seed(s)
    r = np.random.rand(2)
""",
        """
def draw():
    g = np.random.default_rng(0)
    return g.random(2)
for j in range(3):
    r = draw()
""",
    ),
    "shadowed": (
        """
sum = 0
for j in range(3):
    sum += j
print(sum(np.ones(3)) if False else sum)
""",
        """
def smallest(a):
    return min(a)
min = 0
for j in range(3):
    print(smallest([j, min]) if j > 5 else min)
""",
        """
for j in range(3):
    max = max(j, 1) if j == 0 else j
""",
        """
for j in range(3):
    for j in range(2):
        x = j
    print(j)
""",
        """
for j in range(3):
    a = 1
    j = 7
    print(j + a)
""",
    ),
}

HARMLESS: dict[str, tuple[str, ...]] = {
    "two-way-broadcast": (
        """
x = np.array([1.0, 2.0, 5.0])
d = x[:, None] - x
""",
        """
a = np.arange(3.0).reshape(3, 1)
b = np.arange(4.0)
t = a * b
""",
        """
X = np.ones((4, 3))
b = np.array([0.1, 0.2, 0.3])
z = X + b
""",
        """
d = np.array([[1.0], [2.0], [3.0]])
w = np.array([[4.0], [5.0], [7.0]])
for j in range(3):
    g = d * w.T
    w -= g @ d * 0
""",
        """
r = np.arange(1, 4)
c = r.reshape(3, 1)
t = r * c
""",
        """
a = np.array([1.0, 2.0, 5.0])
b = np.array([0.0, 3.0, 4.0])
d = np.abs(a.reshape(-1, 1) - b.reshape(1, -1))
""",
    ),
    "nan": (
        """
a = np.array([1.0, 0.0])
with np.errstate(invalid='ignore'):
    b = a / a
""",
        """
a = np.array([np.nan, 1.0])
b = a + 1
c = np.nanmean(a)
""",
        """
a = np.sqrt(np.array([0.0, 4.0]))
""",
        """
gap = np.full(3, np.nan)
for j in range(3):
    gap[j] = j
""",
    ),
    "inf": (
        """
best = np.inf
for j in range(3):
    best = min(best, 5.0 - j)
""",
        """
low = np.array([np.inf, 2.0])
m = np.minimum(low, 1.0) + low
""",
        """
p = np.log(np.clip(np.array([0.0, 0.5]), 1e-9, 1.0))
""",
    ),
    "dtype": (
        """
a = np.ones((2, 3))
a += np.ones((3, 2))
""",
        """
w = np.array([1, 0, -1])
for j in range(3):
    w = w + np.array([0.5, 0.25, 0.0])
""",
        """
p = (np.array([0.2, 0.8]) > 0.5).astype(int)
q = np.round(np.array([1.2, 2.8])).astype(int)
""",
        """
i = (np.array([0.1, 0.7, 0.95]) * 10).astype(int)
""",
        """
a = np.zeros(3)
for j in range(3):
    a[j] = 0.75
""",
        """
n = np.arange(10)
m = n * n
s = m.sum()
k = 3 ** 200
""",
        """
a = np.zeros(3, dtype=int)
for j in range(3):
    a[j] = 2.0
""",
    ),
    "grew": (
        """
data = np.ones((5, 2))
for j in range(3):
    x = data[2 * j : 2 * j + 2] * 1.0
""",
        """
kept = np.zeros(1)
for j in range(3):
    kept = np.append(kept, j)
""",
        """
v = 0.0
for j in range(3):
    v = 0.9 * v + np.ones(3)
""",
    ),
    "flat-transpose": (
        """
w = np.array([1.0, 2.0])
x = np.array([3.0, 4.0])
z = w.T @ x
""",
        """
w = np.array([[1.0, 2.0]])
x = w.T
""",
        """
w = np.arange(3.0)
x = np.ones((3, 2))
z = np.dot(w.T, x)
""",
    ),
    "axes": (
        """
np.random.seed(0)
X, W = np.random.rand(5, 3), np.random.rand(3, 4)
Y = np.eye(4)[[0, 1, 2, 3, 0]]
for j in range(3):
    z = X @ W
    e = np.exp(z - z.max())
    p = e / e.sum(axis=1, keepdims=True)
    W -= 0.1 * X.T @ (p - Y)
""",
        """
e = np.exp(np.random.rand(4, 4))
p = e / e.sum(axis=1, keepdims=True)
q = e / e.sum(axis=0)
r = e.T / e.sum(axis=1)
""",
        """
d = np.array([[0.0, 1.0], [1.0, 0.0]])
c = d - d.mean(axis=1)
""",
    ),
    "alias": (
        """
w = v = np.zeros(2)
for j in range(3):
    v = v - 0.5
    w = w + v
""",
        """
w = np.ones(3)
for j in range(3):
    old = w.copy()
    w += 0.5
    d = w - old
""",
        """
X = np.ones(3)
w = np.ones(3)
for j in range(3):
    l0 = X
    w += l0
""",
        """
w = np.ones(3)
for j in range(3):
    old = w
    w = w + 0.5
    d = w - old
""",
        """
def step(a):
    a += 1
w = np.ones(3)
for j in range(3):
    step(w)
""",
        """
grid = np.zeros((2, 2))
for j in range(2):
    row = grid[j]
    row += 1.0
""",
    ),
    "out": (
        """
a = np.eye(2)
b = np.ones((2, 2))
c = np.empty((2, 2))
d = np.dot(a, b, c)
""",
        """
a = np.array([-1.0, 2.0])
np.maximum(a, 0.0, a)
""",
        """
a = np.eye(2)
c = np.array([[1.0, 2.0], [3.0, 4.0]])
np.dot(a, a, out=c)
""",
    ),
    "not-of-bool": (
        """
m = np.array([True, False])
n = ~m
""",
        """
x = ~np.all(np.array([True]))
""",
        """
k = ~5
""",
    ),
    "slope-of-raw": (
        SIGMOID
        + """
a = squash(np.array([2.0, -3.0]))
d = a * (1 - a)
""",
        """
x = np.array([2.0, 3.0])
pay = x * (1 - x)
""",
        """
r = np.array([2.5, 3.5])
x = np.array([0.5, 0.5])
for j in range(5):
    x = r * x * (1 - x)
""",
    ),
    "saturated": (
        LAYER
        + SIGMOID
        + """
w = np.array([[0.4, -0.3], [-0.5, 0.6]])
for j in range(3):
    h = squash(X @ w)
    w -= 0.1 * X.T @ h
""",
        SIGMOID
        + """
x = np.linspace(-50, 50, 11)
curve = squash(x)
""",
        LAYER
        + """
w = np.array([[40.0], [60.0]])
for j in range(3):
    h = np.maximum(0, X @ w)
    w -= 0.1 * X.T @ h
""",
        LAYER
        + SIGMOID
        + """
w = np.array([[100.0], [-40.0]])
for j in range(3):
    o = squash(X @ w - 52)
    e = y - o
    w += X.T @ (e * o * (1 - o))
""",
        LAYER
        + SIGMOID
        + """
w = np.array([[0.5], [-9.0]])
for j in range(3):
    for x, t in zip(X[:2], y[:2]):
        x = x.reshape(1, 2)
        o = squash(x @ w)
        d = (t - o) * o * (1 - o)
        w += x.T @ d
""",
    ),
    "dead": (
        LAYER
        + """
w = np.array([[1.0, 1.0], [0.5, -2.0]])
for j in range(3):
    h = np.maximum(0, X @ w)
    w += 0.1 * X.T @ h
""",
        LAYER
        + """
w = np.array([[1.0, -1.0], [0.5, -2.0]])
for j in range(4):
    x = X[j : j + 1]
    h = np.maximum(0, x @ w)
    w += 0.1 * x.T @ h
""",
        """
a = np.array([[-1.0, 2.0], [-3.0, 4.0]])
for j in range(3):
    b = np.maximum(0, a)
""",
    ),
    "alike": (
        """
np.random.seed(1)
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[0.0], [1.0], [1.0], [0.0]])
W, V = np.zeros((2, 3)), np.random.random((3, 1))
for j in range(3):
    h = 1 / (1 + np.exp(-(X @ W)))
    o = 1 / (1 + np.exp(-(h @ V)))
    d = (y - o) * o * (1 - o)
    e = d @ V.T * h * (1 - h)
    V += h.T @ d
    W += X.T @ e
""",
        """
w = np.ones((3, 3))
for j in range(5):
    w = w @ np.full((3, 3), 0.3)
""",
        LAYER
        + SIGMOID
        + """
w = np.zeros((2, 1))
for j in range(5):
    o = squash(X @ w)
    w += X.T @ (y - o)
""",
        LAYER
        + SIGMOID
        + """
np.random.seed(1)
v = np.random.rand(2, 3)
u = np.random.rand(3, 1)
for j in range(5):
    h = squash(X @ v)
    o = squash(h @ u)
    d = (y - o) * o * (1 - o)
    g = d @ u.T * h * (1 - h)
    u += h.T @ d
    v += X.T @ g
""",
        LAYER
        + """
w = np.zeros((2, 1))
for j in range(300):
    o = X @ w
    d = y - o
    w += 0.1 * X.T @ d
""",
    ),
    "still": (
        """
X = np.array([[1.0], [1.0], [1.0]])
y = np.array([[0.0], [1.0], [5.0]])
w = np.zeros((1, 1))
for j in range(300):
    e = y - X @ w
    w += 0.2 * X.T @ e
""",
        LAYER
        + """
w = np.zeros((2, 1))
t = X @ np.array([[2.0], [1.0]])
for j in range(500):
    e = t - X @ w
    w += 0.3 * X.T @ e
""",
    ),
    "rising": (
        """
X = np.array([[1.0, 2.0], [3.0, 4.0]])
y = np.array([[1.0], [2.0]])
w = np.zeros((2, 1))
for j in range(20):
    o = X @ w
    e = y - o
    w += 0.02 * X.T @ e
""",
        """
np.random.seed(3)
x = np.random.rand(40, 1)
y = 2 * x
w = np.zeros((1, 1))
for j in range(40):
    a = x[j : j + 1]
    e = y[j : j + 1] - a @ w
    w += 0.5 * a.T @ e
""",
    ),
    "seed-in-loop": (
        """
for j in range(3):
    np.random.seed(j)
    r = np.random.rand(2)
""",
        """
np.random.seed(1)
for j in range(3):
    r = np.random.rand(2)
""",
        """
g = np.random.default_rng(0)
for j in range(3):
    r = g.random(2)
""",
    ),
    "shadowed": (
        """
sum = lambda x: x * 2
for j in range(3):
    y = sum(j)
""",
        """
total = 0
for j in range(3):
    total += j
print(sum([1, 2]), total)
""",
        """
def total(a):
    sum = 0
    for x in a:
        sum += x
    return sum
print(total([1, 2]), sum([1, 2]))
""",
        """
def largest(a):
    return max(a)
top = largest([1, 2])
max = max(top, 5)
print(max)
""",
        """
class Node:
    id = 7
    def same(self, other):
        return id(self) == id(other)
print(Node().same(Node()))
""",
        """
for x in [1.0, -2.0, 3.0]:
    if x < 0:
        x = 0.0
    print(x)
""",
        """
abs = np.ones(3)
for iter in range(3):
    x = abs + iter
""",
        """
rows = np.ones((2, 3))
for row in rows:
    row = row.reshape(1, 3)
    print(row)
""",
        """
for i in range(2):
    for k in range(2):
        print(i, k)
for k in range(2):
    print(k)
""",
    ),
}
