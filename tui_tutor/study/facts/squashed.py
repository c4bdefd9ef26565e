"""An array that is squashed by what has squashed it before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.facts.fact import EARLIER, Fact, position
from tui_tutor.study.notices.activations import sigmoid
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

SQUASHING = frozenset({"exp", "tanh", "expit", "logaddexp"})
"""What functions are made of that squash numbers of any size into a narrow range."""


def called_again(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a function squashes what it has squashed before: it does to its own result what made it."""
    event = seen.events[index]
    arrays = [value for value in event.operands if value.is_array]
    if len(arrays) != 1 or event.result is None or event.result.shape != arrays[0].shape:
        return
    value = arrays[0]
    before = _call_of(seen, value, index, event)
    if before is None:
        return
    inside, own = (_sites(seen, at) for at in (before, index))
    squashes = any(seen.events[each].site.symbol in SQUASHING for each in _inside(seen, before))
    if not inside or not squashes or not inside <= own:
        return
    name, function = code(event.texts[event.operands.index(value)].code), event.site.symbol
    told = f"{name} is from {function} already ({position(seen, before)}), {_once_more(value, event.result)}"
    yield Fact(EARLIER, f"{told}{_ever(seen, before, index)}")


def _call_of(seen: Seen, value: Value, index: int, event: Event) -> int | None:
    """The call of the same function whose result a value is."""
    for at in range(index - 1, -1, -1):
        each = seen.events[at]
        if each.kind is Kind.CALL and each.result is not None and each.result.token == value.token:
            is_same = each.site.symbol == event.site.symbol and each.result.same_as(value)
            return at if is_same else None
    return None


def _inside(seen: Seen, index: int) -> range:
    """The operations inside a call."""
    depth, begin = seen.events[index].depth, index
    while begin and seen.events[begin - 1].depth > depth:
        begin -= 1
    return range(begin, index)


def _sites(seen: Seen, index: int) -> set[int]:
    """The operations on numbers that a call has done, by where they stand in the text."""
    kinds = (Kind.ELEMENTWISE, Kind.REDUCE, Kind.DOT)
    return {seen.events[each].site.number for each in _inside(seen, index) if seen.events[each].kind in kinds}


def _ever(seen: Seen, before: int, index: int) -> str:
    """Between which numbers all lies that can come out, as the function's own curve tells."""
    one, other = seen.sampled(before), seen.sampled(index)
    if not one or not other or not np.isfinite(one[0].ys).any():
        return ""
    low, high = np.nanmin(one[0].ys), np.nanmax(one[0].ys)
    # The points next to the ends lie outside, or on them.
    begin = max(0, int(np.searchsorted(other[0].xs, low, "right")) - 1)
    ys = other[0].ys[begin : int(np.searchsorted(other[0].xs, high, "left")) + 1]
    if not np.isfinite(ys).all():
        return ""
    within = f"{digits(_outwards(np.min(ys), np.floor))} … {digits(_outwards(np.max(ys), np.ceil))}"
    return f", and can only give {within}"


def _outwards(number: float, rounded: Callable[[float], float]) -> float:
    """A number in three digits, rounded away from what it is the end of."""
    unit = 10.0 ** (np.floor(np.log10(abs(number))) - 2) if number else 1.0
    return float(rounded(np.round(number / unit, 6)) * unit)


def squashed_again(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a sigmoid or tanh, written out, is taken of what the same one has made."""
    found = sigmoid(seen, index)
    at = seen.maker(found.x, index) if found is not None else None
    before = sigmoid(seen, at) if at is not None else None
    if found is None or at is None or before is None or before.name != found.name:
        return
    told = f"this is from {found.name} already ({position(seen, at)})"
    yield Fact(EARLIER, f"{told}, {_once_more(found.x, found.y)}")


def _once_more(value: Value, result: Value) -> str:
    return f"within {_range(value.data)}; squashed again it gives {_range(result.data)}"


def _range(data: Any) -> str:
    return f"{digits(float(f'{np.min(data):.3g}'))} … {digits(float(f'{np.max(data):.3g}'))}"
