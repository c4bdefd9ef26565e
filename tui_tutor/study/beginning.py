"""A program's first operation while the rest of its setup still runs."""

from __future__ import annotations

from tui_tutor.engine.watch.position import SETUP, Position
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.standing import NameState, is_data
from tui_tutor.engine.watch.writing import MORE
from tui_tutor.study.study import StudiedMoment


def first_moment(event: Event, operations: int) -> StudiedMoment:
    """The moment after the first operation, of a setup with so many of them so far.

    It is made of what was copied alone: nothing of the program runs, so any thread may ask for it.
    """
    frame = event.stack[-1].number

    def stored(number: int) -> tuple[NameState, ...]:
        return tuple(
            NameState(change.name, change.value, changed=True)
            for change in event.changes
            if change.frame == number and change.value is not None and is_data(change.value)
        )

    return StudiedMoment(
        position=Position(SETUP, 1),
        operations=operations,
        total=None,
        event=event,
        names=stored(0),
        locals=stored(frame) if frame else (),
        stack=event.stack,
        printed=event.printed,
        error=float("nan"),
        error_at=None,
        unfinished=MORE,
    )
