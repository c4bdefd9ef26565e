"""Which iteration a moment tells the error of: the last one that has come to its end, and no other."""

from __future__ import annotations

import math

import pytest
from engine_help import last, opened

from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, Position, turn
from tui_tutor.engine.watch.writing import STOPPED

FAILS = "x = 8.0\nfor j in range(9):\n    x = x / 2\n    y = 1 / (j - 3)\n"
FAILS_AT_ONCE = "x = 8.0\nfor j in range(9):\n    y = 1 / j\n"


def test_the_error_is_that_of_the_iteration_before_until_the_last_operation() -> None:
    engine = opened(FAILS, curve="x")
    engine.run_to(2)
    for iteration, known in ((0, None), (1, 4.0), (2, 2.0)):
        whole = last(engine, turn(iteration))
        for operation in range(1, whole.operation):
            found = moment(engine, Position(turn(iteration), operation))
            assert found.error_at == (iteration - 1 if iteration else None)
            assert found.error == known or (known is None and math.isnan(found.error))
        assert (moment(engine, whole).error_at, moment(engine, whole).error) == (iteration, 4.0 / 2**iteration)


@pytest.mark.parametrize(("text", "failed", "at"), [(FAILS, 3, 2), (FAILS_AT_ONCE, 0, None)])
def test_an_iteration_that_fails_is_never_complete(text: str, failed: int, at: int | None) -> None:
    engine = opened(text, curve="x")
    assert not engine.run_to_end()
    found = moment(engine, last(engine, turn(failed)))
    assert found.event is not None
    assert found.event.error == "ZeroDivisionError: division by zero"
    assert found.error_at == at
    assert found.error == 1.0 or (at is None and math.isnan(found.error))


def test_an_iteration_whose_watching_was_stopped_is_not_complete() -> None:
    engine = opened("x = 8.0\nfor j in range(9):\n    x = x / 2\n    y = x\n    z = x + y\n", curve="x")
    engine.run_to(2)
    ticks = iter([False, False, False])
    engine.tick = lambda: next(ticks, True)
    found = moment(engine, last(engine, turn(2)))
    engine.tick = lambda: False
    assert found.unfinished == STOPPED
    assert found.error_at == 1
    assert found.event is not None
    whole = moment(engine, last(engine, turn(2)))
    assert (whole.unfinished, whole.error_at, whole.error) == (None, 2, 1.0)


def test_at_the_end_it_is_the_last_one() -> None:
    engine = opened("x = 8.0\nfor j in range(3):\n    x = x / 2\nprint(x)\nx = 7\n", curve="x")
    assert engine.run_to_end()
    for operation in (1, last(engine, END).operation):
        found = moment(engine, Position(END, operation))
        assert (found.error_at, found.error) == (2, 1.0)
    never = opened("x = 8.0\nfor j in range(0):\n    x = x / 2\nprint(x)\n", curve="x")
    assert never.run_to_end()
    assert moment(never, last(never, END)).error_at is None
