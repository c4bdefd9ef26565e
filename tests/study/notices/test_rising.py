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


@pytest.mark.parametrize("printed", ["", PRINTED], ids=["missed", "printed"])
@pytest.mark.parametrize("iteration", [0, 1, 12])
def test_a_step_too_large_and_one_the_wrong_way_are_told_apart(printed: str, iteration: int) -> None:
    _, (far,) = noticed(FITTED + printed + FAR, iteration)
    assert "the rate is 0.2; a step too large overshoots (a thousandth of this step would lower it)" in far
    _, (wrong,) = noticed(FITTED + printed + WRONG, iteration)
    assert "the step goes the wrong way; turn its sign round" in wrong
    begun = max(0, iteration - 7) if not printed else 0
    assert all(f"over iterations {begun} to " in each for each in (far, wrong))


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
