"""A page of lines to read: drawn by a pure function for the width that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual import events
from textual.widgets import Static

from tui_tutor.view.failed import failed
from tui_tutor.view.lines import Line, harmless
from tui_tutor.widgets.ascii import to_ascii
from tui_tutor.widgets.palette import palette_of

DrawPage = Callable[[int], Sequence[Line]]
"""Draws a page so many cells wide."""


class Page(Static):
    """Lines in a scrolling place."""

    def __init__(self, draw: DrawPage, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._draw_page = draw
        self._shown = to_ascii if ascii_only else str

    def turn(self, draw: DrawPage) -> None:
        """Show other lines."""
        self._draw_page = draw
        self._write()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self._write()

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for another width."""
        self._write()

    def _drawn(self, width: int) -> Sequence[Line]:
        """The page; where it cannot be drawn, that and where."""
        try:
            return self._draw_page(width)
        except Exception as error:
            return failed(error, width)

    def _write(self) -> None:
        width = self.size.width or self.app.size.width - 8
        palette = palette_of(self.app)
        text = Text(no_wrap=True)
        for index, each in enumerate(self._drawn(width)):
            if index:
                text.append("\n")
            for piece, role in harmless(each):
                text.append(self._shown(piece), palette.style(role))
        self.update(text)
