"""Text that is selected with the mouse: which parts of a line that is, and what is copied of it. Columns are cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len

from tui_tutor.view.lines import Line, text_of

_NO_TEXT = frozenset({"frame", "frame.focus", "gutter", "mark.arrow"})
"""Roles of what surrounds text and is no part of it: frames, and the numbers of lines."""

Span = tuple[int, int | None]
"""The first selected column of a line and the one after the last; None for its end."""


def parted(pieces: Line, span: Span) -> Iterator[tuple[str, str, bool]]:
    """The parts of a line: text, role, and whether it is selected. A wide character belongs to both of its cells."""
    first, last = span
    column = 0
    for text, role in pieces:
        cells = len(text) if text.isascii() else cell_len(text)
        if _is_text(role) and column + cells > first and (last is None or column < last):
            start = _index(text, first - column)
            stop = len(text) if last is None else _index_after(text, last - column)
            parts = ((text[:start], False), (text[start:stop], True), (text[stop:], False))
            yield from ((part, role, chosen) for part, chosen in parts if part)
        else:
            yield text, role, False
        column += cells


def copied(lines: Sequence[Line], spans: Callable[[int], Span | None]) -> str:
    """The selected text of lines, without blanks at their ends; `spans` gives what of each line is selected."""
    rows: list[str] = []
    for index, each in enumerate(lines):
        span = spans(index)
        if span is not None and any(_is_text(role) for _, role in each):
            rows.append("".join(text for text, _, chosen in parted(each, span) if chosen).rstrip())
    return "\n".join(rows)


def same_text(old: Sequence[Line], new: Sequence[Line], spans: Callable[[int], Span | None]) -> bool:
    """Whether all lines with something selected still have the same characters."""
    rows = enumerate(zip(old, new, strict=False))
    return all(before == after or spans(index) is None or _same(before, after) for index, (before, after) in rows)


def _same(before: Line, after: Line) -> bool:
    return text_of(before) == text_of(after)


def _is_text(role: str) -> bool:
    return role.split(" ", 1)[0] not in _NO_TEXT


def _index(text: str, column: int) -> int:
    """The character that covers a column."""
    if column <= 0:
        return 0
    if text.isascii():
        return min(column, len(text))
    at = 0
    for index, character in enumerate(text):
        at += cell_len(character)
        if at > column:
            return index
    return len(text)


def _index_after(text: str, column: int) -> int:
    """The character after those that begin before a column; what is laid over a character stays with it."""
    if text.isascii():
        return max(0, min(column, len(text)))
    at = 0
    for index, character in enumerate(text):
        cells = cell_len(character)
        if cells and at >= column:
            return index
        at += cells
    return len(text)
