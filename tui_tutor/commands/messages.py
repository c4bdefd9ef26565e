"""How commands say that something is wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_tutor.engine.text.problems import Problem
    from tui_tutor.engine.text.source import Source


class CannotError(Exception):
    """Raised where a command line cannot be carried out; its message says why and what to do instead."""


def complain(text: str) -> None:
    """Write a line on standard error."""
    if sys.stderr is not None:
        print(printable(text), file=sys.stderr)


def complain_of(problems: Sequence[Problem], source: Source | None = None) -> None:
    """Write each problem, and below it its line with a mark under the place; a program's lines are its `source`'s."""
    if not problems:
        return
    from tui_tutor.commands.excerpts import Excerpts

    excerpts = Excerpts(source)
    for problem in problems:
        complain(str(problem))
        for line in excerpts.below(problem):
            complain(line)


def complain_of_problems(problems: Sequence[Problem], source: Source | None = None) -> None:
    """The same of what cannot be opened; of a script that only the guard refuses, how to have it run all the same."""
    complain_of(problems, source)
    if problems and all(each.guard for each in problems):
        complain(f"if this is your own file, {_typed('--trust', problems[0].path)} runs it as python would")


def complain_of_bug(error: BaseException) -> None:
    """Say that the tutor itself failed, and where."""
    from tui_tutor.engine.text.problems import told

    message, where = told(error)
    complain(f"toytutor: this is a bug in toytutor, please report it: {message}")
    complain(f"(at {where})")


def printable(text: str) -> str:
    """Text from a file or a name as one line: what a terminal would obey or could not write is spelled out."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else _spelled(sign) for sign in text)


def command(*words: str) -> str:
    """A command line to type, in backquotes."""
    return f"`{_typed(*words)}`"


def _typed(*words: str) -> str:
    import shlex

    return printable(shlex.join(["toytutor", *words]))


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 step`, `60,000 iterations`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
