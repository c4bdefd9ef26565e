"""Where each panel stands, for any size of terminal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SMALLEST = (60, 20)
"""Columns and rows below which there is only a notice."""

WIDE = (110, 34)
"""Columns and rows from which every panel has a place of its own."""


class Panel(StrEnum):
    """The parts of the screen."""

    STATUS = "status"
    PROGRAM = "program"
    STAGE = "stage"
    TEXT = "text"
    NUMBERS = "numbers"
    PICTURE = "picture"
    PRINTED = "printed"
    FOOTER = "footer"
    NOTICE = "notice"


TABS = (Panel.TEXT, Panel.NUMBERS, Panel.PICTURE, Panel.PRINTED)
"""Panels that share one place where the terminal is narrow."""

FOCUSABLE = (Panel.PROGRAM, Panel.STAGE, *TABS)
"""The order in which `tab` goes through the panels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in cells."""

    x: int
    y: int
    columns: int
    rows: int


def is_wide(columns: int, rows: int) -> bool:
    """Whether there is room for all panels at once."""
    return columns >= WIDE[0] and rows >= WIDE[1]


def arrange(columns: int, rows: int, tab: Panel) -> dict[Panel, Box]:
    """The panels that are shown and their places; in a narrow terminal `tab` is the one in front."""
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return {Panel.NOTICE: Box(0, 0, columns, rows)}
    return _wide(columns, rows) if is_wide(columns, rows) else _narrow(columns, rows, tab)


def _wide(columns: int, rows: int) -> dict[Panel, Box]:
    left = min(60, 40 + max(0, columns - 120) // 3)
    numbers = 51 + max(0, columns - 120) // 3
    while numbers > 40 and columns - left - numbers < 24:
        numbers -= 1
    picture = columns - left - numbers
    height = rows - 2
    top = max(13, height - 23 - max(0, height - 38) // 2)
    bottom = height - top
    printed = max(6, bottom // 3)
    return {
        Panel.STATUS: Box(0, 0, columns, 1),
        Panel.PROGRAM: Box(0, 1, left, top),
        Panel.STAGE: Box(left, 1, columns - left, top),
        Panel.TEXT: Box(0, 1 + top, left, bottom),
        Panel.NUMBERS: Box(left, 1 + top, numbers, bottom),
        Panel.PICTURE: Box(left + numbers, 1 + top, picture, bottom - printed),
        Panel.PRINTED: Box(left + numbers, rows - 1 - printed, picture, printed),
        Panel.FOOTER: Box(0, rows - 1, columns, 1),
    }


def _narrow(columns: int, rows: int, tab: Panel) -> dict[Panel, Box]:
    height = rows - 3
    top = max(8, min(12, height * 10 // 21))
    bottom = height - top
    left = columns * 38 // 80
    return {
        Panel.STATUS: Box(0, 0, columns, 2),
        Panel.STAGE: Box(0, 2, columns, top),
        Panel.PROGRAM: Box(0, 2 + top, left, bottom),
        tab: Box(left, 2 + top, columns - left, bottom),
        Panel.FOOTER: Box(0, rows - 1, columns, 1),
    }
