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


def arrange(
    columns: int, rows: int, tab: Panel, *, large: bool = False, results: bool = False, told: bool = True
) -> dict[Panel, Box]:
    """The panels that are shown and their places; in a narrow terminal `tab` is the one in front.

    With `large` the picture needs room, such as a network, and the numbers have less. At the `results` what the
    program printed is what counts, and has a place beside the stage. Where nothing is `told` of the program, the text's
    place is the listing's and the numbers'.
    """
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return {Panel.NOTICE: Box(0, 0, columns, rows)}
    if is_wide(columns, rows):
        is_vast = columns >= VAST[0] and rows >= VAST[1]
        places = _vast(columns, rows, results) if is_vast else _wide(columns, rows, large, results)
        return places if told else _untold(places)
    return _tall(columns, rows, tab) if rows >= TALL else _narrow(columns, rows, tab)


VAST = (170, 46)
"""Columns and rows from which the whole program and several pictures stand beside the stage."""

TALL = 40
"""Rows from which panels of a narrow terminal stand below each other."""

STATUS_ROWS = 2
LARGE_PICTURE = 46
"""Columns in which a network can be read."""

PRINTED = (41, 15)
"""Columns and rows in which a line of words and a number with all its digits is read, and eleven of them."""

NARROW_STAGE = 39
"""Columns in which a line that is printed is drawn."""


def _wide(columns: int, rows: int, large: bool, results: bool) -> dict[Panel, Box]:
    height, more = rows - STATUS_ROWS - 1, max(0, columns - 120)
    top = min(height - 20, 15 + max(0, rows - 40) * 2 // 5)
    bottom = height - top
    program = min(max(columns * 5 // 12, 46), 80)
    text = 40 + min(34, more // 3)
    picture = LARGE_PICTURE if large else 29
    picture = max(24, min(picture + more // 3, columns - text - 24))
    numbers = columns - text - picture
    printed = 8 + max(0, bottom - 22) // 4
    y = STATUS_ROWS
    places = {
        Panel.STATUS: Box(0, 0, columns, STATUS_ROWS),
        Panel.PROGRAM: Box(0, y, program, top),
        Panel.STAGE: Box(program, y, columns - program, top),
        Panel.TEXT: Box(0, y + top, text, bottom),
        Panel.NUMBERS: Box(text, y + top, numbers, bottom),
        Panel.PICTURE: Box(text + numbers, y + top, picture, bottom - printed),
        Panel.PRINTED: Box(text + numbers, rows - 1 - printed, picture, printed),
        Panel.FOOTER: Box(0, rows - 1, columns, 1),
    }
    if results:
        beside = max(PRINTED[0], columns // 3)
        program = min(program, columns - beside - NARROW_STAGE)
        places[Panel.PROGRAM] = Box(0, y, program, top)
        places[Panel.STAGE] = Box(program, y, columns - program - beside, top)
        places[Panel.PRINTED] = Box(columns - beside, y, beside, top)
        places[Panel.PICTURE] = Box(text + numbers, y + top, picture, bottom)
    return places


def _vast(columns: int, rows: int, results: bool) -> dict[Panel, Box]:
    height = rows - STATUS_ROWS - 1
    stage = max(78, columns * 39 // 100)
    program = min(columns * 29 // 100, columns - stage - LARGE_PICTURE)
    picture = columns - program - stage
    text = min(24, height // 2)
    # A product, the sum of each of its cells, and what happens in words.
    top = max(16, height * 29 // 60)
    printed = max(PRINTED[1] if results else 8, 8 + max(0, height - 43) // 5)
    y = STATUS_ROWS
    return {
        Panel.STATUS: Box(0, 0, columns, STATUS_ROWS),
        Panel.PROGRAM: Box(0, y, program, height - text),
        Panel.TEXT: Box(0, y + height - text, program, text),
        Panel.STAGE: Box(program, y, stage, top),
        Panel.NUMBERS: Box(program, y + top, stage, height - top),
        Panel.PICTURE: Box(program + stage, y, picture, height - printed),
        Panel.PRINTED: Box(program + stage, y + height - printed, picture, printed),
        Panel.FOOTER: Box(0, rows - 1, columns, 1),
    }


LEAST_LISTING, LEAST_NUMBERS = 40, 34
"""Columns in which a line of code, and a matrix of four columns, are read."""


def _untold(places: dict[Panel, Box]) -> dict[Panel, Box]:
    """Places without the text's: the listing comes down to where it ended, and the numbers take what is left."""
    text, program, numbers = places[Panel.TEXT], places[Panel.PROGRAM], places[Panel.NUMBERS]
    kept: dict[Panel, Box] = {panel: box for panel, box in places.items() if panel is not Panel.TEXT}
    stage, end = places[Panel.STAGE], numbers.x + numbers.columns
    left = max(LEAST_LISTING, min(program.x + program.columns, end - LEAST_NUMBERS))
    kept[Panel.PROGRAM] = Box(program.x, program.y, left - program.x, program.rows + text.rows)
    kept[Panel.STAGE] = Box(left, stage.y, stage.x + stage.columns - left, stage.rows)
    kept[Panel.NUMBERS] = Box(left, numbers.y, end - left, numbers.rows)
    return kept


PORTRAIT = 54
"""Rows from which two of the panels that share a place stand below each other."""


def _tall(columns: int, rows: int, tab: Panel) -> dict[Panel, Box]:
    height = rows - STATUS_ROWS - 1
    stage = min(16, height * 2 // 5)
    program = min(11 if rows >= PORTRAIT else 16, (height - stage) * 2 // 5)
    rest = height - stage - program
    first = rest // 2 + rest % 2 if rows >= PORTRAIT else rest
    y = STATUS_ROWS
    places = {
        Panel.STATUS: Box(0, 0, columns, STATUS_ROWS),
        Panel.STAGE: Box(0, y, columns, stage),
        Panel.PROGRAM: Box(0, y + stage, columns, program),
        tab: Box(0, y + stage + program, columns, first),
        Panel.FOOTER: Box(0, rows - 1, columns, 1),
    }
    if first < rest:
        places[below(tab)] = Box(0, y + stage + program + first, columns, rest - first)
    return places


def below(tab: Panel) -> Panel:
    """The panel that stands below the one in front: the numbers, which tell most of the rest, or the text."""
    return Panel.TEXT if tab is Panel.NUMBERS else Panel.NUMBERS


def _narrow(columns: int, rows: int, tab: Panel) -> dict[Panel, Box]:
    height = rows - STATUS_ROWS - 1
    top = max(8, min(13, height * 12 // 21))
    bottom = height - top
    left = columns * 38 // 80
    y = STATUS_ROWS
    return {
        Panel.STATUS: Box(0, 0, columns, STATUS_ROWS),
        Panel.STAGE: Box(0, y, columns, top),
        Panel.PROGRAM: Box(0, y + top, left, bottom),
        tab: Box(left, y + top, columns - left, bottom),
        Panel.FOOTER: Box(0, rows - 1, columns, 1),
    }
