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


@dataclass(frozen=True, slots=True, eq=False)
class Push:
    """What weights are moved along, and the one number that it is multiplied by on its way to them.

    `within` is a number that is a factor of the value already, as in `(rate * x.T) @ d`.
    """

    value: Value
    factor: float = 1.0
    within: float = 1.0


def push_of(events: Sequence[Event], index: int) -> Push | None:
    """What an operation that changes weights moves them along: `g` of `w -= rate * g`, or a product or a sum alone.

    None where the operation does not add to what was there, or what it adds was made in another way.
    """
    event = events[index]
    if event.error is not None or event.result is None:
        return None
    found = _added(events, index)
    if found is None:
        return None
    value, factor = found
    for _ in range(MOST_LINKS):
        at = _maker(events, index, value) if value.token else _just_before(events, index, value)
        if at is None:
            return None
        made, index = events[at], at
        symbol, operands = made.site.symbol, made.operands
        if symbol in ("-", "negative") and len(operands) == 1:
            value, factor = operands[0], -factor
            continue
        number = _number_in(events, index) if symbol in _TIMES and len(operands) == 2 else None
        if number is None:
            within = _within(events, index) if made.kind is Kind.DOT else 1.0
            return Push(value, factor, within) if made.kind in (Kind.DOT, Kind.REDUCE) else None
        value, factor = operands[1 - number], factor * float(operands[number].data.real)
        at = _maker(events, index, value) if value.token else None
        return Push(value, factor, _within(events, at) if at is not None and events[at].kind is Kind.DOT else 1.0)
    return None


def _added(events: Sequence[Event], index: int) -> tuple[Value, float] | None:
    """What an operation adds to weights, 1, or takes off them, −1."""
    event = events[index]
    if event.kind is Kind.BIND and event.operands and event.operands[0].token:
        at = _maker(events, index, event.operands[0])
        if at is None:
            return None
        event = events[at]
        one, other = event.operands if len(event.operands) == 2 else (event.operands[0], event.operands[0])
        if event.kind is not Kind.ELEMENTWISE or one.weight == other.weight:
            return None
        if not one.weight:
            return (one, 1.0) if event.site.symbol in PLUS else None
    symbol = event.site.symbol.removesuffix("=")
    is_step = event.kind in (Kind.UPDATE, Kind.ELEMENTWISE) and len(event.operands) == 2
    if not is_step or symbol not in PLUS | _MINUS:
        return None
    return event.operands[1], 1.0 if symbol in PLUS else -1.0


def _within(events: Sequence[Event], index: int) -> float:
    """The one number that an operand of a product was multiplied by in the same statement."""
    product = events[index]
    for value in product.operands[:2]:
        at = _maker(events, index, value) if value.token else None
        if at is None or events[at].site.statement != product.site.statement:
            continue
        made = events[at]
        number = _number_in(events, at) if made.site.symbol in _TIMES and len(made.operands) == 2 else None
        if number is not None and made.operands[number].data:
            return float(made.operands[number].data.real)
    return 1.0


def _just_before(events: Sequence[Event], index: int, value: Value) -> int | None:
    """The operation right before one, where that computed a single number: a number is known by nothing else."""
    made = events[index - 1].result if index else None
    is_same = made is not None and made.is_number and value.is_number and made.data == value.data
    return index - 1 if is_same and events[index - 1].kind not in (Kind.BIND, Kind.CALL) else None


def _number_in(events: Sequence[Event], index: int) -> int | None:
    """Which factor of a multiplication is the one number that does not change in this part; None where none is."""
    operands, texts = events[index].operands, events[index].texts
    numbers = [at for at in (0, 1) if operands[at].is_number]
    if len(numbers) == 2:
        stored = {change.name for event in events[:index] for change in event.changes}
        numbers = [at for at in numbers if texts[at].literal or _is_kept(texts[at].code, stored)]
    return numbers[0] if len(numbers) == 1 else None


def _is_kept(code: str, stored: set[str]) -> bool:
    """Whether an operand is a name, or a part of one, that keeps its value."""
    return code not in stored and all(piece.isidentifier() for piece in code.split("."))


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
