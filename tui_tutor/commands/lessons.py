"""`toytutor lessons`: the lessons that come with the tutor."""

from __future__ import annotations

import shutil
import textwrap

from tui_tutor.commands.messages import command, complain, counted, printable
from tui_tutor.commands.opening import open_lesson
from tui_tutor.engine.problems import ProblemsError
from tui_tutor.lesson.find import shipped
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress, Store, content_key

WIDEST = 80
"""Columns beyond which a summary is no easier to read."""


def run() -> int:
    """List the lessons: name, title, number of steps, summary."""
    names = shipped()
    margin = max((len(name) for name in names), default=0) + 2
    width = min(WIDEST, max(40, shutil.get_terminal_size().columns))
    status = 0
    store = Store()
    for name in names:
        try:
            lesson = open_lesson(name)
        except ProblemsError as error:
            complain(f"{name} has {counted(len(error.problems), 'problem')}: {command('check', name)} says which")
            status = 1
        else:
            key = content_key(lesson.source.text, lesson.name)
            progress = store.all([key]).get(key, Progress())
            print("\n".join(map(printable, entry(lesson, margin, width, progress))), end="\n\n")
    print("`toytutor NAME` opens a lesson; so it does a folder and a .py file of your own.")
    return status


def entry(lesson: Lesson, margin: int, width: int, progress: Progress) -> list[str]:
    """The lines that tell of one lesson, its texts in one column, and what was reached in it."""
    steps = counted(lesson.steps, "step")
    if progress.finished:
        steps = f"✓ finished, {steps}"
    elif progress.steps_seen:
        steps = f"{len(progress.steps_seen)} of {steps} seen"
    head = f"{lesson.name:<{margin}}{lesson.title}"
    first = f"{head}{steps:>{max(width - len(head), len(steps) + 2)}}"
    indent = " " * margin
    return [first, *textwrap.wrap(lesson.summary, width, initial_indent=indent, subsequent_indent=indent)]
