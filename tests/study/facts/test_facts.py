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
    "no weights": "h = X @ X.T\nX2 = X * 2\nX2 = X2 + 1\ng = h @ X2",
}


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
