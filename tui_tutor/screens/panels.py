"""The panels of the main screen as widgets, in their places."""

from __future__ import annotations

from collections.abc import Mapping

from tui_tutor.view.layout import Box, Panel
from tui_tutor.widgets.panel_box import PanelBox


class Panels:
    """One box for each panel, made once."""

    def __init__(self) -> None:
        self.boxes = {panel: PanelBox(panel) for panel in Panel}

    def arrange(self, places: Mapping[Panel, Box]) -> None:
        """Put every panel in its place, and hide those that have none."""
        for panel, widget in self.boxes.items():
            place = places.get(panel)
            widget.display = place is not None
            if place is not None:
                widget.styles.offset = (place.x, place.y)
                widget.styles.width, widget.styles.height = place.columns, place.rows
