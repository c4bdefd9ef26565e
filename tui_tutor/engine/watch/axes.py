"""Axis names on their way through operations.

Sizes can agree while meanings do not; an axis name is the meaning. Every function here takes and returns tuples with
one entry a dimension, None where the name is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Part
from tui_tutor.engine.watch.values import Value

Axes = tuple[str | None, ...]


def result_axes(
    kind: Kind, operands: Sequence[Value], result: Value, named: dict[str, Value], part: Part | None = None
) -> Axes:
    """The axes of an operation's result, from those of its operands.

    `named` holds keyword operands, `part` is what is read of the first operand; without it that is whole.
    """
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
        found = operands[0].axes if operands else None
        found = _taken(found, part.key) if found and part is not None else found
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


def _taken(axes: Axes, key: Any) -> Axes | None:
    """The axes of what a key in brackets takes of an array, by the rules of numpy's guide on indexing.

    A slice, a mask or a list of places keeps its axis, a number takes it away, None brings a new one. What several
    arrays of places give together is not told.
    """
    keys = list(key) if isinstance(key, tuple) else [key]
    arrays = [each for each in keys if isinstance(each, np.ndarray)]
    numbers = sum(isinstance(each, int | np.integer) for each in keys)
    if any(isinstance(each, bool | np.bool_) for each in keys) or len(arrays) + bool(arrays and numbers) > 1:
        return None
    if not any(each is Ellipsis for each in keys):
        keys.append(Ellipsis)
    left = len(axes) - sum(_used(each) for each in keys)
    found, at = list[str | None](), 0
    for each in keys:
        used = left if each is Ellipsis else _used(each)
        if each is Ellipsis or isinstance(each, slice) or (used == 1 and np.ndim(each) == 1):
            found += axes[at : at + used]
        else:
            # Of several axes a mask makes one, and one axis looked up by a matrix of places is as many as that has.
            made = 1 if each is None or used > 1 else np.ndim(each)
            found += [None] * made
        at += used
    return tuple(found)


def _used(key: Any) -> int:
    """How many axes an entry in brackets is about."""
    if key is None or key is Ellipsis:
        return 0
    return key.ndim if isinstance(key, np.ndarray) and key.dtype == bool else 1
