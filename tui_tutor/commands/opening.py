"""Opening the lesson that a command line names, and where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tui_tutor.commands.messages import CannotError
from tui_tutor.engine.watch.position import Position, parse_position
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Lesson


def open_lesson(word: str, loop: int | None = None, arguments: Sequence[str] | None = None) -> Lesson:
    """The lesson a word means, with the loop on a line as its main loop; a script with `arguments` is trusted.

    Raises UnknownLessonError, ProblemsError with all that is wrong, and CannotError where there is no such loop.
    """
    return with_loop(load_quietly(to_trust(find(word), arguments), arguments), loop)


def to_trust(path: Path, arguments: Sequence[str] | None) -> Path:
    """The path, of a script where it is to be trusted. Raises CannotError for a lesson, which never is."""
    if arguments is not None and path.is_dir():
        raise CannotError(f"--trust is for a script of your own; {path.name} is a lesson, and lessons need none")
    return path


def with_loop(lesson: Lesson, line: int | None) -> Lesson:
    """A lesson with the loop on a line as its main loop. Raises CannotError where no loop begins there."""
    if line is None:
        return lesson
    lines = lesson.loop_lines
    if line not in lines:
        others = "it has no loop" if not lines else f"its loops begin on line {', '.join(map(str, lines))}"
        raise CannotError(f"no loop of {lesson.source.path} begins on line {line}: {others}")
    return lesson.with_loop(line)


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
