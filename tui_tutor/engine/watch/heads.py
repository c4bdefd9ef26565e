"""Texts of lists that were written before: one that has only grown behind what its text tells is not written again."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.watch.texts import LONGEST_TEXT, text_of

SETTLED = frozenset({int, float, complex, bool, str, bytes, type(None)})
"""Types of items whose text stays what it is."""


@dataclass(frozen=True, slots=True)
class Head:
    """The text of a list, and the `items` that it tells; `length` is what the list had."""

    value: list[Any]
    items: list[Any]
    length: int
    text: str

    def tells(self, value: list[Any]) -> bool:
        """Whether a list still has this text: by which objects its items are, so that nothing of a program is asked."""
        if self.value is not value:
            return False
        is_cut = len(self.text) > LONGEST_TEXT
        if len(value) != self.length and not (is_cut and len(value) > len(self.items)):
            return False
        return all(map(operator.is_, value[: len(self.items)], self.items))


class Heads:
    """The heads of one recording's lists. `written` counts the texts that were written for them."""

    def __init__(self) -> None:
        self.written = 0
        self._known: dict[int, Head] = {}

    def text(self, value: list[Any]) -> str:
        """What `text_of` gives for a list."""
        known = self._known.get(id(value))
        if known is not None and known.tells(value):
            return known.text
        self.written += 1
        text = text_of(value)
        # Two items have a comma between them: there are no more in the text than this.
        items = value[: text.count(",") + 1]
        if all(map(_is_settled, items)):
            # The list is held, so that its id stays its own.
            self._known[id(value)] = Head(value, items, len(value), text)
        else:
            self._known.pop(id(value), None)
        return text


def _is_settled(item: Any) -> bool:
    kind = type(item)
    if kind is tuple:
        return all(type(each) in SETTLED for each in item)
    # An object's type is asked, never the object: it may be one of the program's.
    return kind in SETTLED or (issubclass(kind, np.number | np.bool_) and kind.__module__ == "numpy")
