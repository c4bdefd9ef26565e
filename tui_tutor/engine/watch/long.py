"""The operations of a part that has too many to be held at once: some are, and the others are watched again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from tui_tutor.engine.probe.sites import Site
from tui_tutor.engine.watch.recording import CallPath, Event, Mark, Window
from tui_tutor.engine.watch.skimming import Index, Stretch

AHEAD, BEHIND = 1_500, 500
"""Operations that are watched again on the side to which one walks, and on the other."""

AT_ONCE = 20_000
"""Operations that are watched again at once where all are gone through."""

KEPT_BYTES = 32_000_000
"""Bytes of the stretches of one part that are held besides the first."""


class Long(Sequence[Event]):
    """Every operation of a part. `first` are those that were watched at once.

    `survey` counts all of them, `load` watches a stretch again. Without steps of a lesson, `with_steps` is false.
    """

    def __init__(
        self,
        first: Window,
        sites: Sequence[Site],
        survey: Callable[[], Index],
        load: Callable[[Stretch], Window],
        *,
        with_steps: bool,
    ) -> None:
        self.first = first
        self.marks = Marks(self, sites, with_steps=with_steps)
        self._survey = survey
        self._load = load
        self._index: Index | None = None
        self._windows: list[Window] = []

    @property
    def known(self) -> int:
        """How many operations are known of without counting."""
        return max(len(self.first.events), len(self._index.sites) if self._index is not None else 0)

    @property
    def is_counted(self) -> bool:
        """Whether all are counted."""
        return self._index is not None and self._index.is_whole

    @property
    def nbytes(self) -> int:
        """Bytes that are held, about."""
        index = self._index.nbytes if self._index is not None else 0
        return index + sum(each.nbytes for each in (self.first, *self._windows))

    def counted(self) -> Index:
        """Every operation, counted now if need be; fewer where that was stopped."""
        if self._index is None or not self._index.is_whole:
            found = self._survey()
            if self._index is None or found.is_whole or len(found.sites) > len(self._index.sites):
                self._index = found
        return self._index

    @property
    def error(self) -> str | None:
        """The message of the operation that raised, as far as that is known."""
        return self._index.error if self._index is not None and self._index.is_whole else None

    def __len__(self) -> int:
        return max(len(self.first.events), len(self.counted().sites))

    @overload
    def __getitem__(self, at: int) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> list[Event]: ...
    def __getitem__(self, at: int | slice) -> Event | list[Event]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = at + len(self) if at < 0 else at
        window = self.window(at)
        return window.events[at - window.first]

    def __iter__(self) -> Iterator[Event]:
        at = 0
        while at < self.known or at < len(self):
            window = self.window(at, AT_ONCE)
            yield from window.events[at - window.first :]
            at = window.first + len(window.events)

    def window(self, at: int, most: int = AHEAD + BEHIND) -> Window:
        """The stretch that holds an operation. Raises IndexError where there is no such operation."""
        for each in (*self._windows[::-1], self.first):
            if each.first <= at < each.first + len(each.events):
                return each
        if at < 0 or (at >= self.known and at >= len(self)):
            raise IndexError(at)
        is_back = any(each.first == at + 1 for each in self._windows)
        start = at if most == AT_ONCE else max(0, at - (AHEAD if is_back else BEHIND))
        window = self._load(Stretch(start, at, most))
        if not window.first <= at < window.first + len(window.events):
            raise IndexError(at)
        self._windows.append(window)
        while len(self._windows) > 1 and sum(each.nbytes for each in self._windows) > KEPT_BYTES:
            del self._windows[0]
        return window


class Marks(Sequence[Mark]):
    """The same operations without what they saw, which moves go by."""

    def __init__(self, events: Long, sites: Sequence[Site], *, with_steps: bool) -> None:
        self._events = events
        self._sites = sites
        self._with_steps = with_steps
        self._occurrences: array[int] = array("i")

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, at: int) -> Mark: ...
    @overload
    def __getitem__(self, at: slice) -> list[Mark]: ...
    def __getitem__(self, at: int | slice) -> Mark | list[Mark]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        first = self._events.first.events
        if 0 <= at < len(first) and not self._events.is_counted:
            return _mark_of(first[at])
        index = self._events.counted()
        at = at + len(self) if at < 0 else at
        if not 0 <= at < len(index.sites):
            raise IndexError(at)
        site, standing = self._sites[index.sites[at]], index.standings[index.places[at]]
        own = site.step if standing.stack[-1].number <= 0 else standing.step
        error = index.error if at == len(index.sites) - 1 else None
        step = own if self._with_steps else None
        return Mark(site, standing.stack, standing.path, standing.depth, step, self._occurrence(index, at), error)

    def _occurrence(self, index: Index, at: int) -> int:
        if len(self._occurrences) != len(index.sites):
            seen: dict[tuple[int, CallPath], int] = {}
            self._occurrences = array("i")
            paths = [each.path for each in index.standings]
            for site, place in zip(index.sites, index.places, strict=True):
                key = (site, paths[place])
                count = seen.get(key, 0)
                self._occurrences.append(count)
                seen[key] = count + 1
        return self._occurrences[at]


def _mark_of(event: Event) -> Mark:
    return Mark(event.site, event.stack, event.path, event.depth, event.step, event.occurrence, event.error)
