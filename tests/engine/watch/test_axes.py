"""Axis names on their way through operations."""

from __future__ import annotations

import numpy as np
import pytest
from engine_help import SEED, source_of
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
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
        ("X.sum(axis=-2)", "sum(customer×question, axis=−2) → question"),
        ("np.sum(X, 1)", "sum(customer×question, 1) → customer"),
        ("X.max(axis=np.int64(1))", "max(customer×question, axis=scalar) → customer"),
        ("np.ones((2, 4, 3)).sum(axis=(0, 1))", None),
        ("X.sum(axis=(0, 1))", "sum(customer×question, axis=tuple of 2) → scalar"),
        ("X.sum(axis=(0,))", "sum(customer×question, axis=tuple of 1) → ?"),
        ("X.sum(axis=-1, keepdims=True)", "sum(customer×question, axis=−1, keepdims=True) → customer×?"),
        ("X.sum()", "sum(customer×question) → scalar"),
        ("X[0]", "customer×question[…] → question"),
        ("X[1:]", "customer×question[…] → customer×question"),
        ("X[:, 0]", "customer×question[…] → customer"),
        ("X[0, 1]", "customer×question[…] → scalar"),
        ("X[:, None, 0]", "customer×question[…] → customer×?"),
        ("X[..., None, 0]", "customer×question[…] → customer×?"),
        ("X[X > 9]", "customer×question[customer×question] → ?"),
        ("X[True]", "customer×question[…] → ?×?×?"),
        ("X[:, 0] += 1", "customer + 1 → customer"),
        ("X[:, 0] = 1", "customer×question[…] = 1"),
        ("Y = X", "customer×question"),
        ("X += 1", "customer×question + 1 → customer×question"),
        ("np.zeros((2, 2))", None),
        ("X.reshape(2, 6)", "reshape(customer×question, 2, 6) → ?×?"),
        ("X.copy()", "→ customer×question"),
    ],
)
def test_axes_travel(statement: str, rule: str | None) -> None:
    assert last(statement).axes == rule


SHAPE = (2, 3, 4)
PLAIN = ["0", "1", "-1", ":", "1:", "::-1", "None", "..."]
PLACES = ["[1, 0, 1]", "[[0, 1]]", "np.array([[1], [0]])", "np.array(1)"]
MASKS = [f"np.array({[True] * size})" for size in SHAPE] + ["np.ones((2, 3), bool)", "np.ones((3, 4), bool)", "True"]


@given(st.lists(st.sampled_from([*PLAIN, *PLAIN, *PLACES, *MASKS]), min_size=1, max_size=4))
def test_what_a_key_takes_keeps_the_name_of_what_runs_along_it(keys: list[str]) -> None:
    text = f"import numpy as np\nA = np.ones({SHAPE})\nA[{', '.join(keys)}]\n"
    engine = Engine(source_of(text), axes={"A": ("a", "b", "c")})
    engine.open()
    taken = engine.recording(SETUP).events[-1].result
    if taken is None:
        return
    key = eval(f"np.s_[{', '.join(keys)}]", {"np": np})
    places = [each[key] for each in np.indices(SHAPE)]
    for along, name in enumerate(taken.axes):
        moving = ["abc"[at] for at, place in enumerate(places) if np.ptp(place, axis=along).any()]
        assert name is None or set(moving) <= {name}
        if set(keys) <= set(PLAIN):
            assert set(moving) <= {name}


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


LEARNED = (
    BEFORE
    + """H = np.zeros((4, 4))
for j in range(6):
    again = H * 2
    H = X @ W
    late = H.T
last = H + 0
"""
)
"""What `H` stands for is known only once an iteration has been watched."""


@pytest.mark.parametrize("iteration", [1, 5])
@pytest.mark.parametrize("first", [True, False], ids=["from the beginning", "at once"])
def test_axes_that_the_first_iteration_tells_are_known_in_all_that_follow(iteration: int, first: bool) -> None:
    engine = Engine(source_of(LEARNED), axes=AXES, seed=SEED)
    engine.open()
    engine.run_to(iteration)
    if first:
        engine.recording(turn(0))
    rules = {event.site.code: event.axes for event in engine.recording(turn(iteration)).events}
    assert rules["H * 2"] == "customer×hidden ∘ 2 → customer×hidden"
    engine.run_to_end()
    assert [event.axes for event in engine.recording(END).events if event.site.code == "H + 0"] == [
        "customer×hidden + 0 → customer×hidden"
    ]
    shown = {state.name: state.value for state in moment(engine, Position(turn(iteration), 1)).names}
    assert shown["late"] is not None
    assert shown["late"].axes == ("hidden", "customer")


def test_axes_of_the_first_iteration_are_those_of_the_setup() -> None:
    engine = Engine(source_of(LEARNED), axes=AXES, seed=SEED)
    engine.open()
    rules = {event.site.code: event.axes for event in engine.recording(turn(0)).events}
    assert rules["H * 2"] is None
