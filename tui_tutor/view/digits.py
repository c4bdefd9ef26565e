"""With how many digits an equation of matrices is written: true when it is recomputed from what is printed."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.written import MARGIN, last_place, read_back
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.numbers import SIGNIFICANT, brief, cells, full, is_plain, notation, number

Compute = Callable[..., Any]

MOST_CELLS = 2_000
"""Cells up to which a matrix is read back; of a larger one only a window is ever seen."""

_OPERATORS: dict[str, Compute] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "//": np.floor_divide,
    "%": np.remainder,
    "**": np.power,
    "@": np.matmul,
}


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits after the point: of the operands, and of the result; and significant ones of numbers that stand alone.

    With None these have all that there are.
    """

    operands: int
    result: int
    alone: int | None = None
    alone_result: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """What an equation claims: that `compute` of its operands is its result; with `moves`, that it is seen to change.

    `moves` is an update's old value: each cell that changed is to look different in the result. With `is_rounded` a
    single number that comes of it is written with the digits of the result, as cells are. `literal` tells of each
    operand whether it stands as the program says it.
    """

    compute: Compute
    operands: tuple[Value, ...]
    result: Value
    literal: tuple[bool, ...]
    moves: Value | None = None
    is_rounded: bool = False

    @property
    def has_long_ones(self) -> bool:
        """Whether some number that stands alone has more digits than are shown of one."""
        values = zip((*self.operands, self.result), (*self.literal, False), strict=True)
        return any(each.is_number and not as_it_is and brief(each.data) != full(each.data) for each, as_it_is in values)

    def holds(self, digits: Digits) -> bool:
        """Whether the equation is true as it is written with these digits."""
        return _holds(self.compute, self.operands, self.result, digits, self.is_rounded, self.literal)

    def is_seen(self, digits: Digits) -> bool:
        """Whether each cell that changed looks different afterwards."""
        return self.moves is None or _differs(self.moves, self.result, digits)


def check_of(event: Event) -> Check | None:
    """What the equation of an operation claims; None where nothing can be recomputed."""
    result, operands = event.result, tuple(event.operands)
    if result is None or event.error is not None or not operands or result.shape is None:
        return None
    if event.kind is Kind.REDUCE:
        return _gathered(event, result)
    if any(value.shape is None or not value.whole for value in (*operands, result)):
        return None
    compute = _compute_of(event)
    moves = operands[0] if event.kind is Kind.UPDATE else None
    literal = tuple(each.literal for each in event.texts)
    return Check(compute, operands, result, literal, moves) if compute is not None else None


@dataclass(frozen=True, slots=True)
class _Gather:
    """A reduction along an axis, or along all of them."""

    symbol: str
    axis: int | None
    keeps: bool

    def __call__(self, array: npt.NDArray[Any]) -> Any:
        keeps = {"keepdims": True} if self.keeps else {}
        return getattr(np, self.symbol)(array, axis=self.axis, **keeps)


def _gathered(event: Event, result: Value) -> Check | None:
    """What a reduction claims, where its axis is written as a number."""
    axis: int | None = None
    keeps = False
    for at, (text, value) in enumerate(zip(event.texts[1:], event.operands[1:], strict=True)):
        if text.keyword == "keepdims":
            keeps = bool(value.data)
        elif (text.keyword == "axis" or (at == 0 and text.keyword is None)) and type(value.data) is int:
            axis = value.data
        elif value.type_name != "NoneType":
            return None
    first = event.operands[0]
    if not first.is_array or not first.whole or not callable(getattr(np, event.site.symbol, None)):
        return None
    return Check(_Gather(event.site.symbol, axis, keeps), (first,), result, (False,), is_rounded=True)


