"""Pins: what an expression is where one stands, and at the ends of iterations before."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.study.pins import Pins, wanted, why_not_pinned

PROGRAM = "import numpy as np\nw = np.zeros(2)\nfor j in range(40):\n    w += j\n    late = w * 2\n"


def test_samples_lie_ten_to_a_decade() -> None:
    assert wanted(35) == [*range(10), 10, 20, 30]
    assert wanted(-1) == []


def test_a_pin_is_what_it_is_at_the_operation() -> None:
    engine = opened(PROGRAM)
    engine.run_to_end()
    pins = Pins(engine)
    pins.set(["w[1]", "late.sum()", "nothing + 1", "w[9]"])
    first, late, nothing, beyond = pins.at(moment(engine, Position(turn(3), 1)))
    assert first.value is not None
    assert first.value.data == 0 + 1 + 2
    assert [at for at, _ in first.curve] == [0, 1, 2]
    assert late.value is not None
    assert nothing.why_not == "not yet"
    assert "IndexError" in beyond.why_not
    # One goes on from there as if nothing had been looked at.
    after = pins.at(moment(engine, Position(turn(3), 2)))[0]
    assert after.value is not None
    assert after.value.data == 0 + 1 + 2 + 3


@pytest.mark.parametrize("text", ["__import__('os')", "w.tofile('x')", "1 +", "w = 3", ""])
def test_what_could_do_something_is_refused(text: str) -> None:
    assert why_not_pinned(text)
