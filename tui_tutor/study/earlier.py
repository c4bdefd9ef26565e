"""What happened earlier to what an operation takes: facts that nobody sees in its numbers, and no reproach.

Weights that were changed between the product whose outcome comes back and this one; an array that the very same
function has squashed before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Position
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.activations import sigmoid
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import cell, code, digits, first

SQUASHING = frozenset({"exp", "tanh", "expit", "logaddexp"})
"""What functions are made of that squash numbers of any size into a narrow range."""

DEEPEST = 200
"""Operations that a product is followed back through."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened before an operation to what it takes, in words; `since` is where."""

    words: str
    since: Position


def facts(seen: Seen, index: int) -> tuple[Fact, ...]:
    """What happened earlier to what an operation takes."""
    event = seen.events[index]
    if event.error is not None or event.result is None:
        return ()
    with np.errstate(all="ignore"):
        if event.kind is Kind.DOT:
            return tuple(_changed(seen, index))
        if event.kind is Kind.CALL:
            return tuple(_called_again(seen, index))
        return tuple(_squashed_again(seen, index)) if event.kind is Kind.ELEMENTWISE else ()


# Weights that were changed in between


def _changed(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a product takes new weights, and what was computed with the old ones."""
    event = seen.events[index]
    for side in (0, 1) if len(event.operands) == 2 else ():
        weights, text = _untransposed(seen, index, side)
        if not weights.is_array or not weights.whole or not (weights.weight or text in seen.weights):
            continue
        for at, old, name in _earlier_products(seen, index, weights):
            product = seen.events[at].result
            if product is None or not _comes_from(seen, event.operands[1 - side], index, product.token):
                continue
            changed = seen.timeline.changed(name, at, index)
            if changed is not None and _is_learning(seen, changed, weights, old):
                yield Fact(_changed_words(seen, index, side, at, changed, old, weights, text), _at(seen, changed))
                break


def _untransposed(seen: Seen, index: int, side: int) -> tuple[Value, str]:
    """An operand of a product and how it is written; of a transpose, what was turned round."""
    event = seen.events[index]
    value, text = event.operands[side], event.texts[side].code
    made = seen.made_by(value, index)
    if made is not None and made.kind is Kind.TRANSPOSE and made.operands and len(value.shape or ()) == 2:
        return made.operands[0], made.texts[0].code
    return value, text


def _earlier_products(seen: Seen, index: int, weights: Value) -> Iterator[tuple[int, Value, tuple[int, str]]]:
    """The products before that took the same array when it was another, the last first, with its name in the run."""
    names = seen.timeline.names(weights.token, index)
    for at in range(index - 1, -1, -1) if names else ():
        event = seen.events[at]
        if event.kind is not Kind.DOT or event.result is None or len(event.operands) != 2:
            continue
        for side in (0, 1):
            old, _ = _untransposed(seen, at, side)
            if old.shape != weights.shape or not old.whole or old.same_as(weights):
                continue
            shared = [name for name in seen.timeline.names(old.token, at) if name in names]
            if shared:
                yield at, old, shared[0]


def _is_learning(seen: Seen, index: int, now: Value, old: Value) -> bool:
    """Whether an operation gave weights their new numbers from their old ones."""
    event = seen.events[index]
    if event.kind is Kind.UPDATE:
        return True
    return event.kind is Kind.BIND and seen.is_made_of(now, index, old.token, frozenset({Kind.ELEMENTWISE}))


def _comes_from(seen: Seen, value: Value, index: int, token: int) -> bool:
    """Whether a value was computed from another one, by whatever operations but through weights that were changed."""
    waiting, met = [(value, index)], set[int]()
    while waiting and len(met) < DEEPEST:
        each, before = waiting.pop()
        if each.token == token:
            return True
        at = seen.maker(each, before)
        if at is not None and at not in met:
            met.add(at)
            given = (each for each in seen.events[at].operands if each.shape is not None and not each.weight)
            waiting += [(operand, at) for operand in given]
    return False


def _changed_words(seen: Seen, index: int, side: int, at: int, changed: int, old: Value, now: Value, text: str) -> str:
    event, product = seen.events[index], seen.events[at]
    moved = now.data - old.data
    told = f"since {code(product.site.code)} ({_at(seen, at)}) took {code(text)}, it was changed {_most(moved)}, "
    told += f"by {code(seen.events[changed].site.code)} ({_at(seen, changed)})"
    operands: list[Any] = [each.data for each in event.operands]
    operands[side] = old.data.T if operands[side].shape != old.data.shape or _is_turned(seen, index, side) else old.data
    before = np.matmul(*operands) if event.site.symbol in ("@", "matmul") else np.dot(*operands)
    assert event.result is not None
    return f"{told}; so this differs from what the old one gives {_most(event.result.data - before)}"


def _is_turned(seen: Seen, index: int, side: int) -> bool:
    made = seen.made_by(seen.events[index].operands[side], index)
    return made is not None and made.kind is Kind.TRANSPOSE


def _most(moved: Any) -> str:
    """By how much an array was moved."""
    data = np.asarray(moved)
    if not data.ndim:
        return f"by {_signed(data[()])}"
    if data.size == 1:
        return f"by {_signed(data.reshape(-1)[0])}"
    place = first(np.abs(np.nan_to_num(data, nan=np.inf)) == np.max(np.abs(np.nan_to_num(data, nan=np.inf))))
    return f"by {_signed(data[place])} at the most, at {cell(place)}"


def _signed(number: Any) -> str:
    text = digits(number)
    return text if text.startswith("−") else f"+{text}"


# An array that was squashed before


def _called_again(seen: Seen, index: int) -> Iterator[Fact]:
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
    squashes = any(seen.events[at].site.symbol in SQUASHING for at in _inside(seen, before))
    if not inside or not squashes or not inside <= own:
        return
    name, function = code(event.texts[event.operands.index(value)].code), event.site.symbol
    told = f"{name} has been through {function} already ({_at(seen, before)}): it lies within {_range(value.data)} and "
    told += f"is squashed once more, to {_range(event.result.data)}"
    yield Fact(f"{told}{_ever(seen, before, index)}", _at(seen, before))


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
    return {seen.events[at].site.number for at in _inside(seen, index) if seen.events[at].kind in kinds}


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
    return f"; whatever was squashed before, it stays within {within}"


def _outwards(number: float, rounded: Callable[[float], float]) -> float:
    """A number in three digits, rounded away from what it is the end of."""
    unit = 10.0 ** (np.floor(np.log10(abs(number))) - 2) if number else 1.0
    return float(rounded(np.round(number / unit, 6)) * unit)


def _squashed_again(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a sigmoid or tanh, written out, is taken of what the same one has made."""
    found = sigmoid(seen, index)
    at = seen.maker(found.x, index) if found is not None else None
    before = sigmoid(seen, at) if at is not None else None
    if found is None or at is None or before is None or before.name != found.name:
        return
    told = f"this has been through {found.name} already ({_at(seen, at)}): it lies within {_range(found.x.data)} and "
    yield Fact(f"{told}is squashed once more, to {_range(found.y.data)}", _at(seen, at))


def _range(data: Any) -> str:
    return f"{digits(np.min(data))} … {digits(np.max(data))}"


def _at(seen: Seen, index: int) -> Position:
    return Position(seen.place, seen.first + index + 1)
