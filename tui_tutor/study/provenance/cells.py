"""Cells of values: which one is meant, whether it is the same to the bit, and which cells a part of an array has."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.watch.recording import Part
from tui_tutor.engine.watch.texts import same_number
from tui_tutor.engine.watch.values import Value

Cell = tuple[int, ...]
"""The place of a number in an array, one index for each dimension; () for a single number."""

MOST = 1_000_000
"""Elements of an array whose cells are numbered."""


def number_at(value: Value | None, cell: Cell | None) -> Any:
    """The number in a cell; None where there is none, or it was not copied."""
    if value is None or cell is None or value.shape is None or len(cell) != len(value.shape):
        return None
    if not value.shape:
        return value.data
    held = value.data.shape
    return value.data[cell] if all(0 <= at < size for at, size in zip(cell, held, strict=True)) else None


def same(one: Any, other: Any) -> bool:
    """Whether two numbers are there and have the same bits."""
    if one is None or other is None:
        return False
    return type(one) is type(other) and same_number(one, other)


def numbered(shape: tuple[int, ...], first: int = 0) -> npt.NDArray[np.int64] | None:
    """An array of that shape whose cells hold their own numbers, in order; None where it would be too large."""
    size = int(np.prod(shape, dtype=np.int64))
    return np.arange(first, first + size).reshape(shape) if size <= MOST else None


def picked(part: Part) -> npt.NDArray[np.int64] | None:
    """The numbers of the cells that a part of an array has, in the part's own shape; None where that is not known."""
    every = numbered(part.shape)
    try:
        return np.asarray(every[part.key]) if every is not None else None
    except (IndexError, TypeError, ValueError):
        return None


def cell_of(number: int, shape: tuple[int, ...]) -> Cell:
    """The cell of an array that has this number."""
    return tuple(int(at) for at in np.unravel_index(number, shape))


def number_of(cell: Cell, shape: tuple[int, ...]) -> int:
    """The number of a cell."""
    return int(np.ravel_multi_index(cell, shape)) if shape else 0


def stretched(cell: Cell, shape: tuple[int, ...]) -> Cell:
    """The cell of an operand of this shape that numpy's broadcasting brings to a cell of the result.

    See "Broadcasting" in numpy's user guide: shapes are aligned at their ends, and a size of 1 is stretched.
    """
    ends = cell[len(cell) - len(shape) :]
    return tuple(0 if size == 1 else at for at, size in zip(ends, shape, strict=True))


def fits(shape: tuple[int, ...], to: tuple[int, ...]) -> bool:
    """Whether numpy stretches an operand of one shape to another."""
    ends = to[len(to) - len(shape) :] if len(shape) <= len(to) else ()
    return len(ends) == len(shape) and all(size in (1, full) for size, full in zip(shape, ends, strict=True))
