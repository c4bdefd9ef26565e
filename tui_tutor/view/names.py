"""The live numbers: every name with its shape and its values, in the order in which they come to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.view import scale
from tui_tutor.view.cursor import PLACE, WHOLE, Cursor
from tui_tutor.view.dtypes import unusual_dtype
from tui_tutor.view.lines import EMPTY, Line, Piece, beside, block_width, clip, line, pad, width, wrapped
from tui_tutor.view.matrix import EMPTY_CELL, Fit, Marks, empty, matrix, no_marks
from tui_tutor.view.numbers import HOLDERS, brief, in_brief, notation

LOCAL = "local."
"""What stands before a local name in the key of its cells, so that it is told from a name of the program; no blank,
since a key is a part of one word of a role."""

GAP = 2
TALLEST = 8
"""Rows of a matrix that are shown before it is windowed."""


MANY = 40
"""Names from which on no more digits are tried than the fewest."""

_STYLES = ((4, True), (3, True), (2, True), (2, False))
"""Digits after the point, and whether rows and columns are named: the best that there is room for."""

_MORE = tuple((decimals, True) for decimals in range(8, 4, -1))
"""The same where there is very much room."""

ROOM = (70, 24)
"""Columns and rows from which there is."""


def names(
    states: Sequence[NameState],
    columns: int,
    gap: bool = True,
    prefix: str = "",
    look: Cursor | None = None,
    rows: int = 0,
) -> Iterator[Line]:
    """All names in `columns` cells: single numbers and aliases on lines of their own, matrices in rows of blocks.

    Each line is drawn when it is asked for. `prefix` stands before each name in the keys of its cells, and `look` is
    the cell that has to be seen. Where all of it fits into `rows` that way, matrices have more digits, and the names
    of their rows and columns.
    """
    states = _summed_up(states)
    if len(states) > MANY:
        yield from _many(states, columns, gap, prefix, look)
        return
    lines: list[Line] = []
    for decimals, labels in (*(_MORE if columns >= ROOM[0] and rows >= ROOM[1] else ()), *_STYLES):
        if (decimals, labels) != _STYLES[-1] and _least_rows(states, columns, decimals) > rows:
            continue
        fit = Fit(decimals, labels)
        if _has_room_for_types(states, columns, gap, fit, rows):
            fit = replace(fit, typed=True)
        lines = _few(states, columns, gap, prefix, look, fit)
        if len(lines) <= rows:
            break
    yield from lines


def _summed_up(states: Sequence[NameState]) -> list[NameState]:
    """The names, those of lists told by how many arrays they hold where these are shown with them."""
    held: dict[str, set[str]] = {}
    for state in states:
        found = _ITEM.match(state.name)
        if found is not None:
            held.setdefault(found[1], set()).add(found[2])
    return [
        replace(state, value=replace(state.value, text=f"{state.value.type_name} of {len(held[state.name])}"))
        if state.name in held and state.value is not None and "array(" in state.value.text
        else state
        for state in states
    ]


_ITEM = re.compile(r"(.+?)(\[[^\]]+\])$")
"""An item of a list: the list's name, and where it stands."""


def _has_room_for_types(states: Sequence[NameState], columns: int, gap: bool, fit: Fit, rows: int) -> bool:
    """Whether the types that are not usual can be told of all names, those that are still to come as well.

    So they do not come and go, and nothing moves, while one name after the other comes to be.
    """
    there = [replace(each, value=each.value or each.expected) for each in states]
    if not any(unusual_dtype(each.value) for each in there):
        return False
    return len(_few(there, columns, gap, "", None, replace(fit, typed=True))) <= rows


def _least_rows(states: Sequence[NameState], columns: int, decimals: int) -> float:
    """Rows that all matrices take at the very least, so that what cannot fit is not drawn to find that out."""
    area = 0
    for state in states:
        shown = state.value or state.expected
        if shown is None or not shown.shape or _is_single(state):
            continue
        length, breadth = (1, *shown.shape)[-2:]
        cell = _cell(shown, decimals)
        cells = max(cell, min(breadth * (cell + 1) - 1, columns - cell - 1))
        area += (cells + GAP) * (1 + min(length, TALLEST))
    return area / (columns + GAP)


def _cell(value: Value | None, decimals: int) -> int:
    """Cells kept for a number: numbers of other sizes are as wide, so that nothing moves when they change."""
    return decimals + 3 if value is not None and value.is_array and value.data.dtype.kind == "f" else 1


def _few(
    states: Sequence[NameState], columns: int, gap: bool, prefix: str, look: Cursor | None, fit: Fit
) -> list[Line]:
    singles = [state for state in states if _is_single(state)]
    blocks = (_block(state, columns, prefix, look, fit) for state in states if not _is_single(state))
    packed = list(_rows(blocks, columns))
    aside = _aside(singles, packed, columns)
    if aside:
        packed[-1].append(aside)
    lines = [] if aside else list(_singles(singles, columns, fit.typed))
    for row in packed:
        if lines and gap:
            lines.append(EMPTY)
        lines += beside(row, GAP)
    return [clip(each, columns) for each in lines]


def _many(states: Sequence[NameState], columns: int, gap: bool, prefix: str, look: Cursor | None) -> Iterator[Line]:
    singles = [state for state in states if _is_single(state)]
    for each in _singles(singles, columns):
        yield clip(each, columns)
    fit = Fit(*_STYLES[-1])
    blocks = (_block(state, columns, prefix, look, fit) for state in states if not _is_single(state))
    for index, row in enumerate(_rows(blocks, columns)):
        if (index or singles) and gap:
            yield EMPTY
        for each in beside(row, GAP):
            yield clip(each, columns)


