"""Every cell of a result written out in numbers, where there is room for more than one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.written import ABOUT, EQUAL
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import sign
from tui_tutor.engine.watch.values import Value
from tui_tutor.view import scale
from tui_tutor.view.acting import Frame
from tui_tutor.view.digits import check_of, choices
from tui_tutor.view.lines import Line, beside, block_width, line, pad, width
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import cells, single
from tui_tutor.view.sums import calculation

MOST = 60
"""Cells of a result that are written out at the most."""

LONGEST_BAR, SHORTEST_BAR = 20, 6
"""Cells of a bar on each side of 0."""

GAP = 3
"""Blank cells between two columns of sums."""


def every(event: Event, columns: int, rows: int, setting: str | None = None) -> list[Line]:
    """A line for each cell of the result of `event`: the sum of a product, or what is done to the cell.

    A call of a function that turns each cell into one has its `setting`, the other arguments such as `deriv=True`.
    Where the lines leave room a bar beside each tells how large the result is.

    Nothing where there are none; as many as there is room for in `columns` by `rows`, and how many there are more.
    """
    result = event.result
    if result is None or not result.is_array or not result.whole or event.error is not None or rows < 2:
        return []
    shape = result.shape or ()
    if not 1 <= len(shape) <= 2 or not 1 < result.data.size <= MOST:
        return []
    if event.kind is Kind.DOT:
        lines = _products(event, columns)
    elif event.kind in (Kind.ELEMENTWISE, Kind.UPDATE) or (event.kind is Kind.CALL and setting is not None):
        lines = _cells(event, setting or "")
    else:
        return []
    return _columns(_with_bars(lines, result, columns) if len(lines) <= rows else lines, columns, rows)


def _columns(lines: list[Line], columns: int, rows: int) -> list[Line]:
    """The lines one below the other; side by side where they are too many for that."""
    longest = block_width(lines)
    if not lines or longest > columns:
        return []
    across = min((columns + GAP) // (longest + GAP), len(lines))
    needed = next((count for count in range(1, across + 1) if -(-len(lines) // count) <= rows), 0)
    more = 0
    if not needed:
        needed, more = across, len(lines) - across * (rows - 1)
        lines = lines[: across * (rows - 1)]
    high = -(-len(lines) // needed)
    blocks = [lines[start : start + high] for start in range(0, len(lines), high)]
    shown = beside([[pad(each, longest) for each in block] for block in blocks], GAP)
    return [*shown, line((f"⋯ {more} more", "dim"))] if more else shown


def _with_bars(lines: list[Line], result: Value, columns: int) -> list[Line]:
    """The lines, each with a bar from a line for 0: to the right for a result above it, to the left for one below."""
    longest = block_width(lines)
    below = bool((result.data < 0).any()) if result.data.dtype.kind in "if" else False
    side = min(LONGEST_BAR, (columns - longest - GAP - 1) // (1 + below))
    sizes = np.abs(result.data.astype(float)) if result.data.dtype.kind in "biuf" else np.zeros(0)
    largest = float(sizes.max()) if sizes.size and np.isfinite(sizes).all() else 0.0
    if side < SHORTEST_BAR or not largest:
        return lines
    barred = []
    for pieces, value in zip(lines, result.data.ravel().tolist(), strict=True):
        cells_of = round(abs(value) / largest * side)
        bar, role = "█" * cells_of, scale.role(value, weight=result.weight)
        left, right = (bar, "") if value < 0 else ("", bar)
        row = line((left.rjust(side if below else 0), role), ("│", "axis.line"), (right.ljust(side), role))
        barred.append((*pad(pieces, longest + GAP), *row))
    return barred


def _places(result: Value) -> Iterator[tuple[int, int]]:
    shape = result.shape or ()
    rows, columns = shape if len(shape) == 2 else (1, shape[0])
    yield from ((row, column) for row in range(rows) for column in range(columns))


def _products(event: Event, columns: int) -> list[Line]:
    """The sum behind each cell of a product; nothing where one of them does not fit on a line."""
    result = event.result
    assert result is not None
    if len(event.operands) < 2 or any(len(value.shape or ()) != 2 for value in (*event.operands[:2], result)):
        return []
    found = [calculation(event, Frame(row, column), columns, 1) for row, column in _places(result)]
    return [_calm(each[0]) for each in found if each and width(each[0]) <= columns] if all(found) else []


def _calm(pieces: Line) -> Line:
    """A line in which nothing calls for the eye."""
    return tuple((text, role.removesuffix(" focus")) for text, role in pieces)


def _cells(event: Event, setting: str) -> list[Line]:
    """What is done to each cell, in the digits in which the operation is true as it is written."""
    result = event.result
    assert result is not None
    is_call = event.kind is Kind.CALL
    operands = [value for value in event.operands[: 1 if is_call else None] if value.shape is not None and value.whole]
    symbol = event.site.symbol.removesuffix("=") if event.kind is Kind.UPDATE else event.site.symbol
    if len(operands) not in (1, 2) or (len(operands) != len(event.operands) and not is_call):
        return []
    digits, holds = choices(None if is_call else check_of(event))[0]
    shape = result.data.shape
    try:
        given = [
            _texts(value, digits.operands, shape, None if text.literal else digits.alone)
            for text, value in zip(event.texts, operands, strict=False)
        ]
    except ValueError:
        return []
    made = _texts(result, digits.result, shape, digits.alone_result)
    # What a function of the program does to a number cannot be recomputed by hand.
    equal = " → " if is_call else f" {EQUAL if holds else ABOUT} "
    lines = []
    for row, column in _places(result):
        at: tuple[int, ...] = (row, column) if len(shape) == 2 else (column,)
        sides = [(str(texts[at]), role(at)) for texts, role in given]
        text, shade = str(made[0][at]), made[1](at)
        head = line((f"{_name(result, row, column)}:  ", "axis"))
        lines.append((*head, *_written(sides, symbol, setting), (equal, "dim"), (text, shade)))
    return lines


def _written(sides: Sequence[tuple[str, str]], symbol: str, setting: str) -> Line:
    shown = sign(symbol)
    if len(sides) == 1:
        return line((f"{shown}(", "dim"), sides[0], (f", {setting})" if setting else ")", "dim"))
    if symbol.isidentifier():
        return line((f"{shown}(", "dim"), sides[0], (", ", "dim"), sides[1], (")", "dim"))
    return line(("(", "dim"), sides[0], (f") {shown} (", "dim"), sides[1], (")", "dim"))


def _texts(
    value: Value, decimals: int, shape: tuple[int, ...], alone: int | None
) -> tuple[npt.NDArray[Any], Callable[[tuple[int, ...]], str]]:
    """The texts of an operand's cells, stretched to the result's shape, and the role of each."""
    data = np.asarray(value.data)
    if value.is_number:
        texts = np.array(single(value.data, alone))
    else:
        flat = cells(data.reshape(1, -1), decimals)[0]
        texts = np.array(flat, dtype=object).reshape(data.shape)
    stretched, numbers = np.broadcast_to(texts, shape), np.broadcast_to(data, shape)

    def role(at: tuple[int, ...]) -> str:
        return scale.role(numbers[at], weight=value.weight)

    return stretched, role


def _name(result: Value, row: int, column: int) -> str:
    axes = result.axes
    if len(axes) == 2 and result.data.shape[1] == 1:
        return label(axes[0], row)
    if len(axes) == 2:
        return f"{label(axes[0], row)}·{label(axes[1], column)}"
    return label(axes[0] if axes else None, column)
