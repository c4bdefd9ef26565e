"""The dot product in numbers: which row meets which column, and the sum written out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.recording import Event
from tui_tutor.engine.values import Value
from tui_tutor.view import scale
from tui_tutor.view.acting import Frame
from tui_tutor.view.lines import Line, line
from tui_tutor.view.matrix import Marks, label
from tui_tutor.view.numbers import number

MOST_TERMS = 8
"""Products that are written out; of a longer sum the first ones are."""


def left_marks(frame: Frame) -> Marks:
    """The row of the left operand that is in use; with single products, its number in use."""

    def marks(row: int, column: int) -> str:
        if row != frame.row:
            return ""
        return "lit focus" if frame.products is not None and column == frame.products - 1 else "lit"

    return marks


def right_marks(frame: Frame, right: Value) -> Marks:
    """The column of the right operand that is in use; all of them where a whole row of the result is made."""
    flat = len(right.shape or ()) == 1

    def marks(row: int, column: int) -> str:
        inner, outer = (column, 0) if flat else (row, column)
        if frame.whole_row:
            return "lit"
        if outer != frame.column and not flat:
            return ""
        return "lit focus" if frame.products is not None and inner == frame.products - 1 else "lit"

    return marks


def result_marks(frame: Frame, at_rest: bool) -> Marks:
    """The cells of the result that are known, and the one that is being made."""

    def marks(row: int, column: int) -> str:
        if not at_rest and not frame.is_known(row, column):
            return "hidden focus" if frame.is_worked_on(row, column) else "hidden"
        return "focus" if frame.is_worked_on(row, column) else ""

    return marks


def calculation(event: Event, frame: Frame) -> Line:
    """`C1·H2: 1×(+0.44) + 0×(−0.82) + 1×(+0.08) = +0.52`: the sum behind one cell of the result."""
    left, right, result = event.operands[0], event.operands[1], event.result
    if result is None or not left.is_array or not right.is_array or 0 in (result.shape or ()):
        return ()
    row = _row(left, frame.row)
    column = _column(right, frame.column)
    length = (left.shape or (0,))[-1]
    written = min(len(row), len(column), MOST_TERMS)
    shown = written if frame.products is None else min(frame.products, written)
    pieces: list[tuple[str, str]] = [(f"{_name(event, frame)}:  ", "axis")]
    for index in range(shown):
        a, b = row[index], column[index]
        if index:
            pieces.append((" + ", "sign"))
        pieces += [
            (_factor(a), scale.role(a, weight=left.weight)),
            ("×", "sign"),
            (_factor(b), scale.role(b, weight=right.weight)),
        ]
    if shown < length:
        pieces.append((" + ⋯", "dim"))
    if frame.products is None or frame.products >= length:
        total = _cell(result, frame)
        if total is not None:
            pieces += [(" = ", "sign"), (number(total), f"{scale.role(total, weight=False)} focus")]
    elif shown == frame.products:
        partial = _sum_of_products(row[:shown], column[:shown])
        pieces += [("   so far ", "dim"), (number(partial), scale.role(partial, weight=False))]
    return line(*pieces)


def _name(event: Event, frame: Frame) -> str:
    result = event.result
    assert result is not None
    axes = result.axes
    if len(axes) >= 2 and any(axes):
        return f"{label(axes[-2], frame.row)}·{label(axes[-1], frame.column)}"
    if len(axes) == 1:
        return label(axes[0], frame.row if (event.operands[0].shape or ())[1:] else frame.column)
    return f"row {frame.row + 1}, column {frame.column + 1}" if axes else "sum"


def _sum_of_products(row: Sequence[Any], column: Sequence[Any]) -> Any:
    if np.iscomplexobj(row) or np.iscomplexobj(column):
        return sum(complex(a) * complex(b) for a, b in zip(row, column, strict=True))
    return math.fsum(float(a) * float(b) for a, b in zip(row, column, strict=True))


def _row(left: Value, row: int) -> list[Any]:
    data = left.data
    while data.ndim > 2:
        data = data[0]
    return list(data if data.ndim == 1 else data[min(row, len(data) - 1)])


def _column(right: Value, column: int) -> list[Any]:
    data = right.data
    while data.ndim > 2:
        data = data[0]
    return list(data if data.ndim == 1 else data[:, min(column, data.shape[1] - 1)])


def _cell(result: Value, frame: Frame) -> Any:
    if result.is_number:
        return _sized(result.data)
    data = result.data
    while data.ndim > 2:
        data = data[0]
    return _sized(data[max(frame.row, frame.column)] if data.ndim == 1 else data[frame.row, frame.column])


def _sized(cell: Any) -> Any:
    """A number as the float it is, or as what no float can hold."""
    return cell if np.iscomplexobj(cell) or isinstance(cell, np.longdouble) else float(cell)


def _factor(value: Any) -> str:
    """A factor as it is written in a sum: whole numbers bare, others in brackets with their sign."""
    if not np.iscomplexobj(value) and np.isfinite(value) and value == int(value):
        text = number(int(value))
        return text if value >= 0 else f"({text})"
    return f"({number(value)})"
