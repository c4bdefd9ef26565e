"""What a type of numbers cannot hold: fractions cut off, whole numbers that run over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.notice import DTYPE, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import cell, cells, code, digits, first

KINDS = (Kind.UPDATE, Kind.INDEX, Kind.OTHER, Kind.ELEMENTWISE, Kind.DOT, Kind.REDUCE, Kind.CREATE)


def dtype(seen: Seen, index: int) -> Iterator[Notice]:
    """What an operation lost to the type of its numbers, or why it failed on it."""
    event = seen.events[index]
    if event.error is not None:
        words = _refused(event)
    elif event.site.symbol == "astype" or (event.kind is Kind.CREATE and event.operands):
        words = _cut(seen, index, event)
    elif event.kind is Kind.INDEX or (event.kind is Kind.UPDATE and len(event.operands) > 2):
        words = _stored(event)
    else:
        words = _ran_over(event)
    if words:
        yield Notice(DTYPE, words)


def _refused(event: Event) -> str:
    """An update in place whose result is of a type that the array cannot hold."""
    if event.kind is not Kind.UPDATE or not event.operands or "Cannot cast" not in (event.error or ""):
        return ""
    old, name = event.operands[0], code(event.texts[0].code)
    kind = old.dtype or old.type_name
    new = event.operands[-1].dtype if len(event.operands) > 1 else "float64"
    whole = "whole numbers" if kind.startswith(("int", "uint")) else "truth values" if kind == "bool" else f"{kind}"
    change = np.asarray(event.operands[-1].data)
    example = _fraction(change)
    told = f"{name} is an array of {whole} ({kind}) and the change is {new}"
    lost = f": {digits(example)} cannot be kept in it" if example is not None else ""
    return f"{told}{lost}; the shapes are fine; make {name} of floats where it is made, with 0.0 or dtype=float"


def _fraction(data: Any) -> Any:
    if data.dtype.kind != "f" or not data.size:
        return None
    flat = np.ravel(data)
    mask = np.isfinite(flat) & (flat != np.trunc(flat))
    return flat[np.argmax(mask)] if mask.any() else None


def _cut(seen: Seen, index: int, event: Event) -> str:
    """Floats made whole numbers: where nothing is left of them, or where weights are changed by what is left."""
    given, made = event.operands[0] if event.operands else None, event.result
    if given is None or made is None or not made.is_array or given.shape != made.shape or not given.whole:
        return ""
    before, after = np.asarray(given.data), np.asarray(made.data)
    if before.dtype.kind != "f" or after.dtype.kind not in "iu" or not after.size:
        return ""
    lost = np.isfinite(before) & (before != after)
    if not lost.any() or (np.any(after) and not _changes_weights(seen, index, made)):
        return ""
    place = first(lost & (np.abs(before) == np.abs(before[lost]).max()))
    left = (
        "nothing is left of them" if not np.any(after) else f"{int(lost.sum()):,} of {lost.size:,} lose their fraction"
    )
    return f"cut to whole numbers, {digits(before[place])} → {digits(after[place])} at {cell(place)}: {left}"


def _changes_weights(seen: Seen, index: int, made: Value) -> bool:
    cellwise = frozenset({Kind.ELEMENTWISE})
    for at in range(index + 1, len(seen.events)):
        event = seen.events[at]
        if event.kind is not Kind.UPDATE or len(event.operands) != 2 or event.site.name not in seen.weights:
            continue
        if seen.is_made_of(event.operands[1], at, made.token, cellwise):
            return True
    return False


def _stored(event: Event) -> str:
    """Floats stored into an array of whole numbers, place by place."""
    if event.kind is Kind.INDEX and event.site.symbol != "[]=":
        return ""
    old, new = event.operands[0], event.operands[-1]
    into, given = old.data, np.asarray(new.data)
    if not old.is_array or into.dtype.kind not in "iu" or new.shape is None or given.dtype.kind != "f":
        return ""
    example = _fraction(given)
    if example is None:
        return ""
    kept = f"{digits(example)} → {digits(np.trunc(example))}"
    name = code(event.texts[0].code)
    return f"{name} is an array of whole numbers ({into.dtype}): {kept}, the fraction is lost; make it of floats"


def _ran_over(event: Event) -> str:
    """Whole numbers whose result is too large for their type, and starts again at its other end."""
    made = event.result
    if made is None or made.shape is None or not isinstance(made.data, (np.ndarray, np.integer)):
        return ""
    if made.data.dtype.kind not in "iu" or not np.size(made.data) or not event.operands:
        return ""
    limits = np.iinfo(made.data.dtype)
    wanted = _exact(event)
    if wanted is None:
        return ""
    over = (wanted > limits.max) | (wanted < limits.min)
    if np.shape(over) != np.shape(made.data) or not np.any(over):
        return ""
    place = first(over)
    right, got = np.asarray(wanted)[place], np.asarray(made.data)[place]
    where = f" at {cell(place)}" if place else ""
    end = limits.min if right < 0 else limits.max
    told = f"{made.data.dtype} ends at {digits(end)}: {digits(right)} becomes {digits(got)}"
    count = int(np.sum(over))
    do = "does" if count == 2 else "do"
    return f"{told}{where}{f', and so {do} {cells(count - 1)} more' if count > 1 else ''}"


def _exact(event: Event) -> Any:
    """The result in floats, None where it cannot have run over."""
    data = [np.asarray(value.data) for value in event.operands if value.shape is not None]
    if len(data) != len(event.operands) or any(each.dtype.kind not in "iu" or not each.size for each in data):
        return None
    symbol = event.site.symbol.removesuffix("=")
    work = _WORKS.get(symbol)
    count = 1 if symbol in _ONE else 2
    if work is None or len(data) != count:
        return None
    with np.errstate(all="ignore"):
        try:
            return work(*(each.astype(float) for each in data))
        except ValueError:
            # The sign means something else to these operands, as `*` does to a matrix.
            return None


_ONE = frozenset({"sum", "prod"})
_WORKS: dict[str, Any] = {
    "+": np.add,
    "add": np.add,
    "-": np.subtract,
    "subtract": np.subtract,
    "*": np.multiply,
    "multiply": np.multiply,
    "**": np.power,
    "power": np.power,
    "@": np.matmul,
    "matmul": np.matmul,
    "dot": np.dot,
    "sum": np.sum,
    "prod": np.prod,
}
"""Operators on whole numbers whose result may be larger than both."""
