"""What a learner types at `g`: positions, steps, lines and conditions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_help import opened
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Position, parse_position, turn
from tui_tutor.engine.watch.walk import Walker


def at(text: str) -> Position:
    position = parse_position(text)
    assert position is not None
    return position


@pytest.mark.parametrize(
    ("start", "text", "goal"),
    [
        ("0:1", "253", "253:1"),
        ("0:1", " 253 ", "253:1"),
        ("0:1", "59,999", "59999:1"),
        ("0:1", "253:7", "253:7"),
        ("0:1", "10000:54", "10000:54"),
        ("5:1", "setup", "setup:1"),
        ("5:1", "setup:9", "setup:9"),
        ("5:1", "end", "end:2"),
        ("5:1", "END:1", "end:1"),
        ("5:30", "step 7", "5:2"),
        ("5:30", "Step  7", "5:2"),
        ("5:30", "step 13", "5:43"),
        ("5:30", "step 2", "setup:3"),
        ("end:1", "step 7", "0:2"),
        ("0:1", "line 58", "0:3"),
        ("0:3", "line 58", "0:10"),
        ("0:11", "line 58", "1:3"),
        ("setup:1", "line 58", "0:3"),
        ("0:1", "line 12", "0:6"),
        ("5:1", "line 68", "10000:26"),
        ("10000:40", "line 68", "20000:26"),
        ("setup:1", "line 68", "0:26"),
        ("59000:1", "line 85", "end:1"),
        ("0:54", "line 85", "end:1"),
    ],
)
@pytest.mark.few(12)
def test_positions_steps_and_lines(toy_walker: Walker, start: str, text: str, goal: str) -> None:
    landing = toy_walker.go(at(start), text, True)
    assert (landing.position, landing.note) == (at(goal), None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("60000", "there is no iteration 60,000: the last is 59,999"),
        ("253:49", "iteration 253 has 48 operations, so there is no operation 49"),
        ("setup:17", "the setup has 16 operations"),
        ("end:3", "the end has 2 operations"),
        ("step 14", "there is no step 14: this program has 13 steps"),
        ("step 0", "there is no step 0"),
        ("line 900", "there is no line 900"),
        ("line 2", "line 2 is not run from here on"),
        ("line 8", "line 8 is not run from here on"),
        ("", "write an iteration"),
        ("0:0", "cannot go to '0:0'"),
        ("hello", "cannot go to 'hello'"),
        ("-5", "cannot go to '-5'"),
        ("error <", "this cannot be read"),
        ("open('x') > 1", "`open`"),
        ("syn0.tofile('x') == 1", "`syn0.tofile(…)` is not allowed"),
        ("(lambda: 1)() > 0", "lambda"),
        ("nowhere > 3", "nowhere"),
        ("syn0 > 100", "np.all"),
        ("error < 1 / 0", "ZeroDivisionError"),
        ("step x", "cannot go to 'step x'"),
    ],
)
def test_what_cannot_be_reached_stays_and_says_why(toy_walker: Walker, text: str, said: str) -> None:
    landing = toy_walker.go(at("7:3"), text, True)
    assert landing.position == at("7:3")
    assert landing.note is not None
    assert said in landing.note


@pytest.mark.parametrize(
    ("start", "text", "goal"),
    [
        ("setup:1", "error < 0.1", 498),
        ("0:1", "error < 0.1", 498),
        ("0:1", "error<.4", 159),
        ("0:1", "error < 0.25", 295),
        ("0:1", "error < 0.05", 860),
        ("0:1", "np.mean(np.abs(l2_error)) < 0.02", 2_598),
        ("0:1", "error < 0.01", 7_715),
        ("0:1", "j == 1234", 1_234),
        ("0:1", "j > 5 and j % 7 == 0", 7),
        ("0:54", "error < 1", 1),
        ("600:1", "error < 0.1", 600),
        ("0:1", "(l2[1] > 0.5) and (j > 0)", 58),
        ("0:1", "(l2[3] < 0.5)", 254),
    ],
)
@pytest.mark.slow
def test_conditions_are_met_at_the_ends_of_iterations(toy_walker: Walker, start: str, text: str, goal: int) -> None:
    landing = toy_walker.go(at(start), text, True)
    assert landing.position == Position(turn(goal), 54 if goal % 10_000 == 0 else 48)
    assert landing.note == f"{text} holds at the end of iteration {goal:,}"


def test_a_condition_that_is_never_met_is_said_to_be(toy_walker: Walker) -> None:
    landing = toy_walker.go(at("59000:3"), "error > 0.5", True)
    assert (landing.position, landing.note) == (at("59000:3"), "error > 0.5 is never met from here on")


def test_searching_runs_on_where_nothing_was_run_yet(fresh_toy: Callable[[], Engine]) -> None:
    walker = Walker(fresh_toy())
    assert walker.go(at("setup:1"), "error < 0.1", True).position == at("498:48")
    assert walker.engine.last_known < 1_000
    assert walker.go(at("498:48"), "error < 0.1", True).position == at("499:48")


def test_a_search_can_be_stopped(fresh_toy: Callable[[], Engine]) -> None:
    walker = Walker(fresh_toy())
    walker.tick = lambda: True
    landing = walker.go(at("setup:1"), "error < 0", True)
    assert (landing.position, landing.note) == (at("setup:1"), "stopped")
    walker.tick = lambda: False
    assert walker.go(at("setup:1"), "error < 0.1", True).position == at("498:48")


def test_programs_without_a_loop_have_no_iterations_to_go_to() -> None:
    walker = Walker(opened("a = 1\nb = a + 1\n"))
    here = Position(SETUP, 1)
    assert walker.go(here, "3", True).note == "this program has no main loop, so it has no iterations"
    assert walker.go(here, "a > 1", True).note == "this program has no loop to search"
    assert walker.go(here, "end", True).position == Position(SETUP, 3)
    assert walker.go(here, "step 1", True).note == "there is no step 1: this program has no steps"


def test_a_condition_sees_the_programs_own_meaning_of_a_name() -> None:
    walker = Walker(opened("error = 0\nfor j in range(9):\n    error = j * 10\n"))
    assert walker.go(Position(SETUP, 1), "error >= 50", True).position.place == turn(5)


LATE = """
def half(x):
    if x == 700:
        return x // 2
    return x
