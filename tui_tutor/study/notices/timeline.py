"""Which names stood for which arrays at each operation of a recorded part, parts of objects and lists among them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value

Named = tuple[int, str]
"""A name: the number of the call that it belongs to, 0 for the program's own, and how it is written."""


class Timeline:
    """The values of all names over the operations of one part of a run; `start` are those before the first."""

    def __init__(self, start: Mapping[str, Value], events: Sequence[Event]) -> None:
        self._at: dict[Named, list[int]] = {}
        self._values: dict[Named, list[Value | None]] = {}
        self._ever: dict[int, set[Named]] = {}
        for name, value in start.items():
            self._note((0, name), -1, value)
        for index, event in enumerate(events):
            for change in event.changes:
                self._note((change.frame, change.name), index, change.value)

    def names(self, token: int, index: int) -> list[Named]:
        """The names that stand for an object as an operation begins, those of the program first."""
        found = [name for name in self._ever.get(token, ()) if token and self._token(name, index) == token]
        return sorted(found)

    def changed(self, name: Named, after: int, before: int) -> int | None:
        """The last operation between two that gave a name another value, or changed that in place."""
        at = self._at.get(name, [])
        place = bisect_left(at, before) - 1
        return at[place] if place >= 0 and at[place] > after else None

    def _note(self, name: Named, index: int, value: Value | None) -> None:
        self._at.setdefault(name, []).append(index)
        self._values.setdefault(name, []).append(value)
        if value is not None and value.is_array:
            self._ever.setdefault(value.token, set()).add(name)

    def _token(self, name: Named, index: int) -> int:
        place = bisect_left(self._at[name], index) - 1
        value = self._values[name][place] if place >= 0 else None
        return value.token if value is not None else 0
