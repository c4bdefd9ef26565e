"""Where the tutor itself had no memory left."""

from __future__ import annotations

from tui_tutor.commands.table import place_name
from tui_tutor.engine.rewind.failure import failure_of
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn


def out_of_memory(engine: Engine, error: MemoryError) -> Problem:
    """Where the tutor itself had no memory left, because the program had taken it all."""
    path, loop = engine.source.path, engine.program.loop
    cause = error.__context__
    if isinstance(cause, MemoryError):
        return failure_of(cause, engine.source).problem(path)
    words = "MemoryError: there is not enough memory to run this and to keep the way back"
    if engine.run is None or loop is None:
        return Problem(path, 0, 0, f"{words} (in {place_name(SETUP)})")
    return engine.source.problem(loop, f"{words} (in {place_name(turn(max(0, engine.run.machine.at)))})")
