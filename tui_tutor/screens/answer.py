"""The line in which a learner answers a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label

from tui_tutor.screens.dialog import Dialog
from tui_tutor.widgets.plain import plain
from tui_tutor.widgets.typed import TypedLine

OFF = "o"
"""The key that switches questions off, while nothing is typed."""


class _AnswerLine(TypedLine):
    """A line that gives two keys another meaning while nothing is typed: only the line itself sees printable ones."""

    def __init__(self, leave: Callable[[str | None], object], *, off: bool) -> None:
        super().__init__(placeholder="your answer", select_on_focus=False)
        self._leave = leave
        self._keys = ("right", "space", OFF) if off else ("right", "space")

    def on_key(self, event: events.Key) -> None:
        """On an empty line a move key skips, and `o` switches questions off."""
        if self.value or event.key not in self._keys:
            return
        event.stop()
        event.prevent_default()
        self._leave(None if event.key == OFF else "")


class AnswerScreen(Dialog[str | None]):
    """Takes one answer: its text, "" to skip the question, `OFF` alone as None to be asked no more."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "skip", "skip", priority=True)]

    DEFAULT_CSS = """
    AnswerScreen { align: left bottom; background: transparent; }
    AnswerScreen Label { width: 100%; height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    AnswerScreen Input { width: 100%; height: 1; border: none; background: $panel; padding: 0 1; }
    AnswerScreen Input:focus { border: none; }
    """

    def __init__(self, how: str, skips: str, *, off: bool = True) -> None:
        """`off` says whether `OFF` on an empty line switches questions off: not where an answer begins with it."""
        super().__init__()
        self._off = off
        self._how = how
        self._skips = skips

    def compose(self) -> ComposeResult:
        """How to answer, above the line."""
        off = f" · {OFF} switches questions off" if self._off else ""
        yield Label(plain(f"{self._how}      esc or {self._skips} skips{off}"))
        yield _AnswerLine(self.dismiss, off=self._off)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.value.strip())

    def action_skip(self) -> None:
        """Leave without an answer."""
        self.dismiss("")
