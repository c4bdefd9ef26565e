"""Matrices as blocks of lines: aligned, labelled by their axes, windowed where they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.quiz.reasons import axis_name
from tui_tutor.view import scale
from tui_tutor.view.lines import EMPTY, Line, Piece, line, pad, width
from tui_tutor.view.numbers import cells, is_plain, notation, single

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

    `row` and `column` are of a cell that has to be seen where not all are. `inner` names the side, `row` or `column`,
    whose labels belong to an axis that is summed away. With a `key` every cell carries its place (see `cursor`). A cell
    is at least `cell` wide. `typed` asks for the type of its numbers beside its size, where that is no usual one.
    A number that stands alone has `alone` significant digits, with None all of them; `said` is what every cell says
    where they are all one number.
    """

    decimals: int = 2
    labels: bool = True
    rows: int = 1_000
    width: int = 1_000
    row: int = 0
    column: int = 0
    inner: str = ""
    key: str = ""
    cell: int = 1
    typed: bool = False
    alone: int | None = None
    said: str = ""


def label(axis: str | None, index: int) -> str:
    """The short name of one row or column: `C1` for the first customer, `1` where the axis has no name."""
    return axis_name(axis, index)


def matrix(
    value: Value, fit: Fit = Fit(), marks: Marks = no_marks, role: str = "", tails: Marks | None = None
) -> list[Line]:
    """A number or array as lines. `role` is laid over all of it; `tails` gives one character after each cell."""
    if value.shape is None:
        return [line((value.text or value.type_name, "code.string" if value.type_name == "str" else "text"))]
    if value.is_number:
        shown = single(value.data, fit.alone)
        place = f" @{fit.key}:0:0" if fit.key else ""
        return [line((shown, f"{scale.role(value.data, weight=value.weight)} {marks(0, 0)} {role}{place}"))]
    if value.data.size == 0:
        return [line((f"no numbers: {size(value)}", "dim"))]
    return _array(value, fit, marks, tails, role)


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of an axis that is shown, and whether there is more before and after it."""

    start: int
    stop: int
    before: bool
    after: bool

    @property
    def places(self) -> range:
        return range(self.start, self.stop)


def _array(value: Value, fit: Fit, marks: Marks, tails: Marks | None, role: str) -> list[Line]:
    assert value.shape is not None
    data = value.data
    while data.ndim > 2:
        data = data[0]
    flat = data.ndim == 1
    data = data.reshape(1, -1) if flat else data
    length, breadth = (1, value.shape[-1]) if flat else value.shape[-2:]
    row_axis = None if flat else value.axes[-2] if len(value.axes) > 1 else None
    column_axis = value.axes[-1] if value.axes else None
    labelled = fit.labels and any(value.axes)
    rows = _window(length, data.shape[0], fit.rows - labelled - (len(value.shape) > 2), fit.row)
    how = notation(data, fit.decimals) if is_plain(data) else None
    shown = data[rows.start : rows.stop]
    texts = [[fit.said] * data.shape[1]] * len(shown) if fit.said else cells(shown, fit.decimals, how)
    digits = len(texts[0][0]) if texts and texts[0] else 1
    cell = max(fit.cell, digits, len(label(column_axis, breadth - 1)) if labelled else 0)
    side = len(label(row_axis, length - 1)) + 1 if labelled and not flat else 0
    columns = _across(breadth, data.shape[1], fit.width - side, cell + 1, fit.column)
    lines: list[Line] = [_heads(columns, column_axis, side, cell, fit.inner)] if labelled else []
    if rows.before:
        lines.append(line((" " * side + DOWN, "dim")))
    for at, row in enumerate(rows.places):
        axis = "axis inner" if fit.inner == "row" else "axis"
        pieces: list[Piece] = [(label(row_axis, row).rjust(side - 1) + " ", axis)] if side else []
        if columns.before:
            pieces += [(RIGHT, "dim"), (" ", "text")]
        for column in columns.places:
            extra, place = marks(row, column), f" @{fit.key}:{row}:{column}" if fit.key else ""
            if "hidden" in extra:
                pieces.append((EMPTY_CELL.rjust(cell), f"empty {extra}{place}"))
            else:
                colour = scale.role(data[row, column], weight=value.weight)
                pieces.append((texts[at][column].rjust(cell), f"{colour} {extra} {role}{place}"))
            tail = tails(row, column) if tails is not None else ""
            pieces.append((tail, f"tail{tail}") if tail else (" ", "text"))
        lines.append(_trim([*pieces, (RIGHT, "dim")] if columns.after else pieces))
    if rows.after:
        lines.append(pad(line((DOWN, "dim")), max(map(width, lines), default=1), "centre"))
    if len(value.shape) > 2:
        first = ", ".join("0" for _ in value.shape[:-2])
        lines.append(line((f"[{first}] of {size(value)}", "dim")))
    return lines


def _heads(columns: _Window, axis: str | None, side: int, cell: int, inner: str) -> Line:
    """The line of the columns' names."""
    role = "axis inner" if inner == "column" else "axis"
    heads: list[Piece] = [(" " * side, "text")]
    if columns.before:
        heads.append(("  ", "text"))
    for column in columns.places:
        heads += [(label(axis, column).rjust(cell), role), (" ", "text")]
    return _trim(heads)


def _across(length: int, held: int, width: int, cell: int, must: int) -> _Window:
    """The columns that fit into `width`, each `cell` wide with its blank; a mark takes two cells."""
    room = max(1, (width + 1) // cell)
    if length <= room and held >= length:
        return _Window(0, length, False, False)
    shown = max(1, (width - 1) // cell)
    first = _first(held, shown, must)
    if first:
        shown = max(1, (width - 3) // cell)
        first = _first(held, shown, must)
    return _Window(first, min(held, first + shown), first > 0, min(held, first + shown) < length)


def _window(length: int, held: int, room: int, must: int) -> _Window:
    """The rows that fit into `room`, the marks for what is cut off included; `held` of all are known."""
    room = max(1, room)
    if length <= room and held >= length:
        return _Window(0, length, False, False)
    shown = max(1, room - 1)
    first = _first(held, shown, must)
    if first and first + shown < length:
        shown = max(1, room - 2)
        first = _first(held, shown, must)
    return _Window(first, min(held, first + shown), first > 0, min(held, first + shown) < length)


def _first(held: int, shown: int, must: int) -> int:
    """Where a window begins so that a place stands in its middle, but for the ends."""
    return max(0, min(must - shown // 2, held - shown)) if must >= shown else 0


def empty(expected: Value | None, fit: Fit) -> list[Line]:
    """The place of a matrix that does not exist yet: an empty slot for each of its cells."""
    if expected is None or not expected.is_array:
        return [line((EMPTY_CELL, "empty"))]
    blank = Value(expected.shape, np.zeros_like(expected.data), axes=expected.axes, whole=expected.whole)
    return matrix(blank, fit, lambda _row, _column: "hidden")


def _trim(pieces: list[Piece]) -> Line:
    if not pieces:
        return EMPTY
    if pieces[-1][0] == " ":
        pieces = pieces[:-1]
    elif pieces[-1][0].endswith(" ") and pieces[-1][1] == "axis":
        pieces = [*pieces[:-1], (pieces[-1][0].rstrip(), "axis")]
    return tuple(pieces)