double = lambda x: x * 2
total = 0
for j in range(900):
    total += half(j)
    if j == 300:
        total += double(j)
    if j == 800:
        total = [] + total
"""


@pytest.mark.parametrize(
    ("start", "text", "goal", "operation"),
    [
        ("0:1", "line 4", "700", "x // 2"),
        ("0:1", "line 6", "300", "x * 2"),
        ("0:1", "line 11", "300", "double(j)"),
        ("300:40", "line 4", "700", "x // 2"),
        ("0:1", "line 13", "800", "[] + total"),
    ],
)
def test_a_line_is_found_in_whatever_iteration_it_runs_next(start: str, text: str, goal: str, operation: str) -> None:
    walker = Walker(opened(LATE))
    landing = walker.go(at(start), text, True)
    event = walker.engine.recording(landing.position.place).events[landing.position.operation - 1]
    where = landing.position.place.iteration
    assert (f"{where}", event.site.code.split(" if ")[0] if where else "", landing.note) in [
        (goal, operation, None),
        (goal, "x * 2", None),
    ]
    # What was run with probes left nothing behind: the run goes on as it would have.
    end = walker.go(at("setup:1"), "700", True).position
    assert walker.engine.recording(end.place).start["total"].data == sum(range(700)) + 600


def test_a_line_that_only_the_setup_runs_costs_no_search(fresh_toy: Callable[[], Engine]) -> None:
    walker = Walker(fresh_toy())
    walker.engine.run_to_end = lambda tick=None: False  # type: ignore[method-assign]
    assert walker.go(at("3:1"), "line 40", True).note == "line 40 is not run from here on"
    assert walker.engine.last_known < 100


def test_the_search_for_a_line_can_be_stopped(fresh_toy: Callable[[], Engine]) -> None:
    walker = Walker(fresh_toy())
    walker.tick = lambda: True
    landing = walker.go(at("5:1"), "line 68", True)
    assert (landing.position, landing.note) == (at("5:1"), "stopped")
    walker.tick = lambda: False
    assert walker.go(at("5:1"), "line 68", True).position == at("10000:26")


@given(st.text(max_size=12) | st.from_regex(r"(step|line|setup|end|[0-9]{1,25})? ?:?[0-9]{0,25}", fullmatch=True))
def test_nothing_typed_raises(toy_walker: Walker, text: str) -> None:
    landing = toy_walker.go(at("3:3"), text, True)
    assert landing.position.operation >= 1
    assert landing.note is None or "\n" not in landing.note.strip()
