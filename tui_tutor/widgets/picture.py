"""The one widget that the screen is made of: a box of lines, repainted only where they changed."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_tutor.view.cursor import cell_at
from tui_tutor.view.layout import Box, Panel
from tui_tutor.view.lines import Line
from tui_tutor.widgets.ascii import to_ascii
from tui_tutor.widgets.palette import Palette

Draw = Callable[[Box, int | None, bool], tuple[list[Line], int]]
"""Draws a panel into a box, scrolled to a line or not (None), with or without focus; also tells its first line."""


class PictureBox(Widget):
    """A panel. What it shows is drawn by a pure function; this holds the drawing and where it is scrolled to."""

    DEFAULT_CSS = """
    PictureBox { position: absolute; }
    """

    class Scrolled(Message):
        """Posted when the learner has scrolled a panel or put it into focus."""

    class Pointed(Message):
        """Posted when the mouse has come to another number, or was pressed on one; `cell` is None for no number."""

        def __init__(self, panel: Panel, cell: tuple[str, int, int] | None, *, pressed: bool = False) -> None:
            super().__init__()
            self.panel = panel
            self.cell = cell
            self.pressed = pressed

    def __init__(self, panel: Panel, *, can_focus: bool) -> None:
        super().__init__(id=panel.value)
        self.panel = panel
        self.can_focus = can_focus
        self.ascii_only = False
        self.scrolled_to: int | None = None
        self.top = 0
        self._lines: list[Line] = []
        self._palette: Palette | None = None
        self._strips: dict[int, Strip] = {}
        self._under: tuple[str, int, int] | None = None

    def paint(self, draw: Draw, box: Box, palette: Palette) -> None:
        """Draw anew; only lines that differ are repainted."""
        lines, self.top = draw(box, self.scrolled_to, self.has_focus)
        old, self._lines = self._lines, lines
        if palette is not self._palette or len(old) != len(lines):
            self._palette = palette
            self._strips.clear()
            self.refresh()
            return
        changed = [index for index, (before, after) in enumerate(zip(old, lines, strict=True)) if before != after]
        for index in changed:
            self._strips.pop(index, None)
        if changed:
            self.refresh(*(Region(0, index, box.columns, 1) for index in changed))

    def render_line(self, y: int) -> Strip:
        """One line as the terminal gets it."""
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._strip(y)
        return strip

    def _strip(self, y: int) -> Strip:
        palette = self._palette
        if palette is None or y >= len(self._lines):
            # Every segment has a style: Textual's filters take no other.
            return Strip.blank(self.size.width, self.rich_style if palette is None else palette.base)
        segments: list[Segment] = []
        for text, role in self._lines[y]:
            style = palette.style(role)
            shown = to_ascii(text) if self.ascii_only else text
            if segments and segments[-1].style is style:
                segments[-1] = Segment(segments[-1].text + shown, style)
            else:
                segments.append(Segment(shown, style))
        return Strip(segments).adjust_cell_length(self.size.width, palette.base)

    def scroll_lines(self, count: int) -> None:
        """Scroll the content; the drawing function stops it at the ends."""
        self.scrolled_to = max(0, self.top + count)
        self.post_message(self.Scrolled())

    def follow(self) -> None:
        """Let the content decide again what is seen."""
        self.scrolled_to = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the mouse's wheel."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the mouse's wheel."""
        event.stop()
        self.scroll_lines(-3)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Read out the number under the mouse."""
        cell = cell_at(self._lines, event.x, event.y)
        if cell != self._under:
            self._under = cell
            self.post_message(self.Pointed(self.panel, cell))

    def on_leave(self) -> None:
        """The mouse is somewhere else."""
        if self._under is not None:
            self._under = None
            self.post_message(self.Pointed(self.panel, None))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the number under the mouse."""
        self.post_message(self.Pointed(self.panel, cell_at(self._lines, event.x, event.y), pressed=True))

    def on_focus(self) -> None:
        """A focused panel has another frame."""
        self.post_message(self.Scrolled())

    def on_blur(self) -> None:
        """A focused panel has another frame."""
        self.post_message(self.Scrolled())
