"""Following a number back through a run: from operation to operation, from iteration to iteration, into the setup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.position import END, SETUP, Place, turn
from tui_tutor.engine.watch.recording import Event, Recording, last_values
from tui_tutor.engine.watch.unfolding import unfolded
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.brought import brought_from
from tui_tutor.study.provenance.calls import begin_of, call_around, shares_of
from tui_tutor.study.provenance.cells import Cell, number_at, same
from tui_tutor.study.provenance.hop import Bundle
from tui_tutor.study.provenance.makers import Made, Seen, UnknownError, maker, names_of
from tui_tutor.study.provenance.shares import Share, main

Shape = tuple[int, ...]

UNSEEN = "this number was changed by something that no operation shows; it cannot be followed further back"
HELD = "this number came out of a list or a tuple; it cannot be followed further back"
NAMELESS = "this number lay in something without a name before; it cannot be followed further back"
TOO_LONG = "this part of the program has too many operations for a number to be followed through them"
STOPPED = "stopped"


class LostError(Exception):
    """Raised where a number cannot be followed; its message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An operation that made a number: where, which cell of its result, what of.

    With a `bundle` the same was done in many iterations, and what `along` is, of the shares, goes on before them.
    On a way of shapes `whole` is the result's, and there is no cell. `brought` is a value that was taken out of
    something, and is not the operation's result.
    """

    place: Place
    index: int
    event: Event
    cell: Cell | None
    shares: tuple[Share, ...]
    bundle: Bundle | None = None
    along: int | None = None
    whole: Shape | None = None
    brought: Value | None = None

    @property
    def number(self) -> Any:
        """The number that is followed."""
        return number_at(self.brought or self.event.result, self.cell)

    @property
    def main(self) -> int | None:
        """Which share weighed most."""
        return main(self.shares, [text.literal for text in self.event.texts])


class Back:
    """Follows numbers back through an engine's run. `tick` is asked while iterations are run; true stops it."""

    def __init__(self, engine: Engine, tick: Tick = never) -> None:
        self._engine = engine
        self._tick = tick

    def find(self, place: Place, seen: Seen, before: int, *, folded: bool) -> Found:
        """The operation that made a cell, before operation `before` (from 0) of a place. Raises LostError."""
        made_in, made, _ = self._find(place, seen, before)
        recording = recorded(self._engine, made_in)
        if folded:
            made = outside(recording, made)
        return self._found(made_in, recording, made)

    def further(self, here: Found, share: int, cell: Cell | None, *, folded: bool) -> Found:
        """The operation that made one of the cells that a number was made of. Raises LostError.

        Where it did the same in one iteration after the other, all of them are one hop, to the one that did most.
        """
        start = self._start(here, share)
        seen, before = self._seen(start, share, cell)
        place, made, name = self._find(start.place, seen, before)
        recording = recorded(self._engine, place)
        if folded or recording.events[made.index].depth > start.event.depth:
            made = outside(recording, made, 0 if folded else start.event.depth)
        found = self._found(place, recording, made)
        is_again = place != start.place and found.event.key == start.event.key and made.cell == start.cell
        return self._bundled(found, share, name) if is_again and made.cell is not None and name else found

    def _start(self, here: Found, share: int) -> Found:
        """Where to go on: after a bundle in the first of its iterations."""
        if here.bundle is None or share != here.along:
            return here
        place = turn(here.bundle.first)
        recording = recorded(self._engine, place)
        index = _like(recording, here.event)
        return self._found(place, recording, Made(index, here.cell)) if index is not None else here

    def _seen(self, here: Found, share: int, cell: Cell | None) -> tuple[Seen, int]:
        each, recording = here.shares[share], recorded(self._engine, here.place)
        text = each.code or (here.event.texts[each.operand].code if each.operand is not None else "")
        cell = cell if cell is not None else each.cell if each.cell is not None else largest(each.value)
        frame = max(0, here.event.stack[-1].number)
        before = begin_of(recording, here.index) if here.event.kind is Kind.CALL else here.index
        return Seen(each.value, cell, text, frame, held=bool(each.code)), before

    def _find(self, place: Place, seen: Seen, before: int) -> tuple[Place, Made, str]:
        """Also the name under which the cell was last carried from one part of the program to the next."""
        name = ""
        wanted = number_at(seen.value, seen.cell)
        if wanted is None:
            raise LostError("this number is not held here, so it cannot be followed")
        try:
            while True:
                recording = recorded(self._engine, place)
                made = maker(recording, seen, before)
                if made is not None:
                    return place, made, name
                names = names_of(recording.start, seen)
                if place == SETUP or not names:
                    raise LostError(HELD if seen.held else NAMELESS)
                place, seen, name = self._earlier(place, names, seen, name)
                before = len(recorded(self._engine, place).events)
        except UnknownError:
            raise LostError(UNSEEN) from None

    def _earlier(self, place: Place, names: list[str], seen: Seen, came: str) -> tuple[Place, Seen, str]:
        """The last part before one in which a cell was made, as far as its number tells."""
        before = place_before(self._engine, place)
        names = sorted(names, key=lambda each: each != came)
        for each in names:
            value = last_values(recorded(self._engine, before)).get(each)
            if value is None or not same(number_at(value, seen.cell), number_at(seen.value, seen.cell)):
                continue
            here = Seen(value, seen.cell, each)
            recording = recorded(self._engine, before)
            if before == SETUP or maker(recording, here, len(recording.events)) is not None:
                return before, here, each
            if names_of(recording.start, here) and each not in names_of(recording.start, here):
                # It has been passed on from another name.
                return before, here, each
            return self._last_change(before, here, each)
        raise LostError(NAMELESS)

    def _last_change(self, place: Place, seen: Seen, name: str) -> tuple[Place, Seen, str]:
        """The last iteration before one that changed a cell, else the setup; the run is only looked at where it may."""
        engine, wanted = self._engine, number_at(seen.value, seen.cell)
        setup = last_values(recorded(engine, SETUP)).get(name)
        carried = engine.carried
        stays = carried is not None and name not in carried.written | carried.learned
        if place.iteration and not (stays and same(number_at(setup, seen.cell), wanted)):
            numbers = self.numbers(name, seen.cell, place.iteration - 1)
            changed = (j for j in range(len(numbers) - 1, 0, -1) if not same(numbers[j], numbers[j - 1]))
            last = next(changed, 0)
            place = turn(last)
            value = last_values(recorded(engine, place)).get(name)
            if value is not None and same(number_at(value, seen.cell), wanted):
                here = Seen(value, seen.cell, name)
                recording = recorded(engine, place)
                if maker(recording, here, len(recording.events)) is not None:
                    return place, here, name
        if setup is None or not same(number_at(setup, seen.cell), wanted):
            raise LostError(UNSEEN)
        return SETUP, Seen(setup, seen.cell, name), name

    def numbers(self, name: str, cell: Cell, last: int) -> list[Any]:
        """The number in a cell at the end of each iteration up to `last`; None where there is none."""
        run, found = self._engine.run, list[Any]()
        if run is None:
            return found

        def look() -> bool:
            found.append(_held(run.machine.names_to_look_at(), name, cell))
            return len(found) > last

        run.search(0, look, self._tick)
        if len(found) <= last:
            raise LostError(STOPPED)
        return found

    def _found(self, place: Place, recording: Recording, made: Made) -> Found:
        if made.brought is not None:
            shares = brought_from(recording, made, self._turn(place, made.index))
        else:
            shares = shares_of(recording, made.index, made.cell)
        return Found(place, made.index, recording.events[made.index], made.cell, shares, brought=made.brought)

    def _turn(self, place: Place, index: int) -> int:
        """Which turn of its loop an operation is, if it is one's advance."""
        if place.iteration is not None and not index:
            return place.iteration
        inner = self._engine.inners(place).inner(index)
        return inner.turn if inner is not None else 0

    def _bundled(self, found: Found, share: int, name: str) -> Found:
        """All the iterations up to one in which a cell was changed by the same operation, as one hop."""
        last = found.place.iteration
        if last is None or found.cell is None:
            return found
        begun = number_at(recorded(self._engine, turn(0)).start.get(name), found.cell)
        numbers = [begun, *self.numbers(name, found.cell, last)]
        first = last
        while first and numbers[first] is not None:
            first -= 1
        first += numbers[first] is None
        moved = [at for at in range(first, last + 1) if not same(numbers[at], numbers[at + 1])]
        if len(moved) < 2:
            return found
        at = max(moved, key=lambda each: (_distance(numbers[each], numbers[each + 1]), each))
        recording = recorded(self._engine, turn(at))
        index = _like(recording, found.event)
        if index is None:
            return found
        landed = self._found(turn(at), recording, Made(index, found.cell))
        return replace(landed, bundle=Bundle(len(moved), first, last), along=share)


