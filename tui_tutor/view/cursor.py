"""The cursor on a cell: where cells lie in what is drawn, where the next one is, and what is in it in full.

Every number of a matrix carries its place as a word of its role, `@key:row:column`; palettes ignore all words with `@`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, line, role_at, width
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import full

PLACE = "@"

WHOLE = -1
"""As the row and the column of a cursor: it stands on a matrix's name, and points at all of it."""

NEAR = 100
"""Lines below the cursor among which the next matrix is looked for."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A cell of a matrix in a panel: the matrix's key there, its row and its column; on its name both are WHOLE."""

    panel: Panel
    key: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _Cell:
    x: int
    y: int
    key: str
    row: int
    column: int


def cell_at(lines: Sequence[Line], x: int, y: int) -> tuple[str, int, int] | None:
    """The key, row and column of the cell drawn at a place; None where there is none."""
    return _place(role_at(lines, x, y))


def marked(lines: Iterable[Line], cursor: Cursor) -> list[Line]:
    """Lines with the cursor's cell laid over in the role `cursor`."""
    word = f"{PLACE}{cursor.key}:{cursor.row}:{cursor.column}"
    return [
        tuple((text, f"{role} cursor" if word in role and word in role.split() else role) for text, role in each)
        for each in lines
    ]


def lit(lines: Iterable[Line], words: Container[str]) -> list[Line]:
    """Lines in which the cells whose places are among these words are lit."""
    return [
        tuple((text, f"{role} lit" if any(word in words for word in role.split()) else role) for text, role in each)
        for each in lines
    ]


def moved(
    lines: Sequence[Line],
    panel: Panel,
    cursor: Cursor | None,
    across: int,
    down: int,
    held: Callable[[str], tuple[int, int]],
) -> Cursor | None:
    """The cursor one cell further; the first cell of all where there is none yet, None where nothing can be pointed at.

    Inside a matrix it goes on to cells that are not drawn yet, `held` tells how many rows and columns there are by
    key. At its edge it goes over to the nearest matrix in that direction, from its first row upwards to its name.
    """
    cells, here = _around(lines, cursor if cursor is not None and cursor.panel is panel else None)
    if not cells:
        return None
    if here is None or cursor is None:
        first = next((cell for cell in cells if cell.row != WHOLE), cells[0])
        return Cursor(panel, first.key, first.row, first.column)
    if cursor.row == WHOLE and down > 0:
        return Cursor(panel, cursor.key, 0, 0)
    if cursor.row == 0 and down < 0 and any(cell.key == here.key and cell.row == WHOLE for cell in cells):
        return Cursor(panel, cursor.key, WHOLE, WHOLE)
    rows, columns = held(cursor.key)
    row, column = cursor.row + down, cursor.column + across
    if cursor.row != WHOLE and 0 <= row < rows and 0 <= column < columns:
        return Cursor(panel, cursor.key, row, column)
    others = [cell for cell in cells if cell.key != here.key and cell.row != WHOLE]
    beyond = [cell for cell in others if _is_beyond(here, cell, across, down)]
    if not beyond:
        return cursor
    near = min(beyond, key=lambda cell: _distance(here, cell, across))
    return Cursor(panel, near.key, near.row, near.column)


def line_of(lines: Sequence[Line], cursor: Cursor) -> int | None:
    """The line that the cursor's cell is drawn on."""
    found = (_find(_cells(each, y), cursor) for y, each in enumerate(lines))
    return next((cell.y for cell in found if cell is not None), None)


def read_out(name: str, value: Value | None, row: int, column: int) -> Line:
    """A cell in full: its name as Python writes it, the names of its row and column, every digit it has."""
    if value is None:
        return line((name, "dim"), (" does not exist yet", "dim"))
    if value.is_number:
        return line((f"{name} = ", "dim"), (full(value.data), "strong"))
    if not value.is_array:
        return line((value.text, "strong"))
    if row == WHOLE:
        return line((name, "dim"), (f" {size(value)}", "strong"))
    data = value.data
    while data.ndim > 2:
        data, name = data[0], f"{name}[0]"
    flat = data.ndim == 1
    if (not flat and row >= data.shape[0]) or column >= data.shape[-1]:
        return line((name, "dim"), (": not held here", "dim"))
    cell = data[column] if flat else data[row, column]
    where = f"[{column}]" if flat else f"[{row}, {column}]"
    axes = [(axis, at) for axis, at in zip(value.axes[-2:], (column,) if flat else (row, column), strict=False) if axis]
    names = "·".join(label(axis, at) for axis, at in axes)
    text = full(bool(cell)) if isinstance(cell, np.bool_) else full(cell)
    return line((f"{name}{where} ", "dim"), (f"{names} " if names else "", "axis"), ("= ", "dim"), (text, "strong"))


def held(value: Value | None) -> tuple[int, int]:
    """The rows and columns of a value that are here to be read."""
    if value is None or not value.is_array:
        return (1, 1)
    data = value.data
    return (1, data.shape[0]) if data.ndim == 1 else (data.shape[-2], data.shape[-1])


def _around(lines: Iterable[Line], cursor: Cursor | None) -> tuple[list[_Cell], _Cell | None]:
    """The cells down to some lines below the cursor's, and the cursor's own; without one only those of the first."""
    cells: list[_Cell] = []
    here: _Cell | None = None
    for y, each in enumerate(lines):
        if here is not None and y > here.y + NEAR:
            break
        found = list(_cells(each, y))
        cells += found
        if cursor is None and any(cell.row != WHOLE for cell in cells):
            break
        if here is None and cursor is not None:
            here = _find(found, cursor)
    return cells, here


def _cells(pieces: Line, y: int) -> Iterable[_Cell]:
    x = 0
    for text, role in pieces:
        place = _place(role)
        if place is not None:
            yield _Cell(x + len(text) // 2, y, *place)
        x += width(((text, role),))


def _place(role: str) -> tuple[str, int, int] | None:
    if PLACE not in role:
        return None
    for word in role.split():
        # Other words with this sign say what a click does.
        if word.startswith(PLACE) and word.count(":") >= 2:
            key, row, column = word[1:].rsplit(":", 2)
            return key, int(row), int(column)
    return None


def _find(cells: Iterable[_Cell], cursor: Cursor) -> _Cell | None:
    for cell in cells:
        if (cell.key, cell.row, cell.column) == (cursor.key, cursor.row, cursor.column):
            return cell
    return None


def _is_beyond(here: _Cell, cell: _Cell, across: int, down: int) -> bool:
    return (cell.x - here.x) * across > 0 if across else (cell.y - here.y) * down > 0


def _distance(here: _Cell, cell: _Cell, across: int) -> int:
    dx, dy = abs(cell.x - here.x), 2 * abs(cell.y - here.y)
    return dx + 3 * dy if across else 3 * dx + dy
