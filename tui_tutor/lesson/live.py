"""Numbers of the run quoted in a text, such as {l2_error[3, 0]:+.3f}: read, checked, and worked out without eval."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from tui_tutor.engine.moment import NameState

UNKNOWN = "…"
"""What stands where a number does not exist yet."""

FIRST_MARK = 0xE000
"""The character that stands for the first quote of a text, that after it for the second: none that is ever written."""

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "abs": np.abs,
    "argmax": np.argmax,
    "argmin": np.argmin,
    "max": np.max,
    "mean": np.mean,
    "min": np.min,
    "sum": np.sum,
}
"""What may be called in a quote, each with one argument."""

_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
# No width of three digits: it would be a text of any length.
_SPEC = re.compile(r"(?:[^{}]?[<>=^])?[-+ ]?0?\d{0,2}[,_]?(?:\.\d{1,2})?[deEfFgG%]?")
_ALLOWED = f"a quote holds names, constant indices, + − * / and {', '.join(FUNCTIONS)}"


class QuoteError(Exception):
    """A quote cannot be worked out; the message says why."""


class NotYetError(QuoteError):
    """A name of a quote does not exist yet."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A number that a text quotes: its code as written, that code read, how it is written, and where it stands."""

    code: str
    tree: ast.expr
    spec: str
    offset: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a quote of a text, and where in the text."""

    message: str
    offset: int


Part = str | Quote


@lru_cache(maxsize=64)
def read(body: str) -> tuple[Sequence[Part], Sequence[Fault]]:
    """The parts of a text, plain ones and quotes, and what is wrong with it; faulty quotes stay plain text."""
    parts: list[Part] = []
    faults: list[Fault] = []
    for match in re.finditer(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+", body):
        text = match[0]
        if text in ("{{", "}}"):
            parts.append(text[0])
        elif text in ("{", "}"):
            parts.append(text)
            faults.append(
                Fault(f"a single {text}: a quote is {{name}}, an ordinary brace is {text * 2}", match.start())
            )
        elif match[1] is not None:
            try:
                parts.append(_quote(match[1], match.start()))
            except QuoteError as error:
                parts.append(text)
                faults.append(Fault(str(error), match.start()))
        else:
            parts.append(text)
    return tuple(parts), tuple(faults)


def fill(body: str, names: Mapping[str, Any]) -> str:
    """A text with its quotes worked out from numbers and arrays by name; UNKNOWN where that cannot be done."""
    if "{" not in body and "}" not in body:
        return body
    return "".join(part if isinstance(part, str) else _told(part, names) for part in read(body)[0])


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


def names_of(quote: Quote) -> set[str]:
    """The names of the program that a quote needs."""
    called = {id(node.func) for node in ast.walk(quote.tree) if isinstance(node, ast.Call)}
    return {node.id for node in ast.walk(quote.tree) if isinstance(node, ast.Name) and id(node) not in called}


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


def _quote(inside: str, offset: int) -> Quote:
    code, spec = _split(inside)
    if not _SPEC.fullmatch(spec):
        raise QuoteError(f"{spec!r} is no format for a number; one is such as +.3f")
    try:
        tree = ast.parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise QuoteError(f"{code.strip()!r} cannot be read; an ordinary brace is {{{{") from None
    _check(tree)
    return Quote(code.strip(), tree, spec, offset)


def _split(inside: str) -> tuple[str, str]:
    """Code and format, which the first colon outside all brackets parts."""
    depth = 0
    for at, character in enumerate(inside):
        depth += (character in "([") - (character in ")]")
        if character == ":" and depth == 0:
            return inside[:at], inside[at + 1 :]
    return inside, ""


def _check(node: ast.expr) -> None:
    """Raises QuoteError for everything that a quote must not hold."""
    if isinstance(node, ast.Name) or _is_number(node):
        return
    if isinstance(node, ast.Subscript):
        list(_index(node.slice))
        _check(node.value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        _check(node.operand)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        _check(node.left)
        _check(node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        if len(node.args) != 1 or node.keywords:
            raise QuoteError(f"{node.func.id} takes one argument here")
        _check(node.args[0])
    else:
        raise QuoteError(f"{ast.unparse(node)!r} cannot be quoted: {_ALLOWED}")


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise NotYetError(f"{node.id} does not exist yet")
        return names[node.id]
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Subscript):
        return np.asarray(_value(node.value, names))[tuple(_index(node.slice))]
    if isinstance(node, ast.UnaryOp):
        operand = _value(node.operand, names)
        return -operand if isinstance(node.op, ast.USub) else operand
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return FUNCTIONS[node.func.id](_value(node.args[0], names))


def _index(node: ast.expr) -> Iterator[int | slice]:
    """The entries of an index, all of them constants. Raises QuoteError."""
    for each in node.elts if isinstance(node, ast.Tuple) else [node]:
        if isinstance(each, ast.Slice):
            yield slice(*(None if bound is None else _whole(bound) for bound in (each.lower, each.upper, each.step)))
        else:
            yield _whole(each)


def _whole(node: ast.expr) -> int:
    sign, inner = (-1, node.operand) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else (1, node)
    if not isinstance(inner, ast.Constant) or type(inner.value) is not int:
        raise QuoteError(f"the index {ast.unparse(node)!r} is no whole number: {_ALLOWED}")
    return sign * inner.value


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
    except ValueError as error:
        raise QuoteError(f"{quote.code}: {str(error).lower()}") from None
