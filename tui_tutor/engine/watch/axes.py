"""Axis names on their way through operations.

Sizes can agree while meanings do not; an axis name is the meaning. Every function here takes and returns tuples with
one entry a dimension, None where the name is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.values import Value

Axes = tuple[str | None, ...]


def result_axes(kind: Kind, operands: Sequence[Value], result: Value, named: dict[str, Value]) -> Axes:
    """The axes of an operation's result, from those of its operands; `named` holds keyword operands."""
    if not result.is_array:
        return ()
    rank = len(result.shape or ())
    arrays = [value for value in operands if value.is_array]
    found: Axes | None = None
    if kind is Kind.DOT:
        found = _dot(operands)
    elif kind in (Kind.ELEMENTWISE, Kind.COMPARE, Kind.UPDATE):
        found = broadcast(arrays, result)
    elif kind is Kind.TRANSPOSE and len(operands) == 1:
        found = tuple(reversed(operands[0].axes))
    elif kind is Kind.REDUCE:
        found = _reduce(operands, named, rank)
    elif kind is Kind.INDEX:
        found = _index(operands, rank)
    elif arrays and arrays[0].shape == result.shape:
        found = arrays[0].axes
    return found if found is not None and len(found) == rank else (None,) * rank


def broadcast(arrays: Sequence[Value], result: Value) -> Axes:
    """Axes of an elementwise result: from the right, a stretched size of one gives way, the first name wins."""
    shape = result.shape or ()
    axes: list[str | None] = [None] * len(shape)
    for value in arrays:
        sizes = value.shape or ()
        if len(sizes) > len(shape):
            continue
        for back in range(1, len(sizes) + 1):
            if sizes[-back] == shape[-back] and axes[-back] is None:
                axes[-back] = value.axes[-back]
    return tuple(axes)


def clash(kind: Kind, operands: Sequence[Value]) -> tuple[str, str] | None:
    """The two axis names that an operation brings together although they mean different things, if it does.

    Both are the same name where each of its entries is brought together with every other one.
    """
    arrays = [value for value in operands if value.is_array]
    if len(arrays) < 2:
        return None
    left, right = arrays[0], arrays[1]
    if kind is Kind.DOT:
        pairs = [(left.axes[-1], right.axes[-2 if len(right.axes) > 1 else -1])]
        # A column times a row sums over an axis of one entry: there is nothing to be mixed up.
        pairs = [(a, b) for a, b in pairs if a != b and (left.shape or (0,))[-1] != 1]
    elif kind in (Kind.ELEMENTWISE, Kind.COMPARE, Kind.UPDATE):
        pairs = [
            (a, b)
            for a, b, m, n in zip(
                reversed(left.axes),
                reversed(right.axes),
                reversed(left.shape or ()),
                reversed(right.shape or ()),
                strict=False,
            )
            if m == n != 1 and a != b
        ]
        pairs += _against_itself(arrays[:2])
    else:
        return None
    return next(((a, b) for a, b in pairs if a and b), None)


def _against_itself(arrays: Sequence[Value]) -> list[tuple[str | None, str | None]]:
    """An axis that stretching brings together with itself: a flat row of customers over a column of customers."""
    names: dict[str, int] = {}
    for value in arrays:
        own = value.axes
        for back in range(1, len(own) + 1):
            name = own[-back]
            if (
                name
                and own.count(name) == 1
                and (value.shape or ())[-back] > 1
                and names.setdefault(name, back) != back
            ):
                return [(name, name)]
    return []


def _dot(operands: Sequence[Value]) -> Axes | None:
    if len(operands) < 2 or not (operands[0].is_array and operands[1].is_array):
        arrays = [value for value in operands if value.is_array]
        return arrays[0].axes if arrays else None
    left, right = operands[0].axes, operands[1].axes
    return left[:-1] + (right[:-2] + right[-1:] if len(right) > 1 else ())


def _reduce(operands: Sequence[Value], named: dict[str, Value], rank: int) -> Axes | None:
    if not operands or not operands[0].is_array:
        return None
    axes = operands[0].axes
    axis = named.get("axis") or (operands[1] if len(operands) > 1 else None)
    if axis is None or not isinstance(axis.data, int | np.integer) or not -len(axes) <= axis.data < len(axes):
        return None
    position = int(axis.data) % len(axes)
    gone = () if rank < len(axes) else (None,)
    return axes[:position] + gone + axes[position + 1 :]


def _index(operands: Sequence[Value], rank: int) -> Axes | None:
    axes = operands[0].axes if operands else ()
    if len(axes) == rank:
        return axes
    by_number = len(operands) == 2 and operands[1].is_number
    return axes[1:] if by_number and len(axes) == rank + 1 else None
