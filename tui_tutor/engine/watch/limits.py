"""What stepping a program cannot do as Python does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.iterators import NotRestorable
from tui_tutor.engine.watch.position import SETUP
from tui_tutor.engine.watch.unfolding import root_of

if TYPE_CHECKING:
    from tui_tutor.engine.watch.engine import Engine

AGAIN = "cannot be brought back: to go back is to run the program from its beginning"


class Limit(NamedTuple):
    """What cannot be done, with its line; `operation` is which of the setup's operations it comes from, if one does."""

    line: int
    words: str
    operation: int | None = None


def limits(engine: Engine, *, going_back: bool = True) -> list[Limit]:
    """Each limit with its line, as far as it has been met; those of `going_back` too, for who may go there."""
    pieces = engine.program.pieces
    found = [Limit(line, f"line {line} is run as it is: its inside cannot be stepped") for line in pieces]
    if engine.effects is not None and engine.effects.words:
        found.append(Limit(engine.effects.line, engine.effects.told))
    lost, loop = engine.run.keeping.unrestorable if engine.run is not None else None, engine.program.loop
    if lost is not None and loop is not None and going_back:
        words = f"{lost.told}{',' if lost.name else ''} {AGAIN}"
        made = _maker(engine, lost)
        events = engine.recording(SETUP).events
        found.append(Limit(loop.lineno, words) if made is None else Limit(events[made].site.span.line, words, made + 1))
    return found


def _maker(engine: Engine, lost: NotRestorable) -> int | None:
    """The operation of the setup that made what cannot be brought back: the last of that type before it had its name.

    None where none of those that are held did: it is made later, or by nothing that is an operation.
    """
    events, name = engine.recording(SETUP).events, root_of(lost.name)
    named = [at for at, event in enumerate(events) if any(c.name == name and not c.frame for c in event.changes)]
    if not lost.name or not named:
        return None
    made = [
        at
        for at, event in enumerate(events[: named[-1] + 1])
        if event.kind is not Kind.BIND and event.result is not None and event.result.type_name == lost.type_name
    ]
    return made[-1] if made else named[-1]
