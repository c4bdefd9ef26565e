"""Lines of the view in a terminal: repainted only where they changed, and selected with the mouse by their cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui_tutor.view.lines import Line
from tui_tutor.view.selecting import Span, copied, parted, same_text
from tui_tutor.widgets.palette import Palette

SELECTED = Style(reverse=True)
"""Laid over what is selected: it can be told in any theme, and with no colours at all."""


class Painted(Widget):
    """A widget that is made of lines."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = []
        self._palette: Palette | None = None
        self._strips: dict[int, Strip] = {}

    def show(self, lines: Sequence[Line], palette: Palette) -> None:
        """Show other lines; only those that differ are repainted. What is selected stays while its text does."""
        old, self._lines = self._lines, lines
        selection = self._selection
        if selection is not None and not same_text(old, lines, lambda y: _span(selection, y)):
            self.screen.clear_selection()
        if palette is not self._palette or len(old) != len(lines):
            self._palette = palette
            self._strips.clear()
            self.refresh()
            return
        changed = [index for index, (before, after) in enumerate(zip(old, lines, strict=True)) if before != after]
        for index in changed:
            self._strips.pop(index, None)
        if changed:
            self.refresh(*(Region(0, index, self.size.width, 1) for index in changed))

    def render_line(self, y: int) -> Strip:
        """One line as the terminal gets it."""
        strip = self._strips.get(y)
        # Under a dialog a widget learns of its new size later than of its new lines.
        if strip is None or strip.cell_length != self.size.width:
            strip = self._strips[y] = self._strip(y)
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that is selected, as it is shown, and what stands between it and what follows."""
        return copied(self._lines, lambda y: _span(selection, y)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Show what is selected."""
        self._strips.clear()
        self.refresh()

    @property
    def _selection(self) -> Selection | None:
        return self.text_selection if self.is_attached else None

    def _strip(self, y: int) -> Strip:
        palette = self._palette
        if palette is None or y >= len(self._lines):
            # Every segment has a style: Textual's filters take no other.
            return Strip.blank(self.size.width, self.rich_style if palette is None else palette.base)
        selection = self._selection
        span = _span(selection, y) if selection is not None else None
        pieces = self._lines[y]
        parts = parted(pieces, span) if span is not None else ((text, role, False) for text, role in pieces)
        segments: list[Segment] = []
        for text, role, selected in parts:
            style = palette.style(role)
            if selected:
                style += SELECTED
            if segments and segments[-1].style is style:
                segments[-1] = Segment(segments[-1].text + text, style)
            else:
                segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, palette.base)


def by_cells(
    screen: Screen[Any], x: int, y: int, found: tuple[Widget | None, Offset | None]
) -> tuple[Widget | None, Offset | None]:
    """What is `found` at a place of a screen, the offset in a painted widget in cells, as its selection counts."""
    widget, offset = found
    if not isinstance(widget, Painted):
        return widget, offset
    region = screen.find_widget(widget).region
    return widget, Offset(max(0, x - region.x), max(0, y - region.y))


def _span(selection: Selection, y: int) -> Span | None:
    """The selected cells of a line."""
    span = selection.get_span(y)
    return None if span is None else (span[0], None if span[1] < 0 else span[1])
