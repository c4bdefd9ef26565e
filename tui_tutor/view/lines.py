"""Lines of styled text: what every picture is made of.

A line is a tuple of pieces, a piece a text and its role. A role says what the text is (`dim`, `data+3 changed`);
which colour that has is decided where it is painted. Widths are in terminal cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from rich.cells import cell_len, set_cell_size

from tui_tutor.view.signs import shown

Piece = tuple[str, str]
Line = tuple[Piece, ...]

EMPTY: Line = ()


def line(*parts: str | Piece) -> Line:
    """A line of pieces; a bare string has the role `text`."""
    return tuple((part, "text") if isinstance(part, str) else part for part in parts if part and part[0])


def width(pieces: Line) -> int:
    """Cells that a line takes when it is drawn."""
    return sum([_cells(text) for text, _ in pieces])


@lru_cache(maxsize=1 << 14)
def _cells(text: str) -> int:
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len(shown(text))


def role_at(lines: Sequence[Line], x: int, y: int) -> str:
    """The role of what is drawn in the cell at a place; empty where there is nothing."""
    if not 0 <= y < len(lines) or x < 0:
        return ""
    at = 0
    for text, role in lines[y]:
        at += _cells(text)
        if x < at:
            return role
    return ""


def text_of(pieces: Line) -> str:
    """A line's characters."""
    return "".join(text for text, _ in pieces)


def pad(pieces: Line, cells: int, align: str = "left") -> Line:
    """A line cut or filled up to exactly `cells`; `align` is left, right or centre."""
    free = cells - width(pieces)
    if free < 0:
        return clip(pieces, cells)
    if free == 0:
        return pieces
    if align == "right":
        return ((" " * free, "text"), *pieces)
    if align == "centre":
        return ((" " * (free // 2), "text"), *pieces, (" " * (free - free // 2), "text"))
    return (*pieces, (" " * free, "text"))


def clip(pieces: Line, cells: int, mark: str = "…") -> Line:
    """A line cut to `cells`, with a mark where something is cut off."""
    if width(pieces) <= cells:
        return pieces
    if cells <= 0:
        return EMPTY
    kept: list[Piece] = []
    free = cells - _cells(mark)
    for text, role in harmless(pieces):
        if free <= 0:
            break
        taken = text if _cells(text) <= free else text[:free] if text.isascii() else set_cell_size(text, free)
        kept.append((taken, role))
        free -= _cells(taken)
    return (*kept, (mark, "dim"))


def cut_left(pieces: Line, cells: int) -> Line:
    """A line without its first `cells` cells."""
    kept: list[Piece] = []
    for text, role in harmless(pieces):
        length = _cells(text)
        if cells >= length:
            cells -= length
            continue
        if cells and text.isascii():
            text, cells = text[cells:], 0
        elif cells:
            start = 0
            while _cells(text[:start]) < cells:
                start += 1
            text = " " * (_cells(text[:start]) - cells) + text[start:]
            cells = 0
        kept.append((text, role))
    return tuple(kept)


def harmless(pieces: Line) -> Line:
    """A line with no character in it that a terminal would obey."""
    if all(text.isprintable() for text, _ in pieces):
        return pieces
    return tuple((shown(text), role) for text, role in pieces)


def overlaid(pieces: Line, role: str) -> Line:
    """A line with one more role laid over all of it."""
    return tuple((text, f"{each} {role}") for text, each in pieces)


def beside(blocks: Sequence[Sequence[Line]], gap: int = 2) -> list[Line]:
    """Blocks side by side, their first lines on one height."""
    height = max((len(block) for block in blocks), default=0)
    widths = [block_width(block) for block in blocks]
    rows = []
    for index in range(height):
        row: list[Piece] = []
        for number, (block, cells) in enumerate(zip(blocks, widths, strict=True)):
            if number:
                row.append((" " * gap, "text"))
            row += pad(block[index] if index < len(block) else EMPTY, cells)
        rows.append(tuple(row))
    return rows


def block_width(block: Iterable[Line]) -> int:
    """The widest line of a block."""
    return max(map(width, block), default=0)


def wrap(pieces: Line, cells: int) -> list[Line]:
    """A line broken at blanks so that each part fits; a longer word between the parts of its code."""
    return list(wrapped(pieces, cells)) or [EMPTY]


def wrapped(pieces: Iterable[Piece], cells: int) -> Iterator[Line]:
    """The same, each part when it is asked for; nothing where there is nothing."""
    cells = max(1, cells)
    row: list[Piece] = []
    used = 0
    for word in _words(pieces):
        blank = _is_blank(word[0][0][0])
        length = width(word)
        if used and not blank and used + length > cells:
            yield _strip_end(row)
            row, used = [], 0
        if blank and (not used or used + length > cells):
            continue
        if length > cells:
            *full, word = _broken(word, cells)
            yield from full
            length = width(word)
        row += word
        used += length
    if row:
        yield _strip_end(row)


def _broken(word: Line, cells: int) -> Iterator[Line]:
    """A word in parts of at most so many cells; gone through once, however long it is."""
    row: list[Piece] = []
    free = cells
    for text, role in harmless(word):
        start = 0
        while start < len(text):
            stop = start + free if text.isascii() else _fitting(text, start, free)
            stop = _between_parts(text, start, stop) if stop < len(text) else stop
            part = text[start:stop]
            if part:
                row.append((part, role))
                free -= _cells(part)
                start += len(part)
            if start < len(text):
                if not row:
                    # A character that is wider than the line has no place in it.
                    row.append((" " * cells, role))
                    start += 1
                yield tuple(row)
                row, free = [], cells
    yield tuple(row)


def _between_parts(text: str, start: int, stop: int) -> int:
    """Where code is broken at or before `stop`: after a bracket or comma, before a dot; there where none is near."""
    for index in range(stop, start + (stop - start) // 3, -1):
        before, after = text[index - 1], text[index]
        if (before in "([{," and not after.isdigit()) or (after == "." and not before.isdigit()):
            return index
    return stop


def _fitting(text: str, start: int, cells: int) -> int:
    """Where the part of a text that begins at `start` and takes at most so many cells ends."""
    for index in range(start, len(text)):
        cells -= cell_len(text[index])
        if cells < 0:
            return index
    return len(text)


def _words(pieces: Iterable[Piece]) -> Iterable[Line]:
    """Words and the blanks between them; a word may be made of several pieces."""
    word: list[Piece] = []
    for text, role in pieces:
        for blank, group in groupby(text, _is_blank):
            if word and _is_blank(word[-1][0][-1]) != blank:
                yield tuple(word)
                word = []
            word.append(("".join(group), role))
    if word:
        yield tuple(word)


def _is_blank(character: str) -> bool:
    """Whether a line may be broken here: at what is drawn as a blank, but for the one that holds words together."""
    return character == " " or (character != "\u00a0" and shown(character).isspace())


def _strip_end(row: list[Piece]) -> Line:
    while row and all(map(_is_blank, row[-1][0])):
        row = row[:-1]
    return tuple(row)
