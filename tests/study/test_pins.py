"""Pins: what an expression is where one stands, and at the ends of iterations before."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.probe.sites import Kind
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


def test_a_pin_reaches_what_an_object_holds() -> None:
    program = (
        "import numpy as np\nclass Net:\n    def __init__(self):\n"
        "        self.w = np.ones(2)\n        self.losses = []\n"
        "    def step(self, x):\n        self.w -= x\n        self.losses.append(self.w[0])\n"
        "net = Net()\nnets = [net]\nfor j in range(20):\n    net.step(0.125)\n"
    )
    engine = opened(program)
    engine.run_to_end()
    pins = Pins(engine)
    pins.set(["net.w[0]", "self.w.sum()", "net.losses[-1]"])
    inside = next(at for at, event in enumerate(engine.recording(turn(5)).events, 1) if event.kind is Kind.UPDATE)
    weight, own, last = pins.at(moment(engine, Position(turn(5), inside)))
    assert weight.value is not None
    assert weight.value.data == 1 - 6 / 8
    assert [value for _, value in weight.curve] == [1 - (at + 1) / 8 for at in range(5)]
    assert own.value is not None
    assert own.value.data == 2 * weight.value.data
    # What a list holds is known only where the program stands at the end of an iteration.
    assert (last.value, last.why_not) == (None, "0.375 after iteration 4")


def test_a_pin_runs_nothing_of_the_programs() -> None:
    program = (
        "class Counter:\n    count = 0\n    @property\n    def next(self):\n        self.count += 1\n"
        "        return self.count\nc = Counter()\nfor j in range(20):\n    x = j\nprint(c.count)\n"
    )
    engine = opened(program)
    engine.run_to_end()
    pins = Pins(engine)
    pins.set(["c.next"])
    (pin,) = pins.at(moment(engine, Position(turn(5), 1)))
    assert pin.why_not == "the program's own code would have to run for it"
    assert engine.machine.namespace["c"].count == 0
