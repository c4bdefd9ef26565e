"""Arrays and numbers that are made of what lies in lists: which item a cell came from, and how that is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event, Items
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.cells import Cell, cell_of, number_at, same
from tui_tutor.study.provenance.moved import read

PUTTING = frozenset(
    "array asarray asanyarray concatenate stack vstack hstack dstack column_stack row_stack block append".split()
)
"""Functions that put what lies in lists beside each other, changing no number."""

ADDING, CHOOSING = frozenset({"sum", "mean"}), frozenset("max min amax amin".split())

Path = tuple[int, ...]

Item = tuple[int, Path, Value, Cell]
"""A number in a list among the operands: the operand, where it lies in the list, the value there, and its cell."""


def put_from(event: Event, cell: Cell) -> Item | None:
    """The number that such a function put into a cell of its result; None where that is not known.

    The function is done again with the numbers' own numbers, which tells from where each has come.
    """
    joins = _joining(event)
    if (event.site.symbol not in PUTTING and not joins) or event.result is None or event.kind is Kind.CALL:
        return None
    lists = event.items or {}
    every: list[tuple[int, Path, Value]] = []
    starts: list[int] = []
    given: list[Any] = []
    named: dict[str, Any] = {}
    for at, (text, value) in enumerate(zip(event.texts, event.operands, strict=True)):
        if text.keyword in ("dtype", "copy", "ndmin", "like") or (joins and not at):
            continue
        numbers = _numbered(lists[at], at, (), every, starts) if at in lists else None
        if numbers is None and value.shape is not None and text.keyword is None:
            numbers = _numbered(value, at, (), every, starts)
        numbers = read(value) if numbers is None else numbers
        if numbers is None:
            return None
        if text.keyword is None:
            given.append(numbers)
        else:
            named[text.keyword] = numbers
    try:
        moved = joined(joins, given) if joins else np.asarray(getattr(np, event.site.symbol)(*given, **named))
        number = int(moved.reshape(event.result.shape or ())[cell]) - 1
    except (TypeError, ValueError, IndexError):
        return None
    which = int(np.searchsorted(starts, number, "right")) - 1
    operand, path, value = every[which]
    found = cell_of(number - starts[which], value.shape or ()) if value.shape else ()
    was, now = number_at(value, found), number_at(event.result, cell)
    is_same = same(was, now) or (was is not None and now is not None and bool(was == now))
    return (operand, path, value, found) if is_same else None


def _joining(event: Event) -> str:
    """Which of numpy's brackets that join arrays an operation is: `c_`, `r_`; empty where it is none."""
    name = event.texts[0].code.rpartition(".")[2] if event.texts and event.site.symbol == "[]" else ""
    return name if name in ("c_", "r_") and event.items is not None else ""


def joined(name: str, given: Sequence[Any]) -> Any:
    """The numbers that stand in such brackets, joined."""
    return np.asarray(getattr(np, name)[tuple(map(np.asarray, given[0]))])


def gathered_from(event: Event) -> list[Item] | None:
    """All numbers of the list that a sum, a mean or the largest was taken of; None where that is not known."""
    is_it = event.site.symbol in ADDING | CHOOSING and len(event.operands) == 1 and event.kind is not Kind.CALL
    if not is_it or event.items is None or 0 not in event.items or event.result is None or event.result.shape != ():
        return None
    found = [(0, path, value, cell) for path, value in _leaves(event.items[0], ()) for cell in _cells(value)]
    # Python's own functions look at the items alone.
    is_flat = all(value.is_number for _, _, value, _ in found)
    return found if is_flat or event.kind is Kind.REDUCE else None


def written(code: str, path: Path) -> str:
    """How an item of a list is written: as it stands in the list, where that is written out."""
    try:
        node = ast.parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    for depth, at in enumerate(path):
        if not isinstance(node, ast.List | ast.Tuple) or any(isinstance(each, ast.Starred) for each in node.elts):
            rest = "".join(f"[{each}]" for each in path[depth:])
            return f"{ast.get_source_segment(code.strip(), node) or code}{rest}"
        if at >= len(node.elts):
            return code
        node = node.elts[at]
    return ast.get_source_segment(code.strip(), node) or code


def is_literal(code: str) -> bool:
    """Whether something is written as numbers alone."""
    try:
        ast.literal_eval(code)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False
    return True


def _numbered(items: Items, operand: int, path: Path, every: list[tuple[int, Path, Value]], starts: list[int]) -> Any:
    """The same lists with numbers for their numbers, counted on from 1."""
    if isinstance(items, tuple):
        return [_numbered(each, operand, (*path, at), every, starts) for at, each in enumerate(items)]
    before = starts[-1] + _size(every[-1][2]) if starts else 0
    every.append((operand, path, items))
    starts.append(before)
    size = _size(items)
    return np.arange(before + 1, before + 1 + size).reshape(items.shape or ()) if items.shape else before + 1


def _size(value: Value) -> int:
    return int(np.prod(value.shape or (), dtype=np.int64))


def _leaves(items: Items, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(items, tuple):
        for at, each in enumerate(items):
            yield from _leaves(each, (*path, at))
    else:
        yield path, items


def _cells(value: Value) -> Sequence[Cell]:
    return list(np.ndindex(value.shape)) if value.shape else [()]
