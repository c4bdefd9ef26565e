"""Plain characters in place of all others, cell for cell, as the last thing before the terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PAIRS = {
    "─━╺╸╶╴⇢⇠▔▀–—": "-",
    "╌╍┄┅┈┉": ".",
    "═": "=",
    "│┃║╎╏┆┇┊┋╷╵╻╹▏▎▍▌▐▕▊▉": "|",
    "→▸›▶⤷🔎»": ">",
    "▹": ")",
    "←‹◀«": "<",
    "↑▴▲": "^",
    "↓▾▼↷": "v",
    "↻": "@",
    "−": "-",
    "×": "x",
    "·•∘": ".",
    "⋯…≈": "~",
    "⋮": ":",
    "●○◯": "o",
    "◆◈": "*",
    "▅▆▇█▓": "#",
    "▁▂▃▄␣": "_",
    "▒": "=",
    "░": ".",
    "╲": "\\",
    "╱÷": "/",
    "“”„": '"',
    "‘’": "'",
    "≠⚠": "!",
    "≤": "<",
    "≥": ">",
    "✓": "v",
    "✗": "x",
    "∞": "8",
    "⚄⚂⊞⊡": "#",
    "½": "h",
    **{counted: str(count) for count, counted in enumerate("②③④⑤⑥⑦⑧⑨", 2)},
    "ᵀ": "'",
    "\N{NO-BREAK SPACE}": " ",
}

_DRAWN = {drawn: plain for drawings, plain in _PAIRS.items() for drawn in drawings}


class Ascii(LineFilter):
    """Every line of every widget, drawn with plain signs."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments in as many cells."""
        return [each if each.control else Segment(to_ascii(each.text), each.style) for each in segments]


@lru_cache(maxsize=4096)
def to_ascii(text: str) -> str:
    """ASCII in the same number of cells: a sign like the one drawn, a letter without its accent, else `?`."""
    if text.isascii():
        return text
    cells = cell_len(text)
    return "".join(map(_plain, text))[:cells].ljust(cells)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    cells = cell_len(character)
    found = _DRAWN.get(character)
    if found is None and "\u2500" <= character < "\u2580":
        # Whatever else is made of lines is a corner or a crossing.
        found = "+"
    elif found is None and "\u2800" <= character < "\u2900":
        found = "*" if character > "\u2800" else " "
    elif found is None:
        letter = unicodedata.normalize("NFKD", character)[:1]
        found = letter if letter.isascii() and letter.isalnum() else "?" * cells
    return found.ljust(cells) if cells else ""
