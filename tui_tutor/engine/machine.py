"""One running copy of a program: its names, its generator, and its parts run on demand."""

from __future__ import annotations

import builtins
import io
import sys
from collections import deque
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from types import CodeType
from typing import Any

import numpy as np

from tui_tutor.engine.codes import Codes
from tui_tutor.engine.digits import length
from tui_tutor.engine.outside import set_again, settings
from tui_tutor.engine.pieces import RECORDER
from tui_tutor.engine.printed import MOST
from tui_tutor.engine.program import AGAIN, AHEAD, BEGIN, ITEMS, TURNS, Code, Program
from tui_tutor.engine.recorder import Recorder

STATE = frozenset({ITEMS, AHEAD})
"""Names in a namespace that are not the program's own, but part of where it stands."""

OURS = frozenset({RECORDER, BEGIN, TURNS, AGAIN, "__tt_turn"}) | frozenset(
    "__builtins__ __name__ __doc__ __annotations__ __annotate__ __conditional_annotations__ __warningregistry__".split()
)
"""Other names in a namespace that are not the program's own, but the tutor's or Python's."""

HIDDEN = STATE | OURS

PROBES = 200
"""Frames that noting an operation may take on top of the program's own."""


class Output(io.TextIOBase):
    """Where a program's `print` goes while it is watched or run from the tutor.

    `iteration` tells which iteration is running, for those that are run many at once. Of very much text only the
    last is kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self.iteration: Callable[[], int] = lambda: -1
        self._texts: deque[tuple[int, str]] = deque()
        self._size = 0

    def write(self, text: str) -> int:
        """Note what was printed."""
        self._texts.append((self.iteration(), text[-MOST:]))
        self._size += min(len(text), MOST)
        while self._size - len(self._texts[0][1]) >= MOST:
            self._size -= len(self._texts.popleft()[1])
        return len(text)

    def take(self) -> str:
        """What was printed since the last time."""
        return "".join(text for _, text in self._taken()) if self._texts else ""

    def take_by_iteration(self) -> list[tuple[int, str]]:
        """The same, one text for each iteration that printed."""
        if not self._texts:
            return []
        by_iteration = groupby(self._taken(), key=itemgetter(0))
        return [(iteration, "".join(text for _, text in texts)) for iteration, texts in by_iteration]

    def _taken(self) -> deque[tuple[int, str]]:
        taken, self._texts, self._size = self._texts, deque(), 0
        return taken


class Machine:
    """Runs the parts of one compilation of a program in a namespace of its own.

    A program's exceptions pass through. `seed` is what numpy's generator starts from, so that a program that sets
    none meets the same numbers each time; numpy's settings are those of when the machine was made. After the setup
    `starts` tells whether the main loop turns at all, and `total` how many turns what it runs over allows, None where
    nobody knows.
    """

    def __init__(self, program: Program, code: Code, seed: int, recorder: Recorder | None = None) -> None:
        self.program = program
        self.code = code
        self.output = Output()
        self._seed = seed
        self._settings = settings()
        self.codes = Codes([code.setup, code.turns, code.condition, code.end, code.end_exhausted])
        self.at = -1
        self.exhausted = True
        self.starts = False
        self.total: int | None = None
        self.namespace: dict[str, Any] = {
            "__name__": "__main__",
            "__builtins__": dict(vars(builtins)),
            BEGIN: self._begin,
        }
        self._is_watched = recorder is not None
        if recorder is not None:
            self.namespace[RECORDER] = recorder
            recorder.printed = self.output.take

    def setup(self) -> None:
        """Run the part before the main loop, up to its first turn."""
        np.random.seed(self._seed)
        set_again(*self._settings)
        with self.running():
            exec(self.code.setup, self.namespace)
            if self.program.loop is not None:
                self.starts = self._first()

    def turns(self, start: int, limit: int) -> bool:
        """Run iterations from `start`, whose turn it is, up to `limit`; False where the loop is over then.

        `at` is the iteration begun last. `exhausted` tells, where the loop is over, that no `break` has ended it.
        """
        assert self.code.turns is not None
        self.namespace[TURNS] = self._items(start, limit)
        self.namespace[AGAIN] = False
        with self.running():
            exec(self.code.turns, self.namespace)
        self.exhausted = bool(self.namespace[AGAIN])
        return self.exhausted and AHEAD in self.namespace

    def end(self, exhausted: bool) -> None:
        """Run the part after the main loop."""
        with self.running():
            exec(self.code.end_exhausted if exhausted else self.code.end, self.namespace)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the program print to `output`, and its functions call each other as deeply as Python alone lets them."""
        stdout, deepest = sys.stdout, sys.getrecursionlimit()
        sys.setrecursionlimit(deepest + frames_below() + (PROBES if self._is_watched else 0))
        sys.stdout = self.output
        try:
            yield
        finally:
            sys.stdout = stdout
            sys.setrecursionlimit(deepest)

    def _begin(self, values: Any) -> Iterator[Any]:
        """What the main loop goes on, made of what it runs over."""
        iterator: Iterator[Any] = iter(values)
        self.total = length(values)
        return iterator

    def _items(self, start: int, limit: int) -> Iterator[Any]:
        # The next item is taken where Python takes it: at the end of a turn, and not after `break`.
        namespace, items = self.namespace, self.namespace.get(ITEMS)
        item = namespace.pop(AHEAD)
        for self.at in range(start, limit):
            yield item
            item = next(items, _NOTHING) if items is not None else self._decide(self.code.condition)
            if item is _NOTHING:
                return
        namespace[AHEAD] = item

    def _first(self) -> bool:
        """Take the first item of all; False where there is none."""
        namespace = self.namespace
        item = next(namespace[ITEMS], _NOTHING) if ITEMS in namespace else None if namespace[AGAIN] else _NOTHING
        if item is not _NOTHING:
            namespace[AHEAD] = item
        return item is not _NOTHING

    def _decide(self, condition: CodeType | None) -> object:
        """Whether a `while` loop goes on, in the place of an item."""
        assert condition is not None
        return None if eval(condition, self.namespace) else _NOTHING

    def forget(self, kept: Container[str]) -> None:
        """Let go of every name but those that are kept, and the tutor's; it has to be restored before it is used."""
        for name in [name for name in self.namespace if name not in kept and name not in OURS]:
            del self.namespace[name]

    def names(self) -> dict[str, Any]:
        """The program's own names that exist now."""
        return {name: value for name, value in self.namespace.items() if name not in HIDDEN}


_NOTHING = object()


def frames_below() -> int:
    """How many frames lie on Python's stack already."""
    frame, count = sys._getframe(1).f_back, 0
    while frame is not None:
        frame, count = frame.f_back, count + 1
    return count
