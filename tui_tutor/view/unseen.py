"""What of the numbers is out of sight: names and shapes are told all the same, and what changes comes into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_tutor.view.gallery import shown_names
from tui_tutor.view.lines import EMPTY, Line, Piece, clip, line, wrap
from tui_tutor.view.matrix import EMPTY_CELL
from tui_tutor.view.names import MANY, TALLEST, title
from tui_tutor.view.state import State

GAP = "  "


def named(state: State, seen: Sequence[Line], columns: int, most: int) -> list[Line]:
    """Names and shapes of the matrices of a state that are not in the lines `seen`, in at most so many lines.

    Empty where all are seen, or where names are so many that they would not fit.
    """
    names = shown_names(state)
    if len(names) > MANY or most < 1:
        return []
    there = {text for each in seen for text, role in each if role.startswith("name")}
    pieces: list[Piece] = []
    for name, known in names.items():
        value = known.value or known.expected
        if name in there or known.alias_of is not None or value is None or not value.shape:
            continue
        empty = line((f" {EMPTY_CELL}", "empty")) if known.value is None else EMPTY
        # A name stays with its shape when the line is broken.
        told = [(text.replace(" ", "\u00a0"), role) for text, role in (*title(known), *empty)]
        pieces += [*([(GAP, "text")] if pieces else []), *told]
    rows = wrap(tuple(pieces), columns) if pieces else []
    if len(rows) > most:
        rows = [*rows[: most - 1], clip((*rows[most - 1], ("…", "dim")), columns)]
    return [tuple((text.replace("\u00a0", " "), role) for text, role in each) for each in rows]


def unseen(state: State, see: Callable[[int], Sequence[Line]], columns: int, room: int) -> list[Line]:
    """What stands below the numbers in a panel of `room` lines: the names that are not among the lines above.

    `see` gives the lines that are seen where there is room for so many.
    """
    most = room_for_names(room)
    for count in range(most + 1):
        below = named(state, see(room - count), columns, most)
        if len(below) <= count:
            return below
    return []


def room_for_names(room: int) -> int:
    """Lines at the most for the names that are out of sight, in a panel of `room` lines."""
    return max(room // 3, min(3, room // 2))


def first_line(state: State, lines: Sequence[Line], room: int) -> int:
    """The line of the numbers to begin with: what the present operation changed is in sight, and below its name."""
    names = shown_names(state)
    if len(names) > MANY:
        return 0
    titles: list[int] = []
    for at, each in enumerate(lines):
        if any(role.startswith("name") for _, role in each):
            titles.append(at)
        changed = next((text for text, role in each if role.startswith("name.changed") and text in names), None)
        if changed is not None:
            value = names[changed].value
            rows = min(TALLEST, (1, *(value.shape or ()))[-2]) if value is not None and value.shape else 0
            return next(title for title in titles if title >= min(at, at + 1 + rows - room))
    return 0
