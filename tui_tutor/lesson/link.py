"""The command line that opens a program exactly where one stands."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from tui_tutor.lesson.find import listed
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import content_key

LENGTH = 8
"""Hexadecimal digits that a program's content is told by."""


def short_content(lesson: Lesson) -> str:
    """What tells one content of a program from another, short enough to be typed."""
    return content_key(lesson.source.text)[:LENGTH]


def reopening(lesson: Lesson, position: str, picture: str) -> str:
    """The command that opens a lesson or script at a position, with a picture beside it; "" for none.

    What opens by its name has that, anything else its path; with what did not come with the tutor goes the short form
    of its content, so that it can be told when that has changed.
    """
    found = next((each for each in listed() if each.word == lesson.name and each.path == lesson.path), None)
    options = ["--at", position, *(["--picture", picture] if picture else [])]
    options += ["--loop", str(lesson.loop)] if lesson.loop is not None else []
    trust = lesson.source.trust
    options += ["--trust"] if trust is not None else []
    options += ["--content", short_content(lesson)] if found is None or not found.is_shipped else []
    if trust is not None:
        words = ["toytutor", *options, _path(lesson.path), *(["--", *trust.arguments] if trust.arguments else [])]
    elif found is None or found.is_shipped:
        words = ["toytutor", found.word if found is not None else _path(lesson.path), *options]
    else:
        # A name that anyone chose may be that of a command, or look like an option.
        words = ["toytutor", *options, "--", found.word]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _path(path: Path) -> str:
    """A path that leads there: from the present folder where it lies in that, so that others can use it as well."""
    whole, here = path.resolve(), Path.cwd().resolve()
    return f".{os.sep}{whole.relative_to(here)}" if whole.is_relative_to(here) else str(whole)
