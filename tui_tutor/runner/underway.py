"""What is told of a run on its way, and the places of one run in another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tui_tutor.engine.rewind.printed import MOST_SHOWN
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Part, Position, turn
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import is_number, take
from tui_tutor.runner.protocol import SENT_WHOLE, Progress


def progress(engine: Engine, number: int, goal: int | None, curve: tuple[tuple[int, float], ...]) -> Progress:
    """How far a run is that has begun; `curve` are the samples that were not sent before."""
    run = engine.run
    assert run is not None
    weights = engine.weights
    names = tuple(
        NameState(name, replace(take(value, whole=SENT_WHOLE), weight=name in weights))
        for name, value in engine.live_values().items()
        if _is_shown(value)
    )
    printed = engine.printed_before(turn(run.position), MOST_SHOWN)[-MOST_SHOWN:]
    return Progress(
        number=number,
        iteration=run.position,
        goal=goal,
        total=engine.total,
        names=names,
        curve=curve,
        printed=printed,
    )


def _is_shown(value: object) -> bool:
    """Whether a live value is worth showing while a run is on its way: a number or an array of numbers."""
    return is_number(value) or isinstance(value, np.ndarray)


def near(engine: Engine, position: Position) -> Position:
    """The same position in another run of the program, the last operation there where it has fewer."""
    place = position.place
    if place.part is Part.END:
        place, operation = turn(engine.last_known), 1_000_000
    else:
        operation = position.operation
    return Position(place, min(operation, len(engine.recording(place).every)))
