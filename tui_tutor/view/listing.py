"""The program's text with the present operation marked."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, _TokenType
from pygments.token import String as StringToken

from tui_tutor.engine.problems import ProblemsError
from tui_tutor.engine.source import Source, Span
from tui_tutor.view.clicks import clickable, going_to_line
from tui_tutor.view.lazy import Known
from tui_tutor.view.lines import Line, Piece, clip, cut_left, line, pad, width
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

STATEMENTS = 60
"""Statements that are coloured together."""

COLOURED = 1_000
"""Characters of a line that are coloured."""


class Listing:
    """A program ready to be listed; its colours are found once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._heads = {line: step for step, line in source.steps}
        self._rows: dict[int, list[Piece]] = {}

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

    def _coloured(self, number: int) -> list[Piece]:
        """The pieces of a line; it is coloured together with the statements around it, and these once."""
        if number not in self._rows:
            at = bisect_right(self._starts, number) - 1
            first = at - at % STATEMENTS
            after = first + STATEMENTS
            start = self._starts[first]
            stop = self._starts[after] if after < len(self._starts) else self.count + 1
            self._rows |= enumerate(_colours(self._source.lines[start - 1 : stop - 1]), start)
        return self._rows[number]

    @cached_property
    def _starts(self) -> list[int]:
        """The lines that begin with a statement: nothing before them matters to what their characters are."""
        lines = self._source.lines
        try:
            heads = _statements(self._source.tree.body)
        except ProblemsError:
            return [1]
        return sorted({1, *(each.lineno for each in heads if not lines[each.lineno - 1][: each.col_offset].strip())})

    def top(self, span: Span | None, rows: int) -> int:
        """The first line to show (from 0) so that the present operation stands in the middle."""
        if span is None:
            return 0
        middle = (span.line + min(span.end_line, span.line + rows - 2)) // 2
        return max(0, min(middle - 1 - rows // 2, self.count - rows))

    def lines(self, columns: int, span: Span | None, failed: bool = False) -> Sequence[Line]:
        """All lines, each drawn when it is asked for; the span is marked, in another colour where it failed."""
        shift = self._shift(span, columns)
        return Known(self.count, lambda index: self._line(index + 1, columns, span, shift, failed))

    def _shift(self, span: Span | None, columns: int) -> int:
        """How far the text is moved to the left so that the marked part can be seen."""
        if span is None:
            return 0
        room = columns - self._gutter - 3
        text = self._source.lines[span.line - 1]
        start = width(line(text[: span.column]))
        stop = width(line(text[: span.end_column if span.line == span.end_line else len(text)]))
        return 0 if stop <= room else max(0, min(start - 2, stop - room + 1))

    def _line(self, number: int, columns: int, span: Span | None, shift: int, failed: bool) -> Line:
        inside = span is not None and span.line <= number <= span.end_line
        current = span is not None and number == span.line
        if inside and shift and width(line(self._source.lines[number - 1])) > shift:
            seen = _seen(self._marked(number, span, failed), shift + 1, columns)
            pieces = ((("‹"), "dim"), *seen)
        else:
            pieces = _seen(self._marked(number, span, failed) if inside else self._plain(number), 0, columns)
        role = "line" if current else ""
        head = "▸" if current else " "
        gutter = line((head, "mark.arrow" if current else "gutter"), (f"{number:>{self._gutter}} ", f"gutter {role}"))
        return clickable(pad((*gutter, *clip(pieces, columns - width(gutter))), columns), going_to_line(number))

    def _plain(self, number: int) -> Iterable[Piece]:
        if number in self._heads:
            return line((shown(self._source.lines[number - 1]), "code.step"))
        return ((shown(text), role) for text, role in self._coloured(number))

    def _marked(self, number: int, span: Span | None, failed: bool) -> Iterator[Piece]:
        assert span is not None
        start = span.column if number == span.line else 0
        stop = span.end_column if number == span.end_line else len(self._source.lines[number - 1])
        text = self._source.lines[number - 1]
        start = max(start, len(text) - len(text.lstrip()))
        mark = "failed" if failed else "mark"
        at = 0
        for part, role in self._coloured(number):
            for first, last, extra in ((0, start, ""), (start, stop, mark), (stop, len(text), "")):
                low, high = max(at, first), min(at + len(part), last)
                if low < high:
                    yield shown(text[low:high]), f"{role} {extra}".strip()
            at += len(part)


def _colours(lines: Sequence[str]) -> Iterator[list[Piece]]:
    """The pieces of lines that begin and end with whole statements; what is far to the right has no colours."""
    rows: list[list[Piece]] = [[]]
    text = "\n".join(each[:COLOURED] for each in lines)
    for kind, token in PythonLexer(stripnl=False, ensurenl=False).get_tokens(text):
        for index, part in enumerate(token.split("\n")):
            if index:
                rows.append([])
            if part:
                rows[-1].append((part, _role(kind)))
    rows += [[] for _ in range(len(lines) - len(rows))]
    for row, each in zip(rows, lines, strict=False):
        yield [*row, (each[COLOURED:], "code")] if len(each) > COLOURED else row


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements and those inside them, in no order."""
    waiting = list(body)
    while waiting:
        each = waiting.pop()
        yield each
        for field in ("body", "orelse", "finalbody"):
            waiting += getattr(each, field, None) or []


def _seen(pieces: Iterable[Piece], first: int, room: int) -> Line:
    """The part of a line that begins at a column and takes more than the room that there is, where it is so long."""
    kept: list[Piece] = []
    before = used = 0
    for piece in pieces:
        if used > first + room:
            break
        used += width((piece,))
        if used > first:
            kept.append(piece)
        else:
            before = used
    return cut_left(tuple(kept), first - before) if first else tuple(kept)


def _role(kind: _TokenType) -> str:
    for parent, role in _ROLES:
        if parent in kind.split():
            return role
    return "code"
