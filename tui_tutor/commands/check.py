"""`toytutor check`: everything that is wrong with lessons and scripts, in their files and in running them."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.commands.messages import complain, complain_of, complain_of_problems, counted, printable
from tui_tutor.commands.opening import to_trust, with_loop
from tui_tutor.commands.outcome import Outcome, try_out
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.lesson.authoring import to_be_written
from tui_tutor.lesson.find import UnknownLessonError, find
from tui_tutor.lesson.load import load_quietly
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.watched import unwatchable


def run(words: Sequence[str], seconds: float, loop: int | None = None, arguments: Sequence[str] | None = None) -> int:
    """Check each lesson or script: a line on standard output for a good one, problems on standard error."""
    return max(_check(word, seconds, loop, arguments) for word in words)


def _check(word: str, seconds: float, loop: int | None, arguments: Sequence[str] | None) -> int:
    try:
        path = to_trust(find(word), arguments)
    except UnknownLessonError as error:
        complain(f"toytutor: {error}")
        return 2
    try:
        lesson = with_loop(load_quietly(path, arguments), loop)
    except ProblemsError as error:
        return _report(error.problems)
    outcome = try_out(lesson, seconds)
    complain_of([*lesson.left_out, *outcome.warnings], lesson.source)
    problems = [*unwatchable(lesson.source), *outcome.problems]
    if problems:
        return _report(problems)
    print(f"{printable(word)}: {outcome.seen or f'fine: {_summary(lesson, outcome)}'}", flush=True)
    return 0


def _report(problems: Sequence[Problem]) -> int:
    complain_of_problems(problems)
    return 1


def _summary(lesson: Lesson, outcome: Outcome) -> str:
    steps = [counted(lesson.steps, "step")] if lesson.steps else []
    turns = (
        "no main loop"
        if outcome.iterations is None
        else f"{counted(outcome.iterations, 'iteration')} of {outcome.loop}"
    )
    unwritten = to_be_written(lesson)
    todo = [f"{counted(unwritten, 'text')} still to be written, marked TODO"] if unwritten else []
    return ", ".join([*steps, turns, *todo])
