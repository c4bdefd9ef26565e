"""Why an error rises is told from where it does so, and what is no error, or that of other data, is let be."""

from __future__ import annotations

import warnings

import pytest
from engine_help import SEED, source_of

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import turn
from tui_tutor.lesson.plotted import plotted
from tui_tutor.study.notices.notice import RISING
from tui_tutor.study.study import Study

FITTED = """
import numpy as np
X = np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 1.0]])
y = np.array([[1.0], [2.0], [0.5]])
w = np.full((2, 1), 0.1)
for j in range(40):
    o = X @ w
    e = y - o
"""
PRINTED = "    loss = np.mean(e ** 2)\n    print(loss)\n"
FAR, WRONG = "    w += 0.2 * X.T @ e\n", "    w -= 0.002 * X.T @ e\n"


def noticed(text: str, iteration: int) -> tuple[Engine, list[str]]:
    source = source_of(text)
    curve = plotted(source)
    engine = Engine(source, seed=SEED, curve=curve.expression if curve is not None else None)
    engine.open()
    with warnings.catch_warnings(action="ignore"):
        assert engine.run_to(iteration)
        found = Study(engine).book.of(turn(iteration))
    return engine, [each.words for many in found.values() for each in many if each.kind == RISING]


@pytest.mark.few(2)
@pytest.mark.parametrize("printed", ["", PRINTED], ids=["missed", "printed"])
@pytest.mark.parametrize("iteration", [0, 1, 12])
def test_a_step_too_large_and_one_the_wrong_way_are_told_apart(printed: str, iteration: int) -> None:
    _, (far,) = noticed(FITTED + printed + FAR, iteration)
    assert "the rate is 0.2; a step too large overshoots (a small part of it would lower the error)" in far
    _, (wrong,) = noticed(FITTED + printed + WRONG, iteration)
    assert "so it goes the wrong way; turn its sign round" in wrong
    assert all("over iterations 0 to " in each for each in (far, wrong))


LARGE_INPUTS = """
import numpy as np
feet = np.array([1400.0, 1600, 1700, 1875, 1100, 1550])
price = np.array([245.0, 312, 279, 308, 199, 219])
w, b = 0.0, 0.0
lr = 0.01
for i in range(30):
    pred = w * feet + b
    error = pred - price
    w = w - lr * np.mean(error * feet)
    b = b - lr * np.mean(error)
"""

SUMMED = """
import numpy as np
X = np.arange(400.0).reshape(200, 2) / 400
y = X @ np.array([3.0, -2.0]) + 1
w = np.zeros(2)
lr = 0.1
for epoch in range(30):
    p = X @ w
    w -= lr * X.T @ (p - y){over}
"""

SLOPES = """
import numpy as np
x = np.arange(10.0)
y = 3 * x + 4
m, c = 0.0, 0.0
for i in range(30):
    pred = m * x + c
    dm = -2 * np.mean(x * (y - pred))
    dc = -2 * np.mean(y - pred)
    m = m - 0.1 * dm
    c = c - 0.1 * dc
"""

MOMENTUM = """
import numpy as np
X = np.arange(60.0).reshape(20, 3) % 7 / 7
y = X @ np.array([1.0, -2.0, 3.0])
w = np.zeros(3)
v = np.zeros(3)
for i in range(100):
    grad = X.T @ (X @ w - y) / 20
    v = 0.9 * v + grad
    w = w {sign} 0.1 * v
"""


def test_what_makes_the_step_large_is_told() -> None:
    _, (inputs,) = noticed(LARGE_INPUTS, 1)
    assert inputs.endswith("make the rate smaller, or scale feet, which goes up to 1,875")
    assert "wrong way" not in inputs
    _, (summed,) = noticed(SUMMED.format(over=""), 0)
    assert summed.endswith(
        "the rate lr is 0.1; a step too large overshoots (a small part of it would lower the error)"
        ": make the rate smaller, or take the mean: it sums over 200 examples"
    )
    assert noticed(SUMMED.format(over=" / len(X)"), 0)[1] == []
    _, (numbers,) = noticed(SLOPES, 2)
    assert "the rate is 0.1" in numbers


def test_a_velocity_is_no_weight() -> None:
    engine, (wrong,) = noticed(MOMENTUM.format(sign="+"), 0)
    (at,) = [at for at, many in Study(engine).book.of(turn(0)).items() if any(n.kind == RISING for n in many)]
    assert engine.recording(turn(0)).events[at].site.name == "w"
    assert wrong.endswith("turn its sign round")
    for iteration in (0, 1, 8):
        assert noticed(MOMENTUM.format(sign="-"), iteration)[1] == []


@pytest.mark.few(1)
@pytest.mark.parametrize("iteration", [0, 3])
def test_the_iterations_after_it_are_not_run_for_the_learner(iteration: int) -> None:
    engine, found = noticed(FITTED + PRINTED + FAR, iteration)
    assert found
    assert engine.last_known == iteration
    assert [at for at, _ in engine.curve] == list(range(iteration))
    assert engine.printed_before(turn(iteration)).count("\n") == iteration


ONE_BY_ONE = """
import numpy as np
X = np.arange(1.0, 41.0).reshape(40, 1)
y = X ** 2
w = np.zeros((1, 1))
losses = []
for {head}:
    {pick}
    e = t - x @ w
    losses.append(float(np.mean(e ** 2)))
    w += 1e-6 * x.T @ e
"""


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("head", "pick"),
    [
        ("j in range(40)", "x, t = X[j : j + 1], y[j : j + 1]"),
        ("a, b in zip(X, y)", "x, t = a.reshape(1, 1), b.reshape(1, 1)"),
        ("j in range(20)", "k = 2 * j; x, t = X[k : k + 1], y[k : k + 1]"),
    ],
    ids=["by the count", "one by one", "by a number of the count"],
)
def test_that_of_other_data_is_let_be(head: str, pick: str) -> None:
    for iteration in (0, 12):
        assert noticed(ONE_BY_ONE.format(head=head, pick=pick), iteration)[1] == []


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "more",
    [
        "    acc = np.mean(np.abs(e) < 0.3) + j\n    print(acc)\n",
        "    b = b + 1.5 * b\n    print(b)\n",
    ],
    ids=["a score", "what is printed besides"],
)
def test_what_is_printed_and_is_no_error_may_rise(more: str) -> None:
    learning = FITTED.replace("w = ", "b = 1.0\nw = ") + more + "    w += 0.02 * X.T @ e\n"
    for iteration in (0, 12):
        assert noticed(learning, iteration)[1] == []


def test_a_step_that_learns_says_nothing() -> None:
    for iteration in (0, 1, 12):
        assert noticed(FITTED + PRINTED + "    w += 0.02 * X.T @ e\n", iteration)[1] == []


def test_what_only_counts_along_is_no_error() -> None:
    counted = "#plot heights[j]\n" + FITTED.replace("w = ", "heights = np.arange(1.0, 60.0) ** 2\nw = ")
    for iteration in (0, 12):
        assert noticed(counted + "    w += 0.02 * X.T @ e\n", iteration)[1] == []
