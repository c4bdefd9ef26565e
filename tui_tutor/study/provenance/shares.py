"""What a cell of a result was made of: the cells of the operands, each with what it contributed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.assembled import ADDING, CHOOSING, gathered_from, is_literal, put_from, written
from tui_tutor.study.provenance.cells import Cell, cell_of, fits, number_at, number_of, picked, stretched
from tui_tutor.study.provenance.lanes import SORTING, einsum, lane
from tui_tutor.study.provenance.moved import moved_from
from tui_tutor.study.provenance.sums import gathered, products

WRITTEN_TO = frozenset({"out", "where", "dtype", "casting", "order", "subok"})
"""Keywords of numpy's functions that are no operands of what is computed."""

STRETCHING = frozenset({Kind.ELEMENTWISE, Kind.COMPARE, Kind.UPDATE})

WHOLE_TOGETHER = frozenset({"array_equal", "allclose"})
"""Comparisons of numpy that look at all cells at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """A cell that another one was made of; where `cell` is None, all cells of its value.

    `operand` is the operation's operand that it lies in, None where a called function took it from elsewhere.
    `amount` is what it contributed to the number, None where that is no sum. `code` is how it is written, where that
    is not the operand's own text: an item of a list, what a loop or an unpacking takes it from.
    """

    operand: int | None
    value: Value
    cell: Cell | None
    amount: float | None = None
    code: str = ""

    @property
    def number(self) -> Any:
        """The number in the cell."""
        return number_at(self.value, self.cell)


def shares(event: Event, cell: Cell | None) -> tuple[Share, ...]:
    """What a cell of an operation's result was made of, by the operation alone; `cell` None is the whole result.

    Where it is not known which cells an operation looks at, it is said to look at all.
    """
    found: Sequence[Share] | None = None
    if cell is not None and (event.items is not None or event.site.symbol == "append"):
        found = _assembled(event, cell)
    if found is None and cell is not None and event.result is not None and event.result.shape is not None:
        make = _MAKERS.get(event.kind)
        found = make(event, cell) if make is not None else _moved(event, cell)
    return tuple(found) if found is not None else _all(event)


def main(found: Sequence[Share], literals: Sequence[bool]) -> int | None:
    """The share that weighed most: where one goes on to follow a number back.

    Literals come last: there the way would be at its end. Of two that weigh the same, as the factors of a product
    do, the one that is no weight comes first. None where there is nothing.
    """

    def weight(at: int) -> tuple[bool, bool, float, bool]:
        share = found[at]
        is_literal = share.operand is not None and share.operand < len(literals) and literals[share.operand]
        size = share.amount if share.amount is not None else share.number
        return not is_literal, share.value.is_array or share.amount is not None, _size(size), not share.value.weight

    return max(range(len(found)), key=weight) if found else None


def _size(number: Any) -> float:
    try:
        size = abs(float(number))
    except (TypeError, ValueError, OverflowError):
        return -1.0
    return size if size == size else float("inf")


def _all(event: Event) -> tuple[Share, ...]:
    kept = [
        (index, value)
        for index, (text, value) in enumerate(zip(event.texts, event.operands, strict=True))
        if value.shape is not None and text.keyword not in ("out", "dtype")
    ]
    return tuple(Share(index, value, () if value.is_number else None) for index, value in kept)


def _stretched(event: Event, cell: Cell) -> Sequence[Share] | None:
    """Cell beside cell."""
    assert event.result is not None
    symbol, shape = event.site.symbol, event.result.shape or ()
    if symbol in WHOLE_TOGETHER:
        return None
    if event.kind is Kind.UPDATE and symbol == "@":
        return _dot(event, cell)
    taken = [
        (index, value)
        for index, (text, value) in enumerate(zip(event.texts, event.operands, strict=True))
        if value.shape is not None and text.keyword not in WRITTEN_TO
    ][: _inputs(symbol)]
    if not taken or any(not fits(value.shape or (), shape) for _, value in taken):
        return None
    found = [Share(index, value, stretched(cell, value.shape or ())) for index, value in taken]
    return _weighed(symbol, found)


def _inputs(symbol: str) -> int | None:
    """How many operands numpy's function of a name takes; an array to write into may follow them."""
    function = getattr(np, symbol, None) if symbol.isidentifier() else None
    return function.nin if isinstance(function, np.ufunc) else None


