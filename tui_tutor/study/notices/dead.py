"""A neuron that is 0 for every example, and so has no slope."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.study.notices.activations import Squashed, layer, real, rectified
from tui_tutor.study.notices.notice import DEAD, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import and_more, code

KINDS = (Kind.ELEMENTWISE, Kind.CALL)


def dead(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a neuron behind weights is 0 for all examples there are, because none of its sums is above 0.

    Where an iteration picks some of the examples, others may reach it: then it is no notice.
    """
    if seen.place.part is not Part.LOOP:
        return
    found = rectified(seen, index) or _called(seen, index)
    x = real(found.x) if found is not None else None
    if found is None or x is None or x.ndim != 2:
        return
    off = x <= 0
    if not off.any() or not (off.all(axis=0).any() or off.all(axis=1).any()):
        return
    made = layer(seen, index, found.x)
    if made is None or not seen.is_fixed(found.x, index):
        return
    examples = 0 if made.axis == -1 else 1
    if x.shape[examples] < 2:
        return
    neurons = np.flatnonzero(off.all(axis=examples))
    if neurons.size:
        which = f"neuron{'s' if neurons.size > 1 else ''} {and_more([str(int(each) + 1) for each in neurons])}"
        told = f"{which} of {x.shape[1 - examples]}: no sum is above 0 for any of the {x.shape[examples]} examples"
        told = f"{told}, so {found.name} gives 0 and has no slope there"
        yield Notice(DEAD, f"{told}; so have these weights of {code(made.text)} no gradient")


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
