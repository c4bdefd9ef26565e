"""A sheet that lies over the tutor: a page to read, with a title, keys below, and a few keys of its own."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui_tutor.screens.dialog import Dialog
from tui_tutor.view.lines import Line
from tui_tutor.widgets.page import Page
from tui_tutor.widgets.plain import plain

Result = TypeVar("Result")


class Sheet(Dialog[Result]):
    """What all sheets share."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "close", priority=True)]

    DEFAULT_CSS = """
    Sheet { align: center middle; }
    Sheet > VerticalScroll {
        width: 100; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $background; padding: 0 1;
        border-title-color: $accent; border-subtitle-color: $text-muted; scrollbar-size-vertical: 1;
    }
    Sheet Page { width: 100%; height: auto; }
    """

    heading = ""
    keys = "esc closes"

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll() as place:
            place.border_title = plain(self.heading)
            place.border_subtitle = plain(self.keys)
            yield Page(self.lines)

    def lines(self, columns: int) -> list[Line]:
        """The page; redefined by every sheet."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw the page anew."""
        for page in self.query(Page):
            page.redraw(self.lines)

    def action_leave(self) -> None:
        """Close it without a result."""
        self.dismiss(None)
