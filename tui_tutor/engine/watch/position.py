"""Positions: where in a program's run the learner stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The three parts of a program."""

    SETUP = "setup"
    LOOP = "loop"
    END = "end"


@dataclass(frozen=True, slots=True)
class Place:
    """One part of the run that is watched in one piece: the setup, one iteration, or the end."""

    part: Part
    iteration: int | None = None


SETUP = Place(Part.SETUP)
END = Place(Part.END)


def turn(iteration: int) -> Place:
    """The place of one iteration."""
    return Place(Part.LOOP, iteration)


@dataclass(frozen=True, slots=True)
class Position:
    """After operation `operation` (from 1) of a place; written `setup:3`, `253:7` or `end:2`.

    Operation 0 stands before the first, and is met only where a part has no operation at all.
    """

    place: Place
    operation: int

    def __str__(self) -> str:
        where = self.place.iteration if self.place.part is Part.LOOP else self.place.part.value
        return f"{where}:{self.operation}"


_POSITION = re.compile(r"(setup|end|[0-9][0-9_,]*)(?::([0-9]+))?", re.ASCII)


def parse_position(text: str) -> Position | None:
    """`N:K`, `setup:K`, `end:K`, or without K: the first operation, for `end` the last (as operation 0).

    None where the text is no position. Whether the position exists only the run can tell.
    """
    match = _POSITION.fullmatch(text.strip().lower())
    if match is None:
        return None
    where, operation = match[1], match[2]
    if operation is not None and int(operation) == 0:
        return None
    if where in ("setup", "end"):
        return Position(SETUP if where == "setup" else END, int(operation or (where == "setup")))
    digits = where.replace(",", "").replace("_", "")
    return Position(turn(int(digits)), int(operation or 1)) if len(digits) <= 18 else None
