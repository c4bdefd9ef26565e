"""A page of lines to read: drawn by a pure function for the width that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Size

from tui_tutor.view.failed import failed
from tui_tutor.view.lines import Line, harmless
from tui_tutor.widgets.painted import Painted
from tui_tutor.widgets.palette import palette_of

DrawPage = Callable[[int], Sequence[Line]]
"""Draws a page so many cells wide."""


class Page(Painted):
    """Lines in a scrolling place, as high as there are of them."""

    def __init__(self, draw: DrawPage) -> None:
        super().__init__()
        self._draw_page = draw
        self._drawn: tuple[int, Sequence[Line]] | None = None

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._write())

    def redraw(self, draw: DrawPage) -> None:
        """Show other lines."""
        self._draw_page, self._drawn = draw, None
        if self.size.width:
            self._write()
        self.refresh(layout=True)

    def on_resize(self, _event: events.Resize) -> None:
        """Draw for another width."""
        self._write()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the page has at a width."""
        return len(self._at(width))

    def _write(self) -> None:
        self.show(self._at(self.size.width), palette_of(self.app))

    def _at(self, width: int) -> Sequence[Line]:
        """The page at a width; where it cannot be drawn, that and where."""
        if self._drawn is None or self._drawn[0] != width:
            try:
                lines = [harmless(each) for each in self._draw_page(width)]
            except Exception as error:
                lines = failed(error, width)
            self._drawn = width, lines
        return self._drawn[1]
