"""A program that is being opened: its first operation is there, and how far it is."""

from __future__ import annotations

import pytest

from tui_tutor.engine.watch.recording import Event
from tui_tutor.runner.protocol import Arrived, Died, Opening
from tui_tutor.study.beginning import first_moment
from tui_tutor.view.lines import text_of
from tui_tutor.view.opening import Underway, opening_words
from tui_tutor.view.replies import after
from tui_tutor.view.screen import screen
from tui_tutor.view.state import State
from view.opened import script

TEXT = "first = 7\nsecond = first * 2\nfor j in range(3):\n    second += j\n"


def new() -> State:
    opened = script(TEXT)
    return State(opened.lesson, opened.listing)


def told(operations: int = 8_000, *, moment: bool = True) -> Opening:
    event = script(TEXT).moment("setup:1").event
    assert isinstance(event, Event)
    return Opening(0, operations, 2, 3.4, and_more=True, moment=first_moment(event, operations) if moment else None)


def lines(state: State) -> list[str]:
    return [text_of(each).rstrip() for each in screen(state, 120, 40)]


@pytest.mark.parametrize(
    ("underway", "words"),
    [
        (Underway(0, None, 0.3), "opening"),
        (Underway(1, 9, 0.5), "opening · 1 operation of the setup so far · line 9"),
        (Underway(12_345, 9, 1.0), "opening · 12,345 operations of the setup so far · line 9 · 1 s"),
        (Underway(8_000, 9, 75.9, and_more=True), "opening · 8,000+ operations of the setup so far · line 9 · 75 s"),
        (Underway(3, None, 2.5, is_in_loop=True), "opening · the setup is done · 2 s"),
    ],
)
def test_how_far_it_is(underway: Underway, words: str) -> None:
    assert opening_words(underway) == words


def test_the_first_operation_is_shown_while_the_rest_is_run() -> None:
    state = after(new(), told())
    shown = lines(state)
    assert "opening · 8,000+ operations of the setup so far · line 2 · 3 s" in shown[1]
    assert any("▸ 1 first = 7" in each for each in shown)
    assert any("This is its first operation." in each for each in shown)
    assert not any("Press → to do" in each for each in shown), "there is nothing to go on to yet"
    assert "esc stop here" in shown[-1]
    assert state.provisional
    assert not state.is_over


def test_before_there_is_an_operation_it_is_said_how_far_it_is() -> None:
    state = after(new(), Opening(0, 0, 1, 0.3))
    assert "opening · line 1" in lines(state)[0]
    assert any("The program is being opened" in each for each in lines(state))
    assert not state.provisional


def test_what_was_told_gives_way_to_the_answer() -> None:
    state = after(after(new(), told()), told(9_000, moment=False))
    assert state.moment is not None
    answer = script(TEXT).moment("setup:1")
    opened = after(state, Arrived(0, answer, None, ()))
    assert (opened.moment, opened.opening, opened.provisional) == (answer, None, False)
    # The same screen as where nothing was told.
    assert lines(opened) == lines(after(new(), Arrived(0, answer, None, ())))


def test_a_program_that_is_started_again_stays_where_it_was_seen() -> None:
    there = script(TEXT).moment("1:1")
    state = after(after(after(new(), Arrived(0, there, None, ())), Died(-9)), told())
    assert state.moment is there
    assert not state.provisional
    assert "opening · 8,000+ operations" in lines(state)[1]
    assert after(state, Died(-9)).opening is None
