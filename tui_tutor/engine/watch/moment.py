"""Moments: everything there is to show at one position, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Self

from tui_tutor.engine.rewind.printed import MOST_SHOWN
from tui_tutor.engine.text.source import Span
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.inner import Inner
from tui_tutor.engine.watch.moves import onward
from tui_tutor.engine.watch.position import END, Part, Position, turn
from tui_tutor.engine.watch.recording import Event, FrameInfo, Recording
from tui_tutor.engine.watch.standing import NameState, standing
from tui_tutor.engine.watch.writing import MORE

MOST_LOOKED_AT = 20_000
"""Operations among which the next one outside of a call is looked for, so that it can be marked."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What is to be seen after an operation.

    `operations` is how many the place has and `total` how many iterations the program has, None where unknown.
    `names` are those of the program itself, `locals` those of the call that the operation stands in. `printed` is
    the output so far. `error` is what the lesson plots, at the end of iteration `error_at`, the last one that is
    complete here; nan and None where there is none. `unfinished` says why the place ends early, if it does.
    `inner` is the innermost inner loop that the position stands in, None where it stands in none.
    `next_over` and `next_into` are where the next operation stands, over calls and into them; None where nothing
    follows, or nobody knows yet. `loop` is the line of the main loop, None where the program has come to none.
    """

    position: Position
    operations: int
    total: int | None
    event: Event | None
    names: tuple[NameState, ...]
    locals: tuple[NameState, ...]
    stack: tuple[FrameInfo, ...]
    printed: str
    error: float
    error_at: int | None
    unfinished: str | None
    next_over: Span | None = None
    next_into: Span | None = None
    inner: Inner | None = None
    loop: int | None = None

    @property
    def step(self) -> int | None:
        """The lesson's step."""
        return self.event.step if self.event is not None else None

    def cut(self, limit: int) -> Self:
        """The same moment with large arrays cut to their corners, light enough to be sent."""
        event = self.event.cut(limit) if self.event is not None else None
        return replace(self, event=event, names=_cut(self.names, limit), locals=_cut(self.locals, limit))


def moment(engine: Engine, position: Position) -> Moment:
    """The moment at a position that exists, in a place that can be watched."""
    place = position.place
    recording = engine.recording(place)
    count = (
        position.operation if position.operation <= recording.known else min(position.operation, len(recording.every))
    )
    window = recording.window(count)
    seen = window.events[: count - window.first]
    event = seen[-1] if seen else None
    stack = event.stack if event is not None else (FrameInfo(0, ""),)
    names, inner = standing(engine, recording, window, count, place.part, stack[-1].number)
    before = engine.printed_before(place, MOST_SHOWN)
    printed = before + window.printed + "".join(each.printed for each in seen)
    complete = _last_complete(engine, position, recording)
    return Moment(
        position=position,
        operations=recording.known,
        total=engine.total,
        event=event,
        names=names,
        locals=inner,
        stack=stack,
        printed=printed[-MOST_SHOWN:],
        error=engine.curve_at(complete) if complete is not None else float("nan"),
        error_at=complete,
        unfinished=recording.unfinished if recording.is_counted else MORE,
        next_over=_next(engine, position, recording, event.depth if event is not None else 0),
        next_into=_next(engine, position, recording, None),
        inner=engine.inners(place).inner(count - 1),
        loop=engine.loop_line,
    )


def _next(engine: Engine, position: Position, recording: Recording, depth: int | None) -> Span | None:
    """Where the next operation stands that is no deeper than `depth`."""
    if recording.raised is not None:
        return None
    for _, event in islice(onward(recording.seen, position.operation), MOST_LOOKED_AT):
        if depth is None or event.depth <= depth:
            return event.site.span
    if not recording.is_counted or recording.known > position.operation + MOST_LOOKED_AT:
        return None
    place, total = position.place, engine.total
    following = place.iteration + 1 if place.iteration is not None else 0
    if place.part is Part.END or not engine.setup_is_done:
        return None
    if following <= engine.last_known or (following and total is not None and following < total):
        head = engine.recording(turn(0)).events
    else:
        head = engine.recording(END).events if engine.is_complete else []
    return head[0].site.span if head else None


def _last_complete(engine: Engine, position: Position, recording: Recording) -> int | None:
    """The last iteration that has come to its end at a position."""
    place = position.place
    if place.part is Part.END:
        return (engine.total or 0) - 1 if engine.total else None
    if place.iteration is None:
        return None
    ended = position.operation == recording.known and recording.raised is None
    ended = ended and recording.unfinished is None and recording.is_counted
    last = place.iteration if ended else place.iteration - 1
    return last if last >= 0 else None


def _cut(names: tuple[NameState, ...], limit: int) -> tuple[NameState, ...]:
    return tuple(state.cut(limit) for state in names)
