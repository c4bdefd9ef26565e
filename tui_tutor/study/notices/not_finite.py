"""The first nan and the first infinity: which cells, and what they were made of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.notice import INF, NAN, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import cell, cells, code, digits, first

KINDS = (Kind.ELEMENTWISE, Kind.DOT, Kind.REDUCE, Kind.UPDATE)

_SIGNS = {"-": "−", "*": "×"}
_DIVIDING = frozenset("/ divide true_divide // floor_divide % mod remainder fmod reciprocal".split())
_LOGARITHMS = frozenset("log log2 log10 log1p".split())
_GROWING = frozenset(
    "+ add - subtract * multiply / divide true_divide // floor_divide reciprocal "
    "exp exp2 expm1 cosh sinh square hypot".split()
)
"""What finite numbers can become too large by."""

_SUMMING = frozenset("sum nansum mean nanmean average norm trace".split())


def not_finite(seen: Seen, index: int) -> Iterator[Notice]:
    """The nan or the infinities of a result of which no operand has one; where they go on, only that they do."""
    event = seen.events[index]
    if event.result is None or not has(event.result, None):
        return
    for kind in (NAN, INF):
        if not has(event.result, kind) or silenced(seen.tree, event.site.span.line):
            continue
        begun = seen.since.get(kind)
        if any(has(value, kind) for value in event.operands):
            if begun:
                yield Notice(kind, f"still {kind} since {begun}", again=True)
        else:
            told = f"; the first was at {begun}" if begun else ""
            yield Notice(kind, _words(event, kind) + told, again=bool(begun))


@lru_cache(maxsize=4)
def _silent(tree: ast.Module) -> tuple[tuple[int, int], ...]:
    """The lines in which a program has told numpy that it knows of nan and infinities."""
    withs = [node for node in ast.walk(tree) if isinstance(node, ast.With)]
    found = [n for n in withs if any(_says(item.context_expr, "errstate") for item in n.items)]
    everywhere = [(0, 1 << 31)] if any(_says(node, "seterr") for node in ast.walk(tree)) else []
    return (*((node.lineno, node.end_lineno or node.lineno) for node in found), *everywhere)


def silenced(tree: ast.Module, line: int) -> bool:
    """Whether the program asks numpy for no warnings there, and so means what it does."""
    return any(first <= line <= last for first, last in _silent(tree))


def _says(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and (getattr(node.func, "attr", None) or getattr(node.func, "id", "")) == name


def has(value: Value, kind: str | None) -> bool:
    """Whether a value holds a nan, an infinity, or with None either."""
    data = value.data
    if value.shape is None or not isinstance(data, (np.ndarray, np.inexact, float, complex)):
        return False
    if isinstance(data, np.ndarray) and data.dtype.kind not in "fc":
        return False
    if kind is None:
        return not bool(np.isfinite(data).all())
    return bool((np.isnan(data) if kind == NAN else np.isinf(data)).any())


def _words(event: Event, kind: str) -> str:
    assert event.result is not None
    data = np.asarray(event.result.data)
    mask = np.isnan(data) if kind == NAN else np.isinf(data)
    count, place = int(mask.sum()), first(mask)
    sign = "nan" if kind == NAN else "−inf" if data[place] == -np.inf else "inf"
    made = _of(event, place)
    where = f"cell {cell(place)} is {sign}" if data.ndim else f"it is {sign}"
    more = f", and {cells(count - 1)} more" if count > 1 else ""
    return f"{where}{more}{f': {made}' if made else ''}"


def _of(event: Event, place: tuple[int, ...]) -> str:
    """What one cell was computed from, written out, and why there is no number for it."""
    assert event.result is not None
    operands, symbol = event.operands, event.site.symbol.removesuffix("=")
    if event.kind in (Kind.ELEMENTWISE, Kind.UPDATE):
        there = [_cell(value, place) for value in operands]
        if any(each is None for each in there):
            return ""
        shown = [digits(each) for each in there]
        if len(shown) == 1:
            text = f"{symbol}({shown[0]})" if symbol.isidentifier() else f"{symbol}{shown[0]}"
        elif len(shown) == 2 and not symbol.isidentifier():
            text = f"{shown[0]} {_SIGNS.get(symbol, symbol)} {shown[1]}"
        else:
            text = f"{symbol}({', '.join(shown)})"
        return f"{text}{_why(symbol, there, np.asarray(event.result.data).dtype)}"
    if event.kind is Kind.DOT:
        own = any(has(value, None) for value in operands)
        return "its sum has 0 × inf, or inf − inf" if own else "its products are too large for a float"
    return _reduced(event)


def _reduced(event: Event) -> str:
    value = event.operands[0] if event.operands else None
    if value is None or value.shape is None:
        return ""
    if np.size(value.data) == 0:
        return f"{code(event.texts[0].code)} is empty"
    if has(value, None):
        return f"there are infinities in {code(event.texts[0].code)}"
    what = "product" if event.site.symbol in ("prod", "nanprod") else "sum"
    return f"the {what} is too large" if what == "product" or event.site.symbol in _SUMMING else ""


def _cell(value: Value, place: tuple[int, ...]) -> Any:
    """The number of an operand that a cell of the result was computed from; None where it is not kept."""
    if value.shape is None:
        return None
    if value.is_number:
        return value.data
    shape = value.shape
    if len(shape) > len(place):
        return None
    here = tuple(0 if n == 1 else at for n, at in zip(shape, place[len(place) - len(shape) :], strict=True))
    return value.data[here] if all(at < n for at, n in zip(here, value.data.shape, strict=True)) else None


def _why(symbol: str, numbers: list[Any], dtype: np.dtype[Any]) -> str:
    last = numbers[-1]
    if symbol in _DIVIDING and last == 0:
        return "; nothing can be divided by zero"
    if symbol in _LOGARITHMS:
        is_zero = last == (-1 if symbol == "log1p" else 0)
        return f"; there is no logarithm of {'zero' if is_zero else 'a negative number'}"
    if symbol == "sqrt":
        return "; there is no root of a negative number"
    if symbol in ("**", "power"):
        if numbers[0] == 0:
            return "; nothing can be divided by zero"
        return _too_large(dtype) if numbers[0] > 0 or last == int(last) else "; no real number is that power"
    is_growing = symbol in _GROWING and all(np.isfinite(each) for each in numbers)
    return _too_large(dtype) if is_growing else ""


def _too_large(dtype: np.dtype[Any]) -> str:
    name = "float" if dtype.name in ("float64", "complex128") else dtype.name
    return f"; too large for a {name}, which ends at {np.finfo(dtype).max:.2g}".replace("e+", "e")
