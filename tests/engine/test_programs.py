"""Programs with their main loop in every kind of place: watched, plain and Python agree, from wherever one comes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from engine_help import SEED, different, last, moment_bits, places
from plainly import Python, data, own, shown

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, Position, turn
from tui_tutor.engine.watch.unfolding import unfolded

PROGRAMS = sorted(Path(__file__).parent.parent.joinpath("programs").glob("*.py"))

QUICK, ALL = 20, 200
"""Positions of each program that are looked at, and of those in the thorough run."""


def opened(path: Path, **options: Any) -> Engine:
    engine = Engine(Source.read(path), seed=SEED, whole=None, **options)
    engine.open()
    return engine


@pytest.mark.few(8)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_every_boundary_is_that_of_python(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    engine, untold = opened(path), own(text)
    python = Python(text, engine.program.loop)
    done = engine.run_to_end()
    run = engine.run
    turns = engine.last_known + 1
    # Of a loop that runs more than once the main run is the last here.
    begun = python.begun[len(python.begun) - turns :] if turns else []
    printed = python.printed_then[len(python.begun) - turns :] if turns else []
    assert (run is not None and turns > 0) == bool(begun)
    for iteration in range(turns):
        first = Position(turn(iteration), 1)
        assert different(shown(engine, first, untold), begun[iteration]) == {}, f"watched, at {iteration}"
        assert moment(engine, first).printed == printed[iteration]
        if run is not None and iteration + 1 < turns:
            run.go(iteration + 1)
            plain = unfolded((names for _, names in run.machine.frames), len(run.machine.frames))
            there = data({name: value for names in plain for name, value in names.items()}, untold)
            targets = {n for n in begun[iteration + 1] if there.get(n) != begun[iteration + 1][n]}
            assert targets <= _targets(engine, iteration + 1), f"plain, at {iteration}"
    end = last(engine, [place for place in places(engine) if engine.recording(place).events][-1])
    recording = engine.recording(end.place)
    assert moment(engine, end).printed == python.printed
    failed = recording.failed
    assert (failed.error if failed is not None else None) == python.error
    assert done == (python.error is None) or end.place == END
    if python.error is None:
        assert different(shown(engine, end, untold), python.final) == {}


def _targets(engine: Engine, iteration: int) -> set[str]:
    """The names that the loop itself stores."""
    return {change.name for change in engine.recording(turn(iteration)).events[0].changes}


@pytest.mark.slow
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_any_moment_is_the_same_from_anywhere(path: Path) -> None:
    from_anywhere(path, ALL)


@pytest.mark.few(8)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_some_moments_are_the_same_from_anywhere(path: Path) -> None:
    from_anywhere(path, QUICK)


def from_anywhere(path: Path, count: int) -> None:
    """Compare so many positions that are jumped to, forward and back, with the same ones met on foot."""
    walked = opened(path)
    walked.run_to_end()
    every = [Position(p, k + 1) for p in places(walked) for k in range(len(walked.recording(p).events))]
    choose = random.Random(count)
    wanted = choose.choices(every, k=count)
    if any(position.place.part is Part.LOOP for position in every):
        walked = opened(path)
    expected = {}
    order = {place: at for at, place in enumerate(places_of(every))}
    for position in sorted(set(wanted), key=lambda each: (order[each.place], each.operation)):
        # On foot: no further than one has to be.
        if position.place.part is Part.LOOP:
            walked.run_to(position.place.iteration or 0)
        elif position.place != SETUP:
            walked.run_to_end()
        expected[position] = moment_bits(moment(walked, position))
    for budget in (1, 1 << 26):
        jumping = opened(path, budget=budget)
        jumping.run_to_end()
        for position in wanted:
            assert different(moment_bits(moment(jumping, position)), expected[position]) == {}, str(position)
        choose.shuffle(wanted)


def places_of(positions: Sequence[Position]) -> list[Place]:
    """The places of positions, in their order."""
    return list(dict.fromkeys(position.place for position in positions))
