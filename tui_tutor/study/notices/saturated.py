"""An activation on the flat ends of its function, where nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.notices.activations import Squashed, inside_calls, layer, real, sigmoid, span
from tui_tutor.study.notices.notice import SATURATED, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import digits
from tui_tutor.study.sampling import Sampled

KINDS = (Kind.ELEMENTWISE, Kind.CALL)

FLAT = 0.01
"""A slope this small beside the function's largest is flat; the sigmoid's is so from about ±6 on."""

MOST = 0.75
"""The share of cells on flat ends from which an activation is saturated."""

FAR = 4.0
"""Where all sums are nearer to 0 than this no activation is flat that beginners use; most are beyond half of it."""


def saturated(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether most cells of an activation, of products with weights, lie where its function is flat.

    A function of the program is judged by its own sampled curve, which has to be flat at both its ends.
    """
    event = seen.events[index]
    if event.kind is Kind.CALL:
        yield from _called(seen, index)
        return
    found = sigmoid(seen, index)
    x = real(found.x) if found is not None else None
    if found is None or x is None or span(x) < FAR or layer(seen, index, found.x) is None:
        return
    y = found.y.data
    slopes = 1.0 - y * y if found.name == "tanh" else 4.0 * y * (1.0 - y)
    yield from _told(found.name, x, slopes, 1.0 if found.name == "tanh" else 0.25)


def _called(seen: Seen, index: int) -> Iterator[Notice]:
    event = seen.events[index]
    given = event.operands[0] if event.operands else None
    x = real(given) if given is not None else None
    if x is None or given is None or event.result is None or event.result.shape != given.shape or span(x) < FAR:
        return
    # To sample a function takes long beside all else that is looked at.
    if np.count_nonzero(np.abs(x) >= FAR / 2) < MOST * x.size:
        return
    if any(each.site.symbol in ("tanh", "/", "divide") for each in inside_calls(seen, index)) and _is_told(seen, index):
        return
    if layer(seen, index, given) is None:
        return
    for each in seen.sampled(index):
        height = _steepest(each)
        if each.slope_of is None and each.at.size and height:
            yield from _told(event.site.symbol, x, np.abs(each.slopes) / height, height)


def _is_told(seen: Seen, index: int) -> bool:
    """Whether an operation inside a call is the sigmoid itself, and told of there."""
    depth = seen.events[index].depth
    for at in range(index - 1, -1, -1):
        if seen.events[at].depth <= depth:
            return False
        if isinstance(sigmoid(seen, at), Squashed):
            return True
    return False


def _steepest(sampled: Sampled) -> float:
    """A curve's largest slope where it is flat at both ends; 0 where it is not."""
    rise, run = np.diff(sampled.ys), np.diff(sampled.xs)
    slopes = np.abs(rise / run)
    known = slopes[np.isfinite(slopes)]
    if known.size < 3 or not known.max():
        return 0.0
    return float(known.max()) if max(known[0], known[-1]) < 2 * FLAT * known.max() else 0.0


def _told(name: str, x: Any, slopes: Any, height: float) -> Iterator[Notice]:
    flat = slopes < FLAT
    if flat.mean() < MOST:
        return
    share = f"{int(flat.sum()):,} of {flat.size:,} cells"
    most = digits(float(np.nanmax(slopes)) * height)
    told = f"{share} lie on the flat ends of {name}: the sums go from {digits(x.min())} to {digits(x.max())}"
    yield Notice(SATURATED, f"{told}, the slopes are at most {most}, and hardly anything moves; smaller sums would")
