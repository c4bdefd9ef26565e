"""Round borders with a title on the left and a note on the right of their upper edge."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.view.lines import Line, clip, line, pad, width

WIDTH = 2
"""Cells that a border takes from the width of what is in it, and lines from its height."""


def border(
    content: Sequence[Line],
    columns: int,
    rows: int,
    title: Line,
    right: Line = (),
    *,
    focus: bool = False,
    more: Line = (),
    below: Line = (),
) -> list[Line]:
    """Lines in a border of exactly `columns` by `rows`; `below` and `more` stand in the lower edge, left and right."""
    edge = "frame.focus" if focus else "frame"
    inner = columns - WIDTH
    if inner < 1 or rows < 2:
        return [pad((), columns) for _ in range(rows)]
    body = [
        (("│", edge), *pad(content[index] if index < len(content) else (), inner), ("│", edge))
        for index in range(rows - 2)
    ]
    return [_top(columns, title, right, edge), *body, _bottom(columns, more, edge, below)]


def _top(columns: int, title: Line, right: Line, edge: str) -> Line:
    room = columns - 6
    right = clip(right, max(0, room - 4)) if right else ()
    left = clip(title, max(0, room - (width(right) + 3 if right else 0)))
    used = width(left) + (width(right) + 2 if right else 0) + 2
    dashes = max(0, columns - used - 4)
    end = ((" ", "text"), *right, (" ", "text")) if right else ()
    head = line(("╭─", edge), (" ", "text"), *left, (" ", "text"))
    return pad((*head, ("─" * dashes, edge), *end, ("─╮", edge)), columns)


def _bottom(columns: int, more: Line, edge: str, below: Line) -> Line:
    if below and columns > 8:
        left = clip(below, columns - 6)
        return line(("╰─ ", edge), *left, (" " + "─" * (columns - 5 - width(left)) + "╯", edge))
    if not more or width(more) + 6 > columns:
        return line(("╰" + "─" * (columns - 2) + "╯", edge))
    return line(("╰" + "─" * (columns - width(more) - 5) + " ", edge), *more, (" ─╯", edge))
