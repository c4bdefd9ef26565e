"""Moves from step to step: each leads to what the step is about."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tutor.engine.watch.moves import AT_END, Landing, Road, after, back, end_of_known, is_visible, onward
from tui_tutor.engine.watch.position import Part, Place, Position
from tui_tutor.engine.watch.recording import Operation
from tui_tutor.engine.watch.shows import is_shown


def step(road: Road, position: Position, folded: bool) -> Landing:
    """To what the next step is about, as it is met in running."""
    here = _step_of(road, position)
    came = position.place
    for found, event in _onward(road, position, folded):
        if event.step != here or _is_next_turn(came, found.place):
            return Landing(entry(road, found, folded))
        came = found.place
    stopped = end_of_known(road, position, folded)
    return Landing(stopped, road.blocked() or AT_END)


def step_back(road: Road, position: Position, folded: bool) -> Landing:
    """Back to what this step is about, or from there to that of the one before."""
    start = _run_start(road, position, folded)
    here = entry(road, start, folded)
    if _is_past(position, here):
        return Landing(here)
    previous = back(road, start, folded)
    if previous.note is not None:
        return previous
    return Landing(entry(road, _run_start(road, previous.position, folded), folded))


def entry(road: Road, start: Position, folded: bool) -> Position:
    """Where a run of one step's operations is entered that begins at `start`: at what it is about, else there."""
    number = _step_of(road, start)
    wanted = road.shown(start.place, number)
    came = start.place
    for found, event in _onward(road, Position(came, start.operation - 1), folded) if wanted else ():
        # A step goes on from the setup into the loop, and no further than one iteration.
        if event.step != number or (found.place != came and came.part is not Part.SETUP):
            break
        if is_shown(event, wanted):
            return found
        came = found.place
        if came.part is not Part.SETUP and found.operation == len(road.events(came)):
            break
    return start


def _is_past(position: Position, other: Position) -> bool:
    """Whether a position comes after another of the same run of a step."""
    if position.place != other.place:
        return other.place.part is Part.SETUP
    return position.operation > other.operation


def _run_start(road: Road, position: Position, folded: bool) -> Position:
    """The first operation of the run of one step that a position stands in."""
    here = _step_of(road, position)
    while True:
        previous = back(road, position, folded)
        moved = previous.position
        if previous.note is not None or _step_of(road, moved) != here or _is_next_turn(moved.place, position.place):
            return position
        if Part.END in (position.place.part, moved.place.part) and moved.place != position.place:
            return position
        position = moved


def _step_of(road: Road, position: Position) -> int | None:
    events = road.events(position.place)
    here = next(onward(events, position.operation - 1), None) if position.operation > 0 else None
    return here[1].step if here is not None else None


def _onward(road: Road, position: Position, folded: bool) -> Iterator[tuple[Position, Operation]]:
    place: Place | None = position.place
    first = position.operation
    while place is not None:
        for index, event in onward(road.events(place), first):
            if is_visible(event, folded):
                yield Position(place, index + 1), event
        place, first = after(road, place), 0


def _is_next_turn(came: Place, place: Place) -> bool:
    """Whether one iteration follows another: each meets its steps anew."""
    return came.part is place.part is Part.LOOP and came != place
