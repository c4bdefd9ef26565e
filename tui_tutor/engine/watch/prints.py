"""Prints of containers: what tells, in less time than writing it takes, that a text would be the same again."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from tui_tutor.engine.imported.asked import MODULE
from tui_tutor.engine.watch.texts import DEEPEST, LONGEST_TEXT, MOST_CELLS

SETTLED: Final = frozenset({int, float, complex, bool, str, bytes, type(None)})
"""Types of items whose text stays what it is."""

_NUMBERS: Final = frozenset(
    kind for kind in vars(np).values() if isinstance(kind, type) and issubclass(kind, np.number | np.bool_)
)

_CONTAINERS: Final = (list, tuple, dict, set, frozenset)


class UnsettledError(Exception):
    """Raised where the text of an item may change without its looking any different."""


@dataclass(slots=True, eq=False)
class Print:
    """All that the text of a container tells: its innermost items, and before which of them what begins.

    An array is told by its bytes, an object of the program by its class alone.
    """

    items: list[Any] = field(default_factory=list)
    marks: list[tuple[Any, ...]] = field(default_factory=list)

    def is_like(self, other: Print) -> bool:
        """Whether both are of the same text; no item is asked whether it equals another."""
        return (
            len(self.items) == len(other.items)
            and self.marks == other.marks
            and all(map(operator.is_, self.items, other.items))
        )

    def read(self, value: Any, depth: int) -> None:
        """Add a value. Raises UnsettledError; what comes behind all that a text tells is left out."""
        kind = type(value)
        if kind in _CONTAINERS:
            self._read_all(value, kind, depth)
        elif is_settled(kind):
            self.items.append(value)
        elif kind is np.ndarray and value.size <= MOST_CELLS and not value.dtype.hasobject:
            self.marks.append((len(self.items), value.dtype, value.shape, value.tobytes()))
        else:
            raise UnsettledError

    def _read_all(self, value: Any, kind: type, depth: int) -> None:
        if depth > DEEPEST:
            raise UnsettledError
        self.marks.append((len(self.items), kind, len(value)))
        if kind in (list, tuple):
            # Each has a character of the text at the least.
            value = value[:LONGEST_TEXT]
            if all(map(is_settled, set(map(type, value)))):
                self.items.extend(value)
                return
        for each in value:
            if len(self.items) + len(self.marks) > LONGEST_TEXT:
                return
            self.read(each, depth + 1)
            if kind is dict:
                self.read(value[each], depth + 1)


def print_of(value: Any) -> Print | None:
    """The print of a container; None where it does not tell all of the text."""
    made = Print()
    try:
        made.read(value, 0)
    except UnsettledError:
        return None
    return made


def is_settled(kind: type) -> bool:
    """Whether the text of what is of a type stays what it is; of the program's own objects it tells the class alone."""
    # The type is asked, never the object: it may be one of the program's.
    return kind in SETTLED or kind in _NUMBERS or kind.__module__ == MODULE
