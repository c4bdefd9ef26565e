"""A step's text and what it speaks of arrive together: what is shown, what is quoted, and how much room it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from filling import fill

from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, Position, turn
from tui_tutor.engine.watch.shows import is_shown
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.live import UNKNOWN, values_of
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import RESULTS, START, StepText
from tui_tutor.lesson.quotes import Quote, names_of, read
from tui_tutor.runner.protocol import Arrived
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.prose import prose
from tui_tutor.view.replies import after
from tui_tutor.view.screen import panel_lines, places
from tui_tutor.view.state import State
from view.opened import Opened

WIDE, NARROW = (120, 40), (80, 24)
COLUMNS, ROWS = 36, 20
"""What a text has at 120×40."""


@cache
def opened(name: str) -> Opened:
    found = Opened(load(find(name)))
    assert found.engine.run_to_end()
    return found


@cache
def landings(name: str) -> dict[int, Position]:
    """Where `]` alone leads to from the beginning: for each text where it is met first, the results last."""
    walker = opened(name).walker
    at = Position(SETUP, 1)
    found = {START: at}
    for number in range(1, opened(name).lesson.steps + 1):
        at = walker.move(at, Move.STEP, folded=True).position
        found[number] = at
    if opened(name).engine.has_loop:
        last = Position(turn(opened(name).engine.last_known), at.operation)
        found[RESULTS] = walker.move(last, Move.STEP, folded=True).position
    return found


EVERY = [(name, number) for name in shipped() for number in load(find(name)).texts]


def text_at(name: str, number: int) -> StepText:
    return opened(name).lesson.texts[number]


def arrived(name: str, number: int, size: tuple[int, int] = WIDE) -> State:
    """The screen of one who came from the text before by `]`."""
    lesson = opened(name)
    numbers = sorted(landings(name))
    state = State(lesson.lesson, lesson.listing, fresh=False, wide=size == WIDE)
    for each in numbers[max(0, numbers.index(number) - 1) : numbers.index(number) + 1]:
        state = after(state, Arrived(1, lesson.study.moment(landings(name)[each]), None, ()))
    return state


def drawn(state: State, size: tuple[int, int], *, without: Panel) -> str:
    """All panels but one, their rows in one line each."""
    shown = [
        panel_lines(panel, state, box).lines for panel, box in places(state, *size).items() if panel is not without
    ]
    rows = [re.sub(r"^[│╭╰]?\s*[▸▹]?\s*(\d+ )?", "", text_of(row)).strip("│╮╯ ") for lines in shown for row in lines]
    return " ".join(" ".join(rows).split())


def first_sentence(text: StepText) -> str:
    """As far as its first full stop that is no part of code or of a number."""
    plain = re.sub(r"`[^`]*`", lambda code: code[0].replace(".", "\0"), text.body)
    return re.split(r"[.?!:](?:\s|\*\*|$)", plain, maxsplit=1)[0].replace("\0", ".")


def told(name: str, number: int, position: Position) -> str:
    names = opened(name).study.moment(position).names
    return fill(text_at(name, number).body, values_of(names))


@pytest.mark.parametrize(("name", "number"), EVERY)
def test_the_step_key_lands_on_what_the_header_shows(name: str, number: int) -> None:
    at, text = landings(name)[number], text_at(name, number)
    event = opened(name).walker.events(at.place)[at.operation - 1]
    assert event.step == (None if number in (START, RESULTS) else number)
    assert (at.place.part is Part.END) == (number == RESULTS)
    assert bool(text.show) == (number != START), "each step says what it shows"
    assert number == START or is_shown(event, text.show)


@pytest.mark.parametrize("name", shipped())
def test_both_step_keys_undo_each_other(name: str) -> None:
    walker, stops = opened(name).walker, [landings(name)[number] for number in sorted(landings(name))]
    for here, there in pairwise(stops):
        back = walker.move(there, Move.STEP_BACK, folded=True).position
        assert back == here or there.place is END
        assert walker.move(back, Move.STEP, folded=True).position == there


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(("name", "number"), EVERY)
@pytest.mark.few(36)
def test_what_the_first_sentence_names_is_on_the_screen(name: str, number: int, size: tuple[int, int]) -> None:
    state, text = arrived(name, number, size), text_at(name, number)
    named = re.findall(r"`([^`]+)`", first_sentence(text))
    shown = drawn(state, size, without=Panel.TEXT)
    keys = {"→", "←", "↓", "]", "f", "a", "o", "v", "n", "L"}
    assert [code for code in named if code not in keys and code not in shown and "→" not in code] == []
    assert state.moment is not None
    there = {each.name: each for each in state.moment.names}
    missing = [code for code in named if code in there and (there[code].value is None or there[code].left_over)]
    assert missing == [], "a name that the text begins with has a value"


@pytest.mark.parametrize(("name", "number"), EVERY)
def test_the_picture_of_the_header_is_there(name: str, number: int) -> None:
    picture = text_at(name, number).picture
    assert not picture or chosen(arrived(name, number)) == picture


@pytest.mark.parametrize(("name", "number"), EVERY)
def test_what_a_text_quotes_is_known_where_it_is_met(name: str, number: int) -> None:
    assert UNKNOWN not in told(name, number, landings(name)[number])


def iterations(name: str) -> list[int]:
    last = opened(name).engine.last_known
    return [each for each in (0, 1, 10, 253, 1000, 10_000, last) if 0 <= each <= last]


@pytest.mark.parametrize(("name", "number"), EVERY)
@pytest.mark.slow
def test_a_text_is_seen_whole_at_120_by_40(name: str, number: int) -> None:
    at = landings(name)[number]
    where = [Position(turn(each), at.operation) for each in iterations(name)] if at.place == turn(0) else [at]
    shown = [
        *(told(name, number, each) for each in where),
        text_at(name, number).body,
        fill(text_at(name, number).body, {}),
    ]
    heights = {len(prose(each, COLUMNS)) for each in shown[:-2]} | {len(prose(shown[-1], COLUMNS))}
    assert max(heights) <= ROWS
    assert max(width(row) for each in shown for row in prose(each, COLUMNS)) <= COLUMNS, "a drawing is cut"


def quoting() -> list[tuple[str, int]]:
    return [
        (name, number)
        for name, number in EVERY
        if any(isinstance(each, Quote) for each in read(text_at(name, number).body)[0])
    ]


def test_there_are_texts_that_quote_the_run() -> None:
    assert len(quoting()) >= 10


@pytest.mark.parametrize(("name", "number"), quoting())
def test_quotes_are_the_numbers_of_the_moment(name: str, number: int) -> None:
    at = landings(name)[number]
    if at.place != turn(0):
        assert told(name, number, at) != text_at(name, number).body
        return
    first, later = told(name, number, at), told(name, number, Position(turn(1000), at.operation))
    assert UNKNOWN not in later or "print" in text_at(name, number).show
    changing = {
        each for quote in read(text_at(name, number).body)[0] if isinstance(quote, Quote) for each in names_of(quote)
    }
    assert first != later, f"{changing} have changed by then"


def test_what_is_left_over_is_not_quoted() -> None:
    lesson = opened("toy_brain")
    before = lesson.study.moment(Position(turn(5), 21))
    assert next(each for each in before.names if each.name == "l2_error").left_over
    assert fill("{l2_error[3, 0]:+.3f}", values_of(before.names)) == UNKNOWN
    here = lesson.study.moment(Position(turn(5), 22))
    assert re.fullmatch(r"−0\.53\d", fill("{l2_error[3, 0]:+.3f}", values_of(here.names)))


def test_the_panel_shows_the_numbers_of_its_iteration() -> None:
    state = arrived("toy_brain", 8)
    assert "misses most, by 0.545" in drawn(state, WIDE, without=Panel.STAGE)
    later = after(state, Arrived(2, opened("toy_brain").study.moment(Position(turn(10_000), 22)), None, ()))
    assert "misses most, by 0.010" in drawn(later, WIDE, without=Panel.STAGE)
    assert "0.545" not in drawn(later, WIDE, without=Panel.STAGE)


def test_a_text_that_quotes_what_is_not_there_yet_is_still_shown() -> None:
    state = arrived("toy_brain", 8)
    lesson = replace(
        state.lesson, texts={**state.lesson.texts, 8: StepText("t", "So {l1_delta[0, 0]:.2f} and {{this}}.")}
    )
    assert "So … and {this}." in drawn(replace(state, lesson=lesson), WIDE, without=Panel.STAGE)


def test_places_of_the_grid_lesson() -> None:
    # The grid of cat and beer is seen by one who uses nothing but `]`.
    state = arrived("toy_brain", 3)
    shown = drawn(state, WIDE, without=Panel.TEXT)
    assert chosen(state) == "survey"
    assert "who bought?" in shown
    assert Place(Part.SETUP) == landings("toy_brain")[3].place
