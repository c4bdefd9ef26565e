"""The one widget that the main screen is made of: a panel in its box, with what the mouse does in it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message

from tui_tutor.view.clicks import Click, click_at
from tui_tutor.view.cursor import cell_at
from tui_tutor.view.layout import Box, Panel
from tui_tutor.view.lines import Line
from tui_tutor.widgets.painted import Painted
from tui_tutor.widgets.palette import Palette

Draw = Callable[[Box, int | None, bool], tuple[list[Line], int]]
"""Draws a panel into a box, scrolled to a line or not (None), with or without focus; also tells its first line."""


class PictureBox(Painted):
    """A panel. What it shows is drawn by a pure function; this holds the drawing and where it is scrolled to."""

    DEFAULT_CSS = """
    PictureBox { position: absolute; }
    """

    class Scrolled(Message):
        """Posted when the learner has scrolled a panel or put it into focus."""

    class Clicked(Message):
        """Posted when the mouse was pressed and let go on a part that does something."""

        def __init__(self, click: Click) -> None:
            super().__init__()
            self.click = click

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
        self.scrolled_to: int | None = None
        self.top = 0
        self._under: tuple[str, int, int] | None = None
        self._pressed: Click | None = None

    def paint(self, draw: Draw, box: Box, palette: Palette) -> None:
        """Draw anew."""
        lines, self.top = draw(box, self.scrolled_to, self.has_focus)
        self.show(lines, palette)

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

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what the part under the mouse does: with the focus that it gets a panel may show another one."""
        self._pressed = click_at(self._lines, event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """Do what the part under the mouse does, and put the cursor on a number; the end of a drag does neither."""
        # Textual selects a whole widget at a second click.
        event.prevent_default()
        if self.screen.selections:
            return
        if self._pressed is not None:
            self.post_message(self.Clicked(self._pressed))
        self.post_message(self.Pointed(self.panel, cell_at(self._lines, event.x, event.y), pressed=True))

    def on_focus(self) -> None:
        """A focused panel has another frame."""
        self.post_message(self.Scrolled())

    def on_blur(self) -> None:
        """A focused panel has another frame."""
        self.post_message(self.Scrolled())
