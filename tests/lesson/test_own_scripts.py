"""Scripts as people write them: each opens as it is, prints what Python prints, and reads as numpy does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from engine_help import SEED, last
from plainly import Python
from seldom import mostly_slow

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, turn
from tui_tutor.lesson.load import load


@dataclass(frozen=True)
class Script:
    """A script, the line, the turns and the function of its main loop, and what is told of the second iteration.

    `rules` are the shape rules of operations by their code, `curve` what is plotted, `names` what has a value.
    """

    text: str
    line: int | None = None
    turns: int | None = None
    function: str = ""
    rules: dict[str, str | None] = field(default_factory=dict)
    curve: str | None = None
    names: tuple[str, ...] = ()


N = "import numpy as np\n"

SCRIPTS = {
    "a name of Python's for the loop": Script(
        N + "v = np.ones((3, 1))\nfor iter in range(6):\n    v *= 2\nprint(v.sum())\n",
        *(3, 6),
        rules={"v *= 2": "3×1 ∘ 2 → 3×1"},
    ),
    "training in a function": Script(
        N + "def fit(x, n):\n    w = np.zeros(2)\n    for k in range(n):\n        w += x / 2\n    return w\n"
        "print(fit(np.array([1.0, 3.0]), 40))\n",
        *(4, 40, "fit"),
        names=("w",),
    ),
    "under a guard": Script(
        N
        + "if __name__ == '__main__':\n    w = np.ones(2)\n    for k in range(30):\n        w -= 0.01\n    print(w)\n",
        *(4, 30),
    ),
    "a loop that prints afterwards": Script(
        N + "def fit(x, n):\n    w = 1.0\n    for k in range(n):\n        w -= 0.1 * (w - x.mean())\n    return w\n"
        "x = np.arange(4.0)\nw = fit(x, 300)\nfor each in x:\n    print(each, each * w)\n",
        *(4, 300, "fit"),
    ),
    "updates under a mask": Script(
        N + "b = np.arange(6.0)\nd = np.ones(6)\nhigh = b > 3\nfor k in range(4):\n    b[high] -= d[high]\n"
        "    b[1] *= 2.0\nprint(b)\n",
        *(5, 4),
        rules={"d[high]": "6,[6,] → 2,", "b[high] -= d[high]": "2, − 2, → 2,", "b[1] *= 2.0": "scalar ∘ 2.0 → scalar"},
    ),
    "format": Script(
        N + "e = np.float64(0.5)\nfor k in range(4):\n    e = e / 4\n    print('turn {}: {:.4f}'.format(k, e))\n",
        *(3, 4),
    ),
    "plots at the end": Script(
        "import matplotlib.pyplot as plt\nerrors = []\nv = 2.0\nfor k in range(12):\n    v = v - 0.2 * v\n"
        "    errors.append(v ** 2)\nprint(v)\nfig, ax = plt.subplots(1, 2)\nax[0].plot(errors)\nplt.show()\n",
        *(4, 12),
        curve="np.mean(errors[-1])",
    ),
    "a loss that nobody plots": Script(
        N + "x = np.linspace(0, 1, 9)\ny = 2 * x\nw = 0.0\nfor k in range(50):\n    guess = w * x\n"
        "    loss = np.mean((guess - y) ** 2)\n    w -= 0.5 * np.mean(2 * (guess - y) * x)\nprint(w)\n",
        *(5, 50),
        curve="loss",
    ),
    "a class that trains": Script(
        N + "class Cell:\n    def __init__(self, n):\n        self.w = np.zeros(n)\n    def fit(self, x, y, n):\n"
        "        for k in range(n):\n            self.w += 0.1 * (y - self.w @ x) * x\ncell = Cell(2)\n"
        "cell.fit(np.array([1.0, 0.5]), 2.0, 60)\nprint(cell.w)\n",
        *(6, 60, "fit"),
        rules={"self.w @ x": "2, · 2, → scalar"},
        names=("cell.w",),
    ),
    "columns put together": Script(
        N + "x = np.linspace(0, 2, 5)\nA = np.c_[np.ones(5), x]\nt = np.zeros(2)\nfor k in range(8):\n"
        "    t -= 0.02 * A.T @ (A @ t - x)\nprint(t)\n",
        *(5, 8),
        rules={"A @ t": "5×2 · 2, → 5,"},
    ),
    "annotations": Script(
        "def part(v: list[float], by: float | None = None) -> tuple[float, ...]:\n    return v[0] * by, v[1]\n"
        "for k in range(5):\n    print(part([1.0, 2.0], by=k))\n",
        *(3, 5),
    ),
    "a while before a loop that prints": Script(
        N + "p = np.array([2.0, 1.0])\nfar = 1.0\nwhile far > 0.01:\n    p *= 0.9\n    far = np.abs(p).sum()\n"
        "for k in range(2):\n    print(k, p[k])\n",
        *(4, 55),
    ),
    "rates in a list": Script(
        N + "for rate in [0.1, 0.2, 0.4]:\n    w = 0.0\n    for k in range(20):\n        w += rate * (1 - w)\n"
        "    print(rate, w)\n",
        *(2, 3),
    ),
    "masks and kinds of index": Script(
        N + "m = np.array([[-2.0, 1.0], [4.0, -3.0]])\nn = np.ones((2, 2))\nfor k in range(4):\n    up = m[m > 0]\n"
        "    n[m < 0] = 5\n    row = m[k % 2]\n    column = m[:, 1]\n"
        "    some = m[np.array([1, 1, 0])]\nprint(n, some)\n",
        *(4, 4),
        rules={
            "m[m > 0]": "2×2[2×2] → 2,",
            "n[m < 0] = 5": "2×2[2×2] = 5",
            "m[:, 1]": "2×2[…] → 2,",
            "m[np.array([1, 1, 0])]": "2×2[3,] → 3×2",
        },
    ),
    "tuples in calls": Script(
        N + "for p in [(6.0, 8.0), (0.0, 2.0)]:\n    d = np.linalg.norm(p)\n    print(d, max(p), sum(p))\n",
        *(2, 2),
        rules={"np.linalg.norm(p)": "norm(tuple of 2) → scalar", "max(p)": "max(tuple of 2) → scalar"},
    ),
    "a class without a loop": Script(
        N + "class Net:\n    def __init__(self):\n        self.w = np.ones(2)\n    def ask(self, x):\n"
        "        return self.w @ x\nprint(Net().ask(np.ones(2)))\n"
    ),
    "try and raise": Script(
        N + "def square(x):\n    if x.shape[0] != x.shape[1]:\n        raise ValueError('no square')\n    return x\n"
        "for k in range(1, 4):\n    try:\n        print(square(np.ones((2, k))).sum())\n    except ValueError as e:\n"
        "        print(e)\n",
        *(6, 3),
    ),
    "stars": Script(
        N + "np.random.seed(3)\nsizes = (3, 2)\nW = np.random.randn(*sizes)\nfirst, *rest = [4, 5, 6]\n"
        "for k in range(3):\n    W = W / 2\nprint(W.shape, first, rest)\n",
        *(6, 3),
        rules={"W / 2": "3×2 / 2 → 3×2"},
    ),
    "cells of a table": Script(
        N + "Q = np.zeros((4, 2))\nfor k in range(8):\n    Q[k % 4, 0] += 0.25\n    Q[1] += 2.0\n"
        "    Q[:, 1] *= 0.5\nprint(Q)\n",
        *(3, 8),
        rules={"Q[k % 4, 0] += 0.25": "scalar + 0.25 → scalar", "Q[1] += 2.0": "2, + 2.0 → 2,"},
    ),
}

QUICK = ("updates under a mask", "plots at the end", "masks and kinds of index", "a class that trains", "try and raise")


@pytest.mark.parametrize("name", mostly_slow(SCRIPTS, QUICK))
def test_it_opens_runs_and_reads_as_it_is(name: str, tmp_path: Path) -> None:
    script = SCRIPTS[name]
    path = tmp_path / "mine.py"
    path.write_text(script.text, encoding="utf-8")
    lesson = load(path)
    engine = Engine(lesson.source, seed=SEED)
    engine.open()
    assert engine.run_to_end()
    assert engine.failure is None
    loop = engine.program.loop
    assert (loop.lineno if loop is not None else None, engine.total) == (script.line, script.turns)
    assert (f"in {script.function}()" in engine.loop_text) == bool(script.function)
    if script.curve is not None:
        assert lesson.curve is not None
        assert lesson.curve.expression == script.curve
    places = (END, turn(script.turns - 1)) if script.turns else (SETUP,)
    end = next(place for place in places if engine.recording(place).events)
    assert moment(engine, last(engine, end)).printed == Python(script.text, loop).printed
    if script.turns is None:
        return
    second = engine.recording(turn(1))
    rules = {event.site.code: event.shapes for event in second.events}
    assert {code: rules[code] for code in script.rules} == script.rules
    shown = moment(engine, last(engine, turn(1)))
    assert set(script.names) <= {each.name for each in (*shown.names, *shown.locals)}
