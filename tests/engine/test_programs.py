"""Programs with their main loop in every kind of place: watched, plain and Python agree, from wherever one comes."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from engine_help import SEED, Bits, data_bits, different, moment_bits, names_of, places

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import NOT_DATA, moment
from tui_tutor.engine.watch.position import END, SETUP, Part, Position, turn
from tui_tutor.engine.watch.unfolding import unfolded

PROGRAMS = sorted(Path(__file__).parent.parent.joinpath("programs").glob("*.py"))

OBJECTS = frozenset({"Neuron", "Sigmoid", "Net", "Trainer", "Vec", "Scope", "Counter", "State", "Dense", "generator"})
"""Types whose values are told by what they hold, or not at all."""


class Python:
    """A program as Python alone runs it, with the names at each turn of the loop whose body begins on a line."""

    def __init__(self, path: Path, line: int | None) -> None:
        self.begun: list[dict[str, Bits]] = []
        self.error: str | None = None
        output = io.StringIO()
        code = compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)
        names: dict[str, Any] = {"__name__": "__main__"}

        def trace(frame: types.FrameType, event: str, _: object) -> Callable[..., Any] | None:
            if frame.f_code.co_filename != str(path):
                return None
            if event == "line" and frame.f_lineno == line:
                self.begun.append(_seen(frame, str(path)))
            return trace

        np.random.seed(SEED)
        with contextlib.redirect_stdout(output), np.errstate(), np.printoptions():
            sys.settrace(trace)
            try:
                exec(code, names)
            except Exception as error:
                self.error = f"{type(error).__name__}: {error}"
            finally:
                sys.settrace(None)
        self.printed = output.getvalue()


def _seen(frame: types.FrameType, path: str) -> dict[str, Bits]:
    frames: list[dict[str, Any]] = []
    at: types.FrameType | None = frame
    while at is not None:
        if at.f_code.co_filename == path:
            frames.insert(0, {name: v for name, v in at.f_locals.items() if not name.startswith("__")})
        at = at.f_back
    return _data({name: value for names in unfolded(frames) for name, value in names.items()})


def _data(names: dict[str, Any]) -> dict[str, Bits]:
    return {name: bits for name, bits in data_bits(names).items() if bits[0] not in OBJECTS}


def opened(path: Path, **options: Any) -> Engine:
    engine = Engine(Source.read(path), seed=SEED, whole=None, **options)
    engine.open()
    return engine


def shown(engine: Engine, position: Position) -> dict[str, Bits]:
    return {n: b for n, b in names_of(moment(engine, position)).items() if b[0] not in OBJECTS | NOT_DATA}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_every_boundary_is_that_of_python(path: Path) -> None:
    engine = opened(path)
    loop = engine.program.loop
    python = Python(path, loop.body[0].lineno if loop is not None else None)
    done = engine.run_to_end()
    run = engine.run
    turns = engine.last_known + 1
    # Of a loop that runs more than once the main run is the last here.
    begun = python.begun[len(python.begun) - turns :] if turns else []
    assert (run is not None and turns > 0) == bool(begun)
    for iteration in range(turns):
        first = Position(turn(iteration), 1)
        assert different(shown(engine, first), begun[iteration]) == {}, f"watched, at {iteration}"
        if run is not None and iteration + 1 < turns:
            run.go(iteration + 1)
            plain = unfolded(names for _, names in run.machine.frames)
            there = _data({name: value for names in plain for name, value in names.items()})
            targets = {n for n in begun[iteration + 1] if there.get(n) != begun[iteration + 1][n]}
            assert targets <= _targets(engine, iteration + 1), f"plain, at {iteration}"
    last = places(engine)[-1]
    recording = engine.recording(last)
    assert moment(engine, Position(last, len(recording.events))).printed == python.printed
    failed = recording.failed
    assert (failed.error if failed is not None else None) == python.error
    assert done == (python.error is None) or last == END


def _targets(engine: Engine, iteration: int) -> set[str]:
    """The names that the loop itself stores."""
    return {change.name for change in engine.recording(turn(iteration)).events[0].changes}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_any_moment_is_the_same_from_anywhere(path: Path) -> None:
    walked = opened(path)
    walked.run_to_end()
    positions = [Position(p, k + 1) for p in places(walked) for k in range(len(walked.recording(p).events))]
    if any(position.place.part is Part.LOOP for position in positions):
        walked = opened(path)
    expected = {}
    for position in positions:
        # On foot: no further than one has to be.
        if position.place.part is Part.LOOP:
            walked.run_to(position.place.iteration or 0)
        elif position.place != SETUP:
            walked.run_to_end()
        expected[position] = moment_bits(moment(walked, position))
    for budget in (1, 1 << 26):
        jumping = opened(path, budget=budget)
        jumping.run_to_end()
        for position in random.Random(budget).choices(positions, k=100):
            assert different(moment_bits(moment(jumping, position)), expected[position]) == {}, str(position)
