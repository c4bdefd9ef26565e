"""Which operation of a recorded part made a cell: the last that computed it, or changed it in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.cells import Cell, number_at, number_of, picked, same

PASSING_ON = frozenset({Kind.BIND, Kind.CALL, Kind.BRANCH, Kind.PRINT, Kind.DEFINE, Kind.IMPORT})
"""Kinds whose result was there before them."""


TAKING = frozenset("pop get setdefault popitem next".split())
"""Methods and functions of Python that take out what was there before them."""


@dataclass(frozen=True, slots=True)
class Made:
    """The operation of a recording that made a cell, and which cell of its result that is; None where none is.

    `brought` is the value in question where it is not the operation's result, but was taken out of something by it: by
    a loop, an unpacking, or from a list that held it before anything was seen of it.
    """

    index: int
    cell: Cell | None
    brought: Value | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A cell of a value as it was seen, written as `code`, in the call whose number is `frame` (0 outside of any).

    `held` tells that it was seen in a list.
    """

    value: Value
    cell: Cell
    code: str = ""
    frame: int = 0
    held: bool = False


class UnknownError(Exception):
    """Raised where a cell was changed by something that is no operation, or cannot be told from others."""


def maker(recording: Recording, seen: Seen, before: int, first: int = 0) -> Made | None:
    """The last operation before `before` that made a cell of a value; none earlier than `first` is looked at.

    None where the cell was there before them. Raises UnknownError where that cannot be told.
    """
    events, value, cell = recording.events, seen.value, seen.cell
    if is_shared(value):
        return _written_maker(recording, seen, before, first)
    wanted, code = number_at(value, cell), _plain(seen.code)
    for index in range(min(before, len(events)) - 1, first - 1, -1):
        event = events[index]
        if event.error is not None:
            continue
        if event.result is not None and event.result.token == value.token:
            if event.kind is Kind.BIND and event.texts:
                if event.texts[0].literal and _plain(event.site.name or "") == code:
                    return Made(index, cell)
                code = _plain(event.texts[0].code) if _plain(event.site.name or "") == code else code
            passes = _passes_on(event) or (event.site.symbol in TAKING and _was_there(recording, index, value.token))
            found = None if passes else _made_here(event, index, cell, wanted)
            if found is not None and event.kind is Kind.LOOP:
                return Made(index, cell, value)
        elif _version(event, value.token) is not None:
            found = _changed(recording, index, seen, wanted)
        else:
            found = None
        if found is not None:
            return found
    # Inside a call what was given to it is looked at first.
    return brought(recording, seen, min(before, len(events)), first) if not first else None


def brought(recording: Recording, seen: Seen, before: int, first: int) -> Made | None:
    """The operation that took a value out of something, where nothing was seen of it before; None where there is none.

    A constant of the program's text is the same object wherever it stands, so of one nothing can be told.
    """
    token = seen.value.token
    if not token or any(value.token == token for value in recording.start.values()):
        return None
    for index, event in enumerate(recording.events[:before]):
        if any(value.token == token for value in event.operands if event.kind is not Kind.BIND):
            return None
        is_result = event.result is not None and event.result.token == token
        is_named = any(each.value is not None and each.value.token == token for each in event.changes)
        if not is_result and not is_named:
            continue
        is_taken = event.kind is Kind.LOOP or (event.kind is Kind.BIND and not any(t.literal for t in event.texts))
        is_item = event.kind is Kind.INDEX and event.site.symbol == "[]" and event.part is None and event.items is None
        if index < first or not (is_taken or is_item) or not _is_as_it_was(recording, index, before, seen):
            return None
        return Made(index, seen.cell, seen.value)
    return None


def _is_as_it_was(recording: Recording, index: int, before: int, seen: Seen) -> bool:
    """Whether a value that was brought holds the same number still."""
    if not seen.value.is_array:
        return True
    token, wanted = seen.value.token, number_at(seen.value, seen.cell)
    there = (each for event in recording.events[index:before] for each in _seen(event) if each.token == token)
    return all(same(number_at(each, seen.cell), wanted) for each in there)


def _was_there(recording: Recording, index: int, token: int) -> bool:
    """Whether an object was seen before an operation."""
    if any(value.token == token for value in recording.start.values()):
        return True
    return any(value.token == token for event in recording.events[:index] for value in _seen(event))


