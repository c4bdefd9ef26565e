"""What a program's main loop has printed, iteration by iteration."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

MOST = 4_000_000
"""Characters kept; older lines are dropped first."""

MOST_SHOWN = 20_000
"""Characters of output that are shown at once: the last of them."""

TOGETHER = 2_048
"""Characters up to which the texts of many iterations are kept as one: each by itself would take far more memory."""


class Stretch:
    """What some iterations printed: `text`, of which the part of iteration `turns[i]` ends at `ends[i]`, ascending."""

    __slots__ = ("ends", "text", "turns")

    def __init__(self, turns: Sequence[int], ends: Sequence[int], text: str) -> None:
        self.turns = turns
        self.ends = array("q", ends)
        self.text = text

    def before(self, iteration: int) -> str:
        """What the iterations before a given one printed."""
        index = bisect_left(self.turns, iteration)
        return self.text[: self.ends[index - 1]] if index else ""

    def after(self, iteration: int) -> Stretch:
        """The part of the iterations that come after a given one."""
        index = bisect_right(self.turns, iteration)
        start = self.ends[index - 1] if index else 0
        return Stretch(self.turns[index:], [end - start for end in self.ends[index:]], self.text[start:])

    def last(self, most: int) -> Stretch:
        """The part that so many of the last characters make, with those of the iteration in which they begin."""
        cut = len(self.text) - most
        if cut <= 0:
            return self
        index = bisect_right(self.ends, cut)
        return Stretch(self.turns[index:], [end - cut for end in self.ends[index:]], self.text[cut:])

    def add(self, other: Stretch) -> None:
        """Make one of this and what comes after it."""
        length = len(self.text)
        self.turns = array("q", [*self.turns, *other.turns])
        self.ends.extend(end + length for end in other.ends)
        self.text += other.text


class Printed:
    """Texts by iteration, for as far as the program has been run."""

    def __init__(self) -> None:
        self._stretches: list[Stretch] = []
        self._size = 0

    def add(self, stretches: Iterable[Stretch]) -> None:
        """Note what iterations printed; those that were run before print the same again."""
        for each in stretches:
            last = self._stretches[-1].turns[-1] if self._stretches else -1
            if each.turns[-1] <= last:
                continue
            added = (each if each.turns[0] > last else each.after(last)).last(MOST)
            self._size += len(added.text)
            if self._stretches and len(self._stretches[-1].text) + len(added.text) <= TOGETHER:
                self._stretches[-1].add(added)
            else:
                self._stretches.append(added)
        while self._stretches and self._size - len(self._stretches[0].text) >= MOST:
            self._size -= len(self._stretches.pop(0).text)

    def before(self, iteration: int, most: int = MOST) -> str:
        """The last of what was printed in the iterations before the given one, at least `most` characters of it."""
        found: list[str] = []
        for each in reversed(self._stretches):
            if most <= 0:
                break
            text = each.before(iteration)
            found.append(text)
            most -= len(text)
        return "".join(reversed(found))
