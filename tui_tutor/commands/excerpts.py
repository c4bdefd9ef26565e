"""The lines of files that problems are about, each with a mark under the place."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from rich.cells import cell_len

from tui_tutor.commands.messages import printable
from tui_tutor.engine.text.files import decode, read_file
from tui_tutor.engine.text.notebook import LARGEST_FILE
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.load import source_of
from tui_tutor.view.excerpt import CUT, excerpt

INDENT = 4
"""Blanks before a line, so that those that tell where a problem is stand out."""

WIDEST = 120
"""Cells; nobody reads a longer line."""

MOST = 100
"""Problems whose lines are shown; more than these nobody mends one by one."""


class Excerpts:
    """The lines below each problem; those of a program are its source's, others are read in their files."""

    def __init__(self, source: Source | None = None) -> None:
        self._source = source
        self._lines = cache(_lines_of)
        self._room = _columns() - INDENT
        self._shown = 0

    def below(self, problem: Problem) -> Iterator[str]:
        """Its line, and marks below that under its place; nothing where the problem is of no line."""
        is_sources = self._source is not None and self._source.path == problem.path
        lines = self._source.lines if is_sources and self._source is not None else self._lines(problem.path)
        if not 1 <= problem.line <= len(lines) or not lines[problem.line - 1].strip() or self._shown >= MOST:
            return
        self._shown += 1
        parts = excerpt(lines[problem.line - 1], problem.column, problem.end, self._room)
        before, marked, after = map(_writable, parts)
        yield f"{' ' * INDENT}{before}{marked}{after}"
        yield f"{' ' * (INDENT + cell_len(before))}{'^' * max(1, cell_len(marked))}"


def _lines_of(path: str) -> Sequence[str]:
    """The lines of a file as problems count them; none where it cannot be read."""
    place = Path(path)
    try:
        if place.suffix in (".py", ".ipynb"):
            return source_of(place).lines
    except ProblemsError:
        # What a notebook itself is told of stands in its file.
        pass
    try:
        return Source(path, decode(place, read_file(place, LARGEST_FILE, "a text"))).lines
    except ProblemsError:
        return ()


def _writable(text: str) -> str:
    """A text as standard error writes it: in an encoding that lacks a sign, its number stands for it."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    text = printable(text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.replace(CUT, "...").encode(encoding, "backslashreplace").decode(encoding)
    return text


def _columns() -> int:
    """How wide a line may be."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (AttributeError, OSError, ValueError):
        return WIDEST
    return min(WIDEST, max(columns, 2 * INDENT)) if columns else WIDEST
