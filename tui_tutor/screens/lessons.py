"""The menu of lessons, with what was finished in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress
from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.view.menu import entry


class LessonsScreen(ChooseScreen[Lesson]):
    """Chooses a lesson."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("L", "leave", "close", priority=True)]

    heading = "lessons"

    def __init__(self, lessons: Sequence[tuple[Lesson, Progress]]) -> None:
        super().__init__({lesson.name: lesson for lesson, _ in lessons})
        self._lessons = lessons

    def entries(self) -> Sequence[Entry]:
        """One entry for each lesson."""
        return [(entry(lesson, progress), lesson.name) for lesson, progress in self._lessons]
