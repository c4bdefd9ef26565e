"""Programs made at random: whatever is watched, in whatever order, is what Python itself does."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator

import pytest
from engine_help import Bits, different, moment_bits, names_of, opened, places, plain_run
from generated import nested_programs, programs
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st
from plainly import Python, own, shown

from tui_tutor.engine.rewind.history import BUDGET
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn

FEW = settings(suppress_health_check=list(HealthCheck))
HALF = settings(FEW, max_examples=8)
FEWER = settings(FEW, max_examples=5)
MANY = settings(FEW, max_examples=1_000)

LONGEST = 1000
"""Iterations after which a generated program counts as one that never ends."""


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with warnings.catch_warnings(action="ignore"):
        yield


def failure(engine: Engine) -> str | None:
    found = engine.failure or (engine.run.failure if engine.run is not None else None)
    if found is not None:
        return found.message
    failed = engine.recording(END).failed if engine.is_complete else None
    return failed.error if failed is not None else None


def ready(text: str, budget: int = BUDGET) -> Engine:
    engine = opened(text, budget=budget, whole=None)
    engine.run_to(LONGEST)
    # Some of these programs never end: `for x in G` with a body that lengthens G.
    assume(engine.run is None or engine.run.is_over)
    engine.run_to_end()
    return engine


def carries_what_cannot_be_brought_back(engine: Engine) -> bool:
    return "cannot be brought back" in (failure(engine) or "")


def end_of(engine: Engine, place: Place) -> Position:
    return Position(place, len(engine.recording(place).events))


def walked(engine: Engine) -> dict[Position, dict[str, Bits]]:
    """Every moment of a program, met by walking forward."""
    found = {}
    for place in places(engine):
        for number in range(1, len(engine.recording(place).events) + 1):
            position = Position(place, number)
            found[position] = moment_bits(moment(engine, position))
    return found


def boundaries(text: str, budget: int) -> None:
    """Compare what Python computes, as each iteration begins and at the end."""
    note(text)
    engine = ready(text, budget)
    plain = plain_run(text, engine.program.loop)
    if carries_what_cannot_be_brought_back(engine):
        return
    assert failure(engine) == plain.error
    if engine.failure is None:
        begun = [iteration for iteration in range(engine.last_known + 1) if engine.recording(turn(iteration)).events]
        assert len(begun) == len(plain.begun)
        for iteration in begun:
            first = moment(engine, Position(turn(iteration), 1))
            assert different(names_of(first), plain.begun[iteration]) == {}, f"at {iteration}"
            assert first.printed == plain.printed_then[iteration]
    last = end_of(engine, places(engine)[-1])
    assert different(names_of(moment(engine, last)), plain.final) == {}
    assert moment(engine, last).printed == plain.printed


def anywhere(text: str, order: random.Random, budget: int) -> None:
    """Compare moments met by walking with the same ones met by jumping about."""
    note(text)
    engine = ready(text)
    if carries_what_cannot_be_brought_back(engine):
        return
    expected = walked(engine)
    fresh = opened(text, budget=budget, whole=None)
    wanted = order.choices(list(expected), k=min(40, 2 * len(expected))) if expected else []
    for position in wanted:
        if position.place == END:
            assert fresh.run_to_end()
        elif position.place != SETUP:
            assert fresh.run_to(position.place.iteration or 0)
        assert different(moment_bits(moment(fresh, position)), expected[position]) == {}, str(position)


def nested_boundaries(text: str, budget: int) -> None:
    """Compare what Python computes, as each iteration begins and at the end, wherever the loop lies."""
    note(text)
    engine, untold = ready(text, budget), own(text)
    python = Python(text, engine.program.loop)
    if carries_what_cannot_be_brought_back(engine):
        return
    assert failure(engine) == python.error
    if engine.failure is None:
        turns = [iteration for iteration in range(engine.last_known + 1) if engine.recording(turn(iteration)).events]
        # Of a loop that runs more than once the main run is any of them.
        runs = [at for at in range(len(python.begun)) if len(python.begun) - at >= len(turns)] if turns else []
        first = [shown(engine, Position(turn(iteration), 1), untold) for iteration in turns]
        printed = [moment(engine, Position(turn(iteration), 1)).printed for iteration in turns]
        if turns:
            at = next(at for at in runs if (python.begun[at], python.printed_then[at]) == (first[0], printed[0]))
            for iteration in turns:
                assert different(first[iteration], python.begun[at + iteration]) == {}, f"at {iteration}"
                assert printed[iteration] == python.printed_then[at + iteration]
    last = end_of(engine, [place for place in places(engine) if engine.recording(place).events][-1])
    if python.error is None:
        assert different(shown(engine, last, untold), python.final) == {}
    assert moment(engine, last).printed == python.printed


budgets = st.sampled_from([1, BUDGET])
orders = st.randoms(use_true_random=False)


@FEW
@given(programs(), budgets)
def test_every_boundary_and_the_end_are_those_of_python(text: str, budget: int) -> None:
    boundaries(text, budget)


@HALF
@given(programs(), orders, budgets)
def test_any_moment_is_the_same_however_it_is_reached(text: str, order: random.Random, budget: int) -> None:
    anywhere(text, order, budget)


@FEWER
@given(nested_programs(), budgets)
@pytest.mark.slow
def test_every_boundary_and_the_end_are_those_of_python_wherever_the_loop_lies(text: str, budget: int) -> None:
    nested_boundaries(text, budget)


@FEWER
@given(nested_programs(), orders, budgets)
def test_any_moment_is_the_same_however_it_is_reached_wherever_the_loop_lies(
    text: str, order: random.Random, budget: int
) -> None:
    anywhere(text, order, budget)


@pytest.mark.slow
@MANY
@given(nested_programs(), budgets)
def test_many_programs_are_those_of_python_wherever_the_loop_lies(text: str, budget: int) -> None:
    nested_boundaries(text, budget)


@pytest.mark.slow
@MANY
@given(nested_programs(), orders, budgets)
def test_many_programs_are_the_same_from_anywhere_wherever_the_loop_lies(
    text: str, order: random.Random, budget: int
) -> None:
    anywhere(text, order, budget)


@pytest.mark.slow
@MANY
@given(programs(), budgets)
def test_many_programs_are_those_of_python(text: str, budget: int) -> None:
    boundaries(text, budget)


@pytest.mark.slow
@MANY
@given(programs(), orders, budgets)
def test_many_programs_are_the_same_from_anywhere(text: str, order: random.Random, budget: int) -> None:
    anywhere(text, order, budget)
