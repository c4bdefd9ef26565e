"""A name that is still needed, given to something else: a built-in function, or the count of a loop."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeGuard

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.notices.notice import SHADOWED, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.purity import FunctionNode, local_names

KINDS = (Kind.BIND, Kind.LOOP, Kind.DEFINE, Kind.UPDATE)

_BUILTINS = frozenset(name for name in vars(builtins) if name[:1].islower())

_SCOPES = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""What has names of its own."""

Found = dict[tuple[int, int], str]
Scope = ast.Module | ast.FunctionDef


def shadowed(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a statement gives a name to something else that is still used for what it was."""
    span = seen.events[index].site.span
    words = _places(seen.tree).get((span.line, span.column))
    if words:
        yield Notice(SHADOWED, words)


@lru_cache(maxsize=4)
def _places(tree: ast.Module) -> Found:
    """What is shadowed, by the line and column of the statement that does it."""
    found: Found = {}
    scopes: list[Scope] = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]
    for scope in scopes:
        inside = list(_of_scope(scope.body))
        found |= _builtins(scope, inside, tree)
        for node in inside:
            if isinstance(node, ast.For):
                found |= _loops(node)
    return found


def _builtins(scope: Scope, nodes: Sequence[ast.AST], tree: ast.Module) -> Found:
    """Stores of a built-in's name that its scope calls all the same, later or in the same loop."""
    found: Found = {}
    for node in nodes:
        for name in _stored(node):
            if name not in _BUILTINS or _is_function(node):
                continue
            used = [line for line, inside in _calls(scope, name) if _is_run_after(node, line, inside, nodes, tree)]
            if used:
                lines = ", ".join(map(str, sorted(set(used))[:3]))
                words = f"{name} is Python's own function, which line {lines} calls: from here on it is something else"
                found.setdefault(_place(node), f"{words}; take another name")
    return found


def _calls(node: ast.AST, name: str, inside: str = "") -> Iterator[tuple[int, str]]:
    """The lines in which a scope calls a name of its own, and the function inside of it in which that is done."""
    for each in ast.iter_child_nodes(node):
        if isinstance(each, FunctionNode) and name in local_names(each):
            continue
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == name:
            yield each.lineno, inside
        yield from _calls(each, name, each.name if isinstance(each, ast.FunctionDef) else inside)


def _is_run_after(store: ast.AST, line: int, inside: str, nodes: Sequence[ast.AST], tree: ast.Module) -> bool:
    """Whether a line of a scope is run after a statement of it; one in a function, where that is named after it."""
    at = _place(store)[0]
    lines = [line] if not inside else [each.lineno for each in ast.walk(tree) if _names(each, inside)]
    end = at if isinstance(store, ast.For) else getattr(store, "end_lineno", at)
    loops = [each for each in nodes if isinstance(each, (ast.For, ast.While))]
    turns = [range(each.lineno, (each.end_lineno or each.lineno) + 1) for each in loops]
    return any(each > end or any(at in turn and each in turn for turn in turns) for each in lines)


def _names(node: ast.AST, function: str) -> TypeGuard[ast.Name | ast.Attribute]:
    """Whether an expression is a function by its name, or as a method."""
    return (isinstance(node, ast.Name) and node.id == function) or (
        isinstance(node, ast.Attribute) and node.attr == function
    )


def _is_function(node: ast.AST) -> bool:
    """Whether a statement gives a name to another function, which is what calls of it mean then."""
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(node, ast.FunctionDef) or isinstance(value, (ast.Lambda, ast.Name, ast.Attribute))


def _loops(loop: ast.For) -> Found:
    """Statements in a loop's body that store its own name anew, though it is read after them.

    What is stored only if a test of the name says so, as a number that is cut off at 0, is meant.
    """
    names = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)} - {"_"}
    body = list(_of_scope(loop.body))
    tests = [node for node in body if isinstance(node, ast.If)]
    found: Found = {}
    for node in body:
        end = getattr(node, "end_lineno", 0) if isinstance(node, ast.For) else getattr(node, "lineno", 0)
        for name in names & set(_stored(node)):
            read = [n.lineno for n in _reads(body, name) if n.lineno > end]
            if not read or (isinstance(node, ast.Assign) and _uses(node.value, name)):
                continue
            if any(_uses(test.test, name) and node in ast.walk(test) for test in tests):
                continue
            anew = [n for n in body if n is not node and name in _stored(n) and end < _place(n)[0] <= min(read)]
            if not anew:
                words = f"{name} counts the loop on line {loop.lineno} and is overwritten; line {min(read)} reads it"
                found.setdefault(_place(node), words)
    return found


def _stored(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Assign):
        return [
            n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        ]
    if isinstance(node, ast.For):
        return [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)]
    return [node.name] if isinstance(node, ast.FunctionDef) else []


def _reads(nodes: Sequence[ast.AST], name: str) -> list[ast.Name]:
    return [n for n in nodes if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)]


def _uses(node: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))


def _place(node: ast.AST) -> tuple[int, int]:
    return (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))


def _of_scope(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of statements but those inside what has names of its own."""
    for node in body:
        yield node
        if isinstance(node, _SCOPES):
            continue
        yield from _of_scope(list(ast.iter_child_nodes(node)))
