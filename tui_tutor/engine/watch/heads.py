"""Texts of containers that were written before: one that tells the same again is not written again.

A list that has only grown behind what its text tells is known by its first items, all else by its print.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any

from tui_tutor.engine.watch.prints import SETTLED, Print, is_settled, print_of
from tui_tutor.engine.watch.texts import LONGEST_TEXT, text_of


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
    """The texts of one recording's containers. `written` counts those that were written for them."""

    def __init__(self) -> None:
        self.written = 0
        self._known: dict[int, Head] = {}
        self._prints: dict[int, tuple[Any, Print, str]] = {}

    def text(self, value: Any) -> str:
        """What `text_of` gives for a list, a tuple or a dictionary."""
        known = self._known.get(id(value))
        if known is not None and known.tells(value):
            return known.text
        before, now = self._prints.get(id(value)), None
        if before is not None:
            now = print_of(value)
            if now is not None and now.is_like(before[1]):
                return before[2]
        self.written += 1
        text = text_of(value)
        self._note(value, text, now)
        return text

    def _note(self, value: Any, text: str, now: Print | None) -> None:
        self._known.pop(id(value), None)
        self._prints.pop(id(value), None)
        # Two items have a comma between them: there are no more in the text than this.
        items = value[: text.count(",") + 1] if type(value) is list else None
        # The container is held, so that its id stays its own.
        if items is not None and all(map(_is_settled, items)):
            self._known[id(value)] = Head(value, items, len(value), text)
            return
        now = now or print_of(value)
        if now is not None:
            self._prints[id(value)] = (value, now, text)


def _is_settled(item: Any) -> bool:
    return all(type(each) in SETTLED for each in item) if type(item) is tuple else is_settled(type(item))
