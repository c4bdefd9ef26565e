"""The sum behind one cell of a product, written so that it is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.text.written import ABOUT, EQUAL, sums_up
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.view import scale
from tui_tutor.view.acting import Frame
from tui_tutor.view.lines import Line, line, width
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number, summed

MOST_TERMS = 8
"""Products that are written out; of a longer sum the first ones are."""

_DIGITS = (
    *((places, more) for places in (4, 3, 2) for more in range(3)),
    *((5, 2), (6, 2), (7, 2)),
)
"""Digits of a sum's result, and how many more its factors have: first those that the matrices beside it have."""


@dataclass(frozen=True, slots=True, eq=False)
class _Meeting:
    """What meets in one cell: a row of the left, a column of the right, and what they come to, None if unknown."""

    row: Sequence[Any]
    column: Sequence[Any]
    total: Any

    @property
    def count(self) -> int:
        """How many products are written out."""
        return min(len(self.row), len(self.column), MOST_TERMS)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum as it is written: its products, the sums so far after each, the result, and the sign before that."""

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
    if result is None or not left.is_array or not right.is_array or 0 in (result.shape or ()):
        return []
    meeting = _Meeting(_row(left, frame.row), _column(right, frame.column), _cell(result, frame))
    head = line((f"{_name(event, frame)}:  ", "axis"))
    best: list[Line] = []
    for places, more in _DIGITS:
        written = _sum(meeting, places, more)
        lines = _wrapped([head, *_parts(written, meeting, event, frame)], columns, width(head))
        if not best:
            best = lines
        if len(lines) <= rows and written.sign == EQUAL:
            return lines
    return best[:rows]


def _sum(meeting: _Meeting, places: int, more: int) -> _Sum:
    """The sum with `places` digits after the point in its result, and `more` than that in its factors."""
    pairs = list(zip(meeting.row[: meeting.count], meeting.column, strict=False))
    products = [(_factor(a, places + more), _factor(b, places + more)) for a, b in pairs]
    totals = [number(_sum_of_products(pairs[: at + 1]), places) for at in range(len(pairs))]
    if meeting.total is None:
        return _Sum(products, totals, "", ABOUT)
    result = number(meeting.total, places)
    if len(pairs) < min(len(meeting.row), len(meeting.column)):
        # What is not written out cannot be recomputed.
        return _Sum(products, totals, result, EQUAL)
    if any(np.iscomplexobj(each) for pair in pairs for each in pair) or not pairs:
        return _Sum(products, totals, result, ABOUT if pairs else EQUAL)
    told = "e" not in result or places > 5
    return _Sum(products, totals, result, EQUAL if told and sums_up(products, [*totals[:-1], result]) else ABOUT)


def _parts(written: _Sum, meeting: _Meeting, event: Event, frame: Frame) -> list[Line]:
    """The parts between which the sum may be broken: each product, and what it comes to."""
    left, right = event.operands[0], event.operands[1]
    row, column = meeting.row, meeting.column
    shown = meeting.count if frame.products is None else min(frame.products, meeting.count)
    parts: list[Line] = []
    for index, (a, b) in enumerate(written.products[:shown]):
        plus = [(" + ", "sign")] if index else []
        first = (a, scale.role(row[index], weight=left.weight))
        parts.append(line(*plus, first, ("×", "sign"), (b, scale.role(column[index], weight=right.weight))))
    length = (left.shape or (0,))[-1]
    if shown < length:
        parts.append(line((" + ⋯", "dim")))
    if frame.products is None or frame.products >= length:
        if meeting.total is not None:
            role = f"{scale.role(meeting.total, weight=False)} focus"
            parts.append(line((f" {written.sign} ", "sign"), (written.result, role)))
    elif shown:
        partial = _sum_of_products(list(zip(row[:shown], column[:shown], strict=True)))
        parts.append(line(("   so far ", "dim"), (written.totals[shown - 1], scale.role(partial, weight=False))))
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


def _sum_of_products(pairs: Sequence[tuple[Any, Any]]) -> Any:
    if any(np.iscomplexobj(each) for pair in pairs for each in pair):
        return sum(complex(a) * complex(b) for a, b in pairs)
    if all(_is_whole(each) for pair in pairs for each in pair):
        return sum(int(a) * int(b) for a, b in pairs)
    return summed(float(a) * float(b) for a, b in pairs)


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


def _is_whole(cell: Any) -> bool:
    return isinstance(cell, (np.integer, np.bool_))


def _sized(cell: Any) -> Any:
    """A number as the float or the whole number that it is, or as what neither can hold."""
    if _is_whole(cell):
        return int(cell)
    return cell if np.iscomplexobj(cell) or isinstance(cell, np.longdouble) else float(cell)


def _factor(value: Any, places: int) -> str:
    """A factor as it is written in a sum: whole numbers bare, others in brackets with their sign."""
    if not np.iscomplexobj(value) and np.isfinite(value) and value == int(value):
        text = number(int(value))
        return text if value >= 0 else f"({text})"
    return f"({number(value, places)})"
