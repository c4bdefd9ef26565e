"""What is watched is what Python does: the toy brain's weights, bit for bit, before each of its 60,000 iterations."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from engine_help import last, names_of, toy_text, value_bits

from tui_tutor.engine.probe.program import compile_program
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.turns import Main
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, Position, turn
from tui_tutor.engine.watch.recorder import Recorder

TURNS = 60_000
NAMES = ("syn0", "syn1")
Weights = npt.NDArray[np.float64]


class Reference:
    """The file's own text under `exec`; only what its `range` gives is ours, and looks at the weights on the way."""

    def __init__(self) -> None:
        self.before: Weights = np.empty((TURNS + 1, 16))
        self.names: dict[str, Any] = {"__name__": "__main__", "range": self._range}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(toy_text(), "program.py", "exec", dont_inherit=True), self.names)
        self.printed = printed.getvalue()

    def _range(self, stop: int) -> Iterator[int]:
        for number in range(stop):
            self.before[number] = weights(self.names)
            yield number
        self.before[stop] = weights(self.names)


def weights(names: dict[str, Any]) -> Weights:
    return np.concatenate([np.ravel(names[name]) for name in NAMES])


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference()


def sample(count: int) -> list[int]:
    chosen = random.Random(5).sample(range(TURNS), count)
    return [0, 1, 2, 31, 32, 33, 63, 64, 65, 4095, 4096, 9_999, 10_000, 59_998, 59_999, *chosen]


@pytest.mark.slow
def test_the_reference_reads_the_whole_program(reference: Reference, toy: Engine) -> None:
    assert not np.isnan(reference.before).any()
    assert moment(toy, last(toy, END)).printed == reference.printed


@pytest.mark.slow
def test_the_plain_run_is_the_program_at_every_iteration(reference: Reference, toy: Engine) -> None:
    run = toy.run
    assert run is not None
    wrong = []
    for iteration in range(TURNS):
        run.go(iteration)
        assert run.position == iteration
        if weights(run.machine.namespace).tobytes() != reference.before[iteration].tobytes():
            wrong.append(iteration)
    assert wrong == []


@pytest.mark.slow
def test_going_back_is_the_program_too(reference: Reference, toy: Engine) -> None:
    run = toy.run
    assert run is not None
    for iteration in sample(500):
        run.go(iteration)
        assert weights(run.machine.namespace).tobytes() == reference.before[iteration].tobytes()


@pytest.mark.parametrize("turns", [600, pytest.param(TURNS, marks=pytest.mark.slow)])
def test_probed_code_is_the_program_at_every_iteration(reference: Reference, toy: Engine, turns: int) -> None:
    program = compile_program(toy.source)
    recorder = Recorder(program.sites, program.functions, program.source.path)
    machine = Machine(program, 0, recorder, Main())
    machine.begin(watched=True)
    wrong = []
    for iteration in range(turns):
        if weights(machine.namespace).tobytes() != reference.before[iteration].tobytes():
            wrong.append(iteration)
        machine.watch(True)
        machine.turns(iteration + 1)
    assert wrong == []
    if turns < TURNS:
        machine.watch(False)
        machine.turns(TURNS)
    machine.watch(True)
    machine.end()
    assert weights(machine.namespace).tobytes() == reference.before[TURNS].tobytes()
    assert machine.output.take() == reference.printed


@pytest.mark.slow
def test_watched_iterations_are_the_program(reference: Reference, toy: Engine) -> None:
    for iteration in sample(300):
        recording = toy.recording(turn(iteration))
        end = names_of(moment(toy, Position(turn(iteration), len(recording.events))))
        for name, start in zip(NAMES, (slice(0, 12), slice(12, 16)), strict=True):
            assert value_bits(recording.start[name])[2] == reference.before[iteration][start].tobytes()
            assert end[name][2] == reference.before[iteration + 1][start].tobytes()


def test_the_end_is_that_of_the_program(reference: Reference, toy: Engine) -> None:
    names = names_of(moment(toy, last(toy, END)))
    for name in ("X", "y", "l1", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta", *NAMES):
        value = reference.names[name]
        assert isinstance(value, np.ndarray)
        assert names[name][1:] == (value.shape, np.ascontiguousarray(value).tobytes())


def test_watching_before_running_changes_nothing(reference: Reference, fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    for iteration in (0, 3, 1, 40, 2):
        engine.run_to(iteration)
        engine.recording(turn(iteration))
    engine.run_to(500)
    assert engine.run is not None
    engine.run.go(500)
    assert weights(engine.run.machine.namespace).tobytes() == reference.before[500].tobytes()
