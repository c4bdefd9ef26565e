"""Sizes that agree although their axes mean different things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.clashes import clash_words
from tui_tutor.study.notices.activations import layer, real
from tui_tutor.study.notices.notice import AXES, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

_TOGETHER = {"/": "divides", "divide": "divides", "true_divide": "divides", "-": "is taken from", "subtract": ""}
_REDUCED: dict[str, Any] = {"sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min, "std": np.std}


def axes(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an operation brings together two axes that mean different things."""
    event = seen.events[index]
    if event.clash is not None and event.error is None:
        yield Notice(AXES, clash_words(event))
    elif event.kind is Kind.ELEMENTWISE and event.site.symbol in _TOGETHER and len(event.operands) == 2:
        yield from _turned(seen, index)
        yield from _over_examples(seen, index)


def _over_examples(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a softmax of sums of weights is divided by what all examples sum up to, and not by what each one does."""
    event = seen.events[index]
    raised, total = event.operands
    summed, power = seen.made_by(total, index), seen.maker(raised, index)
    if event.site.symbol == "-" or summed is None or power is None or summed.site.symbol != "sum":
        return
    if seen.events[power].site.symbol != "exp" or summed.operands[0].token != raised.token:
        return
    made = layer(seen, power, seen.events[power].operands[0])
    data, sums = real(raised), real(total)
    if made is None or data is None or sums is None or data.ndim != 2 or min(data.shape) < 2:
        return
    examples = 0 if made.axis == -1 else 1
    if sums.size == data.shape[1 - examples] and np.array_equal(sums.ravel(), data.sum(axis=examples)):
        one, other = ("column", "row") if examples == 0 else ("row", "column")
        own = (data / data.sum(axis=examples, keepdims=True)).sum(axis=1 - examples)
        told = f"axis={examples} sums over all {data.shape[examples]} examples: each {one} of the result sums to 1"
        each = f"and the {other}s, one for each example, to {digits(own.min())} … {digits(own.max())}"
        yield Notice(AXES, f"{told}, {each}; take axis={1 - examples}, keepdims=True")


def _turned(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether the rows of a square are set off against its columns, whose sums and the like are a flat array.

    The numbers of the rows lie along the last axis then, so that each meets a column: for square arrays no size tells.
    """
    event = seen.events[index]
    square, flat = event.operands
    if square.shape is None or len(square.shape) != 2 or square.shape[0] != square.shape[1] or square.shape[0] < 2:
        return
    if flat.shape != square.shape[:1]:
        return
    reduced = _reduced(seen, flat, index)
    if reduced is None or reduced.operands[0].token != square.token or not square.token:
        return
    data, numbers = real(square), real(flat)
    work = _REDUCED[reduced.site.symbol]
    # Of what is symmetric both ways give the same.
    if data is None or numbers is None or np.allclose(numbers, work(data, axis=0)):
        return
    if np.array_equal(numbers, work(data, axis=1)):
        what, taken = reduced.site.symbol, code(event.texts[0].code)
        told = f"{code(event.texts[1].code)} is flat, one {what} for each row of {taken}, but meets its columns"
        mend = "with keepdims=True, or [:, None], each row would meet its own"
        yield Notice(AXES, f"{told}: column 1 gets that of row 1; {mend}")


def _reduced(seen: Seen, flat: Value, index: int) -> Event | None:
    made = seen.made_by(flat, index)
    is_one = made is not None and made.kind is Kind.REDUCE and made.site.symbol in _REDUCED and bool(made.operands)
    return made if is_one else None
