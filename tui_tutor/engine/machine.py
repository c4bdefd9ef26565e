"""One running copy of a program: its names, its generator, and its parts run on demand."""

from __future__ import annotations

import builtins
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.probe import RECORDER
from tui_tutor.engine.program import AGAIN, ITEMS, TURNS, Code, Program
from tui_tutor.engine.recorder import Recorder

HIDDEN = frozenset({RECORDER, ITEMS, TURNS, AGAIN, "__builtins__", "__name__", "__doc__", "__tt_turn"})
"""Names in a namespace that are not the program's own."""


class Output:
    """Where a program's `print` goes while it is watched or run from the tutor.

    `iteration` tells which iteration is running, for those that are run many at once.
    """

    def __init__(self) -> None:
        self.iteration: Callable[[], int] = lambda: -1
        self._texts: list[tuple[int, str]] = []

    def print(self, *values: object, sep: str | None = " ", end: str | None = "\n") -> None:
        """The `print` that programs see."""
        buffer = io.StringIO()
        builtins.print(*values, sep=sep, end=end, file=buffer)
        self._texts.append((self.iteration(), buffer.getvalue()))

    def take(self) -> str:
        """What was printed since the last time."""
        if not self._texts:
            return ""
        taken, self._texts = self._texts, []
        return "".join(text for _, text in taken)

    def take_by_iteration(self) -> list[tuple[int, str]]:
        """The same, one text for each iteration that printed."""
        if not self._texts:
            return []
        taken, self._texts = self._texts, []
        joined: dict[int, str] = {}
        for iteration, text in taken:
            joined[iteration] = joined.get(iteration, "") + text
        return list(joined.items())


class Machine:
    """Runs the parts of one compilation of a program in a namespace of its own.

    A program's exceptions pass through. `seed` is what numpy's generator starts from, so that a program that sets
    none meets the same numbers each time.
    """

    def __init__(self, program: Program, code: Code, seed: int, recorder: Recorder | None = None) -> None:
        self.program = program
        self.code = code
        self.output = Output()
        self._print = self.output.print
        self._seed = seed
        self.items: Any = None
        self.namespace: dict[str, Any] = {
            "__name__": "__main__",
            "__builtins__": {**vars(builtins), "print": self._print},
        }
        if recorder is not None:
            self.namespace[RECORDER] = recorder
            recorder.print_function = self._print
            recorder.printed = self.output.take

    def setup(self) -> None:
        """Run the part before the main loop."""
        np.random.seed(self._seed)
        exec(self.code.setup, self.namespace)
        if ITEMS in self.namespace:
            self.items = Items(self.namespace[ITEMS])

    def turns(self, items: Iterable[Any]) -> bool:
        """Run the loop's body once for each item; False where it was left by `break`."""
        assert self.code.turns is not None
        self.namespace[TURNS] = items
        self.namespace[AGAIN] = False
        exec(self.code.turns, self.namespace)
        return bool(self.namespace[AGAIN])

    def again(self) -> bool:
        """Whether a `while` main loop goes on; true for a `for` loop, which its items decide."""
        if self.code.condition is not None:
            return bool(eval(self.code.condition, self.namespace))
        return True

    def end(self, exhausted: bool) -> None:
        """Run the part after the main loop."""
        exec(self.code.end_exhausted if exhausted else self.code.end, self.namespace)

    @property
    def starts(self) -> bool:
        """After the setup: whether the main loop turns at all."""
        return bool(self.namespace.get(AGAIN)) if self.program.is_while else bool(self.has_item(0))

    def has_item(self, iteration: int) -> bool:
        """Whether the loop's items reach so far; always true for a `while` loop."""
        return self.items is None or self.items.has(iteration)

    def item(self, iteration: int) -> Any:
        """What the loop's target is given in an iteration."""
        return iteration if self.items is None else self.items[iteration]

    @property
    def total(self) -> int | None:
        """How many turns the loop's items allow, None where nobody knows."""
        return None if self.items is None else self.items.total

    def names(self) -> dict[str, Any]:
        """The program's own names that exist now."""
        return {name: value for name, value in self.namespace.items() if name not in HIDDEN}


class Items:
    """What a `for` loop runs over, reached by number; what a generator made is kept as it comes."""

    def __init__(self, values: Any) -> None:
        self._iterator: Iterator[Any] | None = None
        self.count: int | None = None
        """How many there are, where they can all be reached at once."""
        if isinstance(values, (range, list, tuple, str)) or (isinstance(values, np.ndarray) and values.ndim):
            self._values: Any = values
            self.count = len(values)
        else:
            self._values = []
            self._iterator = iter(values)
        self.total = len(values) if hasattr(values, "__len__") else None

    def has(self, number: int) -> bool:
        """Whether there is an item of that number."""
        if self._iterator is not None:
            while len(self._values) <= number:
                try:
                    self._values.append(next(self._iterator))
                except StopIteration:
                    return False
        return number < len(self._values)

    def between(self, start: int, stop: int) -> Sequence[Any]:
        """The items from `start` up to `stop`, fewer where there are fewer."""
        self.has(stop - 1)
        chosen: Sequence[Any] = self._values[start:stop]
        return chosen

    def __getitem__(self, number: int) -> Any:
        return self._values[number]
