"""The one place that opens and closes what lies over the tutor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.geometry import Offset
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tui_tutor.widgets.painted import by_cells

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A screen over the tutor: closed once, with the first result, however often and however late it is told to."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close it with a result, and what lies over it without one; nothing happens where it is closed already."""
        return super().dismiss(result) if _uncovered(self) else AwaitComplete()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What can be selected at a place."""
        return by_cells(self, x, y, super().get_widget_and_offset_at(x, y))


class _Commands(CommandList):
    """The palette's list. Textual's own fails at a click on a command that is no longer found."""

    def on_click(self, event: events.Click) -> None:
        """Do nothing where what was clicked is gone."""
        if event.style.meta.get("option", 0) >= self.option_count:
            event.prevent_default()


class Palette(CommandPalette):
    """Textual's command palette, closed once like every dialog."""

    def compose(self) -> ComposeResult:
        """Textual's parts, with a list that bears more."""
        for each in super().compose():
            yield _Commands() if type(each) is CommandList else each

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it; nothing happens where it is closed already."""
        # A search that is on its way would show what it finds in a list that is gone.
        self.workers.cancel_node(self)
        return super().dismiss(result) if _uncovered(self) else AwaitComplete()

    def on_mount(self, event: events.Mount) -> None:
        """Do nothing where it was closed before it had its place: Textual looks for the screen below it."""
        if self not in self.app.screen_stack:
            event.prevent_default()

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def closed_already(self, event: Message) -> None:
        """Take nothing more that was typed or chosen before it was closed."""
        if self not in self.app.screen_stack:
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys other than `esc` go to the list, which may not be there yet, and bears some only once it has lines."""
        there = any(each.size or action == "cursor_down" for each in self.query(CommandList))
        return super().check_action(action, parameters) if there or action == "escape" else False


def open_over(below: Screen[Any], dialog: Dialog[Result], done: Callable[[Result | None], None] | None = None) -> bool:
    """Open a dialog over a screen and hand its result to `done`; whether it was opened.

    It is not where another one lies over that screen already: a key that opens it may come while that one opens.
    """
    app: App[object] = below.app
    if app.screen is not below:
        return False
    app.push_screen(dialog, done)
    return True


def _uncovered(screen: Screen[Result]) -> bool:
    """Whether a screen is open still; what lies over it is closed, since only the uppermost screen can be."""
    app = screen.app
    while screen in app.screen_stack:
        if app.screen is screen:
            return True
        app.screen.dismiss()
    return False
