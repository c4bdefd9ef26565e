"""What is wrong with a file, and where: the one way in which bad input is reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

LINE_END: Final = 1 << 30
"""A column behind the end of any line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong at one place, with the way to mend it in its message.

    `line` counts from 1 and `column` from 0, in characters, as Python's own syntax tree does; 0 as a line means
    the file as a whole. Printed, the column counts from 1, as editors do. One with a `kind` is a warning: it is of what
    runs and is hardly meant so. `guard` says that Python would run it: only the guard does not. `end` is the column
    where the place ends on its line, exclusive; 0 where that is not known.
    """

    path: str
    line: int
    column: int
    message: str
    kind: str = ""
    guard: bool = False
    end: int = field(default=0, compare=False)

    def __str__(self) -> str:
        where = self.path if self.line == 0 else f"{self.path}:{self.line}:{self.column + 1}"
        return f"{where}: warning: {self.message} [{self.kind}]" if self.kind else f"{where}: {self.message}"


class ProblemsError(Exception):
    """Raised where work cannot go on; holds every problem found, at least one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def told(error: BaseException) -> tuple[str, str]:
    """An exception that nobody expected: its message, and the file and the line where it was raised."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    return f"{type(error).__name__}: {error}", where
