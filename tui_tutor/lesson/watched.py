"""What a program's author wants to be kept in sight, said in comments: `#watch EXPRESSION`, a line each."""

from __future__ import annotations

from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.said import said


def watched(source: Source) -> tuple[str, ...]:
    """The expressions of a program's `#watch` lines, in their order."""
    return tuple(dict.fromkeys(each.expression for each in said(source, "watch")))
