"""An app that can be left at any time: by a signal, by ctrl+c, for a while by ctrl+z, and by an error of its own."""

from __future__ import annotations

import sys
import time
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.widgets import TextArea

from tui_tutor.screens.leaving import Leaving
from tui_tutor.signals import status_of

AGAIN = 2.0
"""Seconds within which a second ctrl+c leaves."""


class LeavableApp(App[Leaving]):
    """What leaving needs. `failure` is the error of the app's own that ended it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "copy, or quit", show=False, priority=True),
        Binding("ctrl+z", "suspend", "suspend", show=False, priority=True),
    ]

    CSS = """
    Toast { padding: 0 1; margin-top: 0; width: auto; max-width: 100%; }
    Toast.-information, Toast.-warning, Toast.-error { border-left: none; }
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.failure: Exception | None = None
        self._interrupted_at = float("-inf")

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system or for a browser, with what it lacks."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "WebDriver":
            from tui_tutor.browser import BrowserDriver

            return BrowserDriver
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from tui_tutor.terminal import TerminalDriver

        return TerminalDriver

    def leave(self, number: int) -> None:
        """Leave because of a signal."""
        self.exit(result=Leaving(status_of(number)))

    def say(self, words: str) -> None:
        """Say something for a moment, over whatever is open."""
        self.notify(words, timeout=AGAIN, markup=False)

    def action_interrupt(self) -> None:
        """Copy what is selected; else say how to leave, and leave at the second time."""
        if self.screen.get_selected_text() or getattr(self.focused, "selected_text", ""):
            raise SkipAction
        now = time.monotonic()
        if now - self._interrupted_at <= AGAIN:
            self.exit(result=Leaving(0))
            return
        self._interrupted_at = now
        self.say("ctrl+c once more leaves toytutor; all is kept")

    def action_suspend(self) -> None:
        """Stop the tutor until the shell brings it back; in an editor ctrl+z undoes."""
        if isinstance(self.focused, TextArea):
            raise SkipAction
        if sys.platform == "win32" or self._driver is None or not self._driver.can_suspend:
            self.say("ctrl+z: the tutor cannot be suspended here; q leaves it")
        else:
            self.action_suspend_process()

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        # Whoever runs the app says in a line what went wrong and where; Textual would write pages.
        self._exit_renderables.clear()
