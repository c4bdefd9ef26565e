"""Lines of the view as cells in the colours of a theme, as a terminal with all colours would show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.style import Style
from textual.theme import Theme

from tui_tutor.view.lines import Line
from tui_tutor.widgets.depth import SIXTEEN, depth_of
from tui_tutor.widgets.palette import Palette


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: the colours of its letters and of what they stand on, as `#rrggbb`, and their weight."""

    letters: str
    ground: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


Cell = tuple[str, Look]
"""What is written in a cell and how it looks; the second cell of a wide character has an empty text."""


class Inks:
    """The looks of all roles in one theme. Where a theme takes the terminal's own colours, those of a plain one."""

    def __init__(self, theme: Theme) -> None:
        self.is_dark = theme.dark
        self._palette = Palette(theme, depth_of("truecolor", no_colour=False, ansi=theme.ansi))
        self._looks: dict[str, Look] = {}
        self.base = self.look("text").ground
        self.edge = self.look("frame").letters

    def look(self, role: str) -> Look:
        """How a role looks."""
        found = self._looks.get(role)
        if found is None:
            found = self._looks[role] = self._looked(self._palette.style(role))
        return found

    def cells(self, line: Line) -> list[Cell]:
        """The cells of a line."""
        row: list[Cell] = []
        for text, role in line:
            look = self.look(role)
            for character in text:
                wide = cell_len(character)
                if wide:
                    row += [(character, look), *([("", look)] * (wide - 1))]
                elif row:
                    # What combines with a character stands in its cell.
                    row[-1] = (row[-1][0] + character, row[-1][1])
        return row

    def grid(self, lines: Sequence[Line]) -> list[list[Cell]]:
        """The cells of several lines."""
        return [self.cells(each) for each in lines]

    def _looked(self, style: Style) -> Look:
        letters, ground = self._colour(style.color, is_ground=False), self._colour(style.bgcolor, is_ground=True)
        if style.reverse:
            letters, ground = ground, letters
        weights = (bool(style.bold), bool(style.italic), bool(style.underline), bool(style.strike))
        return Look(letters, ground, *weights)

    def _colour(self, colour: RichColor | None, *, is_ground: bool) -> str:
        if colour is None or colour.is_default:
            return SIXTEEN[0 if self.is_dark is is_ground else 15].hex.lower()
        if colour.is_system_defined and colour.number is not None and colour.number < len(SIXTEEN):
            return SIXTEEN[colour.number].hex.lower()
        return colour.get_truecolor().hex
