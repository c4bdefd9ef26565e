"""Numbers of the run quoted in a text, such as {l2_error[3, 0]:+.3f}: what a quote may hold, read and checked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = ("abs", "argmax", "argmin", "max", "mean", "min", "sum")
"""What may be called in a quote, each with one argument."""

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div)

LONGEST = 200
"""Characters of a quote; a longer one could be nested too deeply to be read."""

# No width of three digits: it would be a text of any length.
_SPEC = re.compile(r"(?:[^{}]?[<>=^])?[-+ ]?0?\d{0,2}[,_]?(?:\.\d{1,2})?[deEfFgG%]?")
_ALLOWED = f"a quote holds names, constant indices, + − * / and {', '.join(FUNCTIONS)}"


class QuoteError(Exception):
    """A quote cannot be worked out; the message says why."""


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


def names_of(quote: Quote) -> set[str]:
    """The names of the program that a quote needs."""
    called = {id(node.func) for node in ast.walk(quote.tree) if isinstance(node, ast.Call)}
    return {node.id for node in ast.walk(quote.tree) if isinstance(node, ast.Name) and id(node) not in called}


def _quote(inside: str, offset: int) -> Quote:
    if len(inside) > LONGEST:
        raise QuoteError(f"a quote has at most {LONGEST} characters")
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
        list(index_of(node.slice))
        _check(node.value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        _check(node.operand)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, OPERATORS):
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


def index_of(node: ast.expr) -> Iterator[int | slice]:
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
