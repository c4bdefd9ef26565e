"""Where a run squashes: an array put through a function of the program, tanh, or a sigmoid written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.seen import Seen

_MINUS, _PLUS = frozenset({"-", "negative"}), frozenset({"+", "add"})


@dataclass(frozen=True, slots=True, eq=False)
class Squashed:
    """An array `x` and what a function called `name` made of it; `x` is None where only `y` is known."""

    name: str
    x: Value
    y: Value


def sigmoid(seen: Seen, index: int) -> Squashed | None:
    """An operation as the last of `1 / (1 + exp(−x))`, or as `tanh(x)`; None where it is neither."""
    event = seen.events[index]
    symbol = event.site.symbol
    if event.result is None or not event.result.is_array:
        return None
    if symbol == "tanh" and len(event.operands) == 1:
        return Squashed("tanh", event.operands[0], event.result)
    if symbol not in ("/", "divide") or len(event.operands) != 2 or not _is_one(event.operands[0]):
        return None
    added = _behind(seen, index, event.operands[1], _PLUS)
    if added is None or len(added[1].operands) != 2 or not any(map(_is_one, added[1].operands)):
        return None
    power = next((value for value in added[1].operands if value.is_array), None)
    raised = _behind(seen, added[0], power, frozenset({"exp"})) if power is not None else None
    turned = _behind(seen, raised[0], raised[1].operands[0], _MINUS) if raised is not None else None
    if turned is None or len(turned[1].operands) != 1:
        return None
    return Squashed("the sigmoid", turned[1].operands[0], event.result)


def rectified(seen: Seen, index: int) -> Squashed | None:
    """An operation as `maximum(0, x)`, or `x * (x > 0)`; None where it is neither."""
    event = seen.events[index]
    if event.result is None or not event.result.is_array or len(event.operands) != 2:
        return None
    if event.site.symbol == "maximum":
        zero = next((value for value in event.operands if value.is_number and not value.data), None)
        x = next((value for value in event.operands if value.is_array), None)
        return Squashed("relu", x, event.result) if zero is not None and x is not None else None
    if event.site.symbol in ("*", "multiply"):
        for x, mask in (event.operands, event.operands[::-1]):
            made = seen.made_by(mask, index)
            if made is None or made.site.symbol not in (">", ">=") or len(made.operands) != 2 or not x.is_array:
                continue
            if made.operands[0].token == x.token and made.operands[1].is_number and not made.operands[1].data:
                return Squashed("relu", x, event.result)
    return None


def inside_calls(seen: Seen, index: int) -> Iterator[Event]:
    """The operations that were done inside a call that `index` is the end of."""
    depth = seen.events[index].depth
    for at in range(index - 1, -1, -1):
        if seen.events[at].depth <= depth:
            return
        yield seen.events[at]


def _behind(seen: Seen, index: int, value: Value, symbols: frozenset[str]) -> tuple[int, Event] | None:
    at = seen.maker(value, index)
    return (at, seen.events[at]) if at is not None and seen.events[at].site.symbol in symbols else None


def _is_one(value: Value) -> bool:
    return value.is_number and bool(value.data == 1)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """The product that an array's cells were summed by: which operand holds weights, and which axis its neurons are."""

    product: Event
    weights: Value
    text: str
    axis: int


def layer(seen: Seen, index: int, value: Value) -> Layer | None:
    """The product with weights that an array was made from, cell by cell since; None where there is none."""
    for _ in range(8):
        at = seen.maker(value, index)
        if at is None:
            return None
        event, index = seen.events[at], at
        if event.kind is Kind.DOT:
            return _layer(seen, event)
        arrays = [each for each in event.operands if each.shape == value.shape]
        if event.kind is not Kind.ELEMENTWISE or not arrays:
            return None
        value = arrays[0]
    return None


def _layer(seen: Seen, event: Event) -> Layer | None:
    if len(event.operands) < 2:
        return None
    weighted = [at for at in (0, 1) if is_weight(seen, event, at)]
    if len(weighted) != 1:
        return None
    at = weighted[0]
    return Layer(event, event.operands[at], event.texts[at].code, -1 if at == 1 else 0)


def is_weight(seen: Seen, event: Event, at: int) -> bool:
    """Whether an operand is an array that the loop learns."""
    value, text = event.operands[at], event.texts[at].code
    return value.is_array and (value.weight or text in seen.weights)


def real(value: Value) -> Any:
    """A value's numbers where they are real and all there, such as can be subtracted; None where they are not."""
    data = value.data
    if not value.is_array or not value.whole or data.dtype.kind not in "biuf" or not data.size:
        return None
    return data.astype(float) if data.dtype.kind in "bu" else data


def span(data: Any) -> float:
    """The largest size of an array's finite numbers."""
    return float(np.max(np.abs(data), where=np.isfinite(data), initial=0.0))
