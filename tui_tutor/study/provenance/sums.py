"""Which cells a product multiplies in pairs, and which cells a reduction gathers."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import islice, product

from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.cells import Cell, stretched

MOST_CELLS = 4096
"""Cells that are told one by one of what one cell was made of."""

ALONG = frozenset(
    "sum mean std var min max amin amax prod any all argmin argmax median ptp count_nonzero nansum nanmean nanmin "
    "nanmax norm".split()
)
"""Reductions along an axis."""

Pair = tuple[Cell, Cell]


def products(symbol: str, left: tuple[int, ...], right: tuple[int, ...], cell: Cell) -> list[Pair] | None:
    """The cells of both operands that a product multiplies for one cell of its result, in the order of the sum.

    See numpy's reference on `dot`, `matmul`, `inner` and `vdot`; None where it is not known, or there are too many.
    """
    if not left or not right:
        return [(stretched(cell, left), stretched(cell, right))]
    if symbol == "vdot":
        return None if len(left) > 1 or len(right) > 1 else _inner((), (), left[0])
    if symbol == "inner":
        rows, columns = cell[: len(left) - 1], cell[len(left) - 1 :]
        return [((*rows, k), (*columns, k)) for k in range(left[-1])] if left[-1] <= MOST_CELLS else None
    if left[-1] > MOST_CELLS or (symbol == "dot" and max(len(left), len(right)) > 2):
        return None
    if len(right) == 1:
        return [((*cell, k), (k,)) for k in range(left[-1])]
    if len(left) == 1:
        stack = stretched(cell[:-1], right[:-2])
        return [((k,), (*stack, k, cell[-1])) for k in range(left[-1])]
    one, other = stretched(cell[:-2], left[:-2]), stretched(cell[:-2], right[:-2])
    return [((*one, cell[-2], k), (*other, k, cell[-1])) for k in range(left[-1])]


def _inner(rows: Cell, columns: Cell, length: int) -> list[Pair] | None:
    return [((*rows, k), (*columns, k)) for k in range(length)] if length <= MOST_CELLS else None


def gathered(event: Event, cell: Cell) -> list[Cell] | None:
    """The cells of a reduction's first operand that one cell of its result was made of; None where unknown."""
    shape = event.operands[0].shape or ()
    if event.site.symbol == "trace" and len(shape) == 2 and len(event.operands) == 1:
        return [(k, k) for k in range(min(shape))]
    axes = _axes(event, len(shape))
    if event.site.symbol not in ALONG or axes is None:
        return None
    rest, kept = list(cell), event.result is not None and len(event.result.shape or ()) == len(shape)
    ranges: list[Sequence[int]] = []
    for axis, size in enumerate(shape):
        if axis not in axes:
            at = rest[axis] if kept else rest.pop(0)
            ranges.append((at,))
        else:
            ranges.append(range(size))
    cells = list(islice(product(*ranges), MOST_CELLS + 1))
    return cells if len(cells) <= MOST_CELLS else None


def _axes(event: Event, dimensions: int) -> frozenset[int] | None:
    """The axes that a reduction sums away; None where they cannot be told."""
    given = [value for text, value in zip(event.texts, event.operands, strict=True) if text.keyword == "axis"]
    others = {text.keyword for text in event.texts[1:]} - {None, "axis", "keepdims"}
    positional = [value for text, value in zip(event.texts, event.operands, strict=True) if text.keyword is None][1:]
    if others - {"ddof"} or len(positional) > 1 or (positional and event.site.symbol == "norm"):
        return None
    found = [*given, *positional]
    axis = _number(found[0]) if found else None
    if axis is None:
        return frozenset(range(dimensions)) if not found or found[0].text == "None" else None
    axes = axis if isinstance(axis, tuple) else (axis,)
    return (
        frozenset(each % dimensions for each in axes)
        if all(-dimensions <= each < dimensions for each in axes)
        else None
    )


def _number(value: Value) -> int | tuple[int, ...] | None:
    """An axis, or several, as numpy is given them."""
    if value.is_number:
        return int(value.data) if isinstance(value.data, int) else None
    try:
        read = ast.literal_eval(value.text)
    except (ValueError, SyntaxError):
        return None
    return read if isinstance(read, tuple) and all(type(each) is int for each in read) else None
