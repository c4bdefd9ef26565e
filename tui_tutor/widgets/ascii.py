"""Plain characters in place of drawn ones, cell for cell."""

from __future__ import annotations

_PAIRS = {
    "╭╮╰╯├┤┬┴┼└┘┌┐┏┓┗┛┣┿": "+",
    "─━┈╌╺╸╶╴⇢⇠": "-",
    "═": "=",
    "│┃▏┊╎": "|",
    "→▸›▶⤷": ">",
    "←‹◀": "<",
    "↑▴▲": "^",
    "↓▾▼↷": "v",
    "−": "-",
    "×": "x",
    "·•∘": ".",
    "⋯…": "~",
    "⋮": ":",
    "●○◯": "o",
    "◆◈": "*",
    "█▓": "#",
    "▒": "=",
    "░": ".",
    "╲": "\\",
    "╱": "/",
    "“”": '"',
    "≠⚠": "!",
    "✓": "v",
    "⚄⚂⊞⊡┄": "#",
    "½": "h",
    "ᵀ": "'",
    "✗": "x",
}

_TABLE = {ord(drawn): plain for drawings, plain in _PAIRS.items() for drawn in drawings}


def to_ascii(text: str) -> str:
    """The same number of characters, all of them ASCII where the text is the tutor's own."""
    if text.isascii():
        return text
    # Braille dots become one kind of dot; anything else of the program's own text stays.
    return "".join("*" if 0x2800 < ord(c) < 0x2900 else c for c in text.translate(_TABLE))
