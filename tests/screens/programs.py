from __future__ import annotations

NO_LOOP = """
import numpy as np
a = np.arange(6).reshape(2, 3)
b = a.T
c = np.dot(a, b)
d = c[0, 1] if c.sum() > 3 else -1
print(c, d)
"""

WHILE = """
import numpy as np
x = np.array([4.0, 9.0, 2.0])
turns = 0
while np.abs(x).max() > 0.01:
    x = x * 0.9
    turns += 1
    if turns % 20 == 0:
        print(turns, x)
print("done after", turns)
"""

RAISES = """
import numpy as np
def half(v):
    w = v / 2
    return w
total = 0
for i in range(30):
    total += half(i)
    if i == 17:
        a = np.ones((2, 3))
        b = np.ones((2, 3))
        c = np.dot(a, b)
print(total)
"""

ENDLESS = """
n = 0
while True:
    n = n + 1
"""

PRINTS = """
for i in range(400):
    print("line", i, "x" * (i % 150))
    print("été", "漢字" * (i % 9), "tab\\tbed")
"""

LARGE = """
import numpy as np
np.random.seed(3)
A = np.random.randn(300, 400)
v = np.ones(400)
for i in range(50):
    w = A @ v
    v = A.T @ w
    v = v / np.sqrt((v * v).sum())
print(w[:5])
"""

STRINGS = """
words = ["one", "two", "three", "漢字", "e\\u0301"]
text = ""
counts = {}
for word in words:
    text = text + word + " "
    for letter in word:
        counts[letter] = counts.get(letter, 0) + 1
both = (text, counts)
print(text.upper(), len(counts))
"""

DEEP = """
import numpy as np
t = np.arange(24).reshape(2, 3, 4) * 0.5
s = 0
for k in range(12):
    t = t.transpose(2, 0, 1)
    u = t + 1
    s = s + u.sum(axis=0)[0, 0]
m = t.max()
print(t.shape, s)
"""

SIZES = """
import numpy as np
none = np.zeros((0, 3))
one = np.zeros((1, 1))
big = 10 ** 30
small = np.array([1e-300, -1e300, np.nan, np.inf])
flags = np.array([True, False, True])
z = 1 + 2j
for j in range(5):
    none = np.dot(none, np.ones((3, 3)))
    one = one + j
    flags = ~flags
    big = big + 1
print(none.shape, one, flags, z)
"""

TRAINS = """
import numpy as np
np.random.seed(1)
X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[1.0], [0.0], [1.0]])
W = 2 * np.random.random((2, 1)) - 1
for step in range(3000):
    out = 1 / (1 + np.exp(-np.dot(X, W)))
    error = y - out
    W += np.dot(X.T, error * out * (1 - out))
    if step % 500 == 0:
        print(step, np.mean(np.abs(error)))
"""

PROGRAMS = {
    "no_loop": NO_LOOP,
    "while": WHILE,
    "raises": RAISES,
    "endless": ENDLESS,
    "prints": PRINTS,
    "large": LARGE,
    "strings": STRINGS,
    "deep": DEEP,
    "sizes": SIZES,
    "trains": TRAINS,
}
"""Scripts of kinds that differ: without a loop, endless, failing, printing much, holding much."""
