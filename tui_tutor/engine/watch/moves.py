"""Moves: from a position to a position, as pure functions of the operations that there are.

What a move needs to know of the run it asks of a `Road`; nothing here runs or draws anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Protocol

from tui_tutor.engine.watch.inner import Inners
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, Position, turn
from tui_tutor.engine.watch.recording import CallPath, Operation

AT_END = "the program ends here"
AT_START = "the program begins here"


class Move(StrEnum):
    """The moves by key, without the iteration moves, which carry a number."""

    FORWARD = "forward"
    BACK = "back"
    LINE = "line"
    LINE_BACK = "line back"
    TURN = "turn"
    TURN_BACK = "turn back"
    STEP = "step"
    STEP_BACK = "step back"
    HOME = "home"
    END = "end"


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a move leads, with a note where it could not go all the way."""

    position: Position
    note: str | None = None


class Road(Protocol):
    """The run as moves see it. Asking may run the program further."""

    def events(self, place: Place) -> Sequence[Operation]:
        """The operations of a place that exists."""

    def raised(self, place: Place) -> str | None:
        """What the operation of a place raised that did, as far as that is known."""

    def reach(self, iteration: int) -> int:
        """Make an iteration ready to be watched; the last one that is, if the run ends or stops before; -1 if none."""

    def turns(self) -> int | None:
        """How many iterations there are, once that is certain because the loop has ended."""

    def reach_end(self) -> bool:
        """Run on until the end can be watched; False where the program raises or is stopped before."""

    def blocked(self) -> str | None:
        """Why the run cannot go on beyond what is known, None where it can."""

    def inners(self, place: Place) -> Inners:
        """The runs of the inner loops in a place that exists."""

    def shown(self, place: Place, step: int | None) -> str:
        """What a step of a place is about, as `is_shown` takes it; "" where nothing is said of it."""


def forward(road: Road, position: Position, folded: bool) -> Landing:
    """One operation on."""
    events = road.events(position.place)
    for index, event in onward(events, position.operation):
        if is_visible(event, folded):
            return Landing(Position(position.place, index + 1))
    return _enter(road, position, folded)


def back(road: Road, position: Position, folded: bool) -> Landing:
    """One operation back; undoes `forward` from anywhere."""
    events = road.events(position.place)
    for index in range(position.operation - 2, -1, -1):
        if is_visible(events[index], folded):
            return Landing(Position(position.place, index + 1))
    place = before(road, position.place)
    if place is None:
        return Landing(position, AT_START)
    return Landing(last_of(road, place, folded))


def line(road: Road, position: Position, folded: bool) -> Landing:
    """To the last operation of the present statement at this call depth, or from there of the next statement."""
    events = road.events(position.place)
    index = position.operation - 1
    if index >= 0 and any(onward(events, index)):
        last = _statement_end(events, index)
        if last > index:
            return Landing(Position(position.place, last + 1))
        depth = events[index].depth
        for following, event in onward(events, index + 1):
            if event.depth <= depth or event.error is not None:
                return Landing(Position(position.place, _statement_end(events, following) + 1))
    landing = _enter(road, position, folded)
    if landing.position.place == position.place:
        return landing
    events = road.events(landing.position.place)
    return Landing(Position(landing.position.place, _statement_end(events, landing.position.operation - 1) + 1))


def line_back(road: Road, position: Position, folded: bool) -> Landing:
    """To the last operation of the statement before, at this call depth or a lesser one."""
    events = road.events(position.place)
    index = position.operation - 1
    if 0 <= index < len(events):
        depth = events[index].depth
        start = _statement_start(events, index)
        for earlier in range(start - 1, -1, -1):
            if events[earlier].depth <= depth and is_visible(events[earlier], folded):
                return Landing(Position(position.place, earlier + 1))
    place = before(road, position.place)
    if place is None:
        first = _first(road, position.place, folded)
        return Landing(first if first is not None else position, AT_START)
    return Landing(last_of(road, place, folded))


def home(road: Road, folded: bool) -> Landing:
    """To the first operation of the program."""
    place: Place | None = SETUP
    while place is not None:
        first = _first(road, place, folded)
        if first is not None:
            return Landing(first)
        place = after(road, place)
    return Landing(Position(SETUP, 0))


def end(road: Road, folded: bool) -> Landing:
    """To the last operation of the program, or of what can be reached of it."""
    if road.reach_end() and road.events(END):
        return Landing(last_of(road, END, folded))
    last = road.reach(-1)
    place = turn(last) if last >= 0 else SETUP
    return Landing(last_of(road, place, folded), road.blocked())


def by_iterations(road: Road, position: Position, count: int, folded: bool) -> Landing:
    """So many iterations on, or back where `count` is negative, keeping the operation."""
    folded = folded and not is_hidden(road, position)
    where = position.place
    if where.part is Part.END and count > 0:
        return Landing(last_of(road, END, folded), AT_END)
    if where.part is Part.SETUP and count < 0:
        return Landing(home(road, folded).position, AT_START)
    start = _iteration(road, where)
    if start is None:
        return Landing(position, road.blocked() or "this program has no loop to go through")
    target = start + count
    if target < 0:
        place = before(road, turn(0))
        if place is None:
            return Landing(home(road, folded).position, AT_START)
        return Landing(last_of(road, place, folded))
    reached = road.reach(target)
    if reached < target:
        return _short_of(road, position, reached, folded)
    if where.part is not Part.LOOP:
        return Landing(_first(road, turn(target), folded) or Position(turn(target), 1))
    return Landing(same_operation(road, position, turn(target), folded), _failed_note(road, turn(target)))


