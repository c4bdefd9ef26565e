"""One line of a text around a place in it, in so many cells: what a message is about."""

from __future__ import annotations

import re

from rich.cells import cell_len

from tui_tutor.view.signs import shown

CUT = "…"

_WORD = re.compile(r"\w[\w.]*|\W")

_SHARE = 3
"""One part in so many of the room beside the place is for what follows it, where not all of the line has room."""

Parts = tuple[str, str, str]


def excerpt(text: str, column: int, end: int, room: int) -> Parts:
    """What stands before a place, in it and behind it, as it is drawn in at most `room` cells, without the indent.

    The place reaches from a column to `end`, exclusive; where that is not behind it, over the word that begins there.
    """
    text = text.rstrip()
    column = min(max(column, len(text) - len(text.lstrip())), len(text))
    word = _WORD.match(text, column)
    end = min(end, len(text)) if end > column else word.end() if word else column
    # A line may have millions of characters, of which few are drawn.
    before = _indented(text, column, room)
    marked, after = text[column : min(end, column + 2 * room)], text[end : end + 2 * room]
    return _fitted(shown(before), shown(marked), shown(after), room)


def _indented(text: str, column: int, room: int) -> str:
    """The text before a column, or its last part where that is longer than there can be room for."""
    start = max(0, column - 2 * room)
    return text[start:column] if start else text[:column].lstrip()


def _fitted(before: str, marked: str, after: str, room: int) -> Parts:
    if cell_len(before) + cell_len(marked) + cell_len(after) <= room:
        return before, marked, after
    marked = _begin(marked, room * 2 // 3)
    free = room - cell_len(marked)
    behind = min(cell_len(after), max(free // _SHARE, free - cell_len(before)))
    before = _end(before, free - behind)
    return before, marked, _begin(after, free - cell_len(before))


def _begin(text: str, room: int) -> str:
    """A text's beginning, in at most so many cells."""
    return text if cell_len(text) <= room else f"{_first(text, room - 1)}{CUT}" if room > 0 else ""


def _end(text: str, room: int) -> str:
    """A text's end, in at most so many cells."""
    return text if cell_len(text) <= room else f"{CUT}{_first(text[::-1], room - 1)[::-1]}" if room > 0 else ""


def _first(text: str, room: int) -> str:
    taken = 0
    for index, each in enumerate(text):
        taken += cell_len(each)
        if taken > room:
            return text[:index]
    return text
