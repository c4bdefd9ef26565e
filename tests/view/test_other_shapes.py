from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from seldom import mostly_slow

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.lesson.model import Curve, Lesson
from tui_tutor.study.bowl import Bowl, bowl
from tui_tutor.view.acting import frames
from tui_tutor.view.gallery import available
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.matrix import DOWN, RIGHT, Fit, matrix
from tui_tutor.view.screen import panel_lines
from tui_tutor.view.stage import shown_event
from tui_tutor.view.state import State
from view.opened import Opened

SIZES = ((120, 40), (80, 24))

SHAPES = """import numpy as np

def squash(x):
    return np.maximum(x, 0.1 * x)

np.random.seed(2)
rate = 0.01
many = np.random.random((300, 40))
flat = np.arange(6) - 2
long = np.arange(90.0)
cube = np.arange(24.0).reshape((2, 3, 4))
odd = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-300])
name = "deep"
inputs = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [0.5, 0.5]])
goals = np.ones((5, 7)) / 2
w0 = np.random.random((2, 6)) - 0.5
w1 = np.random.random((6, 3)) - 0.5
w2 = np.random.random((3, 7)) - 0.5
lying = many.T
largest = many.max(axis=0)
sums = many.sum(axis=1)
total = many.sum()
below = many < 0.5
thin = np.dot(many, np.ones((40, 2)))
alone = np.dot(long, long)
part = many[10:20, 3]
many[299, 39] = 1.0
many *= 0.5
far = many[299, 39]
upper = cube + 1
least = cube.min()
front = cube[0]
squashed = squash(many)
doubled = odd * 2
odd -= 1
isnan = odd == odd
best = odd.max()
short = squash(-2.0)
for turn in range(3):
    h0 = squash(np.dot(inputs, w0))
    h1 = squash(np.dot(h0, w1))
    out = np.dot(h1, w2)
    error = goals - out
    back1 = np.dot(error, w2.T)
    back0 = np.dot(back1, w1.T)
    w2 += rate * np.dot(h1.T, error)
    w1 += rate * np.dot(h0.T, back1)
    w0 += rate * np.dot(inputs.T, back0)
    fainter = many * 0.5
    flat = flat + turn
    if turn > 1:
        shifted = odd - turn
print(name, total)
print(odd)
print(many)
"""

MOVING = {"network", "s-curve"}
"""The pictures that move with an operation."""

PARTS = ("setup", "0", "2", "end")


@cache
def opened() -> Opened:
    curve = Curve("np.mean(np.abs(error))", "mean |error|")
    return Opened(Lesson("shapes", Path("shapes.py"), Source("shapes.py", SHAPES), "shapes.py", curve=curve))


@cache
def the_bowl() -> Bowl:
    found = bowl(opened().engine)
    assert found is not None
    return found


@cache
def states(part: str) -> tuple[State, ...]:
    count = opened().moment(f"{part}:1").operations
    found = the_bowl()
    every = (opened().state(f"{part}:{number}") for number in range(1, count + 1))
    return tuple(replace(state, bowl=found) for state in every)


def event_of(state: State) -> Event:
    assert state.moment is not None
    assert state.moment.event is not None
    return state.moment.event


def in_motion(state: State) -> Iterator[State]:
    moving = frames(event_of(state))
    for frame in (None, *moving[:2], *moving[5:6]):
        yield replace(state, frame=frame)


def filled(state: State, panel: Panel, size: tuple[int, int]) -> list[Line]:
    """A panel in its frame, once it is seen to be exactly as large as its box."""
    box = arrange(*size, panel)[panel]
    lines = panel_lines(panel, replace(state, wide=size == SIZES[0]), box).lines
    where = (event_of(state).site.code, panel, state.picture, state.frame)
    assert len(lines) == box.rows, where
    assert all(width(each) == box.columns for each in lines), where
    return lines


def places(lines: list[Line]) -> dict[str, set[tuple[int, int]]]:
    """The cells that are drawn, by the key of their matrix."""
    found: dict[str, set[tuple[int, int]]] = {}
    for word in (word for each in lines for _, role in each for word in role.split() if word.startswith("@")):
        key, row, column = word[1:].rsplit(":", 2)
        found.setdefault(key, set()).add((int(row), int(column)))
    return found


def test_the_script_runs_through() -> None:
    assert not any(event_of(state).error for part in PARTS for state in states(part))
    assert all(states(part)[0].moment.unfinished is None for part in PARTS)  # type: ignore[union-attr]
    network = states("2")[0].moment.network  # type: ignore[union-attr]
    assert network is not None
    assert network.weights == ("w0", "w1", "w2")


@pytest.mark.parametrize(("part", "size"), mostly_slow(product(PARTS, SIZES), [*product(PARTS, SIZES)][2::5]))
@pytest.mark.few(1)
@pytest.mark.slow
def test_the_stage_fills_its_box_in_every_frame_and_marks_what_is_cut(part: str, size: tuple[int, int]) -> None:
    for state in states(part):
        event = shown_event(state.moment) or event_of(state)
        values = {"r": event.result, **{str(index): value for index, value in enumerate(event.operands)}}
        for shown in in_motion(state):
            lines = filled(shown, Panel.STAGE, size)
            text = "".join(map(text_of, lines[1:-1]))
            for key, cells in places(lines).items():
                assert is_told(values[key], cells, text), (event.site.code, key, shown.frame)