def same_operation(road: Road, position: Position, place: Place, folded: bool) -> Position:
    """The same operation in another iteration; where it does not run there, the next one that does."""
    there = road.events(place)
    ahead, keys = onward(there, 0), dict[tuple[int, CallPath, int], int]()
    for _, event in onward(road.events(position.place), position.operation - 1):
        while event.key not in keys and (found := next(ahead, None)) is not None:
            keys[found[1].key] = found[0]
        if event.key in keys:
            # What failed inside a call is seen when folded; the same operation elsewhere is inside its call.
            for index, other in onward(there, keys[event.key]):
                if is_visible(other, folded):
                    return Position(place, index + 1)
    return last_of(road, place, folded)


def onward(events: Sequence[Operation], index: int) -> Iterator[tuple[int, Operation]]:
    """The operations from one on. How many there are is not asked, since that may have to be found out by running."""
    for at in count(index):
        try:
            event = events[at]
        except IndexError:
            return
        yield at, event


def is_visible(event: Operation, folded: bool) -> bool:
    """Whether moves stop at an operation: all of them when unfolded, else those outside calls and one that failed."""
    return not folded or event.depth == 0 or event.error is not None


def is_hidden(road: Road, position: Position) -> bool:
    """Whether a position stands where folded moves do not stop; one that does walks on as if unfolded."""
    events = road.events(position.place)
    here = next(onward(events, position.operation - 1), None) if position.operation > 0 else None
    return here is not None and not is_visible(here[1], folded=True)


def fold(road: Road, position: Position) -> Position:
    """Where folding leaves a position that stands inside a call: on the call, or on what failed in it."""
    events = road.events(position.place)
    for index, event in onward(events, max(0, position.operation - 1)):
        if is_visible(event, folded=True):
            return Position(position.place, index + 1)
    return position


def after(road: Road, place: Place) -> Place | None:
    """The place that follows; None at the end, or where the run cannot go on."""
    if place.part is Part.END:
        return None
    following = 0 if place.part is Part.SETUP else (place.iteration or 0) + 1
    if road.reach(following) >= following:
        return turn(following)
    return END if road.blocked() is None and road.reach_end() and road.events(END) else None


def before(road: Road, place: Place) -> Place | None:
    """The place that comes before; None at the beginning."""
    if place.part is Part.SETUP:
        return None
    if place.part is Part.END:
        last = (road.turns() or 0) - 1
        if last >= 0:
            return turn(last)
    elif place.iteration:
        return turn(place.iteration - 1)
    return SETUP if road.events(SETUP) else None


def end_of_known(road: Road, position: Position, folded: bool) -> Position:
    """The last operation that can be reached going on from a position without running into a new place."""
    place = position.place
    if road.turns() is not None and road.blocked() is None and road.events(END):
        place = END
    elif road.blocked() is not None and road.reach(-1) >= 0:
        place = turn(road.reach(-1))
    return last_of(road, place, folded)


def _enter(road: Road, position: Position, folded: bool) -> Landing:
    place = after(road, position.place)
    while place is not None:
        first = _first(road, place, folded)
        if first is not None:
            return Landing(first)
        place = after(road, place)
    return Landing(position, road.blocked() or AT_END)


def _first(road: Road, place: Place, folded: bool) -> Position | None:
    for index, event in onward(road.events(place), 0):
        if is_visible(event, folded):
            return Position(place, index + 1)
    return None


def last_of(road: Road, place: Place, folded: bool) -> Position:
    """The last operation of a place that moves stop at."""
    events = road.events(place)
    for index in range(len(events), 0, -1):
        if is_visible(events[index - 1], folded):
            return Position(place, index)
    return Position(place, len(events))


def _iteration(road: Road, place: Place) -> int | None:
    """The number of an iteration; one before the first for the setup, one after the last for the end."""
    if place.part is Part.LOOP:
        return place.iteration
    if road.reach(0) < 0 and road.turns() is None:
        return None
    return -1 if place.part is Part.SETUP else road.turns()


def _short_of(road: Road, position: Position, reached: int, folded: bool) -> Landing:
    """Where an iteration move ends that the run does not reach: in `end`, or as far as it came."""
    if road.blocked() is None and road.reach_end():
        first = _first(road, END, folded) if road.events(END) else None
        if first is not None:
            return Landing(first)
        return Landing(end(road, folded).position, AT_END)
    if reached < 0:
        return Landing(position, road.blocked())
    place = turn(reached)
    if road.raised(place) is not None:
        return Landing(last_of(road, place, folded), road.blocked())
    if position.place.part is Part.LOOP:
        return Landing(same_operation(road, position, place, folded), road.blocked())
    return Landing(_first(road, place, folded) or position, road.blocked())


def _failed_note(road: Road, place: Place) -> str | None:
    return road.raised(place)


def _statement_end(events: Sequence[Operation], index: int) -> int:
    """The last operation of a statement in its own call, those of calls it makes passed over."""
    frame, statement, last = events[index].stack[-1].number, events[index].site.statement, index
    for following, event in onward(events, index + 1):
        if event.depth < events[index].depth:
            break
        if event.error is not None and event.depth > events[index].depth:
            return following
        if event.stack[-1].number == frame:
            if event.site.statement != statement:
                break
            last = following
    return last


def _statement_start(events: Sequence[Operation], index: int) -> int:
    frame, statement, first = events[index].stack[-1].number, events[index].site.statement, index
    for earlier in range(index - 1, -1, -1):
        event = events[earlier]
        if event.depth < events[index].depth:
            break
        if event.stack[-1].number == frame:
            if event.site.statement != statement:
                break
            first = earlier
    return first
