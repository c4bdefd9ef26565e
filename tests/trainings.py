"""Programs whose training lies where a reader looks for it, and other loops where one does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Training:
    """A program, the line of its training, in which function that is, and how many turns it has."""

    text: str
    line: int
    function: str
    turns: int

    @property
    def told(self) -> str:
        """How `check` tells of it."""
        where = f", in {self.function}()" if self.function else ""
        return f"fine: {self.turns:,} iterations of the loop on line {self.line}{where}"


IN_FUNCTION = """import numpy as np

def fit(rows, turns):
    w = np.zeros((2, 1))
    for turn in range(turns):
        w += (rows - w) * 0.05
        error = float(np.abs(rows - w).sum())
    return w

rows = np.array([[0.5], [1.5]])
print(fit(rows, 120))
"""

UNDER_GUARD = """import numpy as np

if __name__ == "__main__":
    w = np.ones((3, 1))
    for turn in range(120):
        w -= 0.01 * w
        error = float(w.sum())
    print(w.ravel())
"""

PRINTED_AFTER = """import numpy as np

def fit(values, turns):
    w = 1.0
    for turn in range(turns):
        error = w - values.mean()
        w -= 0.05 * error
    return w

values = np.array([4.0, 5.0, 6.0])
w = fit(values, 600)
for value in values:
    print(value, value * w)
"""

LONG = """import numpy as np

def fit(X, turns):
    w = np.zeros((8, 1))
    for turn in range(turns):
        miss = X @ w - 1
        w -= 1e-3 * X.T @ miss
        error = float(np.abs(miss).sum())
    return w

np.random.seed(2)
X = np.random.rand(20, 8)
print(fit(X, 2000000).sum())
"""

WHILE = """import numpy as np

w = np.array([3.0, -1.0])
goal = np.array([0.5, 0.25])
error = 9.0
while error > 0.001:
    w += 0.1 * (goal - w)
    error = np.abs(goal - w).sum()
for at in range(2):
    print(at, w[at])
"""

WHILE_IN_FUNCTION = """import numpy as np

def learn():
    def ramp(v):
        return np.maximum(0, v)

    global error
    X = np.array([[1.0, 0.5], [0.25, 1.0], [0.75, 0.5]])
    y = np.array([1.0, 0.5, 0.75])
    np.random.seed(4)
    w1 = np.random.uniform(0, 1, (4, 2))
    w2 = np.random.uniform(0, 1, (4,))
    turn = 0
    while turn < 300:
        hidden = ramp(np.dot(w1, X.T))
        out = np.dot(w2, hidden)
        error = np.sum((out - y) ** 2) / 6
        if error < 1e-9:
            break
        w2 = w2 - 0.05 * np.dot(hidden, out - y)
        turn += 1
    return out

error = 0
print(learn(), error)
"""

CLASS_CALLED = """import numpy as np

class Net:
    def __init__(self, hidden, rate):
        self.rate = rate
        self.w0 = np.random.normal(0.0, 0.5, (hidden, 1))
        self.w1 = np.random.normal(0.0, 0.5, (1, hidden))

    def train(self, given, wanted):
        x = np.array(given, ndmin=2).T
        hidden = np.dot(self.w0, x)
        out = np.dot(self.w1, hidden)
        miss = wanted - out
        back = np.dot(self.w1.T, miss)
        self.w1 += self.rate * np.dot(miss, hidden.T)
        self.w0 += self.rate * np.dot(back, x.T)
        return float(np.abs(miss).sum())

    def ask(self, given):
        return np.dot(self.w1, np.dot(self.w0, np.array(given, ndmin=2).T))

np.random.seed(0)
net = Net(6, 0.05)
for n in range(1, 25):
    error = net.train(n / 24, n / 12)
print(net.ask(0.5))
"""

TRAININGS = {
    "in a function": Training(IN_FUNCTION, 5, "fit", 120),
    "under a guard": Training(UNDER_GUARD, 5, "", 120),
    "printed after": Training(PRINTED_AFTER, 5, "fit", 600),
    "long in a function": Training(LONG, 5, "fit", 2_000_000),
    "while": Training(WHILE, 6, "", 79),
    "while in a function": Training(WHILE_IN_FUNCTION, 14, "learn", 300),
    "a class, called": Training(CLASS_CALLED, 24, "", 24),
}
