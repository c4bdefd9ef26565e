"""Does a recorded operation again, with other operands: what its own text says, or what its part says."""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event, Items
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.assembled import is_literal, written
from tui_tutor.study.provenance.shares import Share

OPERATORS = {"+": "__iadd__", "-": "__isub__", "*": "__imul__", "/": "__itruediv__", "@": "__imatmul__"}


class CannotError(Exception):
    """Raised for an operation that cannot be done again from its operands."""


def done_again(event: Event, operands: Sequence[Any]) -> Any:
    """The result of an operation with these operands; numpy's errors pass through."""
    given = [np.array(each) if isinstance(each, np.ndarray) else each for each in operands]
    if event.kind is Kind.INDEX:
        if event.part is None:
            raise CannotError
        if event.site.symbol == "[]":
            return given[0][event.part.key]
        if len(event.site.operands) < 3:
            raise CannotError
        given[0][event.part.key] = given[-1]
        return given[0]
    if event.kind is Kind.UPDATE:
        return _updated(event, given)
    tree = ast.parse(event.site.code.strip(), mode="eval")
    replacing = _Replacing(event.site.code, [text.code for text in event.texts])
    tree = ast.fix_missing_locations(replacing.visit(tree))
    names = {f"v{at}": value for at, value in enumerate(given)}
    return eval(compile(tree, "again", "eval"), {"np": np, "abs": abs, **names})


def _updated(event: Event, given: list[Any]) -> Any:
    if event.site.symbol not in OPERATORS:
        raise CannotError
    old, change = given
    if isinstance(old, np.ndarray):
        return getattr(old, OPERATORS[event.site.symbol])(change)
    return eval(f"old {event.site.symbol} change", {"old": old, "change": change})


class _Replacing(ast.NodeTransformer):
    """Puts the operands in the place of what they are written with, each once, from the outside in."""

    def __init__(self, text: str, codes: list[str]) -> None:
        self._text, self._codes, self._is_top = text.strip(), list(codes), True

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.expr) and not self._is_top:
            segment = ast.get_source_segment(self._text, node)
            if segment in self._codes:
                at = self._codes.index(segment)
                self._codes[at] = "\0"
                return ast.copy_location(ast.Name(f"v{at}", ast.Load()), node)
        self._is_top = self._is_top and not isinstance(node, ast.expr)
        return super().visit(node)


def others_changed(event: Event, shares: Sequence[Share]) -> list[Any]:
    """The operands with other numbers in all cells of floats that are not named."""
    changed: list[Any] = []
    for index, value in enumerate(event.operands):
        if event.items is not None and index in event.items:
            changed.append(_items_changed(event.items[index], shares, event.texts[index].code, ()))
            continue
        named = [share.cell for share in shares if share.operand == index]
        changed.append(_changed(value, named))
    return changed


def _items_changed(items: Items, shares: Sequence[Share], code: str, path: tuple[int, ...]) -> Any:
    """The same of what lies in lists, where it does not stand there as a number."""
    if isinstance(items, tuple):
        return [_items_changed(each, shares, code, (*path, at)) for at, each in enumerate(items)]
    named = [share.cell for share in shares if share.value is items]
    if items.is_number:
        is_named = bool(named) or not isinstance(items.data, float) or is_literal(written(code, path))
        return items.data if is_named else items.data * 0.75 + 0.3125
    return _changed(items, named)


def _changed(value: Value, named: list[Any]) -> Any:
    if value.type_name == "str":
        return value.text.strip("'")
    if not value.is_array or None in named or value.data.dtype.kind != "f" or not value.whole:
        return copy.copy(value.data) if value.shape is not None else ast.literal_eval(value.text)
    data = value.data * 0.75 + 0.3125
    for cell in named:
        data[cell] = value.data[cell]
    return data
