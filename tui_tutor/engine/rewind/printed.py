"""What a program's main loop has printed, iteration by iteration."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

MOST = 4_000_000
"""Characters kept; older lines are dropped first."""

MOST_SHOWN = 20_000
"""Characters of output that are shown at once: the last of them."""


class Printed:
    """Texts by iteration, for as far as the program has been run."""

    def __init__(self) -> None:
        self._iterations: list[int] = []
        self._texts: list[str] = []
        self._size = 0

    def add(self, texts: Iterable[tuple[int, str]]) -> None:
        """Note what iterations printed; those that were run before print the same again."""
        for iteration, text in texts:
            if not self._iterations or iteration > self._iterations[-1]:
                self._iterations.append(iteration)
                self._texts.append(text)
                self._size += len(text)
        while self._texts and self._size - len(self._texts[0]) >= MOST:
            self._size -= len(self._texts.pop(0))
            self._iterations.pop(0)

    def before(self, iteration: int) -> str:
        """What was printed in the iterations before the given one."""
        return "".join(self._texts[: bisect.bisect_left(self._iterations, iteration)])
