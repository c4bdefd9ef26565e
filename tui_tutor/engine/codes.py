"""The functions of a program, found again in another compilation of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import CodeType

Key = tuple[int, str, int]
"""A function's first line, its name, and how many of that name began on that line before it."""


class Codes:
    """Every function's code in one compilation of a program; both compilations give a function the same key."""

    def __init__(self, parts: Iterable[CodeType | None]) -> None:
        self._codes: dict[Key, CodeType] = {}
        counts: dict[tuple[int, str], int] = {}
        for part in parts:
            for code in _inside(part) if part is not None else ():
                place = code.co_firstlineno, code.co_name
                counts[place] = counts.get(place, 0) + 1
                self._codes[*place, counts[place]] = code
        # By identity: two functions that do the same are equal.
        self._keys = {id(code): key for key, code in self._codes.items()}

    def key(self, code: CodeType) -> Key | None:
        """Which function of the program a code is; None where it is none."""
        return self._keys.get(id(code))

    def code(self, key: Key) -> CodeType:
        """The code of a function here."""
        return self._codes[key]


def _inside(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inside(constant)