def is_shared(value: Value) -> bool:
    """Whether Python keeps one object for all numbers like this one, so that its token tells nothing."""
    return value.is_number and isinstance(value.data, (bool, np.bool_, int))


def _passes_on(event: Event) -> bool:
    """Whether an operation's result was there before it; so is what lies in a list."""
    in_list = event.kind is Kind.INDEX and event.site.symbol == "[]" and event.part is None and event.items is None
    return event.kind in PASSING_ON or in_list


def _made_here(event: Event, index: int, cell: Cell, wanted: object) -> Made | None:
    """Whether an operation whose result an array is made this cell of it; of a store only what it was stored to."""
    if event.site.symbol == "[]=" and event.part is not None:
        cells = picked(event.part)
        if cells is not None and not bool(np.any(cells == number_of(cell, event.part.shape))):
            return None
        if cells is None and event.operands and same(number_at(event.operands[0], cell), wanted):
            return None
    if not same(number_at(event.result, cell), wanted):
        raise UnknownError
    return Made(index, cell)


def _changed(recording: Recording, index: int, seen: Seen, wanted: object) -> Made | None:
    """Whether an operation changed a cell of an array in place that is not its result."""
    event, token, cell = recording.events[index], seen.value.token, seen.cell
    now, before = _version(event, token), _last_version(recording, index, token)
    if now is None or before is None or before.shape != now.shape:
        return None
    part = event.part
    cells = picked(part) if part is not None and part.token == token and event.kind is Kind.UPDATE else None
    if cells is not None and part is not None:
        places = np.argwhere(cells == number_of(cell, part.shape))
        if not len(places):
            return None
        place = tuple(int(at) for at in places[-1])
        return Made(index, place if same(number_at(event.result, place), wanted) else None)
    if same(number_at(before, cell), number_at(now, cell)):
        return None
    if not same(number_at(now, cell), wanted):
        raise UnknownError
    return Made(index, None)


def _version(event: Event, token: int) -> Value | None:
    """What an operation left in an array that a name stands for."""
    return next((each.value for each in event.changes if each.value is not None and each.value.token == token), None)


def _last_version(recording: Recording, index: int, token: int) -> Value | None:
    """An array as it was seen last before an operation."""
    if any(token == each.token for each in recording.events[index].operands):
        return next(each for each in recording.events[index].operands if each.token == token)
    for event in reversed(recording.events[:index]):
        for value in _seen(event):
            if value.token == token:
                return value
    return next((value for value in recording.start.values() if value.token == token), None)


def _seen(event: Event) -> Iterator[Value]:
    """The values of an operation, the latest first."""
    for change in reversed(event.changes):
        if change.value is not None:
            yield change.value
    if event.result is not None:
        yield event.result
    yield from event.operands


def _written_maker(recording: Recording, seen: Seen, before: int, first: int) -> Made | None:
    """The operation whose text a whole number is written with, or that gave its name a value like this one."""
    events, code, value = recording.events, _plain(seen.code), seen.value
    for at in range(min(before, len(events)) - 1, first - 1, -1):
        event = events[at]
        here = event.stack[-1].number if event.stack else 0
        if event.error is not None or event.result is None or max(0, here) != seen.frame:
            continue
        if _plain(event.site.code) == code and event.result.same_as(value) and not _passes_on(event):
            return Made(at, ())
        if any(each.name == code and each.frame == seen.frame for each in event.changes):
            if event.kind is Kind.BIND and event.texts and not event.texts[0].literal:
                return _written_maker(recording, Seen(value, (), event.texts[0].code, seen.frame), at, first)
            # Of what a literal gives a name to, the naming itself is the beginning.
            is_made = event.kind in (Kind.UPDATE, Kind.LOOP, Kind.BIND) and event.result.same_as(value)
            return Made(at, ()) if is_made else None
    return None


def _plain(code: str) -> str:
    return " ".join(code.split())


def names_of(values: Mapping[str, Value], seen: Seen) -> list[str]:
    """The names that stand for the object that a cell was seen in, and hold the same number there."""
    wanted = number_at(seen.value, seen.cell)
    if is_shared(seen.value):
        held = [seen.code] if seen.code in values else []
    else:
        held = [name for name, value in values.items() if value.token == seen.value.token]
    return [name for name in held if same(number_at(values[name], seen.cell), wanted)]
