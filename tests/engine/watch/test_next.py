"""What comes next, as it is marked in the program: where the next key leads to."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn

FOR = "x = 0\nfor j in range(3):\n    x += j\nprint(x)\n"
WHILE = "j = 0\nwhile j < 2:\n    j += 1\nprint(j)\n"
BREAK = "for j in range(9):\n    if j == 1:\n        break\nprint(j)\n"
NEVER = "x = 1\nfor j in []:\n    x = 2\nprint(x)\n"


def next_line(engine: Engine, place: Place, operation: int) -> int | None:
    span = moment(engine, Position(place, operation)).next_over
    return span.line if span is not None else None


def last_of(engine: Engine, place: Place) -> int:
    return len(engine.recording(place).events)


@pytest.mark.parametrize(
    ("text", "last"),
    [(FOR, turn(2)), (WHILE, turn(1)), (BREAK, turn(1)), (NEVER, SETUP)],
    ids=["for", "while", "break", "none"],
)
def test_after_the_last_turn_comes_what_follows_the_loop(text: str, last: Place) -> None:
    engine = opened(text)
    engine.run_to_end()
    assert next_line(engine, last, last_of(engine, last)) == 4
    assert next_line(engine, END, last_of(engine, END)) is None


@pytest.mark.parametrize("text", [FOR, WHILE])
def test_after_any_other_turn_comes_the_loops_head(text: str) -> None:
    engine = opened(text)
    engine.run_to_end()
    for place in (SETUP, turn(0)):
        assert next_line(engine, place, last_of(engine, place)) == 2


def test_within_a_turn_comes_its_next_operation() -> None:
    engine = opened(FOR)
    engine.run_to_end()
    assert next_line(engine, turn(1), 1) == 3
