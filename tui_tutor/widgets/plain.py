"""Text as Textual takes it: never markup, and nothing in it that a terminal would obey."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from tui_tutor.view.signs import shown_lines, sign


def plain(text: str) -> Content:
    """A text for a label, a title, an entry of a list: as it stands, whatever brackets it holds."""
    return Content(shown_lines(text))


class Harmless(LineFilter):
    """The last gate before the terminal: every line of every widget passes it, also of those that are Textual's own.

    A character that a terminal would obey becomes as many cells of a sign as it was counted for, which may be none.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments, but for what must not reach a terminal."""
        if all(segment.text.isprintable() or segment.control for segment in segments):
            return segments
        return [
            segment if segment.control else Segment("".join(map(_in_its_cells, segment.text)), segment.style)
            for segment in segments
        ]


def _in_its_cells(character: str) -> str:
    if character.isprintable():
        return character
    cells = cell_len(character)
    return sign(character)[:1].ljust(cells) if cells else ""
