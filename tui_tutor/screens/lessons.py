"""The menu of lessons, with what was finished in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress
from tui_tutor.view.menu import entry
from tui_tutor.widgets.ascii import to_ascii


class LessonsScreen(ModalScreen[Lesson | None]):
    """Chooses a lesson."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,L", "leave", "close", priority=True)]

    DEFAULT_CSS = """
    LessonsScreen { align: center middle; }
    LessonsScreen Vertical {
        width: 84; max-width: 96%; height: auto; max-height: 94%;
        border: round $accent; background: $background; padding: 0 1;
        border-title-color: $accent; border-subtitle-color: $text-muted;
    }
    LessonsScreen OptionList { height: auto; max-height: 26; border: none; background: $background; }
    LessonsScreen OptionList:focus { border: none; }
    LessonsScreen.-ascii Vertical { border: ascii $accent; }
    """

    def __init__(self, lessons: Sequence[tuple[Lesson, Progress]], *, ascii_only: bool = False) -> None:
        super().__init__(classes="-ascii" if ascii_only else None)
        self._lessons = lessons
        self._shown = to_ascii if ascii_only else str

    def compose(self) -> ComposeResult:
        """One entry for each lesson."""
        with Vertical() as place:
            place.border_title = "lessons"
            place.border_subtitle = self._shown("↑ ↓ choose · enter opens · esc closes")
            yield OptionList(
                *(Option(self._shown(entry(lesson, progress)), lesson.name) for lesson, progress in self._lessons)
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A lesson was chosen."""
        chosen = [lesson for lesson, _ in self._lessons if lesson.name == event.option_id]
        self.dismiss(chosen[0] if chosen else None)

    def action_leave(self) -> None:
        """Stay where one is."""
        self.dismiss(None)
