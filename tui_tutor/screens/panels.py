"""The panels of the main screen as widgets: their places, their focus, and what they are scrolled to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.widget import Widget

from tui_tutor.view.cursor import line_of
from tui_tutor.view.layout import FOCUSABLE, TABS, Box, Panel
from tui_tutor.view.lines import Line
from tui_tutor.view.screen import inside
from tui_tutor.view.state import State
from tui_tutor.widgets.picture import PictureBox

SCROLLED = 5
"""Lines that one page key scrolls a panel."""


class Panels:
    """One box for each panel, made once."""

    def __init__(self) -> None:
        self.boxes = {panel: PictureBox(panel, can_focus=panel in FOCUSABLE) for panel in Panel}

    def focused(self, widget: Widget | None) -> Panel | None:
        """The panel that a focused widget is."""
        return widget.panel if isinstance(widget, PictureBox) else None

    def next(self, widget: Widget | None, state: State, by: int) -> Panel:
        """The panel that comes after the focused one, or before it."""
        panels = FOCUSABLE if state.wide else (*TABS, Panel.PROGRAM, Panel.STAGE)
        here = self.focused(widget)
        if here is None and not state.wide:
            here = state.tab
        start = panels.index(here) if here in panels else -1 if by > 0 else 0
        return panels[(start + by) % len(panels)]

    def scroll(self, widget: Widget | None, state: State, by: int) -> None:
        """Scroll the focused panel, or the text where none is."""
        default = Panel.TEXT if state.wide else state.tab
        self.boxes[self.focused(widget) or default].scroll_lines(by * SCROLLED)

    def reveal(self, panel: Panel, state: State, box: Box, lines: Sequence[Line]) -> None:
        """Scroll a panel with the content `lines` so that what its cursor points at can be seen."""
        columns, rows = inside(panel, box)
        at: int | None = None
        if panel is Panel.PROGRAM and state.line is not None:
            at = state.listing.rows(state.line, columns).start
        elif state.cursor is not None and state.cursor.panel is panel:
            at = line_of(lines, state.cursor)
        widget = self.boxes[panel]
        if at is not None and not widget.top <= at < widget.top + rows:
            widget.scrolled_to = max(0, at - rows // 2)

    def follow(self) -> None:
        """After a move panels show what is new, wherever they were scrolled to."""
        for panel in (Panel.PROGRAM, Panel.STAGE, Panel.TEXT, Panel.PRINTED):
            self.boxes[panel].follow()

    def arrange(self, places: Mapping[Panel, Box]) -> None:
        """Put every panel in its place, and hide those that have none."""
        for panel, widget in self.boxes.items():
            place = places.get(panel)
            widget.display = place is not None
            if place is not None:
                widget.styles.offset = (place.x, place.y)
                widget.styles.width, widget.styles.height = place.columns, place.rows
