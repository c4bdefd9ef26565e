"""The page that says why the error falls or does not, as far as that has been found out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui_tutor.screens.sheet import Sheet
from tui_tutor.study.why.report import Report
from tui_tutor.view.keymap import Keymap
from tui_tutor.view.lines import Line
from tui_tutor.view.why import goal_of, why
from tui_tutor.widgets.plain import plain

Ask = Callable[[], None]
"""Asks for a report; it comes in parts."""


class WhyScreen(Sheet[str]):
    """A report on every layer, told while it is made; gives where to go to see what explains it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "further", "look further, or close", priority=True),
        Binding("enter", "go", "go there", priority=True),
    ]

    heading = "why does it not fall?"

    def __init__(self, label: str, keys: Keymap, ask: Ask) -> None:
        """`label` is what is plotted."""
        super().__init__()
        self._label = label
        self._keymap = keys
        self._ask = ask
        self._report: Report | None = None
        self._is_last = False
        self._note = ""

    def on_mount(self) -> None:
        """Ask for the report."""
        self._ask()

    def take(self, report: Report, *, is_last: bool) -> None:
        """More of the report has come."""
        self._report, self._is_last, self._note = report, is_last, ""
        self.redraw()

    def ends(self, words: str) -> None:
        """No more of it will come, for a reason."""
        self._is_last, self._note = True, words
        self.redraw()

    def redraw(self) -> None:
        """Draw the page anew, and say what `enter` does."""
        super().redraw()
        goal = goal_of(self._report, self._label)
        where = f"enter {goal[1]} · " if goal is not None else ""
        self.query_one(VerticalScroll).border_subtitle = plain(f"↑ ↓ scroll · {where}esc closes")

    def lines(self, columns: int) -> list[Line]:
        """The page."""
        return why(self._report, self._label, columns, self._keymap, self._note)

    def action_further(self) -> None:
        """Run further and look again, where there is more of the run; else close the page."""
        if self._is_last and self._report is not None and not self._report.is_over:
            self._is_last, self._note = False, ""
            self._ask()
        else:
            self.dismiss(None)

    def action_go(self) -> None:
        """Go to what explains it; else close the page."""
        goal = goal_of(self._report, self._label)
        self.dismiss(goal[0] if goal is not None else None)
