"""Another value for a literal, as a learner types it: read, refused in words, and put where the literal stands."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source, Span
from tui_tutor.study.literals import Literal, Number, value_of
from tui_tutor.study.variation import Edit, edited

MOST_TYPED = 200
"""Characters of another value."""

_OPERATORS: dict[type[ast.operator], Callable[[complex, complex], complex]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


class NotThisError(Exception):
    """Raised where what was typed cannot stand in place of a literal: its message says why, and what could."""


def another(source: Source, literal: Literal, typed: str) -> Edit:
    """What puts another value in place of a literal. Raises NotThisError.

    The program that it makes differs in nothing else: where the value would be read as part of what surrounds it, it
    is put in parentheses.
    """
    text = typed.strip().replace("−", "-")
    if len(text) > MOST_TYPED:
        raise NotThisError(f"this has more than {MOST_TYPED} characters")
    text = _text(literal, typed.strip()) if isinstance(literal.value, str) else _value(literal, text)
    for each in (text, f"({text})"):
        edit = Edit(literal.span, each)
        if _is_all_that_differs(source, literal, edit, len(each) - len(text)):
            return edit
    raise NotThisError(f"{text} cannot stand in place of {literal.text} here")


def _text(literal: Literal, typed: str) -> str:
    """Another text: as it is typed, or in quotes."""
    try:
        given = ast.literal_eval(typed)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        given = None
    text = typed if isinstance(given, str) else repr(typed)
    if (given if isinstance(given, str) else typed) == literal.value:
        raise NotThisError(f"that is the text that stands there: {literal.text}")
    return text


def _value(literal: Literal, typed: str) -> str:
    """Another number, or True or False."""
    if isinstance(literal.value, bool):
        if typed == str(not literal.value):
            return typed
        raise NotThisError(
            f"that is what stands there; type {not literal.value}"
            if typed == str(literal.value)
            else f"{typed!r} is neither True nor False"
        )
    try:
        tree = ast.parse(typed, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise NotThisError(f"{typed!r} is no number; type one such as 0.5, 1e-3 or 1/3") from None
    given = number(tree)
    if isinstance(given, complex) and not isinstance(literal.value, complex):
        raise NotThisError(f"{typed} is a complex number, and {literal.text} is none")
    # Without the parentheses around it, and a comment behind it.
    typed = ast.get_source_segment(typed, tree) or typed
    if typed == literal.text or (value_of(tree) == literal.value and type(value_of(tree)) is type(literal.value)):
        raise NotThisError(f"that is the number that stands there: {literal.text}")
    return typed


def number(node: ast.expr) -> Number:
    """What an expression of number literals comes to, nearly: only how large it is and of what kind is asked.

    Raises NotThisError for anything else, and where it comes to no number.
    """
    value = value_of(node)
    if value is not None and not isinstance(value, bool | str):
        return value
    try:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            given = number(node.operand)
            return -given if isinstance(node.op, ast.USub) else given
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            # In floats, so that nothing as large as 9**9**9 is computed to its last digit.
            sides = [
                each if isinstance(each, complex) else float(each) for each in map(number, (node.left, node.right))
            ]
            found = _OPERATORS[type(node.op)](*sides)
            return found if isinstance(found, complex) else float(found)
    except ZeroDivisionError:
        raise NotThisError(f"{ast.unparse(node)} divides by zero") from None
    except OverflowError:
        raise NotThisError(f"{ast.unparse(node)} is too large for a number") from None
    except RecursionError:
        raise NotThisError("this is nested too deeply") from None
    raise NotThisError(f"{ast.unparse(node)} is no number; numbers and + - * / ** between them are taken")


def _is_all_that_differs(source: Source, literal: Literal, edit: Edit, around: int) -> bool:
    """Whether a program reads the same after an edit but for what stands in the literal's place."""
    changed = Source(source.path, edited(source, [edit]))
    start = literal.span.column + around // 2
    line = literal.span.line
    new = Span(line, start, line, start + len(edit.text) - around)
    try:
        pairs: list[tuple[object, object]] = [(source.tree, changed.tree)]
    except ProblemsError:
        return False
    is_found = False
    while pairs:
        one, other = pairs.pop()
        if isinstance(one, ast.expr) and isinstance(other, ast.expr):
            stands = source.span(one) == literal.span and value_of(one) is not None
            if stands:
                if changed.span(other) != new:
                    return False
                is_found = True
                continue
        if type(one) is not type(other):
            return False
        if isinstance(one, ast.AST):
            pairs += [(getattr(one, name, None), getattr(other, name, None)) for name in one._fields]
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            pairs += zip(one, other, strict=True)
        elif one != other:
            return False
    return is_found
