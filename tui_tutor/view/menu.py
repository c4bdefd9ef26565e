"""Lessons in a list: what each is about, and how far one has come in it; of a broken one how to find out more."""

from __future__ import annotations

import shlex

from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress
from tui_tutor.view.numbers import thousands
from tui_tutor.view.signs import shown


def reached(lesson: Lesson, progress: Progress) -> str:
    """How far a learner has come: `✓ finished`, `7 of 13 steps, iteration 253`, or `new`."""
    if progress.finished:
        return "✓ finished"
    if progress.position is None:
        return "new"
    steps = f"{len(progress.steps_seen)} of {lesson.steps} steps" if lesson.steps else progress.position
    return f"{steps}, iteration {thousands(progress.furthest)}" if progress.furthest >= 0 else steps


def entry(lesson: Lesson, progress: Progress, word: str = "") -> str:
    """One lesson on two lines: its title and what was reached, then what it is about.

    A `word` is what opens it, for one whose title may be another's as well.
    """
    own = f", {shown(word)}" if word else ""
    return f"{lesson.title}   ({reached(lesson, progress)}{own})\n  {lesson.summary}"


def broken(word: str, problems: int) -> str:
    """A lesson that cannot be opened, on two lines: how much is wrong, and what says it all."""
    count = "1 problem" if problems == 1 else f"{thousands(problems)} problems"
    return f"{shown(word)}   (broken: {count})\n  {shown(shlex.join(['toytutor', 'check', word]))} says which"
