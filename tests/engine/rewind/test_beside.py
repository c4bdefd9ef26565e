"""Functions of the program that are called while it waits at the head of its main loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END

TEXT = """import numpy as np


class Net:
    def __init__(self):
        self.layers = [np.ones((2, 3)), np.ones((3, 1))]

    def forward(self, x):
        out = [x]
        for w in self.layers:
            x = np.tanh(x @ w)
            out.append(x)
        left = len(self.layers)
        while left:
            left -= 1
        return out


def main(count):
    X = np.array([[0.5, 1.0], [1.0, 0.25]])
    net, total = Net(), 0.0
    for epoch in range(count):
        out = net.forward(X)
        net.layers[0] = net.layers[0] * 0.9
        total += out[-1].sum()
    return net, X, total


made = main({count})
"""


def plainly(count: int) -> Any:
    namespace: dict[str, Any] = {}
    exec(TEXT.replace("{count}", str(count)), namespace)
    return namespace["made"]


@pytest.mark.parametrize("iteration", [0, 3])
def test_their_loops_are_not_taken_for_the_main_one_that_goes_on_from_a_state(iteration: int) -> None:
    engine = Engine(Source("program.py", TEXT.replace("{count}", "6")), seed=1)
    engine.open()
    engine.run_to(4)
    run = engine.run
    assert run is not None
    with run.aside() as machine:
        reached = run.restore(machine, iteration)
        net, X, _ = plainly(reached)
        for _ in range(2):
            out = eval("net.forward(X)", machine.names_to_look_at())
            assert [each.tobytes() for each in out] == [each.tobytes() for each in net.forward(X)]
    engine.run_to_end()
    engine.recording(END)
    assert engine.machine.namespace["made"][2] == plainly(6)[2]
    assert np.array_equal(engine.machine.namespace["made"][0].layers[0], plainly(6)[0].layers[0])
