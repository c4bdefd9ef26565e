"""Following a link: whether the program is still what it was when the link was made."""

from __future__ import annotations

import re
from pathlib import Path

from tui_tutor.commands.messages import CannotError
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.lesson.find import SCRIPTS
from tui_tutor.lesson.link import short_content
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Lesson


def other_content(lesson: Lesson, content: str | None) -> str | None:
    """What is to be said where a program has another content than its link tells. Raises CannotError."""
    if content is None:
        return None
    if re.fullmatch(r"[0-9a-fA-F]{4,16}", content) is None:
        raise CannotError(
            f"--content {content!r} is none: it is the 8 hexadecimal digits that a link (y in the tutor) gives"
        )
    now = short_content(lesson)
    if _is_content(content, now):
        return None
    return f"{lesson.path.name} has changed since the link was made ({content} then, {now} now)"


def same_here(word: str, content: str | None) -> str:
    """That a script of the name and the content of a link lies in the present folder; "" where none does."""
    here = Path(Path(word).name)
    if content is None or here.suffix not in SCRIPTS or not here.is_file():
        return ""
    try:
        lesson = load_quietly(here)
    except ProblemsError:
        return ""
    return f"; ./{here} in this folder has that content" if _is_content(content, short_content(lesson)) else ""


def _is_content(given: str, now: str) -> bool:
    return given.lower().startswith(now) or now.startswith(given.lower())
