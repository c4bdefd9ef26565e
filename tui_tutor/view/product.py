"""The dot product in numbers: which row meets which column, and the sum written out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.recording import Event
from tui_tutor.engine.values import Value
from tui_tutor.view import scale
from tui_tutor.view.acting import Frame
from tui_tutor.view.lines import Line, line, width
from tui_tutor.view.matrix import Marks, label
from tui_tutor.view.numbers import number
from tui_tutor.engine.written import ABOUT, EQUAL, sums_up

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


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum behind one cell, as it is written: its products, the sums so far after each, and the result."""

    products: Sequence[tuple[str, str]]
    totals: Sequence[str]
    result: str
    sign: str


def calculation(event: Event, frame: Frame, columns: int = 1_000, rows: int = 1) -> list[Line]:
    """`C1·H2: 1×(+0.44) + 0×(−0.82) + 1×(+0.08) = +0.52`: the sum behind one cell of the result.

    Recomputed from the printed factors it is true to its last printed digit; where that takes more digits than
    `columns` by `rows` have room for, `≈` stands in place of `=`.
    """
    left, right, result = event.operands[0], event.operands[1], event.result
    if result is None or not left.is_array or not right.is_array:
        return []
    row, column, total = _row(left, frame.row), _column(right, frame.column), _cell(result, frame)
    head = (f"{_name(event, frame)}:  ", "axis")
    best: list[Line] = []
    for places, more in _DIGITS:
        written = _sum(row, column, total, places, more)
        lines = _wrapped(_pieces(written, head, event, frame, (row, column, total)), columns, width(line(head)))
        if not best:
            best = lines
        if len(lines) <= rows and written.sign == EQUAL:
            return lines
    return best[:rows]


_DIGITS = tuple((places, more) for more in range(3) for places in (2, 3)) + ((4, 1), (4, 2), (5, 2), (6, 2), (7, 2))
"""Digits of a sum's result, and how many more its factors have: the shortest that may be true first."""


def _sum(row: Sequence[float], column: Sequence[float], total: float | None, places: int, more: int) -> Sum:
    """The sum with `places` digits after the point in its result, and `more` than that in its factors."""
    count = min(len(row), len(column), MOST_TERMS)
    products = [
        (_factor(a, places + more), _factor(b, places + more)) for a, b in zip(row[:count], column, strict=False)
    ]
    exact = [float(a) * float(b) for a, b in zip(row[:count], column, strict=False)]
    totals = [number(math.fsum(exact[: at + 1]), places) for at in range(count)]
    if total is None:
        return Sum(products, totals, "", ABOUT)
    result = number(total, places)
    if count < min(len(row), len(column)):
        # What is not written out cannot be recomputed.
        return Sum(products, totals, result, EQUAL)
    meaningful = "e" not in result or places > 5
    true = meaningful and sums_up(products, [*totals[:-1], result]) if totals else True
    return Sum(products, totals, result, EQUAL if true else ABOUT)


def _pieces(
    written: Sum,
    head: tuple[str, str],
    event: Event,
    frame: Frame,
    exact: tuple[Sequence[float], Sequence[float], float | None],
) -> list[Line]:
    """The parts between which the sum may be broken: its name, each product, and what it comes to."""
    left, right = event.operands[0], event.operands[1]
    row, column, total = exact
    shown = len(written.products) if frame.products is None else min(frame.products, len(written.products))
    parts: list[Line] = [line(head)]
    for index, (a, b) in enumerate(written.products[:shown]):
        plus = [(" + ", "sign")] if index else []
        factors = [
            (a, scale.role(row[index], weight=left.weight)),
            ("×", "sign"),
            (b, scale.role(column[index], weight=right.weight)),
        ]
        parts.append(line(*plus, *factors))
    length = (left.shape or (0,))[-1]
    if shown < length:
        parts.append(line((" + ⋯", "dim")))
    if frame.products is None or frame.products >= length:
        if total is not None:
            parts.append(
                line((f" {written.sign} ", "sign"), (written.result, f"{scale.role(total, weight=False)} focus"))
            )
    elif shown:
        so_far = math.fsum(float(a) * float(b) for a, b in zip(row[:shown], column[:shown], strict=True))
        parts.append(line(("   so far ", "dim"), (written.totals[shown - 1], scale.role(so_far, weight=False))))
    return parts


def _wrapped(parts: Sequence[Line], columns: int, indent: int) -> list[Line]:
    """Parts one after the other, broken between two of them where a line is full; later lines stand under the first."""
    lines: list[Line] = [()]
    for part in parts:
        if width(lines[-1]) + width(part) > columns and width(lines[-1]) > indent:
            lines.append(line((" " * indent, "text")))
        lines[-1] = (*lines[-1], *part)
    return lines


def _name(event: Event, frame: Frame) -> str:
    result = event.result
    assert result is not None
    axes = result.axes
    if len(axes) >= 2 and any(axes):
        return f"{label(axes[-2], frame.row)}·{label(axes[-1], frame.column)}"
    if len(axes) == 1:
        return label(axes[0], frame.row if (event.operands[0].shape or ())[1:] else frame.column)
    return f"row {frame.row + 1}, column {frame.column + 1}" if axes else "sum"


def _row(left: Value, row: int) -> list[float]:
    data = left.data
    while data.ndim > 2:
        data = data[0]
    return list(data if data.ndim == 1 else data[min(row, len(data) - 1)])


def _column(right: Value, column: int) -> list[float]:
    data = right.data
    while data.ndim > 2:
        data = data[0]
    return list(data if data.ndim == 1 else data[:, min(column, data.shape[1] - 1)])


def _cell(result: Value, frame: Frame) -> float | None:
    if result.is_number:
        return float(result.data)
    data = result.data
    while data.ndim > 2:
        data = data[0]
    cell = data[max(frame.row, frame.column)] if data.ndim == 1 else data[frame.row, frame.column]
    return float(cell)


def _factor(value: float, places: int) -> str:
    """A factor as it is written in a sum: whole numbers bare, others in brackets with their sign."""
    if math.isfinite(value) and float(value) == int(value):
        text = number(int(value))
        return text if value >= 0 else f"({text})"
    return f"({number(value, places)})"
