"""The menu of lessons, with what was finished in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress
from tui_tutor.lesson.shelf import Shelved
from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.view.menu import broken, entry


class LessonsScreen(ChooseScreen[Lesson]):
    """Chooses a lesson."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("L", "leave", "close", priority=True)]

    heading = "lessons"

    def __init__(self, lessons: Sequence[tuple[Shelved, Progress]]) -> None:
        super().__init__({each.found.word: each.lesson for each, _ in lessons if each.lesson is not None})
        self._lessons = lessons

    def entries(self) -> Sequence[Entry]:
        """One entry for each lesson, a broken one to be read only."""
        return [_entry(each, progress) for each, progress in self._lessons]


def _entry(each: Shelved, progress: Progress) -> Entry:
    word = each.found.word
    if each.lesson is None:
        return broken(word, each.problems)
    return entry(each.lesson, progress, "" if each.found.is_shipped else word), word
