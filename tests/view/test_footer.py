from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.view.footer import COUNT, footer_keys, named_keys
from tui_tutor.view.layout import FOCUSABLE, SMALLEST, TABS, Panel
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.replay import Replay
from tui_tutor.view.screen import composed, places
from tui_tutor.view.state import State
from tui_tutor.view.status import Run
from view.opened import FAILS, SHAPES, Opened, script, toy

WIDE, NARROW = (120, 40), (80, 24)


def footer(state: State, columns: int, rows: int) -> str:
    state = replace(state, wide=(columns, rows) == WIDE)
    (row,) = composed(state, places(state, columns, rows))[Panel.FOOTER].lines
    assert width(row) == columns
    return text_of(row)


def going_on() -> list[State]:
    state = toy().state("0:3")
    return [
        state,
        replace(state, run=Run(5, 100, None)),
        replace(state, playing=True),
        replace(state, acting=True),
        replace(toy().state("1000:1"), replay=Replay(0, 1000)),
        toy().state("end:2"),
        script(SHAPES).state("setup:22"),
    ]


@cache
def opened(name: str) -> Opened:
    return Opened(load(find(name)))


def every_step() -> Iterator[tuple[str, State]]:
    """A state of each step of each lesson, and of what comes before and after."""
    for name in shipped():
        lesson = opened(name)
        lesson.engine.run_to_end()
        seen: set[int | None] = set()
        for place in (SETUP, *((turn(0), END) if lesson.listing.outline.has_loop else ())):
            for operation in range(1, operations(lesson.engine, place) + 1):
                state = lesson.state(str(Position(place, operation)))
                step = state.moment.step if state.moment is not None and place is not END else -1
                if step not in seen:
                    seen.add(step)
                    yield name, state
        assert seen >= set(range(1, lesson.lesson.steps + 1))


def operations(engine: Engine, place: Place) -> int:
    return len(engine.recording(place).events)


@pytest.mark.parametrize("note", [None, "welcome back", "a note " * 60])
@pytest.mark.slow
def test_how_to_quit_is_always_in_the_footer(note: str | None) -> None:
    for columns, focused in zip((60, 64, 70, 80, 95, 130, 250), (None, *FOCUSABLE), strict=True):
        for state in going_on():
            shown = footer(replace(state, note=note, focus=focused), columns, NARROW[1])
            assert shown.endswith(" q quit ")


def test_how_to_get_help_stays_where_there_is_no_room_for_all() -> None:
    for columns in (*range(SMALLEST[0], 90, 3), 120):
        assert " ? help " in footer(toy().state("0:3"), columns, NARROW[1])


@pytest.mark.slow
def test_each_key_that_a_steps_text_names_is_in_the_footer() -> None:
    count = 0
    for name, state in every_step():
        shown = footer(state, *WIDE)
        for key in named_keys(state):
            assert f" {key} " in shown, (name, state.moment and state.moment.position, key)
            count += 1
    assert count > 40


@pytest.mark.slow
def test_there_are_seven_keys_wherever_one_stands() -> None:
    for name, state in every_step():
        keys = footer_keys(state)
        assert len(footer_keys(state, below=True)) == len(keys) + 1
        assert len(keys) <= COUNT, (name, keys)
        assert all(words for _, words in keys)
        assert len({key for key, _ in keys}) == len(keys)


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("setup:12", "o"),
        ("0:3", "→avo"),
        ("0:54", "→vweo"),
        ("end:2", "nwL"),
    ],
)
def test_the_best_keys_of_the_toy_brain_are_named_where_they_help(place: str, keys: str) -> None:
    shown = footer(toy().state(place), *WIDE)
    assert all(f" {key} " in shown for key in keys)


def test_there_is_no_next_after_the_last_operation() -> None:
    assert "next" not in footer(toy().state("end:2"), *WIDE)
    assert "next" in footer(toy().state("0:54"), *WIDE)
    last = operations(script(SHAPES).engine, END)
    assert "next" not in footer(script(SHAPES).state(f"end:{last}"), *WIDE)


def test_a_program_that_failed_has_no_next() -> None:
    assert "next" not in footer(script(FAILS).state("0:2"), *WIDE)


@pytest.mark.parametrize("tab", TABS)
def test_what_is_cut_says_how_to_scroll_it(tab: Panel) -> None:
    cut = 0
    for state in (toy().state(place, tab=tab) for place in ("setup:1", "0:3", "0:54", "end:2")):
        state = replace(state, wide=False)
        below = composed(state, places(state, *NARROW))[tab].below
        assert (" pgdn " in footer(state, *NARROW)) == (below > 0)
        cut += below > 0
        at_the_end = replace(state, scrolls={tab: 1000})
        assert " pgdn " not in footer(at_the_end, *NARROW)
        top = composed(at_the_end, places(state, *NARROW))[tab].top
        assert (" pgup " in footer(at_the_end, *NARROW)) == (top > 0)
    assert cut or tab not in (Panel.TEXT, Panel.NUMBERS)


@pytest.mark.slow
def test_a_text_that_is_cut_at_a_hundred_and_twenty_columns_says_how_to_scroll_it() -> None:
    for _, state in every_step():
        state = replace(state, wide=True)
        below = composed(state, places(state, *WIDE))[Panel.TEXT].below
        assert (" pgdn " in footer(state, *WIDE)) == (below > 0)


def test_a_name_of_the_program_is_no_key() -> None:
    lesson = toy().lesson
    text = replace(lesson.texts[7], body="`a` and `i`, `X`; `i` again, `nonlin` and `?`")
    named = replace(toy().state("0:3"), lesson=replace(lesson, texts={7: text}))
    assert named_keys(named) == ["a", "i", "?"]


def test_the_keys_of_a_focused_panel_come_first() -> None:
    for focused in FOCUSABLE:
        plain, own = (footer_keys(replace(toy().state("0:3"), focus=each)) for each in (None, focused))
        assert own[0] not in plain or own[0][0] == "v"
        assert {key for key, _ in plain} <= {key for key, _ in own}


def test_words_fit_what_is_going_on() -> None:
    state = toy().state("0:3")
    assert footer_keys(replace(state, run=Run(5, 100, None)))[0] == ("esc", "stop here")
    assert ("p", "pause") in footer_keys(replace(state, playing=True))
    assert ("o", "ask no more") in footer_keys(replace(state, asking=True))
    assert ("z", "original") in footer_keys(replace(state, changed="a change"))