def _compute_of(event: Event) -> Compute | None:
    symbol = event.site.symbol
    if event.kind is Kind.UPDATE:
        symbol = symbol.removesuffix("=")
    if symbol in ("-", "+") and len(event.operands) == 1:
        return np.negative if symbol == "-" else np.positive
    found = _OPERATORS.get(symbol)
    if found is None and symbol.isidentifier():
        found = getattr(np, symbol, None)
    if found is None and event.kind is Kind.DOT:
        found = np.dot
    return found if callable(found) else None


@lru_cache(maxsize=512)
def _read(value: Value, decimals: int, alone: int | None) -> tuple[npt.NDArray[Any], npt.NDArray[Any] | float]:
    """The numbers that a value shows, and what the last digit of each is worth."""
    data = np.asarray(value.data)
    if value.is_number and alone is not None and is_plain(data) and data.dtype.kind == "f" and np.isfinite(data):
        text = brief(value.data, alone)
        return data if text == full(value.data) else np.asarray(float(read_back(text))), last_place(text)
    if value.is_number or not is_plain(data):
        return data, 0.0
    (row,) = cells(data.reshape(1, -1), how=notation(data, decimals))
    told = np.array([float(read_back(text)) for text in row]).reshape(data.shape)
    worth = np.array([last_place(text) for text in row]).reshape(data.shape)
    return told, worth


@lru_cache(maxsize=512)
def _holds(
    compute: Compute,
    operands: tuple[Value, ...],
    result: Value,
    digits: Digits,
    is_rounded: bool,
    literal: tuple[bool, ...],
) -> bool:
    if any(np.size(value.data) > MOST_CELLS for value in (*operands, result)):
        return False
    given = [
        _read(value, digits.operands, None if said else digits.alone)[0]
        for value, said in zip(operands, literal, strict=True)
    ]
    told, worth = _read(result, digits.result, digits.alone_result)
    if is_rounded and result.is_number and isinstance(result.data, (float, np.floating)):
        text = number(result.data, digits.result)
        told, worth = np.asarray(float(read_back(text))), last_place(text)
    try:
        # Infinities and what is no number are compared as well.
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            computed = np.asarray(compute(*given))
            if computed.shape != told.shape:
                return False
            near = np.abs(computed - told) < np.asarray(worth) / 2 * (1 - MARGIN)
            return bool(np.all(near | (computed == told) | ((computed != computed) & (told != told))))
    except (TypeError, ValueError, ArithmeticError):
        return False


@lru_cache(maxsize=512)
def _differs(old: Value, new: Value, digits: Digits) -> bool:
    before, after = np.asarray(old.data), np.asarray(new.data)
    if before.shape != after.shape or before.size > MOST_CELLS:
        return True
    before_told, after_told = (_read(each, digits.result, digits.alone_result)[0] for each in (old, new))
    seen = before_told != after_told
    return bool(np.all(seen | (before == after) | (before != before)))


def choices(check: Check | None) -> Sequence[tuple[Digits, bool]]:
    """Digits to try, best first, each with whether the equation is true with them."""
    if check is None:
        return [(Digits(each, each), False) for each in (4, 3, 2)]
    alone = _ALONE if check.has_long_ones else _ALONE[-1:]
    tried = [replace(each, alone=one, alone_result=made) for one, made in alone for each in _TRIED]
    seen = [digits for digits in tried if check.is_seen(digits)] or [_MOST]
    true = [digits for digits in seen if check.holds(digits)]
    return [
        *((digits, True) for digits in true),
        *((digits, False) for digits in seen if digits.operands == digits.result),
    ]


_TRIED = (
    *(Digits(each, each) for each in (4, 3, 2)),
    *(Digits(each + more, each) for more in (1, 2) for each in (4, 3, 2)),
    *(Digits(each + more, each) for each in (5, 6, 7) for more in (0, 1, 2)),
)
_MOST = Digits(7, 7)
_ALONE = ((SIGNIFICANT, SIGNIFICANT), (SIGNIFICANT + 3, SIGNIFICANT), (SIGNIFICANT + 3, SIGNIFICANT + 3), (None, None))
"""Significant digits of operands and results that stand alone, in the order in which they are tried."""
