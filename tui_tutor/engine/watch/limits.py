"""What stepping a program cannot do as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_tutor.engine.watch.engine import Engine

AGAIN = "cannot be brought back: to go back is to run the program from its beginning"


def limits(engine: Engine, *, going_back: bool = True) -> list[tuple[int, str]]:
    """Each limit with its line, as far as it has been met; those of `going_back` too, for who may go there."""
    found = [(line, f"line {line} is run as it is: its inside cannot be stepped") for line in engine.program.pieces]
    if engine.effects is not None and engine.effects.words:
        found.append((engine.effects.line, engine.effects.told))
    lost, loop = engine.run.keeping.unrestorable if engine.run is not None else None, engine.program.loop
    if lost is not None and loop is not None and going_back:
        found.append((loop.lineno, f"{lost.told}{',' if lost.name else ''} {AGAIN}"))
    return found
