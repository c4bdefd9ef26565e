"""The line in which a learner answers a question."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, Label

OFF = "o"
"""The key that switches questions off, while nothing is typed."""


class AnswerScreen(ModalScreen[str | None]):
    """Takes one answer: its text, "" to skip the question, `OFF` alone as None to be asked no more."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "skip", "skip", priority=True)]

    DEFAULT_CSS = """
    AnswerScreen { align: left bottom; background: transparent; }
    AnswerScreen Label { width: 100%; height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    AnswerScreen Input { width: 100%; height: 1; border: none; background: $panel; padding: 0 1; }
    AnswerScreen Input:focus { border: none; }
    """

    def __init__(self, how: str, skips: str) -> None:
        super().__init__()
        self._how = how
        self._skips = skips

    def compose(self) -> ComposeResult:
        """How to answer, above the line."""
        yield Label(f"{self._how}      esc or {self._skips} skips · o switches questions off", markup=False)
        yield Input(placeholder="your answer", select_on_focus=False)

    def on_key(self, event: events.Key) -> None:
        """On an empty line a move key skips, and `o` switches questions off."""
        if self.query_one(Input).value:
            return
        if event.key in ("right", "space"):
            event.stop()
            event.prevent_default()
            self.dismiss("")
        elif event.key == OFF:
            event.stop()
            event.prevent_default()
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.value.strip())

    def action_skip(self) -> None:
        """Leave without an answer."""
        self.dismiss("")
