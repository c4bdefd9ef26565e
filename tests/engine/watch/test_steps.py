"""From step to step: each move leads to what the step is about, and its opposite undoes it."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import SETUP, Position, turn
from tui_tutor.engine.watch.shows import is_shown
from tui_tutor.engine.watch.walk import Walker

PROGRAM = """import numpy as np

#1 a function, and what calls it
def half(x):
    y = x / 2
    return y

#2 three names
a = half(8.0)
b = a + 1
c = a * b
#3 the loop
for j in range(4):
    #4 forward
    d = c + j
    e = half(d)
    #5 now and then
    if j % 2 == 0:
        print(e)
    #6 update
    c += e
# after
print(c)
last = c
"""
SHOWS = {1: "half", 2: "b", 3: "for j in range(4)", 4: "half(d)", 5: "print(e)", 6: "c", None: "last"}


def walker(shows: dict[int | None, str] | None = None) -> Walker:
    return Walker(opened(PROGRAM), SHOWS if shows is None else shows)


def code(road: Walker, position: Position) -> str:
    return road.events(position.place)[position.operation - 1].site.code


def walked(road: Walker, count: int, start: Position, key: Move, *, folded: bool = True) -> list[Position]:
    found = []
    for _ in range(count):
        start = road.move(start, key, folded).position
        found.append(start)
    return found


def test_each_step_is_entered_where_it_is_told() -> None:
    road = walker()
    stops = walked(road, 6, Position(SETUP, 1), Move.STEP)
    assert [code(road, each) for each in stops] == [
        "def half(x)",
        "b = a + 1",
        "for j in range(4)",
        "half(d)",
        "print(e)",
        "c += e",
    ]
    assert [each.place for each in stops] == [SETUP, SETUP, *[turn(0)] * 4]


@pytest.mark.parametrize("folded", [True, False])
def test_the_two_keys_undo_each_other_to_the_end_and_back(folded: bool) -> None:
    road = walker()
    first = Position(SETUP, 1)
    on = [first, *walked(road, 6 + 4 * 3 + 1, first, Move.STEP, folded=folded)]
    assert code(road, on[-1]) == "last = c"
    assert walked(road, len(on) - 1, on[-1], Move.STEP_BACK, folded=folded) == on[-2::-1]


def test_where_it_is_not_run_a_step_is_entered_at_its_first_operation() -> None:
    road = walker()
    stops = walked(road, 5, Position(turn(1), 1), Move.STEP)
    assert [code(road, each) for each in stops[:3]] == ["half(d)", "j % 2", "c += e"]
    assert stops[3] == Position(turn(2), 1)


def test_without_anything_told_each_step_is_entered_at_its_first_operation() -> None:
    road = walker({})
    stops = walked(road, 6, Position(SETUP, 1), Move.STEP)
    assert [code(road, each) for each in stops] == [
        "def half(x)",
        "half(8.0)",
        "range(4)",
        "c + j",
        "j % 2",
        "c += e",
    ]


def test_back_leads_first_to_what_the_present_step_is_about() -> None:
    road = walker()
    entered = road.move(Position(turn(0), 1), Move.STEP, True).position
    beyond = road.move(entered, Move.FORWARD, True).position
    assert road.move(beyond, Move.STEP_BACK, True).position == entered
    before = road.move(entered, Move.BACK, True).position
    assert before.place == turn(0)
    assert code(road, road.move(before, Move.STEP_BACK, True).position) == "for j in range(4)"
    assert code(road, road.move(before, Move.STEP, True).position) == "print(e)"


def test_going_to_a_step_by_its_number_leads_there_too() -> None:
    road = walker()
    assert code(road, road.go(Position(SETUP, 1), "step 2", True).position) == "b = a + 1"
    assert code(road, road.go(Position(SETUP, 1), "step 3", True).position) == "for j in range(4)"
    assert code(road, road.go(Position(turn(1), 1), "step 4", True).position) == "half(d)"
    assert code(road, road.go(Position(turn(1), 1), "step 5", True).position) == "j % 2"


def test_looking_for_what_a_step_is_about_runs_the_program_no_further() -> None:
    road = walker({6: "never there", 4: "never there"})
    assert road.move(Position(turn(0), 1), Move.STEP, True).position.place == turn(0)
    assert road.move(Position(turn(0), 10), Move.STEP, True).position.place == turn(0)
    assert road.engine.last_known <= 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("c", "c = a * b"),
        ("half(8.0)", "half(8.0)"),
        ("half( 8.0 )", None),
        ("half", "def half(x)"),
        ("np", None),
        ("y", "y = x / 2"),
        ("a  +  1", "a + 1"),
        ("nothing", None),
    ],
)
def test_what_is_shown(wanted: str, found: str | None) -> None:
    events = walker().events(SETUP)
    assert next((each.site.code for each in events if is_shown(each, wanted)), None) == found
