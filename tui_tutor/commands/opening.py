"""Opening the lesson that a command line names, and where."""

from __future__ import annotations

from tui_tutor.commands.messages import CannotError
from tui_tutor.engine.position import Position, parse_position
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Lesson


def open_lesson(word: str) -> Lesson:
    """The lesson a word means. Raises UnknownLessonError, and ProblemsError with all that is wrong with it."""
    return load_quietly(find(word))


def position_of(text: str | None) -> Position | None:
    """The position that `--at` was given. Raises CannotError where that is none."""
    if text is None:
        return None
    position = parse_position(text)
    if position is None:
        raise CannotError(
            f"--at {text!r} is no position: write N:K (iteration N, operation K from 1), such as 253:7, "
            "or setup:3, end:2, 253, setup or end"
        )
    return position
