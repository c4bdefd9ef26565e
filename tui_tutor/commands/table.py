"""The operations of one part of a program as a table to read."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tui_tutor.commands.messages import counted
from tui_tutor.commands.values import short_value
from tui_tutor.engine.watch.position import Part, Place
from tui_tutor.engine.watch.recording import Event
from tui_tutor.lesson.model import Lesson
from tui_tutor.study.notices.notice import Notice
from tui_tutor.view.dtypes import unusual_dtype
from tui_tutor.view.signs import shown

GAP = "  "
WARNING = "⚠"
CODE_SHARE = 0.58
"""How much of the room that code and value share goes to the code."""


@dataclass(frozen=True, slots=True)
class _Row:
    number: str
    line: str
    kind: str
    code: str
    shapes: str
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class _Widths:
    number: int
    line: int
    kind: int
    code: int
    shapes: int
    total: int


HEAD = _Row("#", "line", "kind", "code", "shapes")


def place_name(place: Place) -> str:
    """A place in words: `setup`, `iteration 10,000`, `end`."""
    return f"iteration {place.iteration:,}" if place.iteration is not None else str(place.part)


def table(
    lesson: Lesson,
    place: Place,
    events: Sequence[Event],
    *,
    total: int | None,
    width: int,
    notices: Mapping[int, Sequence[Notice]] | None = None,
) -> Iterator[str]:
    """A title, the names of the columns, and a line for each operation under the heading of its step.

    What there is to notice in an operation, counted from 0 in `notices`, stands below it.
    """
    of = f" of {total:,}" if place.iteration is not None and total is not None else ""
    yield _flat(f"{lesson.title} · {place_name(place)}{of} · {counted(len(events), 'operation')}")
    if not events:
        return
    # Gone through twice rather than held: there may be more of them than memory has room for.
    widths = _widths(chain([HEAD], _rows(events)), width)
    yield ""
    yield _line(HEAD, widths)
    shown = ""
    for index, row in enumerate(_rows(events)):
        heading = _heading(lesson, place, row.event) if row.event is not None else ""
        if heading != shown:
            yield ""
            yield _cut(heading, width)
            shown = heading
        yield _line(row, widths)
        for each in (notices or {}).get(index, ()):
            yield from _told(each, width, widths.number + widths.line + 2 * len(GAP))


def _told(notice: Notice, width: int, indent: int) -> Iterator[str]:
    """A notice in words, below its operation."""
    text = _flat(f"{WARNING} {notice.words} [{notice.kind}]")
    for row, part in enumerate(textwrap.wrap(text, max(20, width - indent - 2))):
        yield " " * (indent + (2 if row else 0)) + part


def _heading(lesson: Lesson, place: Place, event: Event) -> str:
    """The step an operation belongs to; nothing in a program without steps."""
    if not lesson.steps:
        return ""
    in_end = place.part is Part.END
    name = "results" if in_end else f"step {event.step} of {lesson.steps}" if event.step is not None else "start"
    text = lesson.ending(event.site.span.line) if in_end else lesson.text(event.step)
    return _flat(f"{name} · {text.title}" if text is not None and text.title else name)


def _rows(events: Iterable[Event]) -> Iterator[_Row]:
    return (_row(number, event) for number, event in enumerate(events, 1))


def _row(number: int, event: Event) -> _Row:
    site = event.site
    first, *rest = site.code.split("\n")
    code = "  " * event.depth + _flat(first) + ("…" if rest else "")
    shapes = _flat(event.shapes or "") + (f" {unusual}" if (unusual := unusual_dtype(event.result)) else "")
    return _Row(str(number), str(site.span.line), str(event.kind), code, shapes, event)


def _widths(rows: Iterable[_Row], total: int) -> _Widths:
    number = line = kind = shapes = code = 0
    for row in rows:
        number, line, kind = max(number, len(row.number)), max(line, len(row.line)), max(kind, len(row.kind))
        code = max(code, _cells(row.code))
        # The rule of a single number may reach into the next column: such a value is short.
        if row.event is None or (row.event.result and row.event.result.is_array):
            shapes = max(shapes, _cells(row.shapes))
    shapes = min(shapes, total // 4)
    code = min(code, int((total - number - line - kind - shapes - 5 * len(GAP)) * CODE_SHARE))
    return _Widths(number, line, kind, code, shapes, total)


def _line(row: _Row, widths: _Widths) -> str:
    left = GAP.join(
        (
            row.number.rjust(widths.number),
            row.line.rjust(widths.line),
            row.kind.ljust(widths.kind),
            _padded(_cut(row.code, widths.code), widths.code),
            _padded(row.shapes, widths.shapes),
        )
    )
    room = widths.total - _cells(left) - len(GAP)
    value = "value" if row.event is None else _flat(short_value(row.event, room)) if room > 0 else ""
    return _cut(f"{left}{GAP}{value}".rstrip(), widths.total)


def _flat(text: str) -> str:
    """Text as one line, in which a terminal finds nothing to obey."""
    return shown(text)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_cell(sign) for sign in text)


def _cell(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _cut(text: str, width: int) -> str:
    """Text that takes at most so many columns, `…` in the place of what is left out."""
    if _cells(text) <= width:
        return text
    kept, used = "", 1
    for sign in text:
        used += _cell(sign)
        if used > width:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))
