"""Numbers that are not what they look like: cut to whole ones, nearly equal, counted from the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from tui_tutor.engine.watch.position import Part
from tui_tutor.study.facts.fact import INDEX, NEARLY, WHOLE, Fact
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import cell, code, digits, first

NEAR = 1e-9
"""The part of two numbers by which they differ that can only be their last digits."""


def cut(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a division of whole numbers leaves nothing of any of them."""
    event = seen.events[index]
    if event.site.symbol not in ("//", "floor_divide") or len(event.operands) != 2 or event.result is None:
        return
    above, below = event.operands
    if event.result.is_number and seen.place.part is not Part.SETUP:
        # A count is divided so on purpose.
        return
    data, divisor, made = (np.asarray(value.data) for value in (above, below, event.result))
    if any(each.dtype.kind not in "iu" or not each.size for each in (data, divisor, made)):
        return
    if np.any(made) or not np.any(data) or np.any(data < 0):
        return
    whole, by = np.broadcast_arrays(data, divisor)
    place = first(whole != 0)
    one, other = whole[place], by[place]
    if other:
        told = f"{digits(one)} // {digits(other)} is 0, and {digits(one)} / {digits(other)} {digits(one / other)}"
        yield Fact(WHOLE, f"// keeps whole numbers only, and here nothing is left: {told}{_where(place)}")


def nearly(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether two numbers are asked to be the same that differ in their last digits only."""
    event = seen.events[index]
    if event.site.symbol not in ("==", "!=") or len(event.operands) != 2:
        return
    one, other = (value.data for value in event.operands)
    if not all(isinstance(each, (float, np.floating)) for each in (one, other)) or one == other:
        return
    off = abs(float(one) - float(other))
    if off <= NEAR * max(abs(float(one)), abs(float(other))):
        text = f"{float(one)!r} and {float(other)!r} differ by {digits(off)}"
        yield Fact(NEARLY, f"{text}, which {event.site.symbol} counts as different; np.isclose(…) would not")


def from_the_end(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a place that was computed is negative, and so counts from the other end."""
    event = seen.events[index]
    if event.part is None:
        return
    key = event.part.key if isinstance(event.part.key, tuple) else (event.part.key,)
    texts = _places(event.site.code)
    if len(texts) != len(key) or len(key) > len(event.part.shape):
        return
    for axis, (text, place) in enumerate(zip(texts, key, strict=True)):
        size = event.part.shape[axis]
        if text and isinstance(place, (int, np.integer)) and not isinstance(place, bool) and -size <= place < 0:
            told = f"{code(text)} is {digits(int(place))}, which counts from the end"
            yield Fact(INDEX, f"{told}: place {size + int(place)} of 0 to {size - 1}")
            return


@lru_cache(maxsize=256)
def _places(text: str) -> tuple[str, ...]:
    """What stands in the brackets of an item, part by part; "" for what is written as a number."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    node = tree.body[0] if tree.body else None
    item = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "value", None)
    item = getattr(node, "target", item) if isinstance(node, ast.AugAssign) else item
    if not isinstance(item, ast.Subscript):
        return ()
    parts = item.slice.elts if isinstance(item.slice, ast.Tuple) else [item.slice]
    return tuple("" if _is_written(each) else ast.unparse(each) for each in parts)


def _is_written(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, (ast.Constant, ast.Slice))


def _where(place: tuple[int, ...]) -> str:
    return f" at {cell(place)}" if place else ""
