"""An error that rises, or jumps between two values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.study.notices.activations import span
from tui_tutor.study.notices.notice import RISING, Notice
from tui_tutor.study.notices.rates import examples, inputs, told
from tui_tutor.study.notices.seen import Course, Seen
from tui_tutor.study.notices.telling import code, digits

KINDS = (Kind.UPDATE, Kind.BIND)

IN_A_ROW = 5
"""Steps up one after the other that are no accident."""

FACTOR = 1.5
"""How much larger the last of them is than the first, at the least."""

FROM_THE_START = 10
"""Steps up from the first iteration on that are none where each of them goes uphill, however little they make."""

LARGE = 10.0
"""The size from which inputs are large: those that are scaled lie about −3 to 3."""

JUMPS = 8
"""Values that go up and down in turn."""

Curve = Sequence[tuple[int, float]]


def rising(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether the first update of weights in an iteration belongs to a stretch in which the error rose, or jumped."""
    iteration = seen.place.iteration
    if seen.place.part is not Part.LOOP or iteration is None or seen.events[index].site.name not in seen.weights:
        return
    course = seen.errors() if index == seen.first_update else None
    if course is None:
        return
    stretch = risen(course)
    if stretch:
        uphill = course.goes_uphill()
        is_steep = stretch[-1][1] > FACTOR * stretch[0][1]
        if is_steep or (uphill and stretch[0][0] == 0 and len(stretch) > FROM_THE_START):
            yield Notice(RISING, f"{_rise(stretch)}{_why(stretch, uphill, seen, index)}")
            return
    jump = jumped(course.samples)
    if jump:
        yield Notice(RISING, f"{jump}{told(seen, index)}; a step too large overshoots: make the rate smaller")


def risen(course: Course) -> Curve:
    """The values in a row up to an iteration, or around it, each above the one before; empty where they are few."""
    stretch = _up_to_last(course.samples)
    if len(stretch) == 1 and course.samples[-1][0]:
        return ()
    if len(stretch) <= IN_A_ROW or stretch[-1][1] <= FACTOR * stretch[0][1]:
        stretch = _up_to_last(course.more())
    return stretch if len(stretch) > IN_A_ROW and stretch[0][1] >= 0 else ()


def _up_to_last(curve: Curve) -> Curve:
    """The last of the values of which each is above the one before."""
    low = len(curve) - 1
    while low > 0 and curve[low - 1][1] < curve[low][1]:
        low -= 1
    return curve[low:]


def _rise(stretch: Curve) -> str:
    (begun, first), (ended, last) = stretch[0], stretch[-1]
    return f"the error rises from {digits(first)} to {digits(last)} over iterations {begun:,} to {ended:,}"


def _why(stretch: Curve, uphill: bool | None, seen: Seen, index: int) -> str:
    """What makes it rise, as small parts of the same step tell."""
    if uphill:
        turn = "; turn its sign round" if stretch[0][0] == 0 else ""
        return f": however small, this step makes it larger, so it goes the wrong way{turn}"
    small = " (a small part of it would lower the error)" if uphill is False else ""
    return f"{told(seen, index)}; a step too large overshoots{small}: make the rate smaller{_large(seen, index)}"


def _large(seen: Seen, index: int) -> str:
    """What makes the step as large as it is: a sum over all examples, or large inputs."""
    given = inputs(seen, index)
    if given is not None and span(given[1].data) >= LARGE:
        most = f"{span(given[1].data):,.4g}".removesuffix(".0")
        return f", or scale {code(given[0])}, which goes up to {most}"
    count = examples(seen, index)
    return f", or take the mean: it sums over {count:,} examples" if count is not None else ""


def jumped(curve: Curve) -> str:
    """Whether the curve jumps between two values up to its last, one after the other."""
    part = curve[-JUMPS:]
    values = [value for _, value in part]
    if len(part) < JUMPS or any(b[0] - a[0] != 1 for a, b in pairwise(part)):
        return ""
    jump = min(abs(b - a) for a, b in pairwise(values))
    drift = max(abs(b - a) for a, b in zip(values, values[2:], strict=False))
    if not jump > 0.1 * max(map(abs, values)) or drift > 0.05 * jump:
        return ""
    low, high = sorted((values[-1], values[-2]))
    return f"the error jumps between {digits(low)} and {digits(high)} since iteration {part[0][0]:,} at the latest"
