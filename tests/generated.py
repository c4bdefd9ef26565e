"""Small programs put together from statements that are hard to bring back: aliases, views, closures, draws."""

from __future__ import annotations

from hypothesis import strategies as st

SETUP = """import numpy as np

def bump(a, by=1):
    a += by
    return a

def total():
    return s + n

def count():
    global s
    s += 1
    return s

def pure(a, b=2.0):
    t = a * b
    return t - 1

def remember(x, seen=[]):
    seen.append(x)
    return len(seen)

def same(a):
    return a

def counter():
    c = 0
    def more():
        nonlocal c
        c += 1
        return c
    return more

def inner(a):
    for i in range(2):
        if i == n % 2:
            continue
        a = a + i
    return a

W = np.arange(6.0).reshape(2, 3) / 7
M = np.array([[0.5, -0.25], [0.125, 1.0]])
V = np.array([0.1, 0.2, 0.3])
P = np.ones((2, 3, 2)).transpose(1, 0, 2) + 1
p = q = np.zeros(2)
L = []
G = [3, 1, 2]
D = {"w": W, "k": 1}
n = s = k = 0
lr = 0.5
text = ""
flag = True
more = counter()
square = lambda a: a * a
acts = [pure, square, bump]
act = pure
rng = np.random.default_rng(3)
"""
ALIASES = [
    "w = W",
    "w = W.copy()",
    "w = W.T",
    "v = W[0]",
    "v = V",
    "v = P[0, 0]",
    "v = W[0, ::-1]",
    "layers = [W, M]",
    "layers = [M, M]",
    "log = L",
    "add = L.append",
    "D['log'] = L",
    "pairs = list(zip(G, M))",
    "say = print",
    "G.append(G)",
    "total_of = total",
    "V = np.broadcast_to(np.array([1.0, 2.0, 3.0]), (3,)).copy()",
    "dot = np.dot",
    "draws = np.random.rand(3)",
    "lazy = (a * 2 for a in range(9))",
    "stop = M",
]
NAMES = "w = W\nv = V\nlayers = [W, M]\nlog = L\nadd = G.append\n"
LOOPS = [
    *(f"for j in range({count}):" for count in (0, 1, 3, 6, 9)),
    "while n < 6:",
    "while n < 0:",
    "while V[0] < 3 and n < 7:",
    "for j in [4, 5, 6, 7]:",
    "for row in M:",
    "for row in W:",
    "for i, row in enumerate(W):",
    "for row, x in zip(M, V):",
    "for x in V:",
    "for layer in layers:",
    "for x in (a * lr for a in range(5)):",
    "for x in map(pure, [1.0, 2.0, 3.0]):",
    "for x in map(remember, [1.0, 2.0, 3.0]):",
    "for x in map(count_up, range(4)):",
    "for x in reversed(G):",
    "for x in G:",
    "for x in {'b': 1, 'a': 2}:",
    "for key, x in D.items():",
    "for x in 'abc':",
    "for x in sorted({3, 1, 2}):",
    "for x, j in zip((a for a in range(4)), range(9)):",
    "for (i, x), y in zip(enumerate(V), V):",
    "for x in filter(square, [0, 1, 2, 3]):",
    "for x in 5:",
    "while V:",
]
BODY = [
    "W += 0.25",
    "w -= 0.5",
    "w = w * 0.5",
    "v *= 0.9",
    "v[0] = n",
    "v = V[1:]",
    "M = M @ M * 0.5",
    "M = M * 0.9 + 0.01",
    "M[0] += V[:2]",
    "M.T[0] += 1",
    "V = V[::-1]",
    "V = V + lr",
    "V = W[0]",
    "V.sort()",
    "lr *= 0.99",
    "s = s + n",
    "if n % 3 == 0:\n    a = W * 2",
    "if n % 2:\n    w = W\nelse:\n    w = W.copy()",
    "if n % 2:\n    b = 1\nelse:\n    b = n",
    "if n == 2:\n    M[1, 1] += 1",
    "if n == 3:\n    W = M",
    "if n > 4:\n    break",
    "if n == 3:\n    continue",
    "if n == 4:\n    x = 1 / (n - 4)",
    "if n == 1:\n    late = V\nelse:\n    late += 1",
    "if flag and (found := n):\n    r = found",
    "for i in range(2):\n    s += i\n    V[i] += lr",
    "for i in range(n):\n    if i == 2:\n        break\n    s += i",
    "for layer in layers:\n    layer += 0.5",
    "for i in range(3):\n    pass\nelse:\n    s += 1",
    "while s > 10:\n    s -= 7",
    "L.append(n)",
    "L.append(V[0])",
    "L.append(V)",
    "log.append(s)",
    "L = L + [n]",
    "L += [n]",
    "L = []",
    "G.append(n)",
    "if n < 5:\n    G.pop()",
    "G[0] = n",
    "bump(W)",
    "bump(v, lr)",
    "bump(by=n, a=M)",
    "u = same(W)\nu += 1",
    "u = [W, V]\nu[1] -= 1",
    "c = count()",
    "s = total()",
    "r = np.random.rand(2)",
    "V = V + np.random.normal(size=3)",
    "np.random.shuffle(G)",
    "np.random.seed(n)",
    "r = rng.random(2)",
    "rng.shuffle(V)",
    "layers[0] = W + 1",
    "layers[-1] -= 0.1",
    "layers = layers[::-1]",
    "D['k'] += 1",
    "D['w'] = V",
    "D[n] = D['w']",
    "W, w = w, W",
    "p += 1",
    "p = q\nq = np.ones(2) * n",
    "print(n, V.sum())",
    "print(W)",
    "print('x', end='')",
    "b = remember(n)",
    "b = more()",
    "add(n)",
    "act = square if n % 2 else pure",
    "V = act(V) * 0.5",
    "r = acts[n % 3](M)",
    "acts = acts[1:] + acts[:1]",
    "f = lambda a, b=n: a + b\ns = f(s)",
    "def g(a):\n    return a + n\ns = g(s)",
    "tmp = V * 2\ndel tmp\ns += 1",
    "np.add(V, 1, V)",
    "np.clip(V, -1, 1, out=V)",
    "np.multiply(M, 0.5, M)",
    "np.dot(M, M.copy(), M)",
    "W[0], s = V, n",
    "M[:, 0] = M[0] = n",
    "M[0, 0], (V[0], b) = 1, (2, 3)",
    "a = b2 = W[1]\na += 1",
    "D['L'] = L\nD['L'].append(n)",
    "x, y = (n, 2) if n % 2 else (1, n)",
    "nest = [[V, W], {'m': M}]\nnest[1]['m'] += 1",
    "keep = (V, L)",
    "pairs = list(enumerate(G))",
    "rows = [row for row in M]\nrows[0] += 1",
    "V = np.where(V > 1, V, lr)",
    "W = np.reshape(W, (2, 3))",
    "W = W.reshape(3, 2).T",
    "V = np.ravel(W)[:3]",
    "P[0, 0] *= 0.5",
    "P = P + 1",
    "t = (n, s, V)",
    "flag = not flag",
    "text = text + '.'",
    "z = [k * 2 for k in L]",
    "k = sum(x for x in G[:2])",
    "S = set(G[:2])",
    "M = inner(M)",
    "if n == 2:\n    lazy = (x for x in G)",
    "big = 10 ** 20 + n",
    "e = np.array(n)",
    "h = W[0, 0]",
    "y: float = lr * 2",
    "with np.errstate(all='ignore'):\n    o = V / 0",
    "pass",
]
RARE = ["r = V @ np.ones(5)", "r = 1 / 0", "assert n < 3", "L[9]", "D['none']", "if n > 99:\n    never = 1\nr = never"]
END = [
    "lr = 7",
    "W += 100",
    "L.append(99)",
    "V = None",
    "print(W.sum(), n)",
    "print(V, L, lr)",
    "del D\nprint(n)",
    "def pure(a, b=1):\n    return 0\nprint(pure(3))",
    "n = total()",
    "r = np.random.rand()",
    "np.set_printoptions(precision=3)\nprint(M)\nnp.set_printoptions(precision=8)",
    "for i in range(2):\n    W += i",
    "print(remember(0), more(), s)",
    "r = W @ V @ 3",
]


