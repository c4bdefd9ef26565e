"""The program's text with the present operation marked."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import accumulate

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, _TokenType
from pygments.token import String as StringToken
from rich.cells import cell_len

from tui_tutor.engine.text.elsewhere import drawing_lines
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source, Span
from tui_tutor.study.literals import Literal, literals
from tui_tutor.view.clicks import going_to_line
from tui_tutor.view.cursor import PLACE
from tui_tutor.view.lazy import Known
from tui_tutor.view.lines import Line, Piece, line, pad, width
from tui_tutor.view.outline import Outline
from tui_tutor.view.signs import TAB, shown

_ROLES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "code.comment"),
    (Keyword, "code.keyword"),
    (StringToken, "code.string"),
    (Number, "code.number"),
    (Operator, "code.operator"),
    (Name.Builtin, "code.builtin"),
    (Name.Function, "code.function"),
)

ELSEWHERE = ("draws elsewhere", "elsewhere")
"""What stands beside a line that does nothing but that, as far as there is room."""

LITERAL = "literal"
"""The key of the cells that are literals: their rows are lines of the text, their columns those of its characters."""

STATEMENTS = 60
"""Statements that are coloured together."""

COLOURED = 1_000
"""Characters of a line that are coloured."""


class Wrapped:
    """Lines broken so that each part fits into so many cells: where, and the row at which each line begins."""

    def __init__(self, lines: Sequence[str], room: int) -> None:
        self.room = room
        self.breaks = {
            number: _breaks(shown(text), room) for number, text in enumerate(lines, 1) if _may_be_wide(text, room)
        }
        counts = (len(self.breaks.get(number, ())) + 1 for number in range(1, len(lines) + 1))
        self.starts = list(accumulate(counts, initial=0))


class Listing:
    """A program ready to be listed; its colours are found once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._heads = {line: step for step, line in source.steps}
        self._rows: dict[int, list[Piece]] = {}
        self._wrapped = Wrapped([], 0)

    @cached_property
    def outline(self) -> Outline:
        """What the text says of its branches and loops."""
        return Outline(self._source)

    @cached_property
    def _literals(self) -> dict[int, list[Literal]]:
        """What stands in the text by itself and could be something else, by line."""
        found: dict[int, list[Literal]] = {}
        with suppress(ProblemsError):
            for each in literals(self._source):
                found.setdefault(each.span.line, []).append(each)
        return found

    def literal(self, number: int, column: int) -> Literal | None:
        """The literal that begins at a column of a line; None where none does."""
        return next((each for each in self._literals.get(number, ()) if each.span.column == column), None)

    def literal_beside(self, number: int, column: int | None, by: int) -> Literal | None:
        """The next literal after a column of a line, or with a negative `by` the one before; None where there is none.

        Without a column the line's own come first, from its beginning or from its end.
        """
        every = [each for line in sorted(self._literals) for each in self._literals[line]]
        if by > 0:
            here = (number, -1 if column is None else column)
            return next((each for each in every if (each.span.line, each.span.column) > here), None)
        here = (number, column) if column is not None else (number + 1, 0)
        return next((each for each in reversed(every) if (each.span.line, each.span.column) < here), None)

    def _literals_between(self, number: int, first: int, stop: int | None) -> Sequence[Literal]:
        """The literals of a line that may lie between two places of it as it is drawn, where only tabs are wider."""
        every = self._literals.get(number, [])
        widened = self._source.lines[number - 1].count("\t") * (len(TAB) - 1)
        low = bisect_right(every, first - widened, key=lambda each: each.span.end_column)
        high = len(every) if stop is None else bisect_left(every, stop, key=lambda each: each.span.column)
        return every[low:high]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._source.lines)

    @cached_property
    def _drawing(self) -> frozenset[int]:
        """The lines that do nothing but draw, which comes to nothing here."""
        return drawing_lines(self._source)

    @cached_property
    def _gutter(self) -> int:
        return len(str(self.count)) + 1

    def _coloured(self, number: int) -> list[Piece]:
        """The pieces of a line; it is coloured together with the statements around it, and these once."""
        if number not in self._rows:
            at = bisect_right(self._heads_of_statements, number) - 1
            first = at - at % STATEMENTS
            after = first + STATEMENTS
            start = self._heads_of_statements[first]
            stop = self._heads_of_statements[after] if after < len(self._heads_of_statements) else self.count + 1
            self._rows |= enumerate(_colours(self._source.lines[start - 1 : stop - 1]), start)
        return self._rows[number]

    @cached_property
    def _heads_of_statements(self) -> list[int]:
        """The lines that begin with a statement: nothing before them matters to what their characters are."""
        lines = self._source.lines
        try:
            heads = _statements(self._source.tree.body)
        except ProblemsError:
            return [1]
        return sorted({1, *(each.lineno for each in heads if not lines[each.lineno - 1][: each.col_offset].strip())})

    def top(self, span: Span | None, columns: int, rows: int) -> int:
        """The first row to show (from 0) so that the present operation stands in the middle."""
        if span is None:
            return 0
        first, last = self.rows(span.line, columns).start, self.rows(span.end_line, columns).stop - 1
        middle = (first + min(last, first + rows - 2)) // 2
        return max(0, min(middle - rows // 2, self._wrap(columns).starts[-1] - rows))

    def rows(self, number: int, columns: int) -> range:
        """The rows that a line takes in a listing so wide: a long line goes on below, further in."""
        starts = self._wrap(columns).starts
        at = min(max(1, number), self.count)
        return range(starts[at - 1], starts[at])

    def lines(
        self,
        columns: int,
        span: Span | None,
        failed: bool = False,
        following: Span | None = None,
        noticed: Container[int] = (),
    ) -> Sequence[Line]:
        """All rows, each drawn when it is asked for.

        The span is marked, in another colour where it failed, and in a quieter way what comes next. `noticed` are the
        lines in which there was something to notice.
        """
        starts = self._wrap(columns).starts

        def row(index: int) -> Line:
            number = bisect_right(starts, index)
            row = self._row(number, index - starts[number - 1], columns, span, failed, following)
            return _warned(row) if number in noticed and index == starts[number - 1] else row

        return Known(starts[-1], row)

    def _wrap(self, columns: int) -> Wrapped:
        room = max(8, columns - self._gutter - 2)
        if self._wrapped.room != room:
            self._wrapped = Wrapped(self._source.lines, room)
        return self._wrapped

    def _row(
        self, number: int, part: int, columns: int, span: Span | None, failed: bool, following: Span | None
    ) -> Line:
        wrapped, text = self._wrap(columns), self._source.lines[number - 1]
        cuts = (0, *wrapped.breaks.get(number, ()), None)
        first, stop = cuts[part] or 0, cuts[part + 1]
        pieces = _between(self._plain(number), first, stop)
        for literal in self._literals_between(number, first, stop):
            low, high = _drawn(text, number, literal.span)
            pieces = _marked(pieces, low - first, high - first, f"{PLACE}{LITERAL}:{number}:{literal.span.column}")
        for each, mark in ((span, "failed" if failed else "mark"), (following, "next")):
            if each is not None and each.line <= number <= each.end_line:
                low, high = _drawn(text, number, each)
                pieces = _marked(pieces, low - first, high - first, mark)
        hang = " " * _hang(text, wrapped.room) if part else ""
        current = span is not None and number == span.line
        follows = following is not None and number == following.line and not current
        signs = (
            ("▸", "mark.arrow") if current else ("▹", "mark.next") if follows else (" ", "gutter"),
            (" ", "gutter"),
        )
        role = "gutter line" if current else "gutter"
        gutter = line(signs[bool(part)], (f"{number if not part else '':>{self._gutter}} ", role))
        row: Line = (*gutter, (hang, "text"), *pieces)
        if stop is None and number in self._drawing:
            words = next((each for each in ELSEWHERE if columns - width(row) > len(each) + 1), "")
            row = (*pad(row, columns - len(words) - 1), (words, "dim")) if words else row
        return _leading(pad(row, columns), going_to_line(number))

    def _plain(self, number: int) -> Iterable[Piece]:
        if number in self._heads:
            return line((shown(self._source.lines[number - 1]), "code.step"))
        return ((shown(text), role) for text, role in self._coloured(number))


def _leading(row: Line, word: str) -> Line:
    """A line that leads somewhere when it is clicked, but for what is pointed at by a click."""
    return tuple((text, role if PLACE in role else f"{role} {word}") for text, role in row)


def _warned(row: Line) -> Line:
    """A line whose number has the sign of a warning before it; where it is the present one, that stays marked too."""
    sign, number, *rest = row
    digits = number[0].strip()
    place = (WARNING + digits).rjust(len(number[0]) - 1) + " "
    at = place.index(WARNING)
    role = number[1].removeprefix("gutter").strip()
    parts = ((place[:at], number[1]), (WARNING, f"warning {role}".strip()), (place[at + 1 :], number[1]))
    return (sign, *(part for part in parts if part[0]), *rest)


WARNING = "⚠"

HANG = 4
"""How much further in a line goes on."""

WIDEST = len(TAB)
"""Cells that one character takes at most."""


def _hang(text: str, room: int) -> int:
    """Blanks before the later rows of a long line."""
    text = shown(text[: room * 2])
    return min(len(text) - len(text.lstrip(" ")) + HANG, room // 2)


def _may_be_wide(text: str, room: int) -> bool:
    """Whether a line may take more cells than there are; only such a one has to be measured."""
    return len(text) > room or (len(text) * WIDEST > room and not (text.isascii() and text.isprintable()))


def _breaks(text: str, room: int) -> list[int]:
    """Where a line is broken so that each row fits: after a blank or a sign that opens or parts, else anywhere."""
    breaks: list[int] = []
    start, free, hang = 0, room, _hang(text, room)
    while (stop := start + max(1, _fitting(text, start, free))) < len(text):
        places = range(stop, max(start, start + free // 3 - 1), -1)
        best = next((at for at in places if text[at - 1] == " "), None)
        best = best or next((at for at in places if _may_part(text, at)), stop)
        breaks.append(best)
        start, free = best, room - hang
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


def _between(pieces: Iterable[Piece], start: int, stop: int | None) -> Line:
    """The characters of a line from one place up to another, or to its end."""
    kept: list[Piece] = []
    at = 0
    for text, role in pieces:
        if stop is not None and at >= stop:
            break
        begin, end = max(start - at, 0), len(text) if stop is None else min(stop - at, len(text))
        if begin < end:
            kept.append((text[begin:end], role))
        at += len(text)
    return tuple(kept)


def _drawn(text: str, number: int, span: Span) -> tuple[int, int]:
    """Between which characters of a line as it is drawn the part of a span lies that is on it."""
    first = span.column if number == span.line else 0
    stop = span.end_column if number == span.end_line else len(text)
    first = max(first, len(text) - len(text.lstrip()))
    return len(shown(text[:first])), len(shown(text[:stop]))


def _marked(pieces: Line, low: int, high: int, mark: str) -> Line:
    """A line with one more role laid over its characters from one place up to another."""
    kept: list[Piece] = []
    at = 0
    for part, role in pieces:
        for start, end, extra in ((0, low, ""), (low, high, mark), (high, at + len(part), "")):
            begin, finish = max(at, start), min(at + len(part), end)
            if begin < finish:
                kept.append((part[begin - at : finish - at], f"{role} {extra}".strip()))
        at += len(part)
    return tuple(kept)


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


def _role(kind: _TokenType) -> str:
    for parent, role in _ROLES:
        if parent in kind.split():
            return role
    return "code"
