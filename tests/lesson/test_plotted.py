"""What a script would plot, read off its text, and whether that is a number at the end of each iteration."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.lesson.load import load
from tui_tutor.lesson.plotted import plotted

HEAD = "import numpy as np\nx = np.linspace(0.0, 1.0, 5)\nw = 0.0\n"

SCRIPTS = {
    "a name": ("for i in range(9):\n    loss = np.mean((w * x - 3 * x) ** 2)\n    w += 0.1\n", "loss"),
    "halved": ("for i in range(9):\n    cost = np.sum((w * x - 3 * x) ** 2) / 2\n    w += 0.1\n", "cost"),
    "an array": ("for i in range(9):\n    error = 3 * x - w * x\n    w += 0.1\n", "np.mean(np.abs(error))"),
    "a layer's": ("for i in range(9):\n    l2_error = 3 * x - w * x\n    w += 0.1\n", "np.mean(np.abs(l2_error))"),
    "collected": (
        "losses = []\nfor i in range(9):\n    w += 0.1\n    losses.append(np.mean((w * x - 3 * x) ** 2))\n",
        "np.mean(losses[-1])",
    ),
    "collected by name": (
        "curve = []\nhistory = []\nfor i in range(9):\n    m = np.mean(x * w)\n    w += 0.1\n    history.append(m)\n",
        "np.mean(m)",
    ),
    "printed": (
        "for i in range(9):\n    miss = 3 * x - w * x\n    err = miss ** 2\n    w += 0.1\n"
        "    if i % 2 == 0:\n        print('Error: ' + str(np.mean(np.abs(err))))\n",
        "np.mean(np.abs(err))",
    ),
    "in a function": (
        "def train(w):\n    for i in range(9):\n        loss = float(np.sum((w * x - 3 * x) ** 2))\n        w += 0.1\n"
        "    return w\nprint(train(w))\n",
        "loss",
    ),
    "of several the sum": (
        "for i in range(9):\n    error = 3 * x - w * x\n    loss = np.sum(error ** 2)\n    w += 0.1\n",
        "loss",
    ),
    "drawn along something": (
        "epochs, misses = [], []\nfor i in range(9):\n    epochs.append(i)\n    w += 0.1\n"
        "    misses.append(np.sum((w * x - 3 * x) ** 2))\n"
        "import matplotlib.pyplot as plt\nplt.plot(epochs, misses, 'r-')\n",
        "np.mean(misses[-1])",
    ),
    "the turns are no curve": (
        "turns = []\nfor i in range(9):\n    turns.append(i)\n    w += 0.1\n"
        "import matplotlib.pyplot as plt\nplt.plot(turns)\n",
        None,
    ),
    "said": ("#plot w * 2\nfor i in range(9):\n    loss = np.mean(x)\n    w += 0.1\n", "w * 2"),
    "a text that looks like it": ('note = """\n#plot w\n"""\nfor i in range(9):\n    w += 0.1\n', None),
    "nothing": ("for i in range(9):\n    w += 0.1\nprint(w)\n", None),
    "no loop": ("loss = np.mean(x)\nprint(loss)\n", None),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_plotted_is_read_off_the_text_and_is_a_number(name: str) -> None:
    text, wanted = SCRIPTS[name]
    source = Source("p.py", HEAD + text)
    found = plotted(source)
    assert (found.expression if found is not None else None) == wanted
    if found is None:
        return
    engine = Engine(source, curve=found.expression)
    engine.open()
    assert engine.run_to_end()
    values = [value for _, value in engine.curve]
    assert len(values) == 9
    assert all(map(math.isfinite, values))


def test_what_is_said_is_checked_and_tells_its_place(tmp_path: Path) -> None:
    path = tmp_path / "p.py"
    path.write_text("w = 1.0\nfor i in range(3):\n    #plot open('x')\n    w += 1\n")
    with pytest.raises(ProblemsError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (3, 10)
    assert problem.message.startswith("#plot: ")


def test_a_script_has_its_curve() -> None:
    lesson = load(Path(__file__).parents[1] / "programs" / "while_function.py")
    assert lesson.curve is not None
    assert lesson.curve.expression == "error"
    assert lesson.curve.guessed


def test_what_a_class_collects_is_plotted_and_no_guess_refuses_a_script(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(
        "import numpy as np\n"
        "class Net:\n"
        "    def __init__(self):\n"
        "        self.w, self.losses = np.ones(3), []\n"
        "    def train(self):\n"
        "        for i in range(20):\n"
        "            self.w *= 0.9\n"
        "            self.losses.append((self.w ** 2).sum())\n"
        "            loss = np.log(sorted({1, 2})[0] + self.w.sum())\n"
        "net = Net()\n"
        "net.train()\n"
    )
    lesson = load(path)
    assert lesson.curve is not None
    assert (lesson.curve.expression, lesson.curve.guessed) == ("np.mean(self.losses[-1])", True)
    engine = Engine(lesson.source, curve=lesson.curve.expression)
    engine.open()
    engine.run_to_end()
    assert engine.curve[0][1] == pytest.approx(3 * 0.81)
    path.write_text("rows = [{}]\nfor i in range(3):\n    rows[0].setdefault('loss', []).append(i)\n    print(i)\n")
    assert load(path).curve is None


def test_a_guess_needs_no_numpy_by_that_name() -> None:
    engine = Engine(Source("a.py", "import numpy\nfor i in range(4):\n    error = numpy.ones(2) * i\n"))
    found = plotted(engine.source)
    assert found is not None
    engine = Engine(engine.source, curve=found.expression)
    engine.open()
    engine.run_to_end()
    assert [value for _, value in engine.curve] == [0.0, 1.0, 2.0, 3.0]
