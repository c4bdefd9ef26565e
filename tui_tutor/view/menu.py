"""Lessons in a list: what each is about, and how far one has come in it."""

from __future__ import annotations

from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress
from tui_tutor.view.numbers import thousands


def reached(lesson: Lesson, progress: Progress) -> str:
    """How far a learner has come: `✓ finished`, `7 of 13 steps, iteration 253`, or `new`."""
    if progress.finished:
        return "✓ finished"
    if progress.position is None:
        return "new"
    steps = f"{len(progress.steps_seen)} of {lesson.steps} steps" if lesson.steps else progress.position
    return f"{steps}, iteration {thousands(progress.furthest)}" if progress.furthest >= 0 else steps


def entry(lesson: Lesson, progress: Progress) -> str:
    """One lesson on two lines: its title and what was reached, then what it is about."""
    return f"{lesson.title}   ({reached(lesson, progress)})\n  {lesson.summary}"
