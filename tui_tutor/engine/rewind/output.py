"""Where a program's `print` goes while it is watched or run from the tutor."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

from tui_tutor.engine.rewind.printed import MOST


class Output(io.TextIOBase):
    """Takes what a program prints.

    `iteration` tells which iteration is running, for those that are run many at once. Of very much text only the
    last is kept. While `is_heard`, what is printed can also be heard operation by operation.
    """

    def __init__(self) -> None:
        super().__init__()
        self.iteration: Callable[[], int] = lambda: -1
        self.is_heard = False
        self._heard: list[str] = []
        self._texts: deque[tuple[int, str]] = deque()
        self._size = 0

    def write(self, text: str) -> int:
        """Note what was printed."""
        self._texts.append((self.iteration(), text[-MOST:]))
        self._size += min(len(text), MOST)
        while self._size - len(self._texts[0][1]) >= MOST:
            self._size -= len(self._texts.popleft()[1])
        if self.is_heard:
            self._heard.append(text)
        return len(text)

    def heard(self) -> str:
        """What was printed since the last time that this was asked."""
        if not self._heard:
            return ""
        text, self._heard = "".join(self._heard), []
        return text

    def take(self) -> str:
        """What was printed since it was last taken."""
        return "".join(text for _, text in self._taken()) if self._texts else ""

    def take_by_iteration(self) -> list[tuple[int, str]]:
        """The same, one text for each iteration that printed."""
        if not self._texts:
            return []
        by_iteration = groupby(self._taken(), key=itemgetter(0))
        return [(iteration, "".join(text for _, text in texts)) for iteration, texts in by_iteration]

    def _taken(self) -> deque[tuple[int, str]]:
        taken, self._texts, self._size = self._texts, deque(), 0
        self._heard = []
        return taken
