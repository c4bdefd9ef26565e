"""The help: what is focused, every key, every name, every term."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.screens.sheet import Sheet
from tui_tutor.view.explain import explained, topic
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line
from tui_tutor.view.state import State


class HelpScreen(Sheet[None]):
    """A page to read and to leave with any of the usual keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,enter,space", "leave", "close", priority=True),
    ]

    heading = "help"
    keys = "↑ ↓ scroll · esc closes"

    def __init__(self, state: State, panel: Panel | None) -> None:
        super().__init__()
        self._state = state
        self._panel = panel

    def lines(self, columns: int) -> list[Line]:
        """The whole help."""
        return explained(self._state, self._panel, columns)


class TopicScreen(HelpScreen):
    """The explanation of one name or term."""

    def __init__(self, state: State, name: str) -> None:
        super().__init__(state, None)
        self._name_asked = name
        self.heading = name

    def lines(self, columns: int) -> list[Line]:
        """What it is."""
        return topic(self._state, self._name_asked, columns)
