"""Why an operation on arrays failed: the sizes that clash, where they came from, and what would fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Place, Position
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import sized
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.crossed import crossed
from tui_tutor.study.reduced import along

KEEPING = frozenset({Kind.BIND, Kind.CALL, Kind.UPDATE})
"""Kinds of operations that give on a shape that was there before them."""

_CELLWISE = frozenset({Kind.ELEMENTWISE, Kind.COMPARE, Kind.OTHER})

DEEPEST = 30
"""Operations that a shape is followed back through."""

Shape = tuple[int, ...]
Section = tuple[Place, Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the shape of an operand came to be: the operand's text, the operation's position, its code and its rule."""

    operand: str
    shape: Shape
    position: Position
    line: int
    code: str
    rule: str


@dataclass(frozen=True, slots=True)
class Failing:
    """Why an operation failed.

    `axes` are the axes of the two operands whose sizes clash, counted from 0; None where it did not fail on sizes.
    `origins` are where the operands' shapes came to be, the first operand's first; None where that is not known. `fits`
    are operations that would do, written with the operands and as a shape rule.
    """

    axes: tuple[int, int] | None
    origins: tuple[Origin | None, ...]
    fits: tuple[tuple[str, str], ...]


def failing(sections: Sequence[Section]) -> Failing | None:
    """Why the last operation of the last of some sections of a run failed; None where it did not, or not on arrays."""
    events = sections[-1][1]
    event = events[-1] if events else None
    if event is None or event.error is None or len(event.operands) < 2:
        return None
    one, other = event.operands[:2]
    if not (one.is_array and other.is_array) or event.kind not in _RULES:
        return None
    axes = clashing(event.kind, one.shape or (), other.shape or ())
    given = zip(event.texts[:2], (one, other), axes or (None, None), strict=True)
    origins = tuple(
        _crossing(sections[-1], text.code, value, axis) or _origin(sections, text.code, value)
        for text, value, axis in given
    )
    fits = [*along(sections[-1][1]), *_fits(event)] if axes is not None else []
    return Failing(axes, origins, tuple(fits))


def clashing(kind: Kind, one: Shape, other: Shape) -> tuple[int, int] | None:
    """The axis of each operand whose sizes do not go together; None where all do."""
    if kind is Kind.DOT:
        at = max(0, len(other) - 2)
        return (len(one) - 1, at) if one[-1] != other[at] else None
    for back in range(1, min(len(one), len(other)) + 1):
        if one[-back] != other[-back] and 1 not in (one[-back], other[-back]):
            return len(one) - back, len(other) - back
    return None


def product(one: Shape, other: Shape) -> Shape | None:
    """The shape of a dot product of arrays of one or two dimensions; None where there is none."""
    if not (1 <= len(one) <= 2 and 1 <= len(other) <= 2) or one[-1] != other[max(0, len(other) - 2)]:
        return None
    return one[:-1] + (other[1:] if len(other) == 2 else ())


def cell_by_cell(one: Shape, other: Shape) -> Shape | None:
    """The shape of an operation cell by cell; None where there is none."""
    try:
        return np.broadcast_shapes(one, other)
    except ValueError:
        return None


_RULES: dict[Kind, Callable[[Shape, Shape], Shape | None]] = {
    Kind.DOT: product,
    Kind.ELEMENTWISE: cell_by_cell,
    Kind.COMPARE: cell_by_cell,
    Kind.UPDATE: cell_by_cell,
}


def _fits(event: Event) -> Iterator[tuple[str, str]]:
    """What else could be done with the two operands, each tried on their shapes."""
    if len(event.operands) != 2:
        return
    (one, other), (a, b) = (v.shape or () for v in event.operands), (_short(t.code) for t in event.texts)
    symbol, same = signed(event), _RULES[event.kind]
    function = event.site.code.partition("(")[0] if event.kind is not Kind.DOT and symbol.isidentifier() else ""
    sign = "·" if event.kind is Kind.DOT else {"*": "∘", "-": "−"}.get(symbol, symbol)
    if event.kind is Kind.DOT and one == other:
        yield f"{a} * {b}", f"{sized(one)} ∘ {sized(other)} → {sized(one)}"
    for left, right, first, second in _others(event.kind, one, other, a, b):
        made = same(left, right)
        if made is None:
            continue
        if function:
            yield f"{function}({first}, {second})", f"{symbol}({sized(left)}, {sized(right)}) → {sized(made)}"
        else:
            yield f"{first} {sign} {second}", f"{sized(left)} {sign} {sized(right)} → {sized(made)}"
    if event.kind is Kind.ELEMENTWISE and symbol in ("*", "multiply"):
        made = product(one, other)
        if made is not None:
            yield f"np.dot({a}, {b})", f"{sized(one)} · {sized(other)} → {sized(made)}"


