"""Numbers of the run put into a text that quotes them: worked out by this file alone, never by eval."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.lesson.quotes import FUNCTIONS, Quote, QuoteError, index_of, read

UNKNOWN = "…"
"""What stands where a number does not exist yet."""

FIRST_MARK = 0xE000
"""The character that stands for the first quote of a text, that after it for the second: none that is ever written."""

_FUNCTIONS: dict[str, Callable[[Any], Any]] = {name: getattr(np, name) for name in FUNCTIONS}
_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class NotYetError(QuoteError):
    """A name of a quote does not exist yet."""


def marked(body: str, names: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """A text with a mark for each quote, which is the same whatever the numbers are, and the numbers as written."""
    if "{" not in body and "}" not in body:
        return body, ()
    parts = read(body)[0]
    quotes = [part for part in parts if isinstance(part, Quote)]
    marks = iter(range(FIRST_MARK, FIRST_MARK + len(quotes)))
    text = "".join(part if isinstance(part, str) else chr(next(marks)) for part in parts)
    return text, tuple(_told(quote, names) for quote in quotes)


def values_of(names: Iterable[NameState]) -> dict[str, Any]:
    """The numbers and arrays that a text may quote: those that exist, are whole, and are not left over."""
    return {
        each.name: each.value.data
        for each in names
        if each.value is not None and each.value.shape is not None and each.value.whole and not each.left_over
    }


def work_out(quote: Quote, names: Mapping[str, Any]) -> str:
    """The number of a quote as it is written. Raises QuoteError, and NotYetError where a name has no value."""
    try:
        with np.errstate(all="ignore"):
            value = _value(quote.tree, names)
    except QuoteError:
        raise
    except (IndexError, TypeError, ValueError, ArithmeticError) as error:
        raise QuoteError(f"{quote.code}: {error}") from None
    if np.ndim(value) != 0:
        raise QuoteError(f"{quote.code} is {'×'.join(map(str, np.shape(value)))}, not one number")
    return _written(value, quote)


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise NotYetError(f"{node.id} does not exist yet")
        return names[node.id]
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Subscript):
        return np.asarray(_value(node.value, names))[tuple(index_of(node.slice))]
    if isinstance(node, ast.UnaryOp):
        operand = _value(node.operand, names)
        return -operand if isinstance(node.op, ast.USub) else operand
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return _FUNCTIONS[node.func.id](_value(node.args[0], names))


def _told(quote: Quote, names: Mapping[str, Any]) -> str:
    try:
        return work_out(quote, names)
    except QuoteError:
        return UNKNOWN


def _written(value: Any, quote: Quote) -> str:
    """A number in its format, with a true minus."""
    plain = value.item() if isinstance(value, np.ndarray | np.generic) else value
    if not isinstance(plain, int | float):
        raise QuoteError(f"{quote.code} is no number")
    try:
        return format(plain, quote.spec or ("g" if isinstance(plain, float) else "d")).replace("-", "−")
    except (ValueError, OverflowError) as error:
        raise QuoteError(f"{quote.code}: {str(error).lower()}") from None
