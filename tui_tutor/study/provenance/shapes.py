"""Following the shape of an array: to the operation that gave it, past all that only keep it, and on from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.position import END, SETUP, Place, turn
from tui_tutor.engine.watch.recording import Event, Recording, last_values
from tui_tutor.engine.watch.unfolding import unfolded
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.back import NAMELESS, STOPPED, UNSEEN, Found, LostError, place_before, recorded
from tui_tutor.study.provenance.makers import PASSING_ON
from tui_tutor.study.provenance.onward import UNUSED, place_after
from tui_tutor.study.provenance.shares import Share

KEEPING = frozenset({Kind.ELEMENTWISE, Kind.COMPARE, Kind.UPDATE, Kind.CREATE, Kind.OTHER})
"""Kinds of operations whose result has the shape of an operand, where it has one's: that gave it before them."""

MOST_PARTS = 40
"""Parts of a run that one shape is followed through."""

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """An array as it was seen, written as `code`."""

    value: Value
    code: str = ""


class Shapes:
    """Follows shapes through an engine's run. `tick` is asked while iterations are run; true stops it."""

    def __init__(self, engine: Engine, tick: Tick = never) -> None:
        self._engine = engine
        self._tick = tick

    def find(self, place: Place, seen: Whole, before: int) -> Found:
        """The operation that gave an array its shape, before operation `before` (from 0). Raises LostError."""
        shape, code = seen.value.shape or (), seen.code
        value: Value | None = seen.value
        for _ in range(MOST_PARTS):
            recording = recorded(self._engine, place)
            if value is not None:
                index, value = giver(recording.events, value, before)
                if index is not None:
                    return found_at(place, recording, index, shape)
            names = [name for name, each in recording.start.items() if value is not None and each.token == value.token]
            if place == SETUP or not names:
                raise LostError(NAMELESS)
            names.sort(key=lambda each: each != code)
            place, code, value = self._earlier(place, names, shape)
            before = len(recorded(self._engine, place).events)
        raise LostError(NAMELESS)

    def further(self, here: Found, share: int) -> Found:
        """The operation that gave its shape to an array that another shape was made of. Raises LostError."""
        each = here.shares[share]
        code = here.event.texts[each.operand].code if each.operand is not None else ""
        return self.find(here.place, Whole(each.value, code), here.index)

    def user(self, place: Place, seen: Whole, after: int) -> Found:
        """The first operation from `after` (from 0) on that uses an array. Raises LostError where there is none."""
        token, looked = seen.value.token, 0
        while True:
            recording = recorded(self._engine, place)
            for index in range(after, len(recording.events)):
                event = recording.events[index]
                if event.kind not in PASSING_ON and any(each.token == token for each in event.operands):
                    return found_at(place, recording, index, event.result.shape if event.result is not None else None)
            names = [name for name, each in last_values(recording).items() if each.token == token]
            following = place_after(self._engine, place)
            # What two iterations leave unused is used by none but the end.
            looked += following is not None and following.iteration is not None
            following = END if looked > 2 and self._engine.is_complete else following
            begun = recorded(self._engine, following).start if following is not None else {}
            value = next((begun[name] for name in names if name in begun), None)
            if value is None or following is None or place == END or looked > 2:
                raise LostError(UNUSED)
            place, token, after = following, value.token, 0

    def _earlier(self, place: Place, names: list[str], shape: Shape) -> tuple[Place, str, Value]:
        """The part in which the first of some names was given an array of this shape that it has had since."""
        before = place_before(self._engine, place)
        values = last_values(recorded(self._engine, before))
        name = next((each for each in names if each in values and values[each].shape == shape), None)
        if name is None:
            raise LostError(UNSEEN)
        recording = recorded(self._engine, before)
        index, value = giver(recording.events, values[name], len(recording.events))
        is_kept = index is None and name in recording.start and recording.start[name].token == value.token
        if before == SETUP or not before.iteration or not is_kept:
            return before, name, values[name]
        return self._first(name, shape, before.iteration)

    def _first(self, name: str, shape: Shape, last: int) -> tuple[Place, str, Value]:
        """The same where an iteration has only kept the shape: it is looked for at the ends of all before."""
        shapes = self._shapes(name, last)
        different = max((at for at in range(last) if shapes[at] != shape), default=-1)
        setup = last_values(recorded(self._engine, SETUP)).get(name)
        place = SETUP if different < 0 and setup is not None and setup.shape == shape else turn(different + 1)
        value = last_values(recorded(self._engine, place)).get(name)
        if value is None or value.shape != shape:
            raise LostError(UNSEEN)
        return place, name, value

    def _shapes(self, name: str, count: int) -> list[Shape | None]:
        """The shape that a name's value has at the end of each of the first iterations."""
        run, found = self._engine.run, list[Shape | None]()
        if run is None:
            return found

        def look() -> bool:
            found.append(_shape(run.machine.names_to_look_at(), name))
            return len(found) >= count

        run.search(0, look, self._tick)
        if len(found) < count:
            raise LostError(STOPPED)
        return found


def giver(events: list[Event], value: Value, before: int) -> tuple[int | None, Value]:
    """The operation that gave an array its shape; None where that was before them, and which array it was then."""
    shape = value.shape
    for at in range(min(before, len(events)) - 1, -1, -1):
        event = events[at]
        if event.result is None or event.error is not None or event.result.token != value.token:
            continue
        if event.kind in PASSING_ON or _is_item(event):
            continue
        kept = [each for each in event.operands if each.shape == shape] if event.kind in KEEPING else []
        if not kept:
            return at, value
        value = kept[0]
    return None, value


def found_at(place: Place, recording: Recording, index: int, shape: Shape | None) -> Found:
    """An operation of a recording as a hop of a way of shapes, with the arrays that its result's shape was made of."""
    event = recording.events[index]
    shares = [Share(at, value, None) for at, value in enumerate(event.operands) if value.is_array]
    return Found(place, index, event, None, tuple(shares), whole=shape or ())


def main_of(found: Found) -> int | None:
    """The array whose shape one goes on to follow.

    Where two were stretched it is the one of fewer dimensions, of a product that of more; of equals the one that is no
    weight.
    """
    shares = found.shares

    def rank(at: int) -> tuple[int, bool]:
        value = shares[at].value
        dimensions = len(value.shape or ())
        return -dimensions if found.event.kind is Kind.DOT else dimensions, value.weight

    if found.event.kind is Kind.INDEX:
        # What is in brackets only picks.
        return 0 if shares else None
    return min(range(len(shares)), key=rank) if shares else None


def _is_item(event: Event) -> bool:
    """Whether an array is only taken out of a list."""
    return event.kind is Kind.INDEX and event.site.symbol == "[]" and event.part is None


def _shape(names: dict[str, Any], name: str) -> Shape | None:
    value = names.get(name)
    if value is None and ("." in name or "[" in name):
        value = unfolded([names])[0].get(name)
    return value.shape if isinstance(value, np.ndarray) else None
