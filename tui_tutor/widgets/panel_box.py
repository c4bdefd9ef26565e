"""The one widget that the main screen is made of: a panel in its box, with what the mouse does in it."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui_tutor.view.clicks import Click, click_at
from tui_tutor.view.cursor import cell_at
from tui_tutor.view.layout import Panel
from tui_tutor.widgets.painted import Painted


class PanelBox(Painted):
    """A panel. What it shows is drawn by a pure function; this holds the drawing, and tells what the mouse does."""

    DEFAULT_CSS = """
    PanelBox { position: absolute; }
    """

    class Scrolled(Message):
        """Posted when the wheel was turned by so many lines."""

        def __init__(self, panel: Panel, by: int) -> None:
            super().__init__()
            self.panel = panel
            self.by = by

    class Pressed(Message):
        """Posted when the mouse was pressed on a panel."""

        def __init__(self, panel: Panel) -> None:
            super().__init__()
            self.panel = panel

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

    def __init__(self, panel: Panel) -> None:
        super().__init__(id=panel.value)
        self.panel = panel
        self._under: tuple[str, int, int] | None = None
        self._pressed: Click | None = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the mouse's wheel."""
        event.stop()
        self.post_message(self.Scrolled(self.panel, 3))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the mouse's wheel."""
        event.stop()
        self.post_message(self.Scrolled(self.panel, -3))

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
        self.post_message(self.Pressed(self.panel))

    def on_click(self, event: events.Click) -> None:
        """Do what the part under the mouse does, and put the cursor on a number; the end of a drag does neither."""
        # Textual selects a whole widget at a second click.
        event.prevent_default()
        if self.screen.selections:
            return
        if self._pressed is not None:
            self.post_message(self.Clicked(self._pressed))
        self.post_message(self.Pointed(self.panel, cell_at(self._lines, event.x, event.y), pressed=True))
