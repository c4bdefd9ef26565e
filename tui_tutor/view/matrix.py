"""Matrices as blocks of lines: aligned, labelled by their axes, windowed where they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tui_tutor.engine.rules import size
from tui_tutor.engine.values import Value
from tui_tutor.view import scale
from tui_tutor.view.lines import EMPTY, Line, Piece, line, pad, width
from tui_tutor.view.numbers import cells, full

RIGHT = "⋯"
DOWN = "⋮"
EMPTY_CELL = "·"

Marks = Callable[[int, int], str]
"""Roles that a cell gets besides its colour, by row and column of the whole matrix; `hidden` shows an empty slot."""


def no_marks(_row: int, _column: int) -> str:
    """No cell is marked."""
    return ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a matrix is to be drawn: digits after the point, labels or none, and the rows and columns there is room for.

    `column` and `row` are the first that are shown.
    """

    decimals: int = 2
    labels: bool = True
    rows: int = 1_000
    width: int = 1_000
    row: int = 0
    column: int = 0


def label(axis: str | None, index: int) -> str:
    """The short name of one row or column: `C1` for the first customer, `1` where the axis has no name."""
    return f"{axis[0].upper()}{index + 1}" if axis else f"{index + 1}"


def matrix(value: Value, fit: Fit = Fit(), marks: Marks = no_marks, role: str = "") -> list[Line]:
    """A number or array as lines. `role` is laid over all of it."""
    if value.shape is None:
        return [line((value.text or value.type_name, "code.string" if value.type_name == "str" else "text"))]
    if value.is_number:
        shown = full(value.data)
        return [line((shown, f"{scale.role(value.data, weight=value.weight)} {marks(0, 0)} {role}"))]
    if value.data.size == 0:
        return [line((f"no numbers: {size(value)}", "dim"))]
    return _array(value, fit, marks, role)


def _array(value: Value, fit: Fit, marks: Marks, role: str) -> list[Line]:
    assert value.shape is not None
    data = value.data
    while data.ndim > 2:
        data = data[0]
    flat = data.ndim == 1
    data = data.reshape(1, -1) if flat else data
    rows, columns = (1, value.shape[-1]) if flat else value.shape[-2:]
    row_axis = None if flat else value.axes[-2] if len(value.axes) > 1 else None
    column_axis = value.axes[-1] if value.axes else None
    labelled = fit.labels and any(value.axes)
    shown_rows = _window(rows, data.shape[0], fit.rows - labelled, fit.row)
    texts = cells(data[shown_rows], fit.decimals)
    cell = max(len(texts[0][0]) if texts and texts[0] else 1, len(label(column_axis, columns - 1)) if labelled else 0)
    side = len(label(row_axis, rows - 1)) + 1 if labelled and not flat else 0
    room = max(1, (fit.width - side + 1) // (cell + 1))
    shown_columns = _window(columns, data.shape[1], room, fit.column)
    cut_right, cut_down = shown_columns.stop < columns, shown_rows.stop < rows
    if cut_right and shown_columns.stop - shown_columns.start > 1 and room == shown_columns.stop - shown_columns.start:
        shown_columns = slice(shown_columns.start, shown_columns.stop - 1)
    lines: list[Line] = []
    if labelled:
        heads: list[Piece] = [(" " * side, "text")]
        for column in range(shown_columns.start, shown_columns.stop):
            heads.append((label(column_axis, column).rjust(cell) + " ", "axis"))
        lines.append(_trim(heads))
    for at, row in enumerate(range(shown_rows.start, shown_rows.stop)):
        pieces: list[Piece] = [(label(row_axis, row).rjust(side - 1) + " ", "axis")] if side else []
        for column in range(shown_columns.start, shown_columns.stop):
            number = data[row, column]
            extra = marks(row, column)
            if "hidden" in extra:
                pieces += [(EMPTY_CELL.rjust(cell), f"empty {extra}"), (" ", "text")]
                continue
            colour = scale.role(number, weight=value.weight)
            shown = texts[at][column].rjust(cell)
            pieces += [(shown, f"{colour} {extra} {role}"), (" ", "text")]
        lines.append(_trim([*pieces, (RIGHT, "dim")] if cut_right else pieces))
    if cut_down:
        across = max(map(width, lines))
        lines.append(pad(line((DOWN, "dim")), across, "centre"))
    if len(value.shape) > 2:
        first = ", ".join("0" for _ in value.shape[:-2])
        lines.append(line((f"[{first}] of {size(value)}", "dim")))
    return lines


def empty(expected: Value | None, fit: Fit) -> list[Line]:
    """The place of a matrix that does not exist yet: an empty slot for each of its cells."""
    if expected is None or not expected.is_array:
        return [line((EMPTY_CELL, "empty"))]
    blank = Value(expected.shape, np.zeros_like(expected.data), axes=(None,) * len(expected.axes), whole=expected.whole)
    return matrix(blank, fit, lambda _row, _column: "hidden")


def _window(length: int, held: int, room: int, first: int) -> slice:
    """The part of an axis that is shown; one place is left for the mark where not all is."""
    room = max(1, room)
    if length <= room and held >= length:
        return slice(0, length)
    first = min(first, max(0, held - 1))
    return slice(first, min(held, first + max(1, room - 1)))


def _trim(pieces: list[Piece]) -> Line:
    if not pieces:
        return EMPTY
    if pieces[-1][0] == " ":
        pieces = pieces[:-1]
    elif pieces[-1][0].endswith(" ") and pieces[-1][1] == "axis":
        pieces = [*pieces[:-1], (pieces[-1][0].rstrip(), "axis")]
    return tuple(pieces)
