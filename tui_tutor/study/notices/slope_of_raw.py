"""x·(1 − x), the sigmoid's slope told from its height, of numbers that are no heights of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.notice import RAW, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import cell, code, digits, first

KINDS = (Kind.ELEMENTWISE,)

_TIMES, _MINUS = frozenset({"*", "multiply"}), frozenset({"-", "subtract"})
ROUNDING = 1e-9


def slope_of_raw(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an operation multiplies x by 1 − x where x is outside 0…1, in a program that has a sigmoid.

    Where a third factor is an array, as in `error * out * (1 - out)`, a network without one will do.
    """
    event = seen.events[index]
    if event.site.symbol not in _TIMES or len(event.operands) != 2:
        return
    for this, other in ((0, 1), (1, 0)):
        found = _rest(seen, index, event.operands[other])
        if found is None:
            continue
        x, text = found
        factor = event.operands[this]
        plain = factor.token == x.token and factor.shape == x.shape
        if not plain and not _is_factor(seen, index, factor, x):
            continue
        told = _outside(x)
        if told and (has_sigmoid(seen.tree) or not plain):
            name = code(text)
            yield Notice(
                RAW,
                f"x·(1 − x) is the sigmoid's slope only where x is squashed, between 0 and 1; {name}{told}",
            )
        return


def _rest(seen: Seen, index: int, value: Value) -> tuple[Value, str] | None:
    """What was subtracted from 1 to get a value, and how that is written."""
    made = seen.made_by(value, index)
    if made is None or made.site.symbol not in _MINUS or len(made.operands) != 2 or not made.operands[0].is_number:
        return None
    return (made.operands[1], made.texts[1].code) if made.operands[0].data == 1 else None


def _is_factor(seen: Seen, index: int, value: Value, x: Value) -> bool:
    """Whether a value is x times an array that is neither x nor a single number."""
    made = seen.made_by(value, index)
    if made is None or made.site.symbol not in _TIMES or len(made.operands) != 2:
        return False
    rest = [each for each in made.operands if each.token != x.token]
    return len(rest) == 1 and rest[0].is_array


def _outside(x: Value) -> str:
    data = np.asarray(x.data)
    if x.shape is None or data.dtype.kind not in "iuf" or not data.size:
        return ""
    mask = (data < -ROUNDING) | (data > 1 + ROUNDING)
    if not mask.any():
        return ""
    place = first(mask)
    if not data.ndim:
        return f" is {digits(data[()])}"
    return f" has {digits(data[place])} at {cell(place)}, and goes from {digits(data.min())} to {digits(data.max())}"


def has_sigmoid(tree: ast.Module) -> bool:
    """Whether a program computes powers of e, or has a function that squashes."""
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("exp", "tanh", "expit", "logaddexp")
        for node in ast.walk(tree)
    )