def _weighed(symbol: str, found: Sequence[Share]) -> list[Share]:
    """The same shares with what they contributed, where the operation adds, or chooses."""
    numbers = [share.number for share in found]
    if any(number is None or isinstance(number, complex) for number in numbers):
        return list(found)
    amounts: list[float | None] = [None] * len(found)
    if symbol in ("+", "add") and len(found) == 2:
        amounts = [float(numbers[0]), float(numbers[1])]
    elif symbol in ("-", "subtract") and len(found) == 2:
        amounts = [float(numbers[0]), -float(numbers[1])]
    elif symbol == "where" and len(found) == 3:
        amounts = [0.0, *((float(numbers[1]), 0.0) if numbers[0] else (0.0, float(numbers[2])))]
        amounts[1 if numbers[0] else 2] = amounts[1 if numbers[0] else 2] or float("inf")
    return [Share(each.operand, each.value, each.cell, amount) for each, amount in zip(found, amounts, strict=True)]


def _dot(event: Event, cell: Cell) -> Sequence[Share] | None:
    """A row of the left with a column of the right, each pair with its product."""
    if len(event.operands) < 2:
        return None
    left, right = event.operands[:2]
    pairs = products(event.site.symbol, left.shape or (), right.shape or (), cell)
    if pairs is None:
        return None
    found = []
    for one, other in pairs:
        factors = (number_at(left, one), number_at(right, other))
        amount = float(factors[0] * factors[1]) if _are_real(factors) else None
        found += [Share(0, left, one, amount), Share(1, right, other, amount)]
    return found


def _are_real(numbers: Sequence[Any]) -> bool:
    return all(number is not None and not isinstance(number, complex) for number in numbers)


def _reduced(event: Event, cell: Cell) -> Sequence[Share] | None:
    """The cells that are gathered into one."""
    if not event.operands or not event.operands[0].is_array:
        return None
    value, symbol = event.operands[0], event.site.symbol
    cells = gathered(event, cell)
    if cells is None:
        return None
    numbers = [number_at(value, each) for each in cells]
    known = bool(numbers) and _are_real(numbers)
    made = number_at(event.result, cell)
    found = []
    for each, number in zip(cells, numbers, strict=True):
        amount: float | None = None
        if known and symbol in ("sum", "nansum", "trace"):
            amount = float(number)
        elif known and symbol in ("mean", "nanmean"):
            amount = float(number) / len(cells)
        elif known and symbol in ("max", "min", "amax", "amin", "nanmax", "nanmin"):
            amount = float("inf") if number == made else 0.0
        found.append(Share(0, value, each, amount))
    return found


def _assembled(event: Event, cell: Cell) -> Sequence[Share] | None:
    """What lay in lists: a number that was put into a cell, or all that were gathered; of a literal nothing."""
    item = put_from(event, cell)
    gathered_ = [item] if item is not None else gathered_from(event)
    if not gathered_:
        return None
    found: list[Share] = []
    adds, made = event.site.symbol in ADDING and len(gathered_) > 1, number_at(event.result, cell)
    for operand, path, value, at in gathered_:
        code = written(event.texts[operand].code, path) if path else ""
        if path and is_literal(code):
            continue
        number, amount = number_at(value, at), None
        if adds and isinstance(number, (int, float, np.integer, np.floating)):
            amount = float(number) / (len(gathered_) if event.site.symbol == "mean" else 1)
        elif item is None and event.site.symbol in CHOOSING:
            amount = float("inf") if number == made else 0.0
        found.append(Share(None if path else operand, value, at, amount, code))
    return found


