"""What a program's author says to the tutor in comment lines: a word right behind the `#`, then an expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui_tutor.engine.text.source import Source


@dataclass(frozen=True, slots=True)
class Said:
    """An expression in a comment line; `line` counts from 1 and `column`, where it begins, from 0."""

    expression: str
    line: int
    column: int


def said(source: Source, word: str) -> Iterator[Said]:
    """The expressions of a program's comment lines `#WORD EXPRESSION`, in their order."""
    form = re.compile(rf"\s*#{word}[ \t]+(.+?)\s*$")
    for line in source.comments:
        found = form.match(source.lines[line - 1])
        if found is not None:
            yield Said(found[1], line, found.start(1))
