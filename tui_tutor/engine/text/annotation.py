"""What Python looks up of the types that a program tells: where it does, their names have to be there."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import Final

LOOKED_UP: Final = sys.version_info < (3, 14)
"""Whether Python computes an annotation where it stands; newer ones do only when somebody asks for it (PEP 649)."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def are_looked_up(tree: ast.Module) -> bool:
    """Whether those of a program are looked up at all: it may ask Python to keep them as texts."""
    statements = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__")
    return LOOKED_UP and not any(alias.name == "annotations" for node in statements for alias in node.names)


def of_function(node: Function) -> list[ast.expr]:
    """The types that a function tells of its parameters and of what it returns, in Python's order."""
    told = node.args
    every = [*told.args, *told.posonlyargs, told.vararg, *told.kwonlyargs, told.kwarg]
    found = [argument.annotation for argument in every if argument is not None]
    return [each for each in (*found, node.returns) if each is not None]


def looked_up(tree: ast.Module) -> Iterator[ast.expr]:
    """All annotations of a program that Python computes: not those of the names inside a function."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)] if are_looked_up(tree) else []
    while waiting:
        node, is_local = waiting.pop()
        if isinstance(node, Function):
            yield from of_function(node)
        elif isinstance(node, ast.AnnAssign) and not is_local:
            yield node.annotation
        is_local = isinstance(node, Function) or (is_local and not isinstance(node, ast.ClassDef))
        waiting += [(child, is_local) for child in ast.iter_child_nodes(node)]


def parts(node: ast.expr) -> list[ast.expr]:
    """The parts of an annotation that Python computes whatever they come to."""
    if isinstance(node, ast.IfExp):
        return [node.test]
    if isinstance(node, ast.BoolOp):
        return node.values[:1]
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return [node.generators[0].iter]
    if isinstance(node, ast.NamedExpr):
        return [node.value]
    if isinstance(node, ast.Lambda | ast.JoinedStr):
        return []
    if isinstance(node, ast.Call):
        return [node.func, *node.args, *(keyword.value for keyword in node.keywords)]
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def names_of(node: ast.expr) -> Iterator[ast.Name | ast.Attribute]:
    """The names, and the attributes, that Python looks up for an annotation."""
    if isinstance(node, ast.Name | ast.Attribute):
        yield node
    for each in parts(node):
        yield from names_of(each)