def _aside(singles: Sequence[NameState], packed: Sequence[Sequence[list[Line]]], columns: int) -> list[Line]:
    """Single numbers one below the other at the right of the last matrices, where there is room; else nothing."""
    if not singles or not packed:
        return []
    block = [_single(state, columns, typed=False) for state in singles]
    used = sum(block_width(each) + GAP for each in packed[-1])
    fits = len(block) <= max(map(len, packed[-1])) and used + max(block_width(block), ASIDE) <= columns
    return block if fits else []


ASIDE = 16
"""Cells kept for single numbers beside matrices, so that they stay there when they grow."""


def title(state: NameState, typed: bool = False) -> Line:
    """A name with its shape: `syn0 3×4`, `l0 = X 4×3`.

    With `typed` the type of its numbers as well, where it is no usual one; that of weights is always told.
    """
    role = "name.left" if state.left_over else "name.changed" if state.changed else "name"
    if state.value is None:
        return line((state.name, "name.empty"))
    alias = f" = {state.alias_of}" if state.alias_of else ""
    shape = f" {size(state.value)}" if state.value.shape else ""
    dtype = unusual_dtype(state.value) if typed or state.value.weight else ""
    return line((state.name, role), (alias, "dim"), (shape, "dim"), (f" {dtype}" if dtype else "", "faint"))


def _is_single(state: NameState) -> bool:
    shown = state.value or state.expected
    return shown is None or not shown.is_array or state.alias_of is not None


def _singles(states: Sequence[NameState], columns: int, typed: bool = False) -> Iterator[Line]:
    for row in wrapped(_held_together(states, columns, typed), columns):
        yield tuple((text.replace("\u00a0", " "), role) for text, role in row)


def _held_together(states: Sequence[NameState], columns: int, typed: bool) -> Iterator[Piece]:
    for index, state in enumerate(states):
        if index:
            yield "   ", "text"
        # Each name stays with its value when the line is broken.
        yield from ((text.replace(" ", "\u00a0"), role) for text, role in _single(state, columns, typed))


def _single(state: NameState, columns: int, typed: bool) -> Line:
    value = state.value
    if value is None:
        return (*title(state), (" ", "text"), (EMPTY_CELL, "empty"))
    if state.alias_of is not None:
        return title(state, typed)
    role = "left" if state.left_over else "changed" if state.changed else ""
    if value.is_number:
        colour = scale.role(value.data, weight=value.weight)
        return (*title(state), (" ", "text"), (brief(value.data).lstrip("+"), f"{colour} {role}"))
    text = _shortened(value, max(8, min(LONGEST_TEXT, columns - width(title(state)) - 1)))
    return (*title(state), (" ", "text"), (text, f"code.string {role}"))


LONGEST_TEXT = 40
"""Characters of a value that is neither number nor array."""


def _shortened(value: Value, most: int) -> str:
    """A value's text in so many characters."""
    text = in_brief(value.text) if value.type_name in HOLDERS else value.text
    return text if len(text) <= most else text[: most - 1] + "…"


TOLD = 4
"""Digits after the point that decide whether numbers have an exponent, however many more there is room for."""


def _needs_exponent(value: Value | None) -> bool:
    """Whether the largest number of a matrix is too small, or too large, to be told in as few digits without one."""
    if value is None or not value.is_array or value.data.dtype.kind != "f" or not value.data.size:
        return False
    return notation(value.data, TOLD).exponent


def _block(state: NameState, columns: int, prefix: str, look: Cursor | None, style: Fit) -> list[Line]:
    key = prefix + state.name
    head = title(state, style.typed)
    if state.value is not None:
        head = tuple((text, f"{role} {PLACE}{key}:{WHOLE}:{WHOLE}") for text, role in head)
    row, column = (max(0, look.row), max(0, look.column)) if look is not None and look.key == key else (0, 0)
    shown = state.value or state.expected
    cell = _cell(shown, style.decimals)
    if style.decimals > TOLD and _needs_exponent(shown):
        style = replace(style, decimals=TOLD)
    fit = replace(style, rows=TALLEST + style.labels, width=columns, row=row, column=column, key=key, cell=cell)
    if state.value is None:
        return [head, *empty(state.expected, fit)]
    role = "left" if state.left_over else ""
    return [head, *matrix(state.value, fit, changed_cells(state), role)]


def changed_cells(state: NameState) -> Marks:
    """Marks the cells that the present operation changed; all of them where the whole array is new."""
    value, before = state.value, state.before
    if not state.changed or value is None or not value.is_array or not value.data.size:
        return no_marks
    different = _different(value, before)
    flat = different.reshape(1, -1) if different.ndim == 1 else different.reshape(-1, *different.shape[-2:])[0]
    return lambda row, column: "changed" if flat[row, column] else ""


def _different(value: Value, before: Value | None) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    data = value.data
    if before is None or before.shape != value.shape or before.data.shape != data.shape:
        return np.ones(data.shape, dtype=bool)
    same = (data == before.data) | ((data != data) & (before.data != before.data))
    return np.asarray(~same)


def _rows(blocks: Iterable[list[Line]], columns: int) -> Iterator[list[list[Line]]]:
    """Blocks gathered into rows, as many as fit beside each other, in their order."""
    row: list[list[Line]] = []
    used = -GAP
    for block in blocks:
        cells = block_width(block)
        if row and used + GAP + cells > columns:
            yield row
            row, used = [], -GAP
        row.append([pad(each, cells) for each in block])
        used += GAP + cells
    if row:
        yield row
