"""The program's text with the present operation marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import overload

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, _TokenType
from pygments.token import String as StringToken
from rich.cells import cell_len

from tui_tutor.engine.source import Source, Span
from tui_tutor.view.clicks import clickable, going_to_line
from tui_tutor.view.lines import Line, Piece, line, pad, text_of, width
from tui_tutor.view.outline import Outline
from tui_tutor.view.signs import shown

_ROLES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "code.comment"),
    (Keyword, "code.keyword"),
    (StringToken, "code.string"),
    (Number, "code.number"),
    (Operator, "code.operator"),
    (Name.Builtin, "code.builtin"),
    (Name.Function, "code.function"),
)


class _Lines(Sequence[Line]):
    """Lines that are drawn when they are looked at: a terminal shows a few of a program's many."""

    def __init__(self, count: int, draw: Callable[[int], Line]) -> None:
        self._count = count
        self._draw = draw

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self._draw(each) for each in range(self._count)[index]]
        return self._draw(range(self._count)[index])


class Listing:
    """A program ready to be listed; its colours are found once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._heads = {line: step for step, line in source.steps}
        self._wrapped: tuple[int, list[int]] = (-1, [])

    @cached_property
    def outline(self) -> Outline:
        """What the text says of its branches and loops."""
        return Outline(self._source)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._source.lines)

    @cached_property
    def _gutter(self) -> int:
        return len(str(self.count)) + 1

    @cached_property
    def _coloured(self) -> list[list[Piece]]:
        rows: list[list[Piece]] = [[]]
        lexer = PythonLexer(stripnl=False, ensurenl=False)
        for kind, text in lexer.get_tokens("\n".join(self._source.lines)):
            for index, part in enumerate(text.split("\n")):
                if index:
                    rows.append([])
                if part:
                    rows[-1].append((part, _role(kind)))
        rows += [[] for _ in range(self.count - len(rows))]
        return rows

    def top(self, span: Span | None, columns: int, rows: int) -> int:
        """The first row to show (from 0) so that the present operation stands in the middle."""
        if span is None:
            return 0
        first, last = self.rows(span.line, columns).start, self.rows(span.end_line, columns).stop - 1
        middle = (first + min(last, first + rows - 2)) // 2
        return max(0, min(middle - rows // 2, self._starts(columns)[-1] - rows))

    def rows(self, number: int, columns: int) -> range:
        """The rows that a line takes in a listing so wide: a long line goes on below, further in."""
        starts = self._starts(columns)
        at = min(max(1, number), self.count)
        return range(starts[at - 1], starts[at])

    def lines(
        self, columns: int, span: Span | None, failed: bool = False, following: Span | None = None
    ) -> Sequence[Line]:
        """All rows, each drawn when it is asked for.

        The span is marked, in another colour where it failed, and in a quieter way what comes next.
        """
        starts = self._starts(columns)

        def row(index: int) -> Line:
            number = bisect_right(starts, index)
            return self._row(number, index - starts[number - 1], columns, span, failed, following)

        return _Lines(starts[-1], row)

    def _starts(self, columns: int) -> list[int]:
        """The row at which each line begins, and how many rows there are."""
        if self._wrapped[0] != columns:
            room = columns - self._gutter - 2
            counts = [len(_breaks(shown(text), room)) + 1 for text in self._source.lines]
            self._wrapped = (columns, list(accumulate(counts, initial=0)))
        return self._wrapped[1]

    def _row(
        self, number: int, part: int, columns: int, span: Span | None, failed: bool, following: Span | None
    ) -> Line:
        marks = [(each, role) for each, role in ((span, "failed" if failed else "mark"), (following, "next")) if each]
        pieces = self._plain(number)
        for each, role in marks:
            if each.line <= number <= each.end_line:
                pieces = self._marked(pieces, number, each, role)
        room = columns - self._gutter - 2
        text = text_of(pieces)
        breaks = _breaks(text, room)
        cuts = [0, *breaks, len(text)]
        shown_part = _between(pieces, cuts[part], cuts[part + 1])
        hang = " " * _hang(text, room) if part else ""
        inside = span is not None and span.line <= number <= span.end_line
        current = span is not None and number == span.line and not part
        follows = following is not None and number == following.line and not part and not current
        head = ("▸", "mark.arrow") if current else ("▹", "mark.next") if follows else (" ", "gutter")
        role = "gutter line" if inside and number == (span.line if span else 0) else "gutter"
        gutter = line(head, (f"{number if not part else '':>{self._gutter}} ", role))
        return clickable(pad((*gutter, (hang, "text"), *shown_part), columns), going_to_line(number))

    def _plain(self, number: int) -> Line:
        if number in self._heads:
            return line((shown(self._source.lines[number - 1]), "code.step"))
        return tuple((shown(text), role) for text, role in self._coloured[number - 1])

    def _marked(self, pieces: Line, number: int, span: Span, mark: str) -> Line:
        """A line with the part of a span that lies in it laid over in a role."""
        text = self._source.lines[number - 1]
        first = span.column if number == span.line else 0
        stop = span.end_column if number == span.end_line else len(text)
        first = max(first, len(text) - len(text.lstrip()))
        low, high = len(shown(text[:first])), len(shown(text[:stop]))
        kept: list[Piece] = []
        at = 0
        for part, role in pieces:
            for start, end, extra in ((0, low, ""), (low, high, mark), (high, at + len(part), "")):
                begin, finish = max(at, start), min(at + len(part), end)
                if begin < finish:
                    kept.append((part[begin - at : finish - at], f"{role} {extra}".strip()))
            at += len(part)
        return tuple(kept)


HANG = 4
"""How much further in a line goes on."""


def _hang(text: str, room: int) -> int:
    """Blanks before the later rows of a long line."""
    indent = len(text) - len(text.lstrip(" "))
    return min(indent + HANG, room // 2)


def _breaks(text: str, room: int) -> list[int]:
    """Where a line is broken so that each row fits: after a blank or a sign that opens or parts, else anywhere."""
    room = max(8, room)
    if len(text) <= room // 2 or width(((text, ""),)) <= room:
        return []
    breaks: list[int] = []
    start, free = 0, room
    while width(((text[start:], ""),)) > free:
        stop = start + max(1, _fitting(text, start, free))
        places = range(start + free // 3, stop + 1)
        best = max((at for at in places if at > start and text[at - 1] == " "), default=0)
        best = best or max((at for at in places if at > start and _may_part(text, at)), default=stop)
        breaks.append(best)
        start, free = best, room - _hang(text, room)
    return breaks


def _may_part(text: str, at: int) -> bool:
    """Whether a line may go on below after a sign that opens or parts; a comma may stand inside a number."""
    return text[at - 1] in "([" or (text[at - 1] == "," and not text[at : at + 1].isdigit())


def _fitting(text: str, start: int, cells: int) -> int:
    """How many characters from a place on take no more than so many cells."""
    if text.isascii():
        return min(cells, len(text) - start)
    count = 0
    while start + count < len(text) and (cells := cells - cell_len(text[start + count])) >= 0:
        count += 1
    return count


def _between(pieces: Line, start: int, stop: int) -> Line:
    """The characters of a line from one place up to another."""
    kept: list[Piece] = []
    at = 0
    for text, role in pieces:
        begin, end = max(start - at, 0), min(stop - at, len(text))
        if begin < end:
            kept.append((text[begin:end], role))
        at += len(text)
    return tuple(kept)


def _role(kind: _TokenType) -> str:
    for parent, role in _ROLES:
        if parent in kind.split():
            return role
    return "code"
