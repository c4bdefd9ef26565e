"""The one line in which a learner types where to go."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label

from tui_tutor.screens.dialog import Dialog
from tui_tutor.widgets.plain import plain
from tui_tutor.widgets.typed import TypedLine


class AskScreen(Dialog[str | None]):
    """Asks for one line of text; None where the learner leaves without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", priority=True)]

    DEFAULT_CSS = """
    AskScreen { align: left bottom; background: transparent; }
    AskScreen Label { width: 100%; height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    AskScreen Input { width: 100%; height: 1; border: none; background: $panel; padding: 0 1; }
    AskScreen Input:focus { border: none; }
    """

    def __init__(self, question: str, placeholder: str) -> None:
        super().__init__()
        self._question = question
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The question above the line."""
        yield Label(plain(self._question))
        yield TypedLine(placeholder=self._placeholder, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.value.strip() or None)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
