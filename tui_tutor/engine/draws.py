"""Random numbers on their way: which arrays are draws, and what a seed settles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tui_tutor.engine.recording import Event
from tui_tutor.engine.sites import Kind

ROLLED = 6
"""Numbers in one roll."""

Rolls = tuple[tuple[float, ...], ...]


def is_drawn(events: Sequence[Event], index: int) -> bool:
    """Whether an operation moves random draws that no name has been given yet, by arithmetic with single numbers."""
    event = events[index]
    for _ in range(len(events)):
        arrays = [value for value in event.operands if value.is_array]
        if event.kind is not Kind.ELEMENTWISE or len(arrays) != 1 or event.site.symbol not in ("*", "+", "-", "/"):
            return False
        made = [each for each in events[:index] if each.result is not None and each.result.token == arrays[0].token]
        if not made:
            return False
        event = made[-1]
        if event.kind is Kind.RANDOM:
            return True
        if event.kind is not Kind.ELEMENTWISE:
            return False
    return False


def rolls(event: Event, seed: int) -> Rolls:
    """Four rolls for an operation that sets a seed: two with that seed, two without; none for any other operation.

    `seed` stands in for the chance of the rolls without a seed, so that they stay the same while one looks at them.
    """
    if event.kind is not Kind.RANDOM or event.site.symbol != "seed" or event.error is not None or not event.operands:
        return ()
    given = event.operands[0]
    if not given.is_number or isinstance(given.data, complex):
        return ()
    try:
        own = int(given.data)
        seeds: list[int | list[int]] = [own, own, [seed % 2**32, 1], [seed % 2**32, 2]]
        return tuple(tuple(map(float, np.random.RandomState(each).random_sample(ROLLED))) for each in seeds)
    except (ValueError, TypeError, OverflowError):
        return ()
