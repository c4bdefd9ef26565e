"""Where two arrays stretched each other and so gave an array the size of an axis, found from far behind that."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value

DEEPEST = 60
"""Operations that the size of an axis is followed back through."""

_PASSING = frozenset({Kind.BIND, Kind.CALL, Kind.LOOP})
_CELLWISE = frozenset({Kind.ELEMENTWISE, Kind.COMPARE, Kind.UPDATE})


def crossed(events: Sequence[Event], value: Value, axis: int) -> int | None:
    """The operation at which an axis, from 0, of an array got its size because two arrays stretched each other.

    The size is followed back through products, transposes and what is done cell by cell. None where it came to be
    otherwise, or before these operations.
    """
    at, size = len(events), (value.shape or ())[axis]
    for _ in range(DEEPEST):
        made = _maker(events, at, value)
        if made is None:
            return None
        at, event = made, events[made]
        if event.kind in _CELLWISE and is_crossing(event):
            return at if size != 1 else None
        found = _giver(event, axis)
        if found is None:
            return None
        value, axis = found
    return None


def is_crossing(event: Event) -> bool:
    """Whether no operand of an operation has its result's shape, since each was stretched along another axis."""
    shape = event.result.shape if event.result is not None else None
    arrays = [each for each in event.operands if each.is_array]
    return bool(shape) and len(arrays) == 2 and all(each.shape != shape for each in arrays)


def _giver(event: Event, axis: int) -> tuple[Value, int] | None:
    """The operand whose axis has given the result's its size, and which one that is."""
    operands, shape = event.operands, (event.result.shape if event.result is not None else None) or ()
    if event.kind is Kind.DOT and len(operands) == 2 and all(1 <= len(each.shape or ()) <= 2 for each in operands):
        one, other = operands
        rows = len(one.shape or ()) - 1
        return (one, axis) if axis < rows else (other, len(other.shape or ()) - 1)
    if event.kind is Kind.TRANSPOSE and len(shape) == 2 and operands:
        return operands[0], 1 - axis
    if event.kind in _CELLWISE:
        back = len(shape) - axis
        full = [each for each in operands if (each.shape or ())[-back:][:1] == (shape[axis],)]
        full = [each for each in full if len(each.shape or ()) >= back]
        return (full[0], len(full[0].shape or ()) - back) if full else None
    return None


def _maker(events: Sequence[Event], before: int, value: Value) -> int | None:
    for at in range(before - 1, -1, -1):
        made = events[at].result
        if made is None or made.token != value.token or not value.token or events[at].kind in _PASSING:
            continue
        is_item = events[at].kind is Kind.INDEX and events[at].part is None
        if not is_item:
            return at
    return None
