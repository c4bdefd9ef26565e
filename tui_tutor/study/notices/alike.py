"""Neurons that are all alike, and predictions that are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.activations import is_weight, real, span
from tui_tutor.study.notices.notice import ALIKE, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

KINDS = (Kind.UPDATE, Kind.BIND, Kind.ELEMENTWISE)

SPREAD = 0.01
"""Predictions that differ less than this, beside what they should be, are alike."""

LEARNED = 100
"""Iterations after which predictions are no longer alike by their beginning."""


def alike(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an update leaves all neurons of a layer alike, or all predictions are one number, the average."""
    if seen.place.part is not Part.LOOP:
        return
    event = seen.events[index]
    if event.site.name is not None and event.kind is not Kind.ELEMENTWISE:
        copies = list(_copies(seen, index, event.site.name))
        yield from copies or (_neurons(seen, index, event.site.name) if seen.place.iteration else ())
    elif seen.place.iteration:
        yield from _predictions(seen, index)


def _copies(seen: Seen, index: int, name: str) -> Iterator[Notice]:
    """Neurons that are alike in what leads to them and in what leads on from them: nothing can tell them apart."""
    network = seen.network
    if network is None or name not in network.weights[:-1] or any(e.kind is Kind.RANDOM for e in seen.events):
        return
    at = network.weights.index(name)
    axis, onward = _neuron_axis(seen, name), _neuron_axis(seen, network.weights[at + 1])
    made = seen.events[index].result
    after = real(made) if made is not None else None
    bias = network.biases[at] if at < len(network.biases) else None
    if axis is None or onward is None or after is None or after.ndim != 2 or after.shape[axis] < 2:
        return
    beside = [(seen.start.get(name), axis), (seen.start.get(network.weights[at + 1]), 1 - onward)]
    held = [(real(value) if value is not None else None, each) for value, each in beside]
    if any(data is None or data.ndim != 2 or not _are_equal(data, each) for data, each in held):
        return
    shift = seen.start.get(bias) if bias is not None else None
    if bias is not None and (shift is None or real(shift) is None or np.ptp(real(shift))):
        return
    if _are_equal(after, axis):
        kind = "columns" if axis == 1 else "rows"
        told = f"all {after.shape[axis]} {kind} of {name} are the same, and {network.weights[at + 1]} takes them alike"
        yield Notice(ALIKE, f"{told}: its neurons stay copies of one; start them at random")


def _neurons(seen: Seen, index: int, name: str) -> Iterator[Notice]:
    """Weights whose neurons were all alike before a change and are after it, though it is no change by 0."""
    event = seen.events[index]
    old = event.operands[0] if event.kind is Kind.UPDATE and len(event.operands) == 2 else seen.start.get(name)
    before, after = real(old) if old is not None else None, real(event.result) if event.result is not None else None
    if before is None or after is None or before.shape != after.shape or before.ndim != 2:
        return
    if np.array_equal(before, after):
        return
    if event.kind is Kind.BIND and not _is_step(seen, index, old):
        return
    axis = _neuron_axis(seen, name)
    if axis is None or before.shape[axis] < 2:
        return
    if _are_equal(before, axis) and _are_equal(after, axis):
        kind = "columns" if axis == 1 else "rows"
        told = f"all {after.shape[axis]} {kind} of {name} are the same, and this changes them alike"
        yield Notice(ALIKE, f"{told}: its neurons stay copies of one; start them at random")


def _is_step(seen: Seen, index: int, old: Value | None) -> bool:
    """Whether what a name gets was made of its old value cell by cell, as a step of learning is, and no product."""
    new = seen.events[index].result
    return old is not None and new is not None and seen.is_made_of(new, index, old.token, frozenset({Kind.ELEMENTWISE}))


def _are_equal(data: Any, axis: int) -> bool:
    first = np.take(data, [0], axis=axis)
    return bool(np.all(np.isfinite(first)) and np.max(np.abs(data - first)) <= 1e-12 * max(1e-300, span(data)))


def _neuron_axis(seen: Seen, name: str) -> int | None:
    """Which axis of a weight its neurons are: the columns of a right operand, the rows of a left one."""
    for event in seen.events:
        if event.kind is Kind.DOT and len(event.texts) > 1:
            for at in (0, 1):
                if event.texts[at].code == name and is_weight(seen, event, at):
                    return 1 if at else 0
    return None


def _predictions(seen: Seen, index: int) -> Iterator[Notice]:
    """What the network says of every example is the same in the last iteration, the average of what it should.

    Before, it may only be on its way: many a network tells nothing apart at first.
    """
    event, network, iteration = seen.events[index], seen.network, seen.place.iteration or 0
    if network is None or network.target is None or iteration < LEARNED:
        return
    if event.site.symbol not in ("-", "subtract") or len(event.operands) != 2:
        return
    codes = [text.code for text in event.texts]
    if network.target not in codes:
        return
    at = codes.index(network.target)
    target, said = real(event.operands[at]), real(event.operands[1 - at])
    if target is None or said is None or target.shape != said.shape or target.shape[0] < 3 or target.shape[-1] > 1:
        return
    width, spread = float(np.ptp(target)), float(np.ptp(said))
    is_average = spread < SPREAD * width and abs(float(said.mean()) - float(target.mean())) < 0.1 * width
    if is_average and seen.is_last():
        told = f"{code(codes[1 - at])} is {digits(said.mean())} for every example, within {digits(spread)}"
        words = f"{told}: only the average, {digits(target.mean())}, was learned, and nothing of what sets them apart"
        yield Notice(ALIKE, words)
