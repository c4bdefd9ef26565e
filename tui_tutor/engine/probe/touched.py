"""Which names a loop can change the objects of, read off the text; it errs on the side of saying all."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_EVERY_NAME = frozenset("eval exec globals locals vars __import__ __main__".split())
"""Names by which a program reaches all others."""

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def touched(tree: ast.Module, loop: ast.stmt) -> frozenset[str] | None:
    """Names that occur in a loop, or in a function that it may call; None where there is no telling."""
    names = {
        node.id if isinstance(node, ast.Name) else node.name
        for root in (loop, *_scopes(tree, loop))
        for node in ast.walk(root)
        if isinstance(node, (ast.Name, ast.FunctionDef, ast.ClassDef))
    }
    every = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return None if (every | imported) & _EVERY_NAME else frozenset(names)


def _scopes(node: ast.AST, loop: ast.stmt) -> Iterator[ast.AST]:
    """The functions and classes of a program; of those around the loop, what is nested in them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _SCOPES) and not any(each is loop for each in ast.walk(child)):
            yield child
        elif child is not loop:
            yield from _scopes(child, loop)
