"""The program's text with the present operation marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, _TokenType
from pygments.token import String as StringToken

from tui_tutor.engine.source import Source, Span
from tui_tutor.view.clicks import clickable, going_to_line
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

    def top(self, span: Span | None, rows: int) -> int:
        """The first line to show (from 0) so that the present operation stands in the middle."""
        if span is None:
            return 0
        middle = (span.line + min(span.end_line, span.line + rows - 2)) // 2
        return max(0, min(middle - 1 - rows // 2, self.count - rows))

    def lines(self, columns: int, span: Span | None, failed: bool = False) -> Sequence[Line]:
        """All lines, each drawn when it is asked for; the span is marked, in another colour where it failed."""
        shift = self._shift(span, columns)
        return _Lines(self.count, lambda index: self._line(index + 1, columns, span, shift, failed))

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
        pieces = self._marked(number, span, failed) if inside else self._plain(number)
        if shift and inside:
            pieces = ((("‹"), "dim"), *cut_left(pieces, shift + 1)) if width(pieces) > shift else pieces
        role = "line" if current else ""
        head = "▸" if current else " "
        gutter = line((head, "mark.arrow" if current else "gutter"), (f"{number:>{self._gutter}} ", f"gutter {role}"))
        return clickable(pad((*gutter, *clip(pieces, columns - width(gutter))), columns), going_to_line(number))

    def _plain(self, number: int) -> Line:
        if number in self._heads:
            return line((shown(self._source.lines[number - 1]), "code.step"))
        return tuple((shown(text), role) for text, role in self._coloured[number - 1])

    def _marked(self, number: int, span: Span | None, failed: bool) -> Line:
        assert span is not None
        start = span.column if number == span.line else 0
        stop = span.end_column if number == span.end_line else len(self._source.lines[number - 1])
        text = self._source.lines[number - 1]
        start = max(start, len(text) - len(text.lstrip()))
        mark = "failed" if failed else "mark"
        pieces: list[Piece] = []
        at = 0
        for part, role in self._coloured[number - 1]:
            for first, last, extra in ((0, start, ""), (start, stop, mark), (stop, len(text), "")):
                low, high = max(at, first), min(at + len(part), last)
                if low < high:
                    pieces.append((shown(text[low:high]), f"{role} {extra}".strip()))
            at += len(part)
        return tuple(pieces)


def _role(kind: _TokenType) -> str:
    for parent, role in _ROLES:
        if parent in kind.split():
            return role
    return "code"
