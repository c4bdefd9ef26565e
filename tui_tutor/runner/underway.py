"""What is told of a run on its way, and the places of one run in another."""

from __future__ import annotations

from tui_tutor.engine.rewind.printed import MOST_SHOWN
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import Part, Position, turn
from tui_tutor.runner.protocol import SENT_WHOLE, Progress
from tui_tutor.study.replay import live_states


def progress(engine: Engine, number: int, goal: int | None, curve: tuple[tuple[int, float], ...]) -> Progress:
    """How far a run is that has begun; `curve` are the samples that were not sent before."""
    run = engine.run
    assert run is not None
    printed = engine.printed_before(turn(run.position), MOST_SHOWN)[-MOST_SHOWN:]
    return Progress(
        number=number,
        iteration=run.position,
        goal=goal,
        total=engine.total,
        names=live_states(engine, SENT_WHOLE),
        curve=curve,
        printed=printed,
    )


def near(engine: Engine, position: Position) -> Position:
    """The same position in another run of the program, the last operation there where it has fewer."""
    place = position.place
    if place.part is Part.END:
        place, operation = turn(engine.last_known), 1_000_000
    else:
        operation = position.operation
    return Position(place, min(operation, len(engine.recording(place).every)))
