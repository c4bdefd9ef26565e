"""Expressions that look at a program's values: what a lesson plots, and conditions that a learner types.

They are evaluated by the tutor itself, over and over, so none may take long: what could make a number or a list of any
size out of small ones is bounded. (What a program does itself can be stopped, and is not.)
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

MOST_BITS = 100_000
"""Of a whole number that an expression makes: some 30,000 digits."""

MOST_ITEMS = 1_000_000
"""Of a text, a list or a tuple that an expression makes by repeating one."""

MOST_COUNT_BITS, MOST_NUMPY_BITS = 13, 63
"""Of a number that says how often or how exactly, and of one that numpy computes with as a number of its own."""

_POWER, _TIMES, _SHIFT, _REST, _CALL = (f"__tt_{name}" for name in ("power", "times", "shift", "rest", "call"))
_OPERATORS: dict[type[ast.operator], str] = {ast.Pow: _POWER, ast.Mult: _TIMES, ast.LShift: _SHIFT, ast.Mod: _REST}
_CALLS = frozenset({"pow", "power", "factorial", "comb", "perm", "round"})


class TooLargeError(Exception):
    """Raised where an expression makes a number or a list that is too large to be looked at."""


CURVE, HEIGHT, CONDITION = "<curve>", "<bowl>", "<condition>"
"""The file names under which the plotted expression runs, the bowl's height, and what a learner has typed."""


class Look:
    """An expression that passed the guard, ready to be evaluated again and again."""

    def __init__(self, text: str, name: str, more: ast.NodeTransformer | None = None) -> None:
        """`name` is the file name under which it runs, `more` what else is to be made of its tree.

        Raises SyntaxError and ValueError for what is no expression.
        """
        self.text = text
        tree = _Bounded().visit(ast.parse(text, name, "eval"))
        tree = more.visit(tree) if more is not None else tree
        self._code = compile(ast.fix_missing_locations(tree), name, "eval", dont_inherit=True)
        self.names = frozenset(self._code.co_names)

    def __call__(self, namespace: dict[str, Any], more: Mapping[str, Any] | None = None) -> Any:
        """Its value in a namespace, with some names more. Raises whatever it raises."""
        return eval(self._code, namespace, {**_HELPERS, **(more or {})})


def number_of(value: object) -> float:
    """What is plotted of a value. Raises TypeError where it is not one number, ValueError where its text is none."""
    if isinstance(value, str | bytes):
        raise TypeError("it gives a text, not a number")
    if isinstance(value, np.ndarray) and value.size != 1:
        shape = "×".join(map(str, value.shape))
        raise TypeError(f"it gives {shape} numbers, not one; put np.mean(np.abs(…)) around it")
    number = value.item() if isinstance(value, np.ndarray | np.generic) else value
    number = float(number) if isinstance(number, np.floating) else number
    if not isinstance(number, int | float):
        raise TypeError(f"it gives a {type(number).__name__}, not a number")
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


class _Bounded(ast.NodeTransformer):
    """Puts bounded functions in the place of operators, and in front of calls, that may need them."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        helper = _OPERATORS.get(type(node.op))
        return node if helper is None else _call(helper, [node.left, node.right], [], node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return _call(_CALL, [node.func, *node.args], node.keywords, node) if name in _CALLS else node


def _call(helper: str, arguments: list[ast.expr], keywords: list[ast.keyword], origin: ast.expr) -> ast.expr:
    name = ast.copy_location(ast.Name(helper, ast.Load()), origin)
    return ast.copy_location(ast.Call(name, arguments, keywords), origin)


def _power(left: Any, right: Any) -> Any:
    if _is_whole(left) and _is_whole(right) and _bits(left) > 1 and _bits(left) * abs(right) > MOST_BITS:
        raise TooLargeError("the power is too large a number")
    _refuse_objects(left, right)
    return left**right


def _times(left: Any, right: Any) -> Any:
    for repeated, count in ((left, right), (right, left)):
        if isinstance(repeated, str | list | tuple) and _is_whole(count) and len(repeated) * count > MOST_ITEMS:
            raise TooLargeError("what is repeated becomes too long")
    if _is_whole(left) and _is_whole(right) and _bits(left) + _bits(right) > MOST_BITS:
        raise TooLargeError("the product is too large a number")
    return left * right


def _shift(left: Any, right: Any) -> Any:
    if _is_whole(left) and _is_whole(right) and _bits(left) + right > MOST_BITS:
        raise TooLargeError("the shifted number is too large")
    _refuse_objects(left, right)
    return left << right


def _rest(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        raise TooLargeError("`%` makes no texts here")
    return left % right


def _called(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """A call that may make a number of any size, made where its arguments are small."""
    if function is pow and len(arguments) == 2 and not keywords:
        return _power(*arguments)
    counts = function in (math.factorial, math.comb, math.perm)
    for index, each in enumerate([*arguments, *keywords.values()]):
        if _is_whole(each) and _bits(each) > (MOST_COUNT_BITS if index or counts else MOST_NUMPY_BITS):
            raise TooLargeError(f"{getattr(function, '__name__', 'this')} takes no number as large here")
    _refuse_objects(getattr(function, "__self__", None), *arguments)
    return function(*arguments, **keywords)


def _is_whole(value: object) -> bool:
    return isinstance(value, int)


def _bits(value: int) -> int:
    return int(value).bit_length()


def _refuse_objects(*values: object) -> None:
    """Arrays of Python's own numbers have no bound either."""
    if any(isinstance(value, np.ndarray) and value.dtype == object for value in values):
        raise TooLargeError("an array of objects is not computed with here")


_HELPERS: dict[str, Any] = {_POWER: _power, _TIMES: _times, _SHIFT: _shift, _REST: _rest, _CALL: _called}


def why_no_truth(error: Exception) -> str:
    """What a learner is told of a condition that failed when an iteration ended."""
    if isinstance(error, ValueError) and "ambiguous" in str(error):
        return "gives many truth values; put np.all(…) or np.any(…) around it"
    if isinstance(error, NameError):
        return f"{error} when an iteration ends"
    return f"{type(error).__name__}: {error}"