GUARDS = [
    "if __name__ == '__main__':",
    "if flag:",
    "if n == 0:",
    "with np.errstate(all='ignore'):",
    "with scope:",
    "with scope as entered:",
]
"""What a loop may lie in; all of them run what lies in them once."""

TRIED = [
    "except ZeroDivisionError as error:\n    caught = str(error)",
    "except (IndexError, KeyError):\n    caught = -1",
    "except ValueError:\n    raise",
    "finally:\n    count()",
    "except AssertionError:\n    caught = 0\nelse:\n    caught = 1\nfinally:\n    count()",
]
"""What may follow a `try` that a loop lies in."""

CLASSES = """class Scope:
    def __init__(self):
        self.inside = 0

    def __enter__(self):
        self.inside += 1
        return self

    def __exit__(self, kind, error, traceback):
        self.inside -= 1
        return False

class Holder:
    made = 0

    def __init__(self, w):
        self.w = w
        self.log = []

    def note(self, x):
        self.log.append(x)
        return len(self.log)

    def step(self, x):
        self.w = self.w * 0.5 + x
        Holder.made += 1
        return self.w

    @property
    def size(self):
        return len(self.log)

scope = Scope()
"""

HELD = [
    "held.w += 1",
    "held.note(n)",
    "s = held.step(n).sum()",
    "held.log = held.log[-2:]",
    "V[0] = held.size",
    "held.other = W",
    "held.w[0] = n",
    "held = Holder(held.w + 1)",
]
"""What an object may be asked, and made to hold, in a loop."""


