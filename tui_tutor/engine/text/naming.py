"""The names that a program gives, in the order in which they come to be."""

from __future__ import annotations

import ast
from collections.abc import Iterable


def names_in_order(tree: ast.Module) -> list[str]:
    """The names that a program stores outside its functions, in the order in which they come to be."""
    names: dict[str, None] = {}
    for statement in tree.body:
        for name in _stored(statement):
            names.setdefault(name)
    return list(names)


def _stored(node: ast.AST) -> Iterable[str]:
    if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        # The right side comes to be before its target, though the tree lists it after.
        children.sort(key=lambda child: child is not node.value)
    for child in children:
        yield from _stored(child)
