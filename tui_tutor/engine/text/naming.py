"""The names that a program gives, in the order in which they come to be."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

Scope = ast.Module | ast.FunctionDef | ast.Lambda | ast.ClassDef

_SCOPES = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def names_in_order(scope: Scope) -> list[str]:
    """The names that a program stores outside its functions, or that a function takes and stores, as they come."""
    return list(dict.fromkeys(name for name, _ in _named(scope)))


def names_with_loops(tree: ast.Module) -> list[str]:
    """The names that a program stores outside its functions, then those of the functions that loops stand in."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    looping = [each for each in functions if any(isinstance(node, ast.For | ast.While) for node in ast.walk(each))]
    scopes: list[Scope] = [tree, *looping]
    return list(dict.fromkeys(name for scope in scopes for name in names_in_order(scope)))


def every_name(tree: ast.Module) -> set[str]:
    """Every name that a program gives, in its functions too: what it stores, defines, imports and takes."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def names_along(scopes: Sequence[tuple[Scope, int]]) -> list[str]:
    """The names of scopes each of which calls the next, outermost first, each with the line on which it does that.

    What a scope stores on that line or behind it comes to be after all that is stored in those it calls.
    """
    before: list[str] = []
    after: list[str] = []
    for scope, line in scopes[:-1]:
        before += (name for name, at in _named(scope) if at < line)
        after[:0] = names_in_order(scope)
    for scope, _ in scopes[-1:]:
        before += names_in_order(scope)
    return list(dict.fromkeys([*before, *after]))


def _named(scope: Scope) -> Iterator[tuple[str, int]]:
    """The names of a scope, each with the line on which it is stored; parameters stand on line 0."""
    if isinstance(scope, (ast.FunctionDef, ast.Lambda)):
        given = scope.args
        every = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
        yield from ((each.arg, 0) for each in every if each is not None)
    for statement in () if isinstance(scope, ast.Lambda) else scope.body:
        yield from _stored(statement)


def _stored(node: ast.AST) -> Iterator[tuple[str, int]]:
    if isinstance(node, _SCOPES):
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, node.lineno
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        # The right side comes to be before its target, though the tree lists it after.
        children.sort(key=lambda child: child is not node.value)
    for child in children:
        yield from _stored(child)