def is_told(value: Value | None, cells: set[tuple[int, int]], text: str) -> bool:
    """Whether a picture has the marks that it needs, when only these cells of a value are drawn."""
    assert value is not None
    shape = value.shape or ()
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    down = len(shape) < 2 or len(rows) >= shape[-2] or DOWN in text
    across = not shape or len(columns) >= shape[-1] or RIGHT in text or "…" in text
    return down and across and (len(shape) < 3 or "[0] of" in text)


@pytest.mark.parametrize(("part", "size"), mostly_slow(product(PARTS, SIZES), [*product(PARTS, SIZES)][1::4]))
@pytest.mark.slow
def test_every_other_panel_fills_its_box(part: str, size: tuple[int, int]) -> None:
    for state in states(part):
        for panel in (Panel.NUMBERS, Panel.TEXT, Panel.PRINTED):
            assert filled(state, panel, size)


@pytest.mark.parametrize(("part", "size"), mostly_slow(product(PARTS, SIZES), [*product(PARTS, SIZES)][3::4]))
def test_every_picture_fills_its_box(part: str, size: tuple[int, int]) -> None:
    for state in states(part):
        names = available(state)
        assert {"network", "error"} <= set(names)
        for name in names:
            for shown in in_motion(state) if name in MOVING else [state]:
                assert filled(replace(shown, picture=name), Panel.PICTURE, size)


def test_every_picture_of_a_network_was_met() -> None:
    met = {name for part in PARTS for state in states(part) for name in available(state)}
    assert met == {"network", "wishes", "error", "s-curve", "gaps", "bowl"}


shapes = st.sampled_from([(1,), (7,), (90,), (1, 1), (4, 3), (1, 40), (40, 1), (70, 68), (300, 40), (3, 300)])


@st.composite
def windows(draw: st.DrawFn) -> tuple[Value, Fit]:
    shape = draw(shapes)
    array = np.arange(math.prod(shape)).reshape(shape) - 3
    value = take(array % 2 if draw(st.booleans()) else array * draw(st.sampled_from([1, 0.25, 1e-9])))
    value = replace(value, axes=tuple(draw(st.sampled_from([None, "customer"])) for _ in shape))
    value = value.cut(draw(st.sampled_from([10**6, 100])))
    held = value.data.shape if value.data.ndim == 2 else (1, *value.data.shape)
    row, column = draw(st.integers(0, held[0] - 1)), draw(st.integers(0, held[1] - 1))
    decimals, labels = draw(st.integers(0, 4)), draw(st.booleans())
    return value, Fit(decimals, labels, draw(st.integers(1, 70)), draw(st.integers(1, 220)), row, column, key="k")


@given(windows())
def test_the_cell_that_is_asked_for_is_drawn(window: tuple[Value, Fit]) -> None:
    value, fit = window
    lines = matrix(value, fit)
    assert (fit.row, fit.column) in places(lines)["k"]
    drawn = [piece for each in lines for piece in each if f"@k:{fit.row}:{fit.column}" in piece[1].split()]
    assert len(drawn) == 1


@given(windows())
def test_a_window_is_never_larger_than_its_room(window: tuple[Value, Fit]) -> None:
    value, fit = window
    lines = matrix(value, fit)
    side = max(sum(len(text) for text, role in each[:1] if role.startswith("axis")) for each in lines)
    cell = next(len(text) for each in lines for text, role in each if "@k" in role)
    if fit.width >= side + cell + len(f"{RIGHT} ") + len(f" {RIGHT}"):
        assert max(map(width, lines)) <= fit.width
    if fit.rows >= len("abc") + (fit.labels and any(value.axes)):
        assert len(lines) <= fit.rows


@given(windows())
@example((take(np.arange(70 * 68).reshape(70, 68) % 2).cut(100), Fit(labels=False, rows=90, width=180, key="k")))
def test_cut_sides_carry_a_mark(window: tuple[Value, Fit]) -> None:
    value, fit = window
    lines = matrix(value, fit)
    shape = value.shape or ()
    length, breadth = shape if len(shape) == 2 else (1, *shape)
    cells = places(lines)["k"]
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    assert len(cells) == len(rows) * len(columns), "a window is a rectangle"
    numbered = [index for index, each in enumerate(lines) if any("@k" in role for _, role in each)]
    above, below = lines[: numbered[0]], lines[numbered[-1] + 1 :]
    assert any(text_of(each).strip() == DOWN for each in above) == (min(rows) > 0)
    assert any(text_of(each).strip() == DOWN for each in below) == (max(rows) < length - 1)
    for index in numbered:
        first = next(at for at, (_, role) in enumerate(lines[index]) if "@k" in role)
        assert any(text == RIGHT for text, _ in lines[index][:first]) == (min(columns) > 0)
        assert (lines[index][-1][0] == RIGHT) == (max(columns) < breadth - 1)
