"""An activation on the flat ends of its function, where nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.notices.activations import Layer, Squashed, inside_calls, layer, real, sigmoid, span
from tui_tutor.study.notices.notice import SATURATED, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import digits
from tui_tutor.study.sampling import Sampled

KINDS = (Kind.ELEMENTWISE, Kind.CALL)

FLAT = 0.01
"""A slope this small beside the function's largest is flat; the sigmoid's is so from about ±6 on."""

MOST = 0.75
"""The share of cells on flat ends from which an activation is saturated."""

FEWEST = 2
"""Cells of all runs of an operation together that can be most of them."""

MOST_RUNS = 3_000
"""Operations of a part among which the runs of one are counted."""

FAR = 4.0
"""Where all sums are nearer to 0 than this no activation is flat that beginners use; most are beyond half of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Flatness:
    """An activation of the sums `x` of a product with weights: how steep its function is at each of its cells.

    `slopes` are parts of the function's largest slope, which is `height`.
    """

    name: str
    x: Any
    slopes: Any
    height: float
    layer: Layer

    @property
    def flat(self) -> Any:
        """Which cells lie on the flat ends of the function."""
        return self.slopes < FLAT


def saturated(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether most cells of an activation, of products with weights, lie where its function is flat."""
    for found in flatness(seen, index, FAR):
        flat = found.flat
        if flat.mean() < MOST or not _is_trouble(seen, index):
            continue
        x, share = found.x, f"{int(flat.sum()):,} of {flat.size:,} cells"
        most = digits(float(np.nanmax(found.slopes)) * found.height)
        told = f"{share} lie on the flat ends of {found.name}: the sums go from {digits(x.min())} to {digits(x.max())}"
        so = f"the slopes are at most {most}, so hardly anything moves; with smaller sums it would"
        yield Notice(SATURATED, f"{told}, {so}")


def _is_trouble(seen: Seen, index: int) -> bool:
    """Whether an activation that is flat at one operation is so at all runs of it in this part, and misses its target.

    One example may well lie on a flat end, and what comes out where all has been learned does.
    """
    number = seen.events[index].site.number
    if number not in seen.shares:
        runs = [at for at, event in enumerate(seen.events[:MOST_RUNS]) if event.site.number == number]
        each = [found.flat for at in runs for found in flatness(seen, at)]
        cells = sum(flat.size for flat in each)
        seen.shares[number] = sum(int(flat.sum()) for flat in each) / cells if cells >= FEWEST else 0.0
    return seen.shares[number] >= MOST and not seen.is_learned


def flatness(seen: Seen, index: int, far: float = 0.0) -> Iterator[Flatness]:
    """How flat an activation lies, where an operation makes one of products with weights.

    A function of the program is judged by its own sampled curve, which has to be flat at both its ends. What cannot
    be saturated, because most sums are nearer to 0 than half of `far`, is left out.
    """
    if seen.events[index].kind is Kind.CALL:
        yield from _called(seen, index, far)
        return
    found = sigmoid(seen, index)
    x = real(found.x) if found is not None else None
    made = layer(seen, index, found.x) if found is not None and x is not None and span(x) >= far else None
    if found is None or made is None:
        return
    y = found.y.data
    if found.name == "tanh":
        yield Flatness(found.name, x, 1.0 - y * y, 1.0, made)
    else:
        yield Flatness(found.name, x, 4.0 * y * (1.0 - y), 0.25, made)


def _called(seen: Seen, index: int, far: float) -> Iterator[Flatness]:
    event = seen.events[index]
    given = event.operands[0] if event.operands else None
    x = real(given) if given is not None else None
    if x is None or given is None or event.result is None or event.result.shape != given.shape or span(x) < far:
        return
    # To sample a function takes long beside all else that is looked at.
    if np.count_nonzero(np.abs(x) >= far / 2) < MOST * x.size:
        return
    if any(each.site.symbol in ("tanh", "/", "divide") for each in inside_calls(seen, index)) and _is_told(seen, index):
        return
    made = layer(seen, index, given)
    if made is None:
        return
    for each in seen.sampled(index):
        height = _steepest(each)
        if each.slope_of is None and each.at.size and height:
            yield Flatness(event.site.symbol, x, np.abs(each.slopes) / height, height, made)


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