def _moved(event: Event, cell: Cell) -> Sequence[Share] | None:
    """One number of another array, in another place."""
    found = moved_from(event, cell)
    if found is None:
        return None
    if not event.operands or not found:
        return []
    return [Share(0, event.operands[0], found[0])]


def _other(event: Event, cell: Cell) -> Sequence[Share] | None:
    """What has no rule of its own kind: a sum that runs on, a sorting, a sum over named axes, a change of places."""
    factors = einsum(event, cell)
    if factors is not None:
        return _multiplied(event, factors)
    cells = lane(event, cell)
    if cells is None:
        return _moved(event, cell)
    value, made = event.operands[0], number_at(event.result, cell)
    numbers = [number_at(value, each) for each in cells]
    adds = event.site.symbol in ("cumsum", "nancumsum") and _are_real(numbers)
    amounts: list[float | None] = [float(number) if adds else None for number in numbers]
    if event.site.symbol in SORTING:
        # Which of equal numbers it is makes no difference.
        amounts = [float("inf") if number == made else 0.0 for number in numbers]
    return [Share(0, value, each, amount) for each, amount in zip(cells, amounts, strict=True)]


def _multiplied(event: Event, factors: Sequence[tuple[Cell, ...]]) -> Sequence[Share]:
    """Cells that are multiplied with each other, each with its product."""
    found: list[Share] = []
    for cells in factors:
        taken = list(zip(range(1, len(cells) + 1), event.operands[1:], cells, strict=True))
        numbers = [number_at(value, each) for _, value, each in taken]
        amount = math.prod(map(float, numbers)) if _are_real(numbers) else None
        found += [Share(at, value, each, amount) for at, value, each in taken]
    return found


def _created(event: Event, cell: Cell) -> Sequence[Share] | None:
    """Of what an array is made new from: nothing, or another array."""
    if any(value.is_array for value in event.operands) and event.site.symbol in ("array", "asarray", "copy", "diag"):
        return _moved(event, cell)
    return _all(event) if event.site.symbol not in ("zeros_like", "ones_like", "empty_like") else []


def _picked(event: Event, cell: Cell) -> Sequence[Share] | None:
    """The cell that lies at the place in brackets, or what was stored there."""
    part = event.part
    cells = picked(part) if part is not None else None
    if part is None or cells is None or not event.operands:
        return None
    if event.site.symbol == "[]=":
        return _stored(event, cell, cells)
    if event.result is None or cells.shape != event.result.shape:
        return None
    found = [Share(0, event.operands[0], cell_of(int(cells[cell]), part.shape))]
    places = enumerate(event.operands[1:], 1)
    return [*found, *(Share(at, value, () if value.is_number else None) for at, value in places if value.shape)]


def _stored(event: Event, cell: Cell, cells: np.ndarray[Any, np.dtype[np.int64]]) -> Sequence[Share] | None:
    """The cell of the stored value that came to lie at a cell of the array."""
    if len(event.site.operands) < 3 or event.part is None:
        return None
    value, number = event.operands[-1], number_of(cell, event.part.shape)
    found = np.argwhere(cells == number)
    if value.shape is None or not len(found) or not fits(value.shape, cells.shape):
        return None
    # Of a place that is named twice the last one stays.
    place = tuple(int(at) for at in found[-1])
    return [Share(len(event.operands) - 1, value, stretched(place, value.shape))]


_MAKERS: dict[Kind, Callable[[Event, Cell], Sequence[Share] | None]] = {
    **dict.fromkeys(STRETCHING, _stretched),
    Kind.DOT: _dot,
    Kind.REDUCE: _reduced,
    Kind.CREATE: _created,
    Kind.INDEX: _picked,
    Kind.OTHER: _other,
}
"""How each kind tells of what a cell was made; the others are tried as a mere change of places."""
