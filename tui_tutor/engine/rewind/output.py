"""Where a program's `print` goes while it is watched or run from the tutor."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter

from tui_tutor.engine.rewind.printed import MOST, Stretch

FEW = 8
"""Of so many iterations one prints, or fewer do: then only those are noted."""


class Output(io.TextIOBase):
    """Takes what a program prints.

    `iteration` tells which iteration is running. Of very much text only the last is kept. While `is_heard`, what is
    printed can also be heard operation by operation.

    While it gathers, what is printed goes by no code of ours: a loop that prints takes no longer than it does with
    Python's own output. Which iteration printed what is then told by `begins`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.iteration: Callable[[], int] = lambda: -1
        self.is_heard = False
        self._heard: list[str] = []
        self._texts: deque[tuple[int, str]] = deque()
        self._size = 0
        self._gathered: io.StringIO | None = None
        self.length: Callable[[], int] = int
        """How many characters have been gathered."""
        self.begins: list[int] = []
        """How many had been gathered as each iteration began; the last of them is the one that is running."""
        self._stretches: list[Stretch] = []

    def write(self, text: str) -> int:
        """Note what was printed."""
        self._texts.append((self.iteration(), text[-MOST:]))
        self._size += min(len(text), MOST)
        while self._size - len(self._texts[0][1]) >= MOST:
            self._size -= len(self._texts.popleft()[1])
        if self.is_heard:
            self._heard.append(text)
        return len(text)

    def gather(self) -> None:
        """Take what iterations print as it comes."""
        self._gathered = io.StringIO(newline="")
        self.length = self._gathered.tell
        # `print` asks for it each time.
        vars(self)["write"] = self._gathered.write

    def gathered(self) -> None:
        """Gather no more; what was printed since the end of an iteration belongs to the one that is running."""
        gathered, begins, at = self._gathered, self.begins, self.iteration()
        self._gathered, self.begins, self.length = None, [], int
        if gathered is None:
            return
        vars(self).pop("write")
        text = gathered.getvalue()
        if text:
            # The first may have begun before it gathered.
            first = 1 if begins and not begins[0] else 0
            turns: Sequence[int] = range(at - len(begins) + first, at + 1)
            ends: Sequence[int] = [*begins[first:], len(text)]
            if len(set(ends)) < len(ends) // FEW:
                printing = [index for index, end in enumerate(ends) if end > (ends[index - 1] if index else 0)]
                turns, ends = [turns[index] for index in printing], [ends[index] for index in printing]
            self._stretches += [*self._heard_by_iteration(), Stretch(turns, ends, text)]

    def heard(self) -> str:
        """What was printed since the last time that this was asked."""
        if not self._heard:
            return ""
        text, self._heard = "".join(self._heard), []
        return text

    def take(self) -> str:
        """What was printed since it was last taken."""
        return "".join(each.text for each in self.take_by_iteration())

    def take_by_iteration(self) -> list[Stretch]:
        """The same, with what tells which iteration printed what."""
        if not self._texts and not self._stretches:
            return []
        taken, self._stretches = [*self._stretches, *self._heard_by_iteration()], []
        return taken

    def _heard_by_iteration(self) -> list[Stretch]:
        texts, self._texts, self._size = self._texts, deque(), 0
        self._heard = []
        joined = ((at, "".join(text for _, text in each)) for at, each in groupby(texts, key=itemgetter(0)))
        return [Stretch([at], [len(text)], text) for at, text in joined]
