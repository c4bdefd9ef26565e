"""An update that changes as good as nothing although the error is large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.backward import Source, source_of
from tui_tutor.study.notices.activations import real, sigmoid, span
from tui_tutor.study.notices.notice import STILL, Notice
from tui_tutor.study.notices.rates import told
from tui_tutor.study.notices.seen import Seen, missed
from tui_tutor.study.notices.telling import digits

KINDS = (Kind.UPDATE, Kind.BIND)

SMALL = 1e-6
"""The part of the largest weight below which a change is none."""

FLAT = 1e-3
"""A slope that lets hardly anything through: the sigmoid's steepest is 0.25."""

LARGE = 0.1
"""The part of the target's range from which an error is not small."""


def still(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a weight does not move while what it is moved by is no balance of larger pushes, and the error is large.

    Where examples push against each other a sum of 0 is where learning ends: that is no notice.
    """
    event, name = seen.events[index], seen.events[index].site.name
    if seen.place.part is not Part.LOOP or not seen.place.iteration or name not in seen.weights:
        return
    old = event.operands[0] if event.kind is Kind.UPDATE and len(event.operands) == 2 else seen.start.get(name or "")
    before = real(old) if old is not None else None
    after = real(event.result) if event.result is not None else None
    if before is None or after is None or before.shape != after.shape:
        return
    change = _change(event, before, after)
    weight, most = span(before), span(change)
    if not weight or not np.all(np.isfinite(after)) or most >= SMALL * weight:
        return
    error = _error(seen)
    if error is None or error[0] < LARGE * error[1]:
        return
    source = source_of(seen.events, index)
    # A bias, or what was cut to nothing on its way, has no product behind it: there only 0 is certain.
    if most if source is None else _pushes(source) >= SMALL * weight:
        return
    much = "nothing at all" if not most else f"at most {digits(most)} on weights up to {digits(weight)}"
    yield Notice(
        STILL, f"{name} changes by {much} while the error is up to {digits(error[0])}{told(seen, index)}{_slopes(seen)}"
    )


def _change(event: Event, before: Any, after: Any) -> Any:
    """What was added; as it is written, since next to a large weight it may not show."""
    given = real(event.operands[1]) if event.kind is Kind.UPDATE and len(event.operands) == 2 else None
    return given if given is not None and event.site.symbol in ("+", "-", "+=", "-=") else after - before


def _pushes(source: Source) -> float:
    """The largest change of a weight if no example pushed against another."""
    one, other = (real(value) for value in source.product.operands[:2])
    if one is None or other is None:
        return float("inf")
    with np.errstate(all="ignore"):
        return abs(source.factor) * span(np.dot(np.abs(one), np.abs(other)))


def _error(seen: Seen) -> tuple[float, float] | None:
    """The largest miss in this iteration, and the range of what should come out."""
    event, network = missed(seen.events, seen.network), seen.network
    if event is None or network is None or event.result is None:
        return None
    at = [text.code for text in event.texts].index(network.target or "")
    off, target = real(event.result), real(event.operands[at])
    return (
        (span(off), float(np.ptp(target)) or max(1.0, span(target))) if off is not None and target is not None else None
    )


def _slopes(seen: Seen) -> str:
    """How steep the steepest activation is, in numbers."""
    steepest = []
    for index, event in enumerate(seen.events):
        found = sigmoid(seen, index) if event.kind is Kind.ELEMENTWISE else None
        if found is not None:
            y = found.y.data
            steepest.append(float(np.nanmax(1.0 - y * y if found.name == "tanh" else y * (1.0 - y))))
    if not steepest:
        return ""
    flat = ": with smaller weights or inputs they would be steeper" if min(steepest) < FLAT else ""
    return f"; the slopes are at most {digits(min(steepest))}{flat}"
