"""How much work a program's loops will do, as far as the text tells before they run."""

from __future__ import annotations

import ast
from dataclasses import dataclass

OPERATIONS = (ast.Call, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Subscript, ast.Assign, ast.AugAssign)
"""Nodes each of which is an operation, or more."""

Loop = ast.For | ast.While

LEAVING = (ast.Break, ast.Return, ast.Raise, ast.Assert)
"""Nodes by which a loop may end before its last turn."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of a loop.

    `is_cut_short` is whether it may end before its last turn, by what stands in it. `most_of_others` is the most work,
    in operations, that the text tells of any other loop, none in it or around it.
    """

    is_cut_short: bool
    most_of_others: int


def told(tree: ast.Module, loop: Loop) -> Told:
    """What the text of a program tells of one of its loops."""
    return Told(any(isinstance(node, LEAVING) for node in ast.walk(loop)), _most_of_others(tree, loop))


def _most_of_others(tree: ast.Module, loop: Loop) -> int:
    inside = {id(node) for node in ast.walk(loop)}
    numbers = _numbers(tree)
    others = (node for node in ast.walk(tree) if isinstance(node, ast.For) and id(node) not in inside)
    return max((_told(node, numbers) for node in others if not _holds(node, loop)), default=0)


def turns_told(tree: ast.Module) -> dict[int, int]:
    """How often the loops of a program turn, by their lines, as far as the text tells."""
    numbers = _numbers(tree)
    found = {node.lineno: _turns(node.iter, numbers) for node in ast.walk(tree) if isinstance(node, ast.For)}
    return {line: turns for line, turns in found.items() if turns}


def _holds(outer: ast.AST, loop: Loop) -> bool:
    return any(node is loop for node in ast.walk(outer))


def _told(loop: ast.For, numbers: dict[str, int]) -> int:
    operations = sum(isinstance(node, OPERATIONS) for statement in loop.body for node in ast.walk(statement))
    return _turns(loop.iter, numbers) * operations


def _turns(items: ast.expr, numbers: dict[str, int]) -> int:
    """How often `range(…)` turns, as far as the text tells; 0 of all else."""
    if not isinstance(items, ast.Call) or not isinstance(items.func, ast.Name) or items.func.id != "range":
        return 0
    found = [_number(each, numbers) for each in items.args]
    if not found or None in found:
        return 0
    try:
        return len(range(*(each for each in found if each is not None)))
    except (TypeError, ValueError, OverflowError):
        return 0


def _number(node: ast.expr, numbers: dict[str, int]) -> int | None:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    return numbers.get(node.id) if isinstance(node, ast.Name) else None


def _numbers(tree: ast.Module) -> dict[str, int]:
    """The names that are stored once in the whole text, and then as a whole number."""
    found: dict[str, int] = {}
    stored: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored.append(node.id)
        elif isinstance(node, ast.arg):
            stored.append(node.arg)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and type(node.value.value) is int:
            found |= {target.id: node.value.value for target in node.targets if isinstance(target, ast.Name)}
    return {name: number for name, number in found.items() if stored.count(name) == 1}
