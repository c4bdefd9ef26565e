"""The program's state at the start of its iterations, for as far as it has been run."""

from __future__ import annotations

from bisect import bisect_right

from tui_tutor.engine.rewind.contents import Numbers, State

BUDGET = 64 << 20
"""Bytes that a history may take before it keeps only every second state, every fourth, and so on."""

FEWEST = 4
"""States that are kept however large they are: with fewer, going back would be running anew."""

KEY = 2_500
"""Bytes of the key of numpy's generator: the Mersenne Twister MT19937 holds 624 words of 4 bytes."""


class History:
    """States by iteration. Of those up to the present one every `stride`-th is kept, and always the first.

    States share the arrays that did not change between them.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget
        self.stride = 1
        self.nbytes = 0
        self._states: dict[int, State] = {}
        self._order: list[int] = []
        self._arrays: set[int] = set()

    def __len__(self) -> int:
        return len(self._states)

    @property
    def states(self) -> list[State]:
        """All that are kept, in order."""
        return [self._states[iteration] for iteration in self._order]

    def save(self, iteration: int, state: State) -> None:
        """Keep the state at the start of `iteration`, a multiple of `stride`; they come in order."""
        self._states[iteration] = state
        self._order.append(iteration)
        self._count(state)
        while self.nbytes > self.budget and len(self._states) > FEWEST:
            self.thin()

    def nearest(self, iteration: int) -> int | None:
        """The last iteration, not after the given one, whose state is kept; None where there is none."""
        index = bisect_right(self._order, iteration)
        return self._order[index - 1] if index else None

    def load(self, iteration: int) -> State:
        """The state of a kept iteration."""
        return self._states[iteration]

    def thin(self) -> None:
        """Keep every second state only."""
        self.stride *= 2
        self._states = {n: state for n, state in self._states.items() if n % self.stride == 0}
        self._order = list(self._states)
        self._arrays, self.nbytes = set(), 0
        for state in self._states.values():
            self._count(state)

    def clear(self) -> None:
        """Keep none any more."""
        self._states, self._order, self._arrays, self.nbytes = {}, [], set(), 0

    def _count(self, state: State) -> None:
        self.nbytes += state.nbytes
        for array in state.arrays:
            self._once(array, array.data.nbytes + 250)
        if state.more is not None:
            self._once(state.more[0][1], KEY)

    def _once(self, shared: Numbers, nbytes: int) -> None:
        if id(shared) not in self._arrays:
            self._arrays.add(id(shared))
            self.nbytes += nbytes
