"""An update that is small because of its rate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.facts.fact import RATE, Fact
from tui_tutor.study.notices.activations import real, span
from tui_tutor.study.notices.rates import Factor, factors
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

SMALL = 0.002
"""The part of the largest weight below which a change is hardly one: 500 such steps make up the weight."""

LARGE = 0.05
"""The part of it from which it would be one without the rate."""


def rate(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether weights hardly move where without the one number that their change was multiplied by they would."""
    event = seen.events[index]
    if event.kind is not Kind.UPDATE or event.site.symbol.removesuffix("=") not in "+-" or len(event.operands) != 2:
        return
    old, change = (real(value) for value in event.operands)
    if old is None or change is None or not (event.operands[0].weight or event.site.name in seen.weights):
        return
    found = _factor(seen, index)
    weight, most = span(old), span(change)
    if not most or not weight or found is None or not np.all(np.isfinite(change)):
        return
    text, factor = found
    whole = most / abs(factor)
    if most >= SMALL * weight or whole < LARGE * weight:
        return
    told = (
        f"this changes {code(event.texts[0].code)} by {digits(100 * most / weight)}% of its largest number at the most"
    )
    yield Fact(RATE, f"{told}: of {digits(whole)}, which is asked for, {text} leaves {digits(most)}")


def _factor(seen: Seen, index: int) -> Factor | None:
    """The smallest number that a change was multiplied by on its way, and how it is written."""
    return min((each for each in factors(seen, index) if abs(each[1]) < 1), key=lambda each: abs(each[1]), default=None)
