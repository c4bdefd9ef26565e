"""Weights that were changed between the product whose outcome comes back and the one that sends it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.facts.fact import EARLIER, Fact, position
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import cell, code, digits, first
from tui_tutor.study.notices.timeline import Named

DEEPEST = 200
"""Operations that a value is followed back through."""


def changed(seen: Seen, index: int) -> Iterator[Fact]:
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
            since = seen.timeline.changed(name, at, index)
            if since is not None and _is_learning(seen, since, weights, old):
                yield Fact(EARLIER, _words(seen, index, side, (at, since), old, weights, text))
                break


def _untransposed(seen: Seen, index: int, side: int) -> tuple[Value, str]:
    """An operand of a product and how it is written; of a transpose, what was turned round."""
    event = seen.events[index]
    value, text = event.operands[side], event.texts[side].code
    made = seen.made_by(value, index)
    if made is not None and made.kind is Kind.TRANSPOSE and made.operands and len(value.shape or ()) == 2:
        return made.operands[0], made.texts[0].code
    return value, text


def _earlier_products(seen: Seen, index: int, weights: Value) -> Iterator[tuple[int, Value, Named]]:
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


def _words(seen: Seen, index: int, side: int, before: tuple[int, int], old: Value, now: Value, text: str) -> str:
    """What took the old weights, and what changed them, are the operations `before`."""
    event, (product, since) = seen.events[index], (seen.events[at] for at in before)
    told = f"since {code(product.site.code)} ({position(seen, before[0])}) took {code(text)}, it was changed "
    told += f"{_most(now.data - old.data)}, by {code(since.site.code)} ({position(seen, before[1])})"
    operands: list[Any] = [each.data for each in event.operands]
    operands[side] = old.data.T if _is_turned(seen, index, side) else old.data
    other = np.matmul(*operands) if event.site.symbol in ("@", "matmul") else np.dot(*operands)
    assert event.result is not None
    return f"{told}; so this differs from what the old one gives {_most(event.result.data - other)}"


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