def _others(kind: Kind, one: Shape, other: Shape, a: str, b: str) -> Iterator[tuple[Shape, Shape, str, str]]:
    """What could be meant: shapes and texts of two operands, one of them turned round, swapped, a column or a row."""
    if len(other) == 2:
        yield one, other[::-1], a, _turned(b)
    if len(one) == 2:
        yield one[::-1], other, _turned(a), b
    if kind is Kind.DOT:
        yield other, one, b, a
    for how, turned in (("[:, None]", lambda size: (size, 1)), ("[None, :]", lambda size: (1, size))):
        if len(one) == 1:
            yield turned(one[0]), other, f"{a}{how}", b
        if len(other) == 1:
            yield one, turned(other[0]), a, f"{b}{how}"


def _turned(text: str) -> str:
    """The transpose of an operand; of one that is a transpose itself, what it was."""
    return text.removesuffix(".T") if text.endswith(".T") else f"{text}.T"


def signed(event: Event) -> str:
    """The sign of an operation on two operands: of an update what it does to them."""
    return event.site.symbol.removesuffix("=") if event.kind is Kind.UPDATE else event.site.symbol


def _crossing(section: Section, text: str, value: Value, axis: int | None) -> Origin | None:
    """Where two arrays stretched each other, if the size that clashes is from there, however far back."""
    place, events = section
    at = crossed(events, value, axis) if axis is not None else None
    if at is None:
        return None
    event = events[at]
    return Origin(
        text, value.shape or (), Position(place, at + 1), event.site.span.line, _flat(event), event.shapes or ""
    )


def _origin(sections: Sequence[Section], text: str, value: Value) -> Origin | None:
    """The operation that first gave this shape to what became an operand.

    An operation that brought in another shape on the way is told instead: that is where two kinds of arrays met.
    """
    shape, found, stretched = value.shape or (), None, None
    for index in range(len(sections) - 1, -1, -1):
        place, events = sections[index]
        at: int | None = len(events) - (1 if index == len(sections) - 1 else 0)
        for _ in range(DEEPEST):
            at = _maker(events, at or 0, value)
            if at is None:
                break
            event = events[at]
            found = Origin(text, shape, Position(place, at + 1), event.site.span.line, _flat(event), event.shapes or "")
            same = [value for value in event.operands if value.shape == shape]
            if not same and event.kind in _CELLWISE and _is_stretching(event, shape):
                # No operand has this shape: it came to be of both.
                return found
            if not same or event.kind not in _CELLWISE:
                return stretched or found
            if stretched is None and _is_stretching(event, shape):
                stretched = found
            value = same[0]
        name = _name_of(events, value) or (text if text.isidentifier() else None)
        earlier = _last_bound(sections[:index], name, shape)
        if earlier is None:
            break
        value = earlier
    return stretched or found


def _is_stretching(event: Event, shape: Shape) -> bool:
    """Whether an operation brings an array of another shape to this one; a row that is added, as a bias, is none."""
    others = [value.shape or () for value in event.operands if value.is_array and value.shape != shape]
    return any(each[-1] != shape[-1] or (len(each) > 1 and each[0] != 1) for each in others)


def _maker(events: Sequence[Event], index: int, value: Value) -> int | None:
    for at in range(index - 1, -1, -1):
        made = events[at].result
        if made is not None and made.token == value.token and value.token and events[at].kind not in KEEPING:
            return at
    return None


def _name_of(events: Sequence[Event], value: Value) -> str | None:
    """The name by which operations call an array that was there before them."""
    for event in events:
        for text, operand in zip(event.texts, event.operands, strict=True):
            if operand.token == value.token and text.code.isidentifier():
                return text.code
    return None


def _last_bound(sections: Sequence[Section], name: str | None, shape: Shape) -> Value | None:
    for _, events in reversed(sections):
        for event in reversed(events):
            if event.kind is Kind.BIND and event.site.name == name and event.result is not None:
                return event.result if event.result.shape == shape else None
    return None


def _flat(event: Event) -> str:
    return " ".join(event.site.code.split())


def _short(text: str) -> str:
    return text if text.replace(".", "").replace("_", "").isalnum() else f"({' '.join(text.split())})"
