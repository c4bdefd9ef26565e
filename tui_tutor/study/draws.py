"""Random numbers on their way: which arrays are draws, and what a seed settles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value

ROLLED = 6
"""Numbers in one roll."""

Rolls = tuple[tuple[float, ...], ...]

MOST_MOVES = 12
"""Operations through which draws are followed back."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What random numbers can be: between `low` and `high`, None where they have no ends, and on average `mean`."""

    low: float | None
    high: float | None
    mean: float


def is_drawn(events: Sequence[Event], index: int) -> bool:
    """Whether an operation moves random draws that no name has been given yet, by arithmetic with single numbers."""
    event = events[index]
    for _ in range(len(events)):
        arrays = [value for value in event.operands if value.is_array]
        if event.kind is not Kind.ELEMENTWISE or len(arrays) != 1 or event.site.symbol not in ("*", "+", "-", "/"):
            return False
        index = _made(events, index, arrays[0])
        if index < 0:
            return False
        event = events[index]
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


def spreads(events: Sequence[Event], index: int) -> tuple[Spread, ...]:
    """What the draws can be that an operation makes, or moves by arithmetic with single numbers.

    Of a move it is what they could be before and after it; empty where that is not known.
    """
    event, moves = events[index], list[Event]()
    for _ in range(MOST_MOVES):
        if event.error is not None or event.result is None:
            return ()
        if event.kind is Kind.RANDOM:
            return _followed(_source(event), moves)
        moves.append(event)
        arrays = [value for value in event.operands if value.is_array]
        if event.kind is not Kind.ELEMENTWISE or len(arrays) != 1:
            return ()
        index = _made(events, index, arrays[0])
        if index < 0:
            return ()
        event = events[index]
    return ()


def _followed(drawn: Spread | None, moves: Sequence[Event]) -> tuple[Spread, ...]:
    """The last two spreads of draws that are moved, the last move first in `moves`."""
    found: list[Spread] = []
    for move in (None, *reversed(moves)):
        drawn = _moved(drawn, move) if drawn is not None and move is not None else drawn
        if drawn is None:
            return ()
        found.append(drawn)
    return tuple(found[-2:])


def _made(events: Sequence[Event], index: int, value: Value) -> int:
    """The last operation before one that made a value; -1 where there is none."""
    for at in range(index - 1, -1, -1):
        made = events[at].result
        if made is not None and made.token == value.token:
            return at
    return -1


def _source(event: Event) -> Spread | None:
    """What numpy draws from, for the ways to draw that beginners use."""
    symbol = event.site.symbol
    given = [float(v.data) for v in event.operands if v.is_number and not isinstance(v.data, complex)]
    named = any(text.keyword is not None for text in event.texts)
    if symbol in ("random", "rand", "random_sample", "ranf", "sample"):
        return Spread(0.0, 1.0, 0.5)
    if symbol in ("randn", "standard_normal"):
        return Spread(None, None, 0.0)
    if named or any(value.is_array for value in event.operands):
        return None
    if symbol == "uniform":
        low, high = sorted((*given, 0.0, 1.0)[:2] if len(given) != 1 else (given[0], 1.0))
        return Spread(low, high, (low + high) / 2)
    if symbol == "normal":
        return Spread(None, None, given[0] if given else 0.0)
    return None


def _moved(drawn: Spread, event: Event) -> Spread | None:
    """Where arithmetic with one number brings a spread."""
    if len(event.operands) == 1 and event.site.symbol == "-":
        return _between(lambda x: -x, drawn)
    numbers = [value.data for value in event.operands if value.is_number]
    if len(event.operands) != 2 or len(numbers) != 1 or isinstance(numbers[0], complex):
        return None
    number, first = float(numbers[0]), event.operands[0].is_number
    symbol = event.site.symbol
    if symbol == "*":
        return _between(lambda x: x * number, drawn)
    if symbol == "+":
        return _between(lambda x: x + number, drawn)
    if symbol == "-":
        return _between((lambda x: number - x) if first else (lambda x: x - number), drawn)
    if symbol == "/" and not first and number:
        return _between(lambda x: x / number, drawn)
    return None


def _between(move: Callable[[float], float], drawn: Spread) -> Spread:
    """A spread whose every number is moved along a straight line."""
    if drawn.low is None or drawn.high is None:
        return Spread(None, None, move(drawn.mean))
    low, high = sorted((move(drawn.low), move(drawn.high)))
    return Spread(low, high, move(drawn.mean))
