"""Axis names on their way through operations."""

from __future__ import annotations

import pytest
from engine_help import SEED, source_of

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import SETUP, Position
from tui_tutor.engine.watch.recording import Event

AXES = {"X": ("customer", "question"), "W": ("question", "hidden"), "U": ("hidden", "output"), "s": ("hidden",)}
BEFORE = "import numpy as np\nX = np.ones((4, 3))\nW = np.ones((3, 4))\nU = np.ones((4, 1))\ns = np.ones(4)\n"


def engine_of(text: str) -> Engine:
    engine = Engine(source_of(BEFORE + text + "\n"), axes=AXES, seed=SEED)
    engine.open()
    return engine


def last(statement: str) -> Event:
    return engine_of(statement).recording(SETUP).events[-1]


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("X @ W", "customer×question · question×hidden → customer×hidden"),
        ("np.dot(X, W) @ U", "customer×hidden · hidden×output → customer×output"),
        ("X.T", "(customer×question)ᵀ → question×customer"),
        ("W @ s", "question×hidden · hidden → question"),
        ("s @ s", "hidden · hidden → scalar"),
        ("1 - X", "1 − customer×question → customer×question"),
        ("np.exp(-W)", "exp(question×hidden) → question×hidden"),
        ("W * s", "question×hidden ∘ hidden → question×hidden"),
        ("W - np.ones((3, 1))", "question×hidden − ?×? → question×hidden"),
        ("X > 0", "customer×question > 0 → customer×question"),
        ("X.sum(axis=0)", "sum(customer×question, axis=0) → question"),
        ("np.mean(X, axis=1)", "mean(customer×question, axis=1) → customer"),
        ("X.sum(axis=-1, keepdims=True)", "sum(customer×question, axis=−1, keepdims=True) → customer×?"),
        ("X.sum()", "sum(customer×question) → scalar"),
        ("X[0]", "customer×question[…] → question"),
        ("X[1:]", "customer×question[…] → customer×question"),
        ("Y = X", "customer×question"),
        ("X += 1", "customer×question + 1 → customer×question"),
        ("np.zeros((2, 2))", None),
        ("X.reshape(2, 6)", "reshape(customer×question, 2, 6) → ?×?"),
        ("X.copy()", "→ customer×question"),
    ],
)
def test_axes_travel(statement: str, rule: str | None) -> None:
    assert last(statement).axes == rule


@pytest.mark.parametrize(
    ("statement", "clash"),
    [
        ("X @ W", None),
        ("X.T @ X", None),
        ("W @ U", None),
        ("W.T @ X.T", None),
        ("s @ X", ("hidden", "customer")),
        ("X.dot(W).dot(X)", ("hidden", "customer")),
        ("X.T @ U", ("customer", "hidden")),
        ("X + W.T", ("question", "question")),
        ("X * s[:3]", ("question", "hidden")),
        ("W + s", None),
        ("X - np.ones((4, 3))", None),
        ("X - 1", None),
    ],
)
def test_sizes_that_agree_while_meanings_do_not(statement: str, clash: tuple[str, str] | None) -> None:
    if statement == "X + W.T":
        # Of the two axes it is the first that clashes, told from the right.
        clash = ("customer", "hidden")
    assert last(statement).clash == clash


def test_declared_axes_that_do_not_fit_are_left_out() -> None:
    engine = Engine(source_of("import numpy as np\nX = np.ones((2, 3, 4))\ny = X + 1\n"), axes=AXES, seed=SEED)
    engine.open()
    assert engine.recording(SETUP).events[-1].axes is None


def test_a_column_written_as_a_flat_list_counts_what_the_column_counted() -> None:
    engine = Engine(source_of("import numpy as np\nX = np.ones(4)\n"), axes=AXES, seed=SEED)
    engine.open()
    assert engine.recording(SETUP).events[-1].result.axes == AXES["X"][:1]  # type: ignore[union-attr]


def test_what_a_value_is_called_does_not_rename_its_axes() -> None:
    engine = engine_of("s = X.sum(axis=0)")
    state = next(s for s in moment(engine, Position(SETUP, len(engine.recording(SETUP).events))).names if s.name == "s")
    assert state.value is not None
    assert state.value.axes == ("question",)


def test_an_in_place_change_keeps_the_axes() -> None:
    engine = engine_of("X[0] = 5\nY = X.T\nY += 1\nZ = X @ W")
    event = engine.recording(SETUP).events[-2]
    assert event.axes == "customer×question · question×hidden → customer×hidden"
