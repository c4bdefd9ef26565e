"""The way back through a network: the products that weights are changed by, found by following values, not names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value

MOST_LINKS = 12
"""Operations that a value is followed back through."""

PLUS, _MINUS = frozenset({"+", "add"}), frozenset({"-", "subtract"})
_TIMES, _OVER = frozenset({"*", "multiply"}), frozenset({"/", "divide", "true_divide"})


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The product that a result was made from, and the one number that each of its cells was multiplied by since."""

    product: Event
    factor: float = 1.0


def source_of(events: Sequence[Event], index: int) -> Source | None:
    """The product behind an operation: itself, or the one that what it stores or adds to weights was made from.

    None where there is none, and where more was done to the product than to multiply it by single numbers.
    """
    event = events[index]
    if event.error is not None or event.result is None:
        return None
    if event.kind is Kind.DOT:
        return Source(event)
    if event.kind is Kind.UPDATE and len(event.operands) == 2:
        sign = {"+": 1.0, "-": -1.0}.get(event.site.symbol.removesuffix("="))
        return _behind(events, index, event.operands[1], sign, adds=False) if sign is not None else None
    is_item = event.kind is Kind.INDEX and event.site.symbol == "[]="
    if (event.kind is Kind.BIND or is_item) and event.operands:
        return _behind(events, index, event.operands[-1], 1.0, adds=True)
    return None


def maker_of(events: Sequence[Event], index: int) -> Event | None:
    """The operation of the same statement whose very result is bound to a name; None where there is none."""
    event = events[index]
    if event.kind is not Kind.BIND or not event.operands:
        return None
    span = event.site.span
    for at in range(index - 1, -1, -1):
        made = events[at]
        if made.depth > event.depth or made.kind is Kind.BIND:
            # What a call does inside is not what the statement itself is written with.
            continue
        begins, ends = (
            (made.site.span.line, made.site.span.column),
            (made.site.span.end_line, made.site.span.end_column),
        )
        if made.depth < event.depth or begins < (span.line, span.column) or ends > (span.end_line, span.end_column):
            return None
        if made.result is not None and made.result.token == event.operands[0].token:
            return made
    return None


def _behind(events: Sequence[Event], index: int, value: Value, factor: float, *, adds: bool) -> Source | None:
    """The product that a value was made from; with `adds` the value may be the sum of weights and what is followed."""
    for _ in range(MOST_LINKS):
        at = _maker(events, index, value)
        if at is None or not value.is_array:
            return None
        event, index = events[at], at
        if event.kind is Kind.DOT:
            return Source(event, factor)
        link = _link(event, adds=adds)
        if link is None:
            return None
        # Inside of what was multiplied or added, weights would be a part of the change itself.
        adds = False
        value, factor = link[0], factor * link[1]
    return None


def _maker(events: Sequence[Event], index: int, value: Value) -> int | None:
    """The last operation before one that computed a value; storing it under a name computes nothing."""
    for at in range(index - 1, -1, -1):
        event = events[at]
        made = event.result
        if made is not None and made.token == value.token and event.kind not in (Kind.BIND, Kind.CALL):
            return at
    return None


def _link(event: Event, *, adds: bool) -> tuple[Value, float] | None:
    """The array that an operation multiplied by a number, or with `adds` added to weights, and the number."""
    if event.kind not in (Kind.ELEMENTWISE, Kind.UPDATE) or not event.operands:
        return None
    symbol, operands = event.site.symbol.removesuffix("="), event.operands
    if len(operands) == 1:
        return (operands[0], -1.0) if symbol in ("-", "negative") else None
    if len(operands) != 2:
        return None
    one, other = operands
    if symbol in _TIMES and one.is_number != other.is_number:
        number, array = (one, other) if one.is_number else (other, one)
        return array, float(number.data.real)
    if symbol in _OVER and other.is_number and other.data:
        return one, 1.0 / float(other.data.real)
    if not adds:
        return None
    if symbol in PLUS and one.weight != other.weight:
        return (other, 1.0) if one.weight else (one, 1.0)
    if symbol in _MINUS and one.weight and not other.weight:
        return other, -1.0
    return None
