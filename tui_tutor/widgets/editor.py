"""The editor for programs: what a terminal would obey is drawn as a sign, and stays in the text as it is."""

from __future__ import annotations

from typing import Any

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tui_tutor.view.signs import sign
from tui_tutor.widgets.editor_theme import editor_theme
from tui_tutor.widgets.palette import palette_of

_FIRST, _LAST = 0x100000, 0x10FFFD
"""Codes for private use, of one cell each: they stand in the document for what cannot be drawn."""

_BLANK = "␣"
"""Drawn for a blank that is not the usual one: in a program it is a mistake that nobody sees."""


class StandIns:
    """Characters that cannot be drawn, each with one of a single cell that stands for it in a document.

    Every code for private use in a document is one of these, so the text comes back exactly as it was.
    """

    def __init__(self) -> None:
        self._held: dict[str, str] = {}
        self._meant: dict[int, str] = {}
        self._signs: dict[int, str] = {}

    def hold(self, text: str) -> str:
        """A whole text as the document holds it: with its line ends where they are of one kind, else the newlines."""
        plain = text.replace("\r\n", "")
        mixed = "\r" in plain if "\n" in text else False
        mixed = mixed or ("\r\n" in text and "\n" in plain)
        return "".join(self._stand_in(each) if _is_odd(each) or (mixed and each == "\r") else each for each in text)

    def hold_typed(self, text: str) -> str:
        """A part that is typed or pasted: all line ends stay, and what stands for something in the document already."""
        return "".join(
            self._stand_in(each) if _is_odd(each) and ord(each) not in self._meant else each for each in text
        )

    def meant(self, text: str) -> str:
        """The text that a part of the document stands for."""
        return text.translate(self._meant)

    def drawn(self, text: str) -> str:
        """A part of the document with a sign for each that stands for something."""
        return text.translate(self._signs)

    def _stand_in(self, character: str) -> str:
        found = self._held.get(character)
        if found is None:
            code = _FIRST + len(self._held)
            if code > _LAST:
                return character
            found = self._held[character] = chr(code)
            self._meant[code] = character
            drawn = sign(character)
            self._signs[code] = _BLANK if drawn == " " else drawn[0]
        return found


def _is_odd(character: str) -> bool:
    return not character.isprintable() and character not in "\t\n\r"


class Editor(TextArea):
    """An editor. `program` is the text that was given and changed; `text` is what the document holds for it."""

    def __init__(self, text: str = "", **options: Any) -> None:
        self._stand_ins = StandIns()
        self._is_held = False
        super().__init__(self._stand_ins.hold(text), **options)

    def on_mount(self) -> None:
        """Draw in the app's colours, also when they change."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._colour())
        self._colour()

    def _colour(self) -> None:
        theme = editor_theme(self.app.theme, palette_of(self.app))
        self.register_theme(theme)
        self.theme = theme.name

    @property
    def program(self) -> str:
        """The text in the editor, every character of it."""
        return self._stand_ins.meant(self.text)

    def bring(self, text: str) -> None:
        """Another text in place of all; undo brings the one before back."""
        self._is_held = True
        try:
            self.replace(self._stand_ins.hold(text), (0, 0), self.document.end)
        finally:
            self._is_held = False

    def edit(self, edit: Edit) -> EditResult:
        """Every change of the document, whoever makes it."""
        if not self._is_held:
            edit.text = self._stand_ins.hold_typed(edit.text)
        return super().edit(edit)

    @property
    def selected_text(self) -> str:
        """What is selected, as it is meant."""
        return self._stand_ins.meant(super().selected_text)

    def action_cut(self) -> None:
        """Cut what is selected, and hand on what it stands for."""
        super().action_cut()
        cut = self.app.clipboard
        if self._stand_ins.meant(cut) != cut:
            self.app.copy_to_clipboard(self._stand_ins.meant(cut))

    def render_line(self, y: int) -> Strip:
        """One line as the terminal gets it."""
        strip = super().render_line(y)
        if all(segment.text.isprintable() for segment in strip):
            return strip
        segments = [Segment(self._stand_ins.drawn(each.text), each.style, each.control) for each in strip]
        return Strip(segments, strip.cell_length)
