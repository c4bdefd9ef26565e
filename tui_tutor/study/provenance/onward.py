"""Following a number forward: the next operation that uses it, in this iteration or in the one after."""

from __future__ import annotations

from itertools import islice

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, Place, turn
from tui_tutor.engine.watch.recording import Recording, last_values
from tui_tutor.study.provenance.back import Found, LostError, recorded
from tui_tutor.study.provenance.calls import call_around, shares_of
from tui_tutor.study.provenance.cells import Cell, number_at, same
from tui_tutor.study.provenance.makers import PASSING_ON, Seen, is_shared, names_of

MOST_TRIED = 400
"""Cells of a result that are asked whether they were made of a cell."""

UNUSED = "nothing uses this number after this, before it is replaced"


class Onward:
    """Follows numbers forward through an engine's run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def user(self, place: Place, seen: Seen, after: int, *, folded: bool) -> Found:
        """The first operation from `after` (from 0) on that uses a cell. Raises LostError where there is none."""
        found = self._in(place, seen, after, folded=folded)
        while found is None:
            recording = recorded(self._engine, place)
            following = place_after(self._engine, place)
            names = names_of(last_values(recording), seen)
            if following is None or not names:
                raise LostError(UNUSED)
            begun = recorded(self._engine, following).start
            value = next((begun[name] for name in names if name in begun), None)
            if value is None or not same(number_at(value, seen.cell), number_at(seen.value, seen.cell)):
                raise LostError(UNUSED)
            name = next(name for name in names if name in begun)
            found = self._in(following, Seen(value, seen.cell, name), 0, folded=folded)
            if found is None and following.iteration is not None and place.iteration is not None:
                # What a whole iteration leaves unused is used by none but the end.
                following = END
                if not self._engine.is_complete:
                    raise LostError(UNUSED)
                value = recorded(self._engine, END).start.get(name)
                if value is None:
                    raise LostError(UNUSED)
            place, seen = following, Seen(value, seen.cell, name)
            found = found or self._in(place, seen, 0, folded=folded)
            if place == END and found is None:
                raise LostError(UNUSED)
        return found

    def _in(self, place: Place, seen: Seen, after: int, *, folded: bool) -> Found | None:
        recording = recorded(self._engine, place)
        for index in range(after, len(recording.events)):
            event = recording.events[index]
            for operand, value in enumerate(event.operands):
                if not self._is_it(seen, value, event.texts[operand].code) or event.kind in PASSING_ON:
                    continue
                if not same(number_at(value, seen.cell), number_at(seen.value, seen.cell)):
                    # It was changed in between, by what nothing shows.
                    return None
                at, cell = self._around(recording, index, operand, seen.cell, folded=folded)
                shares = shares_of(recording, at, cell)
                return Found(place, at, recording.events[at], cell, shares)
        return None

    def _is_it(self, seen: Seen, value: object, code: str) -> bool:
        token = getattr(value, "token", 0)
        return code == seen.code if is_shared(seen.value) else token == seen.value.token

    def _around(
        self, recording: Recording, index: int, operand: int, cell: Cell, *, folded: bool
    ) -> tuple[int, Cell | None]:
        """The operation, or the call that it stands in, and a cell of its result that was made of the one used."""
        at: int | None = index
        while folded and at is not None and recording.events[at].depth:
            at = call_around(recording, at)
        at = at if at is not None else index
        if at == index:
            return at, used_in(recording, at, operand, cell)
        token = recording.events[index].operands[operand].token
        outer = [k for k, value in enumerate(recording.events[at].operands) if value.token == token]
        return at, used_in(recording, at, outer[0], cell) if outer else None


def place_after(engine: Engine, place: Place) -> Place | None:
    """The part of a run that comes after one; None where there is none, or it cannot be watched."""
    if place == END:
        return None
    following = 0 if place == SETUP else (place.iteration or 0) + 1
    if engine.has_loop and engine.run_to(following):
        return turn(following)
    return END if engine.is_complete else None


def used_in(recording: Recording, index: int, operand: int, cell: Cell) -> Cell | None:
    """The cell of a result that an operand's cell went into; of several the one that it made most of.

    None where none is known.
    """
    event = recording.events[index]
    result = event.result
    if result is None or result.shape is None or event.kind is Kind.PRINT:
        return None
    best, most = None, -1.0
    for each in _likely(result.shape, cell):
        for share in shares_of(recording, index, each):
            if share.operand == operand and share.cell in (cell, None):
                size = abs(share.amount) if share.amount is not None else 0.0
                if size > most:
                    best, most = each, size
    return best


def _likely(shape: tuple[int, ...], cell: Cell) -> list[Cell]:
    """Cells to be tried: the same place first, then those in its row and column, then all, as far as they are few."""
    found: list[Cell] = []
    if len(cell) == len(shape) and all(at < size for at, size in zip(cell, shape, strict=True)):
        found.append(cell)
    if len(shape) == 2 and cell:
        found += [(cell[0], k) for k in range(min(shape[1], MOST_TRIED)) if cell[0] < shape[0]]
        found += [(k, cell[-1]) for k in range(min(shape[0], MOST_TRIED)) if cell[-1] < shape[1]]
    return list(dict.fromkeys([*found, *islice(np.ndindex(shape), MOST_TRIED)]))
