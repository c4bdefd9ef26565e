"""Facts come where they are true, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engine_help import REPO, opened

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Position, turn
from tui_tutor.study.study import Study

HEAD = """import numpy as np
def squash(v, slope=False):
    s = 1 / (1 + np.exp(-v))
    return s * (1 - s) if slope else s
def soft(v):
    e = np.exp(v - v.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
def bend(v, slope=False):
    return v * (1 - v) if slope else 1 / (1 + np.exp(-v))
def rect(v):
    return np.maximum(0, v)
def layer(v, m):
    return np.tanh(v @ m)
np.random.seed(1)
X = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
y = np.array([[1.0], [1.0], [0.0]])
A, B, C = (2 * np.random.random(s) - 1 for s in ((3, 2), (2, 1), (3, 3)))
both = [A, B]
for j in range(4):
"""

NET = """h = squash(X @ A)
o = squash(h @ B)
d = (y - o) * o * (1 - o)
"""

COMES = {
    "weights in place": (NET + "B += h.T @ d\nback = d @ B.T * h\nA += X.T @ back", "d @ B.T", "since h @ B (0:"),
    "weights by a new name": (
        NET + "B = B + 0.5 * (h.T @ d)\nback = np.dot(d, B.T)\nA += X.T @ back",
        "np.dot(d, B.T)",
        "",
    ),
    "weights in a list": (
        "h = squash(X @ both[0])\no = squash(h @ both[1])\nd = y - o\nboth[1] += h.T @ d\ne = d @ both[1].T\n"
        "both[0] += X.T @ e",
        "d @ both[1].T",
        "both[1] += h.T @ d",
    ),
    "squashed twice": (NET + "t = d * squash(o, slope=True)", "squash(o, slope=True)", "squashed again it gives 0.2"),
    "softmax twice": ("p = soft(X @ C)\nq = soft(p)\nC += X.T @ (X - q)", "soft(p)", "p is from soft already (0:"),
    "tanh twice": (
        "h = np.tanh(np.tanh(X @ C))\nC += X.T @ (X - h)",
        "np.tanh(np.tanh(X @ C))",
        "this is from tanh already",
    ),
    "a sum cut to nothing": (
        "k = np.array([3, 7, 9])\ns = k // k.sum()",
        "k // k.sum()",
        "3 // 19 is 0, and 3 / 19 0.1579",
    ),
    "nearly one": ("t = 0.1 + 0.2\nb = t == 0.3", "t == 0.3", "0.30000000000000004 and 0.3 differ by 5.551e−17"),
    "from the end": (
        "h = np.zeros((2, 3))\nk = np.array([0, 2])\nh[1, k[0] - 1] = 1",
        "h[1, k[0] - 1] = 1",
        "k[0] - 1 is −1, which counts from the end: place 2 of 0 to 2",
    ),
    "inputs shuffled": (
        "np.random.shuffle(X)\n" + NET + "e = d @ B.T * h\nB += h.T @ d\nA += X.T @ e",
        "np.random.shuffle(X)",
        "the rows of X change places, those of y stay",
    ),
    "one place for all": ("k = np.argmax(C)", "np.argmax(C)", "axis=1 gives one for each of the 3 rows"),
    "a list twice": ("r = [0.5, 0.2]\ns = 2 * r", "2 * r", "4 items; np.array(r) would be multiplied"),
    "lists joined": ("r = [0.5, 0.2]\ns = r + [0.1, 0.1]", "r + [0.1, 0.1]", "two lists are joined, to 4 items"),
    "weights drawn anew": (
        "W = np.random.rand(3, 1)\ne = X @ W - y\nW = W - 0.1 * X.T @ e",
        "W = np.random.rand(3, 1)",
        "W begins anew in each iteration",
    ),
    "the place, not the item": (
        "r = [3.0, 5.0]\ns = 0.0\nfor x in range(len(r)):\n    s += y[x, 0]\n    s += 2 * x",
        "2 * x",
        "x is a place in r, 0, 1, 2 …, and no item of it: that is r[x]",
    ),
    "a tiny rate": (NET + "B += 0.0001 * (h.T @ d)", "B += 0.0001 * (h.T @ d)", "0.0001 leaves"),
}

HARMLESS = {
    "sent back first": NET + "e = d @ B.T * h * (1 - h)\nB += h.T @ d\nA += X.T @ e",
    "looked at with the new ones": NET
    + "B += h.T @ d\nA += X.T @ (d @ np.ones((1, 2)))\nloss = np.mean(squash(X @ A) @ B)",
    "one sample after the other": (
        "for k in range(3):\n    x = X[k : k + 1]\n    h = squash(x @ A)\n    o = squash(h @ B)\n    d = y[k] - o\n"
        "    e = d @ B.T * h\n    B += h.T @ d\n    A += x.T @ e"
    ),
    "the slope from the height": NET + "t = d * bend(o, slope=True)",
    "a layer on a layer": "h = layer(layer(X, C), C)\nC += 0.1 * (X.T @ (X - h))",
    "relu twice": "h = rect(rect(X @ C))\nC += 0.1 * (X.T @ (X - h))",
    "a rate that moves": NET + "B += 0.1 * (h.T @ d)",
    "at the goal": "o = X @ C\nC += 0.0001 * (X.T @ (o - o.copy()))",
    "counts are divided": "k = j // 10\ns = np.array([30, 7]) // 10",
    "equal and far": "b = 0.1 + 0.2 == 0.4\nc = 0.5 == 0.5\nd = j == 3",
    "the last, as it is written": "h = np.zeros(3)\nh[-1] = 1\nh[j] = h[-2]\nk = h[:-1]",
    "shuffled alike": "np.random.seed(j)\nnp.random.shuffle(X)\nnp.random.seed(j)\nnp.random.shuffle(y)\n"
    + NET
    + "e = d @ B.T * h\nB += h.T @ d\nA += X.T @ e",
    "a place for each row": "k = np.argmax(C, axis=1)\nm = np.argmax(y[:, 0])",
    "a list of zeros": "r = [0.0] * 3\ns = [2] + [3, 4]\nt = 'ab' * 2",
    "drawn anew and not learned": "N = np.random.rand(3, 1)\ne = X @ N - y",
    "a state that an inner loop carries": (
        "s = np.zeros((3, 1))\nfor k in range(2):\n    s = s + 0.1 * X.T @ (X @ s - y)"
    ),
    "the place and the item": (
        "r = [3.0, 5.0]\ns = 0.0\nfor x in range(len(r)):\n    s += r[x] * x\nfor k in range(len(r)):\n    s += y[k, 0]"
    ),
    "no weights": "h = X @ X.T\nX2 = X * 2\nX2 = X2 + 1\ng = h @ X2",
}


OWN = """
import numpy as np
X, y = np.ones((3, 2)), np.zeros((3, 1))
W = np.ones((2, 1))
def train(W):
    e = X @ W - y
    {step}
    return {given}
for j in range(3):
    loss = train(W)
"""


@pytest.mark.parametrize(
    ("step", "given", "comes"),
    [
        ("W = W - 0.1 * X.T @ e", "np.mean(e)", True),
        ("W = W - 0.1 * X.T @ e", "np.mean(X @ W)", False),
        ("W -= 0.1 * X.T @ e", "np.mean(e)", False),
        ("W[:] = W - 0.1 * X.T @ e", "np.mean(e)", False),
    ],
)
def test_what_a_function_keeps_for_itself_is_told(step: str, given: str, comes: bool) -> None:
    engine = opened(OWN.format(step=step, given=given))
    engine.run_to(2)
    assert any("train()'s own name" in words for _, words in told(engine)) == comes


SCALED = """
import numpy as np
X = np.array([[0.1, 200.0], [0.9, 900.0], [0.4, 400.0]])
y = np.array([[1.0], [2.0], [1.5]])
X = X - X.mean(axis={axis}, keepdims=True)
w = np.zeros((2, 1))
for j in range(3):
    o = X @ w
    w -= 1e-7 * X.T @ (o - y)
"""


@pytest.mark.parametrize("axis", [0, 1])
def test_the_mean_of_an_example_is_none_of_an_input(axis: int) -> None:
    engine = opened(SCALED.format(axis=axis))
    engine.look_ahead()
    words = [said for code, said in told(engine) if code.startswith("X - X.mean")]
    assert bool(words) == (axis == 1)
    assert axis == 0 or "from 0.8 to 700 wide: axis=0 takes that of each input" in words[0]


def engine_of(body: str) -> Engine:
    engine = opened(HEAD + "".join(f"    {line}\n" for line in body.splitlines()))
    engine.run_to(2)
    return engine


def told(engine: Engine, iterations: int = 1) -> list[tuple[str, str]]:
    """The facts about each operation of the setup and some iterations, with its code."""
    book, found = Study(engine).book, list[tuple[str, str]]()
    for place in (SETUP, *(turn(at) for at in range(iterations) if at <= engine.last_known)):
        for index, event in enumerate(engine.recording(place).events[:1500]):
            found += ((" ".join(event.site.code.split()), each.words) for each in book.facts_at(place, index))
    return found


@pytest.mark.few(3)
@pytest.mark.parametrize("name", COMES)
def test_it_is_told_where_it_is_true(name: str) -> None:
    body, code, words = COMES[name]
    found = told(engine_of(body))
    assert code in [each for each, _ in found], found
    assert words in next(said for each, said in found if each == code)


@pytest.mark.few(2)
@pytest.mark.parametrize("name", HARMLESS)
def test_it_is_not_told_elsewhere(name: str) -> None:
    assert told(engine_of(HARMLESS[name]), 3) == []


def test_the_difference_to_the_old_weights_is_exact() -> None:
    body = NET + "old = B.copy()\nB += h.T @ d\nback = d @ B.T\noff = back - d @ old.T"
    engine = engine_of(body)
    words = dict(told(engine))["d @ B.T"]
    events = engine.recording(turn(0)).events
    off = next(e.result for e in events if e.site.code == "off = back - d @ old.T")
    assert off is not None
    found = re.search(r"old one gives by ([+−][\d.e]+) at the most, at \[(\d), (\d)\]", words)
    assert found is not None, words
    wanted = off.data[int(found[2]), int(found[3])]
    assert float(found[1].replace("−", "-")) == pytest.approx(wanted, rel=1e-3)
    assert abs(wanted) == abs(off.data).max()


def test_a_statement_tells_what_holds_of_its_parts() -> None:
    engine = engine_of(COMES["squashed twice"][0])
    events = engine.recording(turn(0)).events
    last = next(k for k, e in enumerate(events) if e.site.code == "t = d * squash(o, slope=True)")
    facts = Study(engine).moment(Position(turn(0), last + 1)).facts
    assert [code for code, _ in facts] == ["squash(o, slope=True)"]


PROGRAMS = [*sorted((REPO / "lessons").glob("*/program.py")), *sorted((REPO / "tests" / "programs").glob("*.py"))]


@pytest.mark.few(1)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.stem}-{path.stem}")
@pytest.mark.filterwarnings("ignore")
def test_lessons_and_harmless_programs_have_none(path: Path) -> None:
    try:
        engine = opened(path.read_text(encoding="utf-8"))
    except ProblemsError:
        return
    engine.run_to(2)
    assert told(engine, 2) == []
