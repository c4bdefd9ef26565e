"""Opening the lesson that a command line names."""

from __future__ import annotations

import warnings
from pathlib import Path

from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson


def open_lesson(word: str) -> Lesson:
    """The lesson a word means. Raises UnknownLessonError, and ProblemsError with all that is wrong with it."""
    return load_quietly(find(word))


def load_quietly(path: Path) -> Lesson:
    """Load a lesson without Python's warnings about its text: they tell a reader of it nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(path)