def place_before(engine: Engine, place: Place) -> Place:
    """The part of a run that was before one."""
    if place.iteration:
        return turn(place.iteration - 1)
    return turn(engine.last_known) if place == END and engine.last_known >= 0 else SETUP


def recorded(engine: Engine, place: Place) -> Recording:
    """The operations of a place. Raises LostError where there are more than are held at once."""
    recording = engine.recording(place)
    if recording.long is not None:
        raise LostError(TOO_LONG)
    return recording


def outside(recording: Recording, made: Made, depth: int = 0) -> Made:
    """The call whose result a number is that was made inside it; where it is no call's result, the operation itself."""
    at: int | None = made.index
    number = number_at(recording.events[made.index].result, made.cell)
    while at is not None and recording.events[at].depth > depth:
        at = call_around(recording, at)
        if at is None or not same(number_at(recording.events[at].result, made.cell), number):
            return made
    return Made(at, made.cell) if at is not None and at != made.index else made


def largest(value: Any) -> Cell:
    """The cell of an array whose number is the largest."""
    if not value.shape or not value.data.size:
        return ()
    data = np.nan_to_num(np.abs(value.data.astype(complex)), nan=np.inf)
    return tuple(int(at) for at in np.unravel_index(int(np.argmax(data)), data.shape))


def _like(recording: Recording, event: Event) -> int | None:
    return next((at for at, each in enumerate(recording.events) if each.key == event.key and each.error is None), None)


def _distance(one: Any, other: Any) -> float:
    """How far two numbers are apart."""
    try:
        size = abs(float(other) - float(one))
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return size if size == size else float("inf")


def _held(names: dict[str, Any], name: str, cell: Cell) -> Any:
    value = names.get(name)
    if value is None and ("." in name or "[" in name):
        value = unfolded([names])[0].get(name)
    if isinstance(value, np.ndarray) and value.ndim == len(cell) and value.dtype.kind in "biufc":
        inside = all(at < size for at, size in zip(cell, value.shape, strict=True))
        return value[cell] if inside else None
    return value if not cell and isinstance(value, (int, float, complex, np.generic)) else None
