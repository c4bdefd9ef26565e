"""Text from outside as it can be drawn: what a terminal would obey is shown as a sign of one cell."""

from __future__ import annotations

import unicodedata

TAB = "    "
"""How a tab is shown."""

UNKNOWN = "�"
"""Stands for what has no picture of its own."""

_PICTURES = 0x2400
"""Unicode's pictures of the control characters begin here, in their order."""

_DELETE, _DELETE_PICTURE = 0x7F, "␡"


def shown(text: str) -> str:
    """A text as one line: tabs widened, other blanks and line ends made blanks, each control character a sign.

    Control characters are those of ASCII and of Latin-1, what turns the direction of writing or is invisible, halves
    of characters, and codes that mean nothing.
    """
    return text if text.isprintable() else text.translate(_SIGNS)


def shown_lines(text: str) -> str:
    """The same for a text of several lines, which keeps its newlines."""
    return text if text.isprintable() else "\n".join(map(shown, text.split("\n")))


def sign(character: str) -> str:
    """What stands for one character: itself where it can be drawn."""
    code = ord(character)
    if character.isprintable():
        return character
    if character == "\t":
        return TAB
    if character == "\n" or unicodedata.category(character) == "Zs":
        return " "
    if code == _DELETE:
        return _DELETE_PICTURE
    return chr(_PICTURES + code) if code < ord(" ") else UNKNOWN


class _Signs(dict[int, str]):
    """What stands for each character that was met so far."""

    def __missing__(self, code: int) -> str:
        self[code] = found = sign(chr(code))
        return found


_SIGNS = _Signs()
