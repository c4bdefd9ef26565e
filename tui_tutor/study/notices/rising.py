"""An error that rises, or jumps between two values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.study.backward import source_of
from tui_tutor.study.notices.notice import RISING, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import digits

KINDS = (Kind.UPDATE, Kind.BIND)

IN_A_ROW = 5
"""Values one above the other that are no accident."""

FACTOR = 1.5
"""How much larger the last of them is than the first, at the least."""

JUMPS = 8
"""Values that go up and down in turn."""


def rising(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether the first update of weights in an iteration belongs to a stretch in which the error rose, or jumped."""
    iteration = seen.place.iteration
    if seen.place.part is not Part.LOOP or iteration is None or seen.events[index].site.name not in seen.weights:
        return
    if index != seen.first_update:
        return
    found = risen(seen.curve, iteration) or jumped(seen.curve, iteration)
    if found:
        source = source_of(seen.events, index)
        rate = f"; the rate is {digits(abs(source.factor))}" if source and abs(source.factor) != 1.0 else ""
        yield Notice(RISING, f"{found}{rate}; a step too large overshoots")


def risen(curve: Sequence[tuple[int, float]], iteration: int) -> str:
    """A stretch of the curve around an iteration in which each value is above the one before; empty where none is."""
    at = bisect_left(curve, iteration, key=_iteration)
    if at == len(curve):
        return ""
    low = high = at
    while low > 0 and curve[low - 1][1] < curve[low][1]:
        low -= 1
    while high + 1 < len(curve) and curve[high][1] < curve[high + 1][1]:
        high += 1
    (begun, first), (ended, last) = curve[low], curve[high]
    if high - low < IN_A_ROW or not last > FACTOR * first or first < 0:
        return ""
    return f"the error rises from {digits(first)} to {digits(last)} over iterations {begun:,} to {ended:,}"


def _iteration(sample: tuple[int, float]) -> int:
    return sample[0]


def jumped(curve: Sequence[tuple[int, float]], iteration: int) -> str:
    """Whether the curve jumps between two values around an iteration, one after the other."""
    at = bisect_left(curve, iteration, key=_iteration)
    if at == len(curve):
        return ""
    part = curve[max(0, at - JUMPS + 1) : at + 1]
    values = [value for _, value in part]
    if len(part) < JUMPS or any(b[0] - a[0] != 1 for a, b in pairwise(part)):
        return ""
    jump = min(abs(b - a) for a, b in pairwise(values))
    drift = max(abs(b - a) for a, b in zip(values, values[2:], strict=False))
    if not jump > 0.1 * max(map(abs, values)) or drift > 0.05 * jump:
        return ""
    low, high = sorted((values[-1], values[-2]))
    return f"the error jumps between {digits(low)} and {digits(high)} since iteration {part[0][0]:,} at the latest"
