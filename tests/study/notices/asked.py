"""Programs of people who asked what is wrong, told in other words: each is a beginner's, with one mistake."""

from __future__ import annotations

FLAT_TARGET = """
import numpy as np

def sigma(t, slope=False):
    if slope:
        return t * (1 - t)
    return 1 / (1 + np.exp(-t))

table = np.array([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]])
goal = np.array([0, 1, 1, 0])
np.random.seed(5)
first = np.random.random((3, 4)) - 0.5
second = np.random.random((4, 1)) - 0.5
for step in range(500):
    hidden = sigma(table @ first)
    said = sigma(hidden @ second)
    gap = goal - said
    push = gap * sigma(said, True)
    blame = push @ second.T * sigma(hidden, True)
    second += hidden.T @ push
    first += table.T @ blame
"""

OTHER_LAYER = """
import numpy as np

def bend(t, slope=False):
    return t * (1 - t) if slope else 1 / (1 + np.exp(-t))

rows = np.array([[0, 1], [1, 0], [1, 1], [0, 0], [0.5, 1]])
goal = np.array([[1], [1], [0], [0], [1]])
np.random.seed(8)
a = np.random.randn(2, 3)
b = np.random.randn(3, 1)
for step in range(100):
    one = bend(rows @ a)
    two = bend(one @ b)
    gap = goal - two
    push = gap * bend(one, True)
    back = push @ b.T
    b += one.T @ push
    a += rows.T @ (back * bend(one, True))
"""

DOT_FOR_TIMES = """
import numpy as np
np.random.seed(3)
cols = np.random.randn(2, 5)
goal = np.array([[1, 0, 0, 1, 1]])
u = np.random.randn(3, 2)
v = np.random.randn(1, 3)
for step in range(50):
    mid = np.tanh(u @ cols)
    out = 1 / (1 + np.exp(-(v @ mid)))
    push = out - goal
    back = np.dot(v.T @ push, 1 - mid * mid)
    v -= 0.5 * push @ mid.T
    u -= 0.5 * back @ cols.T
"""

TINY_RATE = """
import numpy as np

def bend(t):
    return 1 / (1 + np.exp(-t))

side = np.linspace(0, 1, 9).reshape(9, 1)
spots = np.concatenate([np.concatenate([side, side], 1), np.concatenate([side, 1 - side], 1)])
mark = np.concatenate([np.zeros((9, 1)), np.ones((9, 1))])
np.random.seed(2)
p = np.random.rand(2, 3)
q = np.random.rand(3, 3)
r = np.random.rand(3, 1)
pace = 0.004
for lap in range(2500):
    one = bend(spots @ p)
    two = bend(one @ q)
    said = bend(two @ r)
    miss = said - mark
    g3 = miss * said * (1 - said)
    g2 = g3 @ r.T * two * (1 - two)
    g1 = g2 @ q.T * one * (1 - one)
    r -= pace * two.T @ g3
    q -= pace * one.T @ g2
    p -= pace * spots.T @ g1
"""

SLOPE_LEFT_OUT = """
import numpy as np

def fit():
    def cut(t):
        return np.maximum(0, t)

    data = np.array([[1.0, 2.0], [2.0, 0.5], [3.0, 1.5], [0.5, 2.5]])
    goal = np.array([2.0, 1.0, 3.0, 0.5])
    up = np.array([[0.4, 0.3], [-0.2, -0.1], [0.1, 0.6]])
    out = np.array([0.3, 0.2, 0.5])
    lap = 0
    while lap < 60:
        mid = cut(np.dot(up, data.T))
        said = cut(np.dot(out, mid))
        gap = said - goal
        out = out - 0.01 * np.dot(gap, mid.T)
        up = up - 0.01 * np.dot(np.dot(out.reshape(3, 1), gap.reshape(1, 4)), data)
        lap += 1
    return said

print(fit())
"""

BIAS_GROWS = """
import numpy as np

def bend(t, slope=False):
    return t * (1 - t) if slope else 1 / (1 + np.exp(-t))

rows = np.array([[0, 1], [1, 1], [1, 0], [0, 0]])
goal = np.array([[1], [0], [1], [0]])
np.random.seed(4)
w = np.random.randn(2, 3)
v = np.random.randn(3, 1)
bias = np.random.randn(1, 3)
for lap in range(40):
    mid = bend(rows @ w + bias)
    said = bend(mid @ v)
    push = (goal - said) * bend(said, True)
    back = push @ v.T * bend(mid, True)
    bias = bias + back * bend(bias, True)
    v += mid.T @ push
    w += rows.T @ back
"""

NO_SQUASH = """
import numpy as np

class Tripler:
    def __init__(self, pace):
        self.pace = pace
        self.up = np.random.normal(0.0, 1.0, (6, 1))
        self.out = np.random.normal(0.0, 0.5, (1, 6))

    def learn(self, given, wanted):
        x = np.array(given, ndmin=2).T
        mid = np.dot(self.up, x)
        said = np.dot(self.out, mid)
        gap = np.array(wanted, ndmin=2).T - said
        back = np.dot(self.out.T, gap)
        self.out += self.pace * np.dot(gap * said * (1.0 - said), mid.T)
        self.up += self.pace * np.dot(back * mid * (1.0 - mid), x.T)

np.random.seed(3)
brain = Tripler(0.5)
for n in range(1, 13):
    brain.learn(np.log(n), np.log(3 * n))
"""

WHOLE_WEIGHTS = """
import numpy as np
rows = np.array([[1, 0], [1, 1], [0, 1]])
goal = np.array([[1], [1], [0]])
w = np.array([[0], [1]])
for lap in range(30):
    said = 1 / (1 + np.exp(-(rows @ w)))
    w += 0.5 * rows.T @ ((goal - said) * said * (1 - said))
"""

WHOLE_STEPS = WHOLE_WEIGHTS.replace("w += 0.5 * rows.T @ (", "w += (0.5 * rows.T @ (").replace(
    "(1 - said))\n", "(1 - said))).astype(int)\n"
)

FLAT_SAMPLE = """
import numpy as np
np.random.seed(6)
w = np.random.randn(3, 3)
shift = np.random.randn(3, 1)
pairs = [(np.array([0, 1, 1]), 1), (np.array([1, 0, 1]), 0)]
for lap in range(5):
    for x, goal in pairs:
        said = 1 / (1 + np.exp(-(np.dot(w, x) + shift)))
        push = said - goal
        w = w - 0.1 * np.dot(push, x.transpose())
"""

LOG_OF_ZERO = """
import numpy as np
np.random.seed(9)
rows = np.random.rand(4, 3) * 300
hot = np.eye(2)[[0, 1, 0, 1]]
w = np.random.randn(3, 2)
for lap in range(20):
    score = rows @ w
    chance = np.exp(score - score.max(axis=1, keepdims=True))
    chance = chance / chance.sum(axis=1, keepdims=True)
    cost = -np.sum(hot * np.log(chance))
    w -= 0.2 * rows.T @ (chance - hot)
"""

NO_COPY = """
import numpy as np
rows = np.array([[0, 1], [1, 1], [1, 0]])
goal = np.array([[0], [1], [1]])
w = np.full((2, 1), 0.1)
speed = np.zeros((2, 1))
for lap in range(30):
    before = w
    said = 1 / (1 + np.exp(-(rows @ w)))
    w += 0.3 * rows.T @ (goal - said) + 0.5 * speed
    speed = w - before
"""

SEED_EACH_LAP = """
import numpy as np
w = np.zeros(2)
for lap in range(6):
    np.random.seed(1)
    w += np.random.normal(size=2)
"""
