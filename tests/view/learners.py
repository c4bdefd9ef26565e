"""Programs with the mistakes that learners ask about, where they stand when they ask, and what they have to see.

`at` is an iteration and the code of an operation of it, or `end`, which leads to one that fails.
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD = """import numpy as np
np.random.seed(5)
def s(z, d=False):
    return z * (1 - z) if d else 1 / (1 + np.exp(-z))
X = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
Y = np.array([[1.0], [0.0], [1.0], [0.0], [1.0]])
A = np.random.random((3, 4)) - 0.5
B = np.random.random((4, 1)) - 0.5
"""


@dataclass(frozen=True)
class Asked:
    """A program, where its learner stands, the words that have to be on the stage there, and the kinds that come."""

    text: str
    at: str
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    key: str = ""
    """The key that leads on, and `leads` what is to be seen there."""
    leads: tuple[str, ...] = ()


ASKED = {
    "a flat target": Asked(
        HEAD + "t = np.array([1, 0, 1, 0, 1])\nfor j in range(9):\n    o = s(s(X @ A) @ B)\n    off = t - o\n"
        "    big = off * 3\n    back = np.dot(big, B.T)\n",
        "end",
        ("the inner sizes, 5 and 1", "big is 5×5 since line 12: t - o 5, − 5×1 → 5×5"),
        ("two-way-broadcast",),
        "1",
        ("both are stretched: each of the 5 meets each of the 5", "t.reshape(-1, 1) is a column"),
    ),
    "a layer too few": Asked(
        HEAD
        + "for j in range(9):\n    h = s(X @ A)\n    o = s(h @ B)\n    d = (Y - o) * s(h, d=True)\n    e = d @ B.T\n",
        "end",
        ("d is 5×4 since line 12: (Y - o) * s(h, d=True) 5×1 ∘ 5×4 → 5×4",),
        (),
        "1",
        ("5×1 ∘ 5×4 → 5×4",),
    ),
    "dot for times": Asked(
        HEAD + "for j in range(9):\n    h = np.tanh(X @ A)\n    o = h @ B\n    e = np.dot((o - Y) @ B.T, 1 - h ** 2)\n",
        "end",
        ("the inner sizes, 4 and 5", "would fit: ((o - Y) @ B.T) * (1 - h ** 2) 5×4 ∘ 5×4 → 5×4"),
    ),
    "a rate that is too small": Asked(
        HEAD + "lr = 0.0003\nfor j in range(40):\n    h = s(X @ A)\n    o = s(h @ B)\n    d = (o - Y) * s(o, d=True)\n"
        "    B -= lr * h.T @ d\n",
        "30 B -= lr * h.T @ d",
        ("rate: this changes B by 0.0", "lr = 0.0003 leaves"),
    ),
    "dead neurons": Asked(
        "import numpy as np\nX = np.array([[2.0, 3.0], [1.0, 4.0], [3.0, 1.0]])\ny = np.array([4.0, 1.0, 3.0])\n"
        "def up(z):\n    return np.maximum(0, z)\ndef learn():\n    a = np.array([[0.4, 0.3], [0.2, 0.9]])\n"
        "    b = np.array([0.7, 0.5])\n    k = 0\n    while k < 60:\n        h = up(np.dot(a, X.T))\n"
        "        o = np.dot(b, h)\n"
        "        g = np.dot(b.reshape(2, 1), (o - y).reshape(1, 3))\n        b = b - 0.01 * np.dot(o - y, h.T)\n"
        "        a = a - 0.3 * np.dot(g, X)\n        k += 1\n    return o\nprint(learn())\n",
        "20 h = up(np.dot(a, X.T))",
        ("no sum is above 0 for any of the 3 examples, so relu gives 0 and has no slope there",),
        ("dead",),
    ),
    "a bias that grows": Asked(
        HEAD + "c = np.zeros((1, 4))\nfor j in range(9):\n    h = s(X @ A + c)\n    e = (Y - s(h @ B)) @ B.T\n"
        "    c = c + e * 0.1\n",
        "0 c = c + e * 0.1",
        ("c was 1×4 and is 5×4 from here on: e * 0.1 (5×4) stretched it",),
        ("grew",),
    ),
    "no activation": Asked(
        "import numpy as np\nclass Net:\n    def __init__(self):\n"
        "        self.a = np.linspace(-1, 1, 9).reshape(9, 1)\n"
        "        self.b = np.linspace(0.1, 0.9, 9).reshape(1, 9)\n"
        "    def train(self, x, t):\n        x = np.array(x, ndmin=2)\n"
        "        h = self.a @ x\n        o = self.b @ h\n        e = t - o\n"
        "        self.b += 0.9 * (e * o * (1 - o)) @ h.T\n"
        "        self.a += 0.9 * (self.b.T @ e * h * (1 - h)) @ x.T\nnet = Net()\nfor n in range(1, 30):\n"
        "    net.train(n, 2 * n)\n",
        "nan",
        ("is nan",),
        ("nan", "slope-of-raw"),
    ),
    "weights of integers": Asked(
        HEAD + "w = np.array([[1], [0], [2]])\nfor j in range(9):\n    o = s(X @ w)\n    w += X.T @ ((Y - o) * 0.5)\n",
        "end",
        ("w is an array of whole numbers (int64) and the change is float64", "w is int64 since line 9"),
        ("dtype",),
    ),
    "steps of integers": Asked(
        HEAD + "w = np.array([[1], [0], [2]])\nfor j in range(9):\n    o = s(X @ w)\n"
        "    w += (X.T @ ((Y - o) * 0.1)).astype(int)\n",
        "0 w += (X.T @ ((Y - o) * 0.1)).astype(int)",
        ("cut to whole numbers", "nothing is left of them"),
        ("dtype",),
    ),
    "a slope that squashes again": Asked(
        HEAD.replace(
            "return z * (1 - z) if d else 1 / (1 + np.exp(-z))",
            "q = 1 / (1 + np.exp(-z))\n    return q * (1 - q) if d else q",
        )
        + "for j in range(9):\n    h = s(X @ A)\n    o = s(h @ B)\n    d = (Y - o) * s(o, d=True)\n    B += h.T @ d\n",
        "0 d = (Y - o) * s(o, d=True)",
        ("o is from s already (0:", "squashed again it gives 0.2", "and can only give 0.196 … 0.25"),
    ),
    "a flat sample": Asked(
        "import numpy as np\nws = [np.full((4, 2), 0.3), np.full((2, 4), 0.2)]\n"
        "cs = [np.ones((4, 1)), np.ones((2, 1))]\n"
        "for n in range(9):\n    for x in [np.array([0.0, 1.0]), np.array([1.0, 1.0])]:\n        a = x\n"
        "        for w, c in zip(ws, cs):\n            a = np.tanh(np.dot(w, a) + c)\n        d = np.dot(ws[1].T, a)\n"
        "        g = np.dot(d, x.T)\n",
        "end",
        ("d is 4×4 since line 8: np.dot(w, a) + c 4, + 4×1 → 4×4", "nothing is turned round: x is flat"),
        ("two-way-broadcast", "flat-transpose"),
        "1",
        ("both are stretched",),
    ),
    "the logarithm of zero": Asked(
        "import numpy as np\nT = np.eye(2)\nZ = np.array([[3.0, 2.0], [1.0, 5.0]])\nfor n in range(9):\n    Z = Z * 9\n"
        "    P = np.exp(Z - Z.max(axis=1, keepdims=True))\n    P = P / P.sum(axis=1, keepdims=True)\n"
        "    loss = -np.sum(T * np.log(P))\n",
        "nan",
        ("cell [1, 0] is nan", "0 × −inf"),
        ("inf", "nan"),
    ),
    "weights changed too early": Asked(
        HEAD + "for j in range(9):\n    for x, t in zip(X, Y):\n        x = x.reshape(1, 3)\n        h = s(x @ A)\n"
        "        o = s(h @ B)\n        d = t - o\n        B += 0.5 * h.T @ d\n        back = d @ B.T * h\n"
        "        A += 0.5 * x.T @ back\n",
        "0 back = d @ B.T * h",
        (
            "earlier: d @ B.T since h @ B (0:",
            "took B, it was changed by",
            "by B += 0.5 * h.T @ d",
            "what the old one gives",
        ),
    ),
    "an alias for a copy": Asked(
        HEAD + "m = np.zeros((3, 1))\nw = A[:, :1].copy()\nfor j in range(9):\n    was = w\n"
        "    w += 0.1 * X.T @ (Y - X @ w) + m\n"
        "    m = 0.9 * (w - was)\n",
        "0 w += 0.1 * X.T @ (Y - X @ w) + m",
        ("this changes was as well: since line 12 it is the same array as w, no copy",),
        ("alias",),
    ),
}
