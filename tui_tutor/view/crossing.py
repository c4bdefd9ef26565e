"""A product as a table: the left matrix at the left, the right one above, each cell where its row and column meet.

The arrangement is Falk's scheme for matrix products (Sigurd Falk, ZAMM 31, 1951).
"""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.engine.text.written import ABOUT, EQUAL
from tui_tutor.engine.watch.recording import Event
from tui_tutor.view.digits import Digits, check_of, choices
from tui_tutor.view.equation import Part, least, over, short
from tui_tutor.view.lines import Line, block_width, cut_left, line, pad, width
from tui_tutor.view.matrix import Fit, matrix
from tui_tutor.view.numbers import cells

GAP = 2
"""Blank cells between the left matrix and the table's edge."""


def crossing(left: Part, right: Part, made: Part, event: Event, columns: int, rows: int) -> list[Line] | None:
    """The table in `columns` by `rows`; None where it does not fit whole, or the operands are no matrices."""
    if any(len(part.value.shape or ()) != 2 or not part.value.data.size for part in (left, right, made)):
        return None
    high = len(right.value.data) + len(left.value.data) + 2
    if high > rows or least(left) + least(right) > columns:
        return None
    is_low = high + 1 > rows
    tried = choices(check_of(event))
    for digits, holds in tried:
        lines = _table(left, right, made, digits, EQUAL if holds else ABOUT, is_low=is_low)
        if block_width(lines) <= columns and len(lines) <= rows:
            longest = block_width(lines)
            return [pad(pad(each, longest), columns, "centre") for each in lines]
    return None


def _table(left: Part, right: Part, made: Part, digits: Digits, sign: str, *, is_low: bool) -> list[Line]:
    """The table; where it `is_low` the name of what stands above is beside it and takes no line."""
    cell = max(_cell(right, digits.operands), _cell(made, digits.result))
    fit = Fit(digits.operands, rows=1_000, inner="column", key=left.key)
    beside = matrix(left.value, fit, left.marks)
    above = matrix(right.value, replace(fit, inner="row", key=right.key, cell=cell), right.marks)
    below = matrix(made.value, Fit(digits.result, labels=False, key=made.key, cell=cell), made.marks)
    labelled = any(left.value.axes)
    side = block_width(above) - block_width(below)
    name = line((short(left.code, 28), "operand"), (" ", "text"), *over(left.value, "column"))
    start = max(block_width(beside), width(name) + 1 if labelled else 0) + GAP
    title = line((short(right.code, 28), "operand"), (" ", "text"), *over(right.value, "row"))
    if is_low:
        start = max(start, width(title) + GAP)
        lines = [(*line((" " * start, "text")), *each) for each in above]
        lines[0] = (*pad(title, start, "right"), *above[0])
    else:
        lines = [(*line((" " * start, "text")), *each) for each in (title, *above)]
    edge = max(block_width(above), block_width(below) + side) - side
    called = f"{short(made.code, 16)} " if made.code else ""
    meaning = line((f"{sign} ", "sign"), (called, "operand"), *over(made.value, ""))
    rule = line(("╭─ ", "frame"), *meaning, (" ", "text"))
    rule = (*rule, ("─" * max(0, edge + 2 - width(rule)), "frame"))
    corner = start + side - 2
    heads = len(beside) - len(below)
    if heads:
        # The left matrix's own heads stand level with the rule, its name on the line above.
        lines[-1] = (*pad(name, start), *cut_left(lines[-1], start))
    lines.append((*pad(beside[0] if heads else (), corner), *rule))
    lines += [
        (*pad(row, corner), ("│ ", "frame"), *cells_of) for row, cells_of in zip(beside[heads:], below, strict=True)
    ]
    return lines


def _cell(part: Part, decimals: int) -> int:
    """Characters of one cell of a matrix."""
    return max((len(text) for row in cells(part.value.data, decimals) for text in row), default=1)
