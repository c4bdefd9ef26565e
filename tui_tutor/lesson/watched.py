"""What a program's author wants to be kept in sight, said in comments: `#watch EXPRESSION`, a line each."""

from __future__ import annotations

import re

from tui_tutor.engine.text.source import Source

_SAID = re.compile(r"^\s*#watch[ \t]+(.+?)\s*$")


def watched(source: Source) -> tuple[str, ...]:
    """The expressions of a program's `#watch` lines, in their order."""
    said = (_SAID.match(source.lines[number - 1]) for number in source.comments)
    return tuple(dict.fromkeys(each[1] for each in said if each is not None))
