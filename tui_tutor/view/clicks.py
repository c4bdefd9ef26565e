"""What a click does: a part of what is drawn carries it as a word of its role, as `@>key:right`.

Palettes ignore every word that begins with `@`, as they do the places of cells (see `cursor`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui_tutor.view.keys import COMMANDS
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, Piece, overlaid, role_at, width

CLICK = "@>"

KEY, LINE, ITERATION, PANEL = "key", "line", "iteration", "panel"

_OTHER_KEYS = {
    "any key": "escape",
    "shift+↑↓": "shift+down",
    "shift+←→": "shift+right",
    "pgup pgdn": "pagedown",
}
"""Keys that are shown together, and the one that a click presses; that of `any key` only ends a replay."""

_KEYS = {command.shown: command.keys.split(",")[0] for command in COMMANDS if command.shown} | _OTHER_KEYS


@dataclass(frozen=True, slots=True)
class Click:
    """What a click does: press a key, go to the next run of a line or to an iteration, bring a panel forward."""

    kind: str
    what: str


def pressing(shown: str) -> str:
    """The word for a part that presses the key that is shown so; empty where there is no such key."""
    key = _KEYS.get(shown, "")
    return f"{CLICK}{KEY}:{key}" if key else ""


def going_to_line(number: int) -> str:
    """The word for a part that leads to the next run of a line."""
    return f"{CLICK}{LINE}:{number}"


def going_to_iteration(number: int) -> str:
    """The word for a part that leads to an iteration."""
    return f"{CLICK}{ITERATION}:{number}"


def bringing(panel: Panel) -> str:
    """The word for a part that brings a panel to the front."""
    return f"{CLICK}{PANEL}:{panel.value}"


def clickable(pieces: Line, word: str) -> Line:
    """A line whose every part does what the word says."""
    return overlaid(pieces, word) if word else pieces


def by_columns(pieces: Line, word: Callable[[int], str]) -> Line:
    """A line whose every cell does what the word for its column says; a part that does something already keeps it."""
    parts: list[Piece] = []
    column = 0
    for text, role in pieces:
        for character in text:
            extra = word(column) if CLICK not in role else ""
            own = f"{role} {extra}" if extra else role
            if parts and parts[-1][1] == own:
                parts[-1] = (parts[-1][0] + character, own)
            else:
                parts.append((character, own))
            column += width(((character, role),))
    return tuple(parts)


def click_at(lines: Sequence[Line], x: int, y: int) -> Click | None:
    """What a click on the cell at a place does; None where it does nothing."""
    for word in role_at(lines, x, y).split():
        if word.startswith(CLICK):
            return Click(*word.removeprefix(CLICK).split(":", 1))
    return None
