"""Operations that only bring numbers to other places: done again with the cells' own numbers, they tell from where."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.cells import Cell, cell_of, number_at, numbered, same

MOVING = frozenset(
    "T transpose swapaxes moveaxis reshape ravel flatten copy squeeze expand_dims flip fliplr flipud roll repeat tile "
    "rot90 diag diagonal tril triu broadcast_to atleast_1d atleast_2d atleast_3d array asarray take pad delete".split()
)
"""What numpy calls them."""

MODES = frozenset({"constant", "edge", "reflect", "symmetric", "wrap"})
"""What `pad` may put around numbers that is none or one of them."""

METHODS = frozenset("flatten".split())
"""Those that only an array has."""


def moved_from(event: Event, cell: Cell) -> tuple[Cell, ...] | None:
    """The cell of the first operand whose number came to lie in a cell of the result; () where none did.

    None where that is not known.
    """
    if event.site.symbol not in MOVING or not event.operands or not event.operands[0].is_array or event.result is None:
        return None
    value = event.operands[0]
    numbers = numbered(value.shape or (), 1)
    # What is new, as the zeros beside a diagonal, has the number 0.
    moved = _again(event, numbers) if numbers is not None else None
    if moved is None or moved.shape != event.result.shape:
        return None
    number = int(moved[cell])
    if number <= 0:
        return ()
    found = cell_of(number - 1, value.shape or ())
    return (found,) if _is_same(number_at(value, found), number_at(event.result, cell)) else None


def _is_same(was: Any, now: Any) -> bool:
    """Whether it is the same number, of whatever type."""
    return same(was, now) or (was is not None and now is not None and bool(was == now))


def _again(event: Event, numbers: npt.NDArray[np.int64]) -> npt.NDArray[Any] | None:
    symbol = event.site.symbol
    if symbol == "T":
        return numbers.T
    given: list[Any] = []
    named: dict[str, Any] = {}
    for text, value in zip(event.texts[1:], event.operands[1:], strict=True):
        if text.keyword in ("dtype", "out", "constant_values"):
            # Of what type the numbers become, or what is put around them, does not say where they come to lie.
            continue
        setting = read(value)
        if setting is None:
            return None
        if text.keyword is None:
            given.append(setting)
        else:
            named[text.keyword] = setting
    function = getattr(numbers, symbol, None) if symbol in METHODS or len(given) > 1 else getattr(np, symbol, None)
    function = function if callable(function) else getattr(np, symbol)
    is_method = getattr(function, "__self__", None) is numbers
    try:
        return np.asarray(function(*given, **named) if is_method else function(numbers, *given, **named))
    except (TypeError, ValueError, IndexError):
        return None


def read(value: Value) -> Any:
    """A setting of such an operation: a number, numbers in brackets, an array, a mode; None for anything else."""
    if value.shape is not None:
        return value.data if value.whole else None
    if value.type_name == "str" and value.text.strip("'\"") in MODES:
        return value.text.strip("'\"")
    try:
        return ast.literal_eval(value.text)
    except (ValueError, SyntaxError):
        return None
