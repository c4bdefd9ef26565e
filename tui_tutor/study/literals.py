"""The literals of a program's text, each of which may be another one: numbers, True and False, texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tui_tutor.engine.text.source import Source, Span

Number = int | float | complex


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal where it stands, with a minus sign where one belongs to it."""

    span: Span
    text: str
    value: Number | bool | str

    @property
    def is_number(self) -> bool:
        """Whether it is a number; True and False are none."""
        return not isinstance(self.value, bool | str)


def literals(source: Source) -> tuple[Literal, ...]:
    """Every literal that can be another one, in the order of the text.

    Not those that say nothing to the run: docstrings, annotations, and what stands inside of f-strings.
    """
    found = [literal_at(source, node) for node in _nodes(source.tree)]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.span))


def literal_at(source: Source, node: ast.AST | None) -> Literal | None:
    """The literal that a node of the tree is; None where it is none."""
    value = value_of(node)
    if value is None or not isinstance(node, ast.expr):
        return None
    span = source.span(node)
    text = source.segment(span)
    return Literal(span, text, value) if span.line == span.end_line else None


def value_of(node: ast.AST | None) -> Number | bool | str | None:
    """What a literal stands for, its minus sign included; None where a node is no literal of these kinds."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        value = node.operand.value
        return -value if isinstance(value, int | float | complex) and not isinstance(value, bool) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex | str):
        return node.value
    return None


def _nodes(tree: ast.Module) -> Iterator[ast.expr]:
    """The nodes that are literals; a number behind a minus sign is part of a literal."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            continue
        if isinstance(node, ast.expr) and value_of(node) is not None:
            yield node
            continue
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "type_params", "pattern"):
                continue
            below = value if isinstance(value, list) else [value]
            waiting += [each for each in below if isinstance(each, ast.AST) and not _is_said(each)]


def _is_said(node: ast.AST) -> bool:
    """Whether a statement is a text that stands alone, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
