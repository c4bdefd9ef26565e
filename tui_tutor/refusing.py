"""The app that a refused script opens: a page of what is wrong, to mend it, to trust it, or to leave."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.leavable import LeavableApp
from tui_tutor.lesson.drafts import Drafts
from tui_tutor.screens.leaving import Leaving
from tui_tutor.screens.refused import Decided, RefusedScreen
from tui_tutor.surroundings import asks_for_no_colour
from tui_tutor.widgets.ascii import Ascii
from tui_tutor.widgets.palette import palette_of
from tui_tutor.widgets.plain import Harmless
from tui_tutor.widgets.themes import DARK, THEMES
from tui_tutor.widgets.variables import STYLE, variables


class RefusedApp(LeavableApp):
    """Shows what is wrong with one script; `decided` is what is to be opened in its place, None where nothing is."""

    TITLE = "toytutor"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*LeavableApp.BINDINGS, Binding("ctrl+q", "give_up", show=False)]
    CSS = f"{LeavableApp.CSS}{STYLE}"

    def __init__(
        self, source: Source, problems: Sequence[Problem], *, theme: str | None = None, ascii_only: bool = False
    ) -> None:
        super().__init__(ansi_color=True if asks_for_no_colour(os.environ) else None)
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme if theme in self.available_themes else DARK.name
        self.decided: Decided | None = None
        self._gates: list[LineFilter] = [Harmless(), *([Ascii()] if ascii_only else [])]
        self._problems = problems
        self._page = RefusedScreen(source, problems, Drafts(), self._decide)

    def get_default_screen(self) -> Screen[None]:
        """The page."""
        return self._page

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line of every widget passes before it is written."""
        return [*super().get_line_filters(), *self._gates]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, those that text and edges are drawn in made legible."""
        return {**super().get_css_variables(), **variables(palette_of(self))}

    def close(self, *, left: bool = True) -> None:
        """Write what was typed last."""
        self._page.close_draft(left=left)

    def action_give_up(self) -> None:
        """Leave; what is wrong is then told in the shell as well."""
        self.exit(result=Leaving(1))

    def _decide(self, decided: Decided) -> None:
        self.decided = decided
        self.exit(result=Leaving(0))
