"""The numbers behind an answer, in words: names of cells, and equations that are true as they are written."""

from __future__ import annotations

import operator
from collections.abc import Callable

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.written import holds, sums_up
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value

MOST_DIGITS = 8
"""Digits that a number in a reason has at the most."""

_OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def sum_of(event: Event, row: int, column: int, total: float) -> str:
    """The sum behind a product's cell, as far as it is short, true as it is written."""
    if event.kind is not Kind.DOT or len(event.operands) < 2:
        return ""
    left, right = event.operands[0].data, event.operands[1].data
    if np.ndim(left) != 2 or np.ndim(right) != 2 or left.shape[1] > 5:
        return ""
    pairs = [(float(left[row, k]), float(right[k, column])) for k in range(left.shape[1])]
    if not np.isfinite(pairs).all():
        return ""

    def write(digits: int) -> tuple[str, str, bool]:
        terms, told = [(_factor(a, digits), _factor(b, digits)) for a, b in pairs], signed(total)
        return " + ".join(f"{a}×{b}" for a, b in terms), told, sums_up(terms, [*[""] * (len(terms) - 1), told])

    return true_equation(write)


def parts_of(event: Event, row: int, column: int, made: float) -> str:
    """The two numbers that meet in a cell, and what comes of them, true as it is written."""
    compute = _OPERATORS.get(event.site.symbol)
    numbers = []
    for value in event.operands[:2]:
        data = np.asarray(value.data)
        if data.dtype.kind not in "biuf" or data.ndim > 2:
            return ""
        try:
            numbers.append(float(np.broadcast_to(data, event.result.data.shape)[row, column]))  # type: ignore[union-attr]
        except ValueError:
            return ""
    if compute is None or len(numbers) != 2:
        return ""
    symbol = {"*": "×", "-": "−"}.get(event.site.symbol, event.site.symbol)

    def write(digits: int) -> tuple[str, str, bool]:
        told = [_factor(each, digits) for each in numbers]
        return f" {symbol} ".join(told), signed(made), holds(compute, told, signed(made))

    return true_equation(write)


def true_equation(write: Callable[[int], tuple[str, str, bool]]) -> str:
    """An equation with as many digits as make it true; with `≈` where even the most of them do not."""
    for digits in range(3, MOST_DIGITS + 1):
        left, right, is_true = write(digits)
        if is_true:
            return f"{left} = {right}"
    left, right, _ = write(3)
    return f"{left} ≈ {right}"


def row_name(value: Value, row: int) -> str:
    """The name of a matrix's row: C4 for the fourth customer, only its number where the axis has no name."""
    return axis_name(value.axes[-2] if len(value.axes) > 1 else None, row)


def column_name(value: Value, column: int) -> str:
    """The name of a matrix's column."""
    return axis_name(value.axes[-1] if value.axes else None, column)


def axis_name(axis: str | None, index: int) -> str:
    """The name of one place along an axis, counted from 1."""
    return f"{axis[0].upper()}{index + 1}" if axis else f"{index + 1}"


def signed(value: float, digits: int = 3) -> str:
    """A number with its sign, in so many digits."""
    text = f"{abs(value):.{digits}g}"
    return ("−" if value < 0 else "+") + text.replace("e-", "e−")


def placed(value: float, places: int) -> str:
    """A number with its sign and so many places after the point: none for a whole one, a power for one huge or tiny."""
    if value and not 1e-4 <= abs(value) < 1e9:
        return signed(value, places + 1)
    return f"{value:+.{0 if value.is_integer() else places}f}".replace("-", "−")


def _factor(number: float, digits: int) -> str:
    if number.is_integer() and abs(number) < 1000:
        return f"{int(number)}".replace("-", "−")
    return f"({signed(number, digits)})"