def _indent(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.split("\n") if line.strip())


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A program with one loop on its own level, which is the main loop."""
    aliases = draw(st.lists(st.sampled_from(ALIASES), max_size=4))
    loop = draw(st.sampled_from(LOOPS))
    body = draw(st.lists(st.sampled_from([*BODY, *BODY, *BODY, *RARE]), min_size=1, max_size=9))
    otherwise = draw(st.sampled_from(["", "", "s = -1", "print('done')"]))
    end = draw(st.lists(st.sampled_from(END), max_size=3))
    text = SETUP + "\n".join([NAMES, *aliases]) + "\ndef count_up(a):\n    return a + count()\n\n"
    text += loop + "\n    n += 1\n" + "".join(_indent(statement) for statement in body)
    if otherwise:
        text += "else:\n" + _indent(otherwise)
    return text + "\n".join(end) + "\n"


@st.composite
def nested_programs(draw: st.DrawFn) -> str:
    """A program with its loop at some depth of functions, methods, guards, `with` and `try`."""
    aliases = draw(st.lists(st.sampled_from(ALIASES), max_size=3))
    loop = draw(st.sampled_from(LOOPS))
    body = draw(st.lists(st.sampled_from([*BODY, *BODY, *HELD, *HELD, *HELD, *RARE]), min_size=1, max_size=7))
    inner = loop + "\n    n += 1\n" + "".join(_indent(statement) for statement in body)
    before = NAMES + "\n".join(aliases) + "\n"
    text = SETUP + CLASSES + "\ndef count_up(a):\n    return a + count()\n\n"
    names = "W, M, V, P, p, q, L, G, D, n, s, k, lr, text, flag, more, square, acts, act, rng"
    inner = f"held = Holder(np.ones(2))\n{before}" + _wrapped(draw, inner)
    for depth in range(draw(st.integers(0, 3))):
        if draw(st.booleans()):
            text += f"class In{depth}:\n    def __init__(self):\n        self.depth = {depth}\n\n"
            text += "    def run(self):\n" + _indent(_indent(f"global {names}\n" + inner))
            inner = f"In{depth}().run()\n" if draw(st.booleans()) else f"made = In{depth}()\nmade.run()\n"
        else:
            local = draw(st.booleans()) and not depth
            # With its own names, or with those of the program.
            first = "" if local else f"global {names}\n"
            parameters = names if local else ""
            text += f"def into{depth}({parameters}):\n" + _indent(first + inner + "\nreturn 1")
            inner = f"came = into{depth}({parameters})\n"
        inner = _wrapped(draw, inner)
    end = draw(st.lists(st.sampled_from(END), max_size=2))
    return text + "\n" + inner + "\n".join(end) + "\n"


def _wrapped(draw: st.DrawFn, text: str) -> str:
    """Statements in up to two guards."""
    for _ in range(draw(st.integers(0, 2))):
        if draw(st.integers(0, 2)):
            text = f"{draw(st.sampled_from(GUARDS))}\n{_indent(text)}"
        else:
            text = f"try:\n{_indent(text)}{draw(st.sampled_from(TRIED))}\n"
    return text
