"""A neuron that is 0 for every example, and so has no slope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.study.notices.activations import Layer, Squashed, layer, real, rectified
from tui_tutor.study.notices.notice import DEAD, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import and_more, code

KINDS = (Kind.ELEMENTWISE, Kind.CALL)


@dataclass(frozen=True, slots=True, eq=False)
class Silence:
    """The neurons of a layer behind weights whose function is 0 below 0: which of them no example brings above it."""

    name: str
    off: Any
    examples: int
    layer: Layer


def dead(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a neuron behind weights is 0 for all examples there are, because none of its sums is above 0."""
    found = silence(seen, index)
    if found is None or not found.off.any():
        return
    neurons = np.flatnonzero(found.off)
    which = f"neuron{'s' if neurons.size > 1 else ''} {and_more([str(int(each) + 1) for each in neurons])}"
    told = f"{which} of {found.off.size}: no sum is above 0 for any of the {found.examples} examples"
    told = f"{told}, so {found.name} gives 0 and has no slope there"
    yield Notice(DEAD, f"{told}; these weights of {code(found.layer.text)} get no gradient")


def silence(seen: Seen, index: int) -> Silence | None:
    """Which neurons are silent, where an operation of the loop makes a layer of them; None elsewhere.

    Where an iteration picks some of the examples, others may reach a neuron: then nobody can tell.
    """
    if seen.place.part is not Part.LOOP:
        return None
    found = rectified(seen, index) or _called(seen, index)
    x = real(found.x) if found is not None else None
    if found is None or x is None or x.ndim != 2:
        return None
    made = layer(seen, index, found.x)
    if made is None or not seen.is_fixed(found.x, index):
        return None
    examples = 0 if made.axis == -1 else 1
    if x.shape[examples] < 2:
        return None
    return Silence(found.name, np.all(x <= 0, axis=examples), x.shape[examples], made)


def _called(seen: Seen, index: int) -> Squashed | None:
    """A call of a function of the program whose curve is 0, and flat, wherever its argument is below 0."""
    event = seen.events[index]
    if event.kind is not Kind.CALL or not event.operands or event.result is None:
        return None
    given, made = event.operands[0], event.result
    if given.shape != made.shape or not given.is_array or not given.whole or given.data.dtype.kind != "f":
        return None
    # Most calls are none of relu, which is told without its curve.
    if not np.array_equal(made.data, np.maximum(given.data, 0)):
        return None
    for at in range(index - 1, -1, -1):
        if seen.events[at].depth <= event.depth:
            break
        if rectified(seen, at) is not None:
            return None
    return Squashed(event.site.symbol, given, made)
