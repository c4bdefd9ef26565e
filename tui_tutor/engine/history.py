"""The program's state at the start of its iterations, for as far as it has been run."""

from __future__ import annotations

from collections.abc import Mapping

from tui_tutor.engine.frozen import Frozen, FrozenArray
from tui_tutor.engine.state import Freezer

BUDGET = 64 << 20
"""Bytes that a history may take before it keeps only every second state, every fourth, and so on."""

FEWEST = 4
"""States that are kept however large they are: with fewer, going back would be running anew."""


class History:
    """States by iteration. Of those up to the present one every `stride`-th is kept, and always the first.

    States share the arrays that did not change between them.
    """

    def __init__(self, freezer: Freezer, budget: int = BUDGET) -> None:
        self.budget = budget
        self.stride = 1
        self.nbytes = 0
        self._freezer = freezer
        self._states: dict[int, Frozen] = {}
        self._arrays: set[FrozenArray] = set()

    def __len__(self) -> int:
        return len(self._states)

    def save(self, iteration: int, values: Mapping[str, object]) -> None:
        """Keep the state at the start of `iteration`, a multiple of `stride`; they come in order.

        Raises NotRestorable for values that cannot be copied.
        """
        frozen = self._freezer.freeze(values)
        self._states[iteration] = frozen
        self._count(frozen)
        while self.nbytes > self.budget and len(self._states) > FEWEST:
            self.thin()

    def nearest(self, iteration: int) -> int:
        """The last iteration, not after the given one, whose state is kept."""
        return iteration // self.stride * self.stride

    def load(self, iteration: int) -> Frozen:
        """The state of a kept iteration."""
        return self._states[iteration]

    def thin(self) -> None:
        """Keep every second state only."""
        self.stride *= 2
        self._states = {n: frozen for n, frozen in self._states.items() if n % self.stride == 0}
        self._arrays, self.nbytes = set(), 0
        for frozen in self._states.values():
            self._count(frozen)

    def _count(self, frozen: Frozen) -> None:
        self.nbytes += frozen.nbytes
        for array in frozen.arrays:
            if array not in self._arrays:
                self._arrays.add(array)
                self.nbytes += array.data.nbytes + 250
