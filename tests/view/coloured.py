"""Lines as text with their roles below it: a letter for each character, and what the letters stand for."""

from __future__ import annotations

import string
from collections.abc import Sequence

from tui_tutor.view.cursor import PLACE
from tui_tutor.view.lines import Line, text_of

USUAL = {
    "text": " ",
    "dim": ".",
    "faint": "'",
    "axis": "x",
    "axis.line": "|",
    "sign": "s",
    "operand": "o",
    "stage.title": "t",
    "tag": "[",
    "curve": "~",
    "curve.point": "*",
    "empty hidden": "_",
    "printed": "p",
}
"""Signs of roles that are met on most stages; all others have letters."""

LETTERS = [letter for letter in string.ascii_letters if letter not in USUAL.values()]


def coloured(lines: Sequence[Line]) -> list[str]:
    """The lines' characters, then their roles, then a legend; where a cell lies is no part of its role."""
    pieces = [[(text, _role(role)) for text, role in each] for each in lines]
    met = {role for each in pieces for _, role in each}
    signs = USUAL | dict(zip(sorted(met - USUAL.keys()), LETTERS, strict=False))
    painted = ["".join(signs[role] * len(text) for text, role in each).rstrip() for each in pieces]
    legend = sorted(f"{signs[role]} {role}" for role in met - {"text"})
    return [*map(text_of, lines), "", "roles", *painted, "", *legend]


def _role(role: str) -> str:
    return " ".join(word for word in role.split() if not word.startswith(PLACE)) or "text"
