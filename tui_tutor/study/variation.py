"""A program's text with stretches of it replaced, and nothing else: another number, another seed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tui_tutor.engine.text.source import Source, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, and what stands there instead."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Variation:
    """A change of a program that is worth trying; `notice` says in a sentence what to look at."""

    name: str
    edits: tuple[Edit, ...]
    notice: str
    changes: tuple[tuple[str, str], ...]
    """The lines that differ, each as it was and as it becomes."""

    mistake: bool = False

    def apply(self, source: Source) -> Source:
        """The changed program, which is for the guard to look at."""
        return Source(source.path, edited(source, self.edits))


def variation(source: Source, name: str, edits: Iterable[Edit], notice: str) -> Variation:
    """The variation of a program that these edits make, which do not overlap."""
    kept = tuple(edits)
    lines = edited(source, kept, ends="\n").split("\n")
    changed = [(old.strip(), new.strip()) for old, new in zip(source.lines, lines, strict=False) if old != new]
    return Variation(name, kept, notice, tuple(changed))


def edited(source: Source, edits: Iterable[Edit], ends: str | None = None) -> str:
    """A program's text after some edits that do not overlap; its line ends stay, unless `ends` are given."""
    parts = _LINE_END.split(source.text)
    between = [*_LINE_END.findall(source.text), ""]
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        span = edit.span
        first, last = span.line - 1, span.end_line - 1
        tail = parts[last][span.end_column :]
        parts[first] = parts[first][: span.column] + edit.text + tail
        del parts[first + 1 : last + 1], between[first:last]
    return "".join(part + (end if ends is None or not end else ends) for part, end in zip(parts, between, strict=True))
