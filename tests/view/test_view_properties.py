from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.engine.watch.recording import Event, FrameInfo
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.acting import BRIEF, frames, quick
from tui_tutor.view.layout import Box, Panel
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.listing import Listing
from tui_tutor.view.matrix import Fit, empty, matrix
from tui_tutor.view.names import names
from tui_tutor.view.pictures.error import curve
from tui_tutor.view.prose import prose
from tui_tutor.view.scene import Scene
from tui_tutor.view.screen import panel_lines, screen
from tui_tutor.view.stage import stage
from tui_tutor.view.status import Run
from view.opened import script, toy
from view.values import events, floats, name_states, texts, values

columns = st.integers(20, 200)
rows = st.integers(5, 60)


def is_exact(lines: list[Line], across: int, down: int) -> bool:
    return len(lines) == down and all(width(line) == across for line in lines)


def of_event(event: Event | None, names: tuple[NameState, ...] = (), printed: str = "") -> StudiedMoment:
    position = Position(turn(3), 2)
    return StudiedMoment(
        position, 5, 9, event, names, names[:1], (FrameInfo(0, ""),), printed, float("nan"), None, None
    )


@given(values(), st.integers(0, 4), st.booleans(), st.integers(1, 40), columns)
def test_matrix(value: Value, decimals: int, labels: bool, down: int, across: int) -> None:
    lines = matrix(value, Fit(decimals, labels, down, across))
    assert lines
    if value.is_array and value.data.size:
        body = [line for line in lines if any("data" in role or "weight" in role or "odd" in role for _, role in line)]
        assert len({len(text_of(line)) for line in body}) <= 1
        whole = max(1, down - 1) >= len(body)
        assert whole
    assert empty(value, Fit(decimals, labels, down, across))


@given(st.lists(name_states(), max_size=5), columns)
def test_names_are_never_wider_than_asked(states: list[NameState], across: int) -> None:
    assert all(width(line) <= across for line in names(states, across))


@given(events(), columns, rows, st.data())
def test_stage_is_never_wider_than_asked(event: Event, across: int, down: int, data: st.DataObject) -> None:
    frame = data.draw(st.sampled_from([None, BRIEF, *frames(event), *quick(event)]))
    assert all(width(line) <= across for line in stage(Scene(event, frame), across, down))


@given(
    st.lists(st.tuples(st.integers(0, 10**6), floats), max_size=40).map(sorted),
    st.one_of(st.none(), st.integers(0, 10**6)),
    floats,
    st.one_of(st.none(), st.integers(0, 10**7)),
    st.sampled_from(["", "error", "mean |l2_error| of all the customers"]),
    columns,
    rows,
)
@example([(0, 5e-324)], 0, 5e-324, None, "error", 40, 12)
@example([(0, 1e308), (1, 1e-308)], 1, 1e-308, 2, "error", 40, 12)
def test_curve(
    samples: list[tuple[int, float]],
    at: int | None,
    value: float,
    total: int | None,
    label: str,
    across: int,
    down: int,
) -> None:
    assert all(width(line) <= across for line in curve(samples, at, value, total, label, across, down))


@given(st.text(alphabet="ab *`#-1.\n>日\t", max_size=200), st.integers(8, 90))
def test_prose_is_never_wider_than_asked(text: str, across: int) -> None:
    for line in prose(text, across):
        assert width(line) <= across or "code.inline" in line[0][1] or across < 12


@given(st.text(alphabet="ab =(\t\n'#日\x1b1", max_size=120), columns)
def test_listing_is_as_wide_as_asked(text: str, across: int) -> None:
    listing = Listing(Source("any.py", text))
    for line in listing.lines(across, None):
        assert width(line) == across
        assert text_of(line).isprintable()


@given(events(), st.lists(name_states(), max_size=3), texts, st.sampled_from(list(Panel)), st.data())
def test_panels_fill_their_boxes(
    event: Event, states: list[NameState], printed: str, panel: Panel, data: st.DataObject
) -> None:
    across, down = data.draw(st.integers(3, 120)), data.draw(st.integers(1, 40))
    scroll = data.draw(st.one_of(st.none(), st.integers(0, 200)))
    moment = of_event(event, tuple(states), printed)
    state = replace(toy().state("0:3"), moment=moment, note=data.draw(st.one_of(st.none(), texts)))
    state = replace(state, scrolls={} if scroll is None else {panel: scroll})
    state = replace(state, focus=panel if data.draw(st.booleans()) else None)
    lines = panel_lines(panel, state, Box(0, 0, across, down)).lines
    assert is_exact(lines, across, down)
    assert all(text_of(line).isprintable() for line in lines)


PLACES = ("setup:1", "0:3", "0:7", "253:3")


@given(columns, rows, st.sampled_from(PLACES), st.sampled_from([Panel.TEXT, Panel.NUMBERS, Panel.PICTURE]))
def test_screens_of_the_toy_brain_are_exact(across: int, down: int, place: str, tab: Panel) -> None:
    state = toy().state(place, tab=tab, fresh=place == "setup:1")
    for shown in (state, replace(state, run=Run(5, 100, None)), replace(state, moment=None)):
        assert is_exact(screen(shown, across, down), across, down)


@given(events(), st.lists(name_states(), max_size=5), texts, columns, rows)
def test_screens_of_anything_are_exact(
    event: Event, states: list[NameState], printed: str, across: int, down: int
) -> None:
    state = replace(script("x = 1\n").state("setup:1"), moment=of_event(event, tuple(states), printed))
    lines = screen(state, across, down)
    assert is_exact(lines, across, down)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_screens_of_every_size_are_exact(place: str) -> None:
    state = toy().state(place)
    for across in range(20, 201):
        for down in range(5, 61):
            assert is_exact(screen(state, across, down), across, down), (across, down)


def test_what_was_cut_is_not_stretched() -> None:
    text = "import numpy as np\na = np.ones((300, 40))\nb = a + np.ones((1, 40))\n"
    event = script(text).state("setup:5").moment.event  # type: ignore[union-attr]
    assert event is not None
    assert event.result is not None
    cut = replace(event.operands[0], data=event.operands[0].data[:64], whole=False)
    small = replace(event.result, shape=(1, 40), data=event.result.data[:1])
    lines = stage(Scene(replace(event, operands=(cut, *event.operands[1:]), result=small), None), 80, 20)
    assert all(width(each) <= 80 for each in lines)
