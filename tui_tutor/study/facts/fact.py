"""One fact about an operation."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.engine.watch.position import Position
from tui_tutor.study.notices.seen import Seen

EARLIER, RATE, WHOLE, NEARLY, INDEX = "earlier", "rate", "whole numbers", "nearly", "place"
ROWS, AXIS, LOST, LIST = "rows", "axis", "lost", "list"
"""What facts are about: what happened to an operand before, how small a step is, what is left of a number.

And which row goes with which, along which axis is summed up, and what nothing reads again.
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about an operation: what it is about, in one word, and in words."""

    about: str
    words: str


def position(seen: Seen, index: int) -> Position:
    """The position of an operation."""
    return Position(seen.place, seen.first + index + 1)
