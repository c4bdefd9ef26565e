"""The help: what is on the screen, and every key."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_tutor.view.keys import help_groups
from tui_tutor.widgets.ascii import to_ascii

PANELS = (
    ("program", "the text that runs; ▸ and the bright part are the operation just done"),
    ("upper right", "that operation drawn: what goes in, what comes out, and the rule of the shapes"),
    ("what and why", "the text of this step"),
    ("numbers", "every name as it stands: bright is new, dim is left from the iteration before, · is yet to come"),
    ("error", "how wrong the program still is, iteration by iteration"),
    ("printed", "what the program printed so far"),
)


class HelpScreen(ModalScreen[None]):
    """A page to read and to leave with any of the usual keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter,space", "leave", "close", priority=True),
    ]

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 84; max-width: 96%; height: auto; max-height: 94%;
        border: round $accent; background: $surface; padding: 0 2;
        border-title-color: $accent; border-subtitle-color: $text-muted;
    }
    HelpScreen Static { width: 100%; height: auto; }
    HelpScreen.-ascii VerticalScroll { border: ascii $accent; scrollbar-size-vertical: 0; }
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(classes="-ascii" if ascii_only else None)
        self._shown = to_ascii if ascii_only else str

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll() as page:
            page.border_title = "help"
            page.border_subtitle = self._shown("↑ ↓ scroll · esc closes")
            yield Static(help_text(self._shown))

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)


def help_text(shown: Callable[[str], str] = str) -> Text:
    """All of the help; `shown` gives each piece as it is to be drawn."""
    text = Text()
    for group, entries in help_groups():
        text.append(f"{shown(group)}\n", "bold")
        for key, words in entries:
            text.append(f"  {shown(key):<10}", "bold yellow")
            text.append(f"{shown(words)}\n")
        text.append("\n")
    text.append("On the screen\n", "bold")
    for name, words in PANELS:
        text.append(f"  {name:<14}", "bold")
        text.append(f"{shown(words)}\n", "dim")
    return text
