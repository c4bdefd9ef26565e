"""Attributes that a program's own objects share with Python's or numpy's: looked at as they are used.

A program's class may call an attribute `data`, `shape` or `args`, but must not reach what these are of anybody else's
objects. Such names are few; where one is used, the object that it is taken of is asked first whether it is one of the
program's own. All other names either are allowed of any value, or nothing but the program's own objects has them.
"""

from __future__ import annotations

import ast
import types
from functools import cache
from typing import Any, TypeVar

from tui_tutor.engine.text import allowed

OWN = "__tt_own__"
"""The name under which a program finds what asks."""

MODULE = "__main__"
"""The module of a program's own classes."""

STORED = frozenset("T data dtype flat imag real shape strides".split())
"""Attributes of numpy's arrays that storing to changes, which they may not be by that name."""

T = TypeVar("T", bound=ast.AST)


@cache
def _others() -> frozenset[str]:
    """All attributes of the values that a program can get hold of without making a class."""

    # Only programs with classes need it, and help is to be instant.
    import numpy as np

    def generator() -> Any:
        yield 1

    made = generator()
    frame = made.gi_frame
    kinds: tuple[type, ...] = (
        *(object, type, int, float, complex, bool, str, bytes, list, tuple, dict, set, frozenset, range, slice, super),
        *(property, staticmethod, classmethod, enumerate, zip, map, filter, reversed, memoryview, BaseException),
        *(types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType, types.CodeType),
        *(types.FrameType, types.TracebackType, types.CellType, types.CoroutineType, types.ModuleType),
        *(np.ndarray, np.generic, np.dtype, np.ufunc, np.random.Generator, np.random.RandomState, np.flatiter),
        *(np.random.BitGenerator, type(np.dot), type(frame), type({}.keys()), type({}.items()), type(None)),
        *(StopIteration, AttributeError, KeyError, SyntaxError, OSError, ImportError, UnicodeDecodeError),
    )
    return frozenset(name for kind in kinds for name in dir(kind))


def own_names(tree: ast.AST) -> frozenset[str]:
    """The attributes that a program's own classes and objects have, as far as they may be called so."""
    names: set[str] = set()
    if not any(isinstance(node, ast.ClassDef) for node in ast.walk(tree)):
        # There are no such objects.
        return frozenset()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef):
                    names.add(each.name)
                elif isinstance(each, ast.Assign):
                    names |= {target.id for target in each.targets if isinstance(target, ast.Name)}
                elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                    names.add(each.target.id)
    return frozenset(name for name in names if allowed.why_not_own(name) is None)


def asks(node: ast.Attribute) -> bool:
    """Whether the object that an attribute is taken of has to be one of the program's own."""
    if node.attr.startswith("_"):
        return not (isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "super")
    if not isinstance(node.ctx, ast.Load) and node.attr in STORED:
        return True
    return node.attr in _others() and node.attr not in allowed.ATTRIBUTES


class Owned(ast.NodeTransformer):
    """Has those objects asked, in code that was made of a program's tree."""

    def __init__(self, tree: ast.AST) -> None:
        self._own = own_names(tree)
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        self._imported = {each.asname or each.name.partition(".")[0] for node in nodes for each in node.names}
        self._prefix = "__tt"

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """An attribute of an object that nobody knows yet."""
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        if isinstance(inner, ast.Name) and (inner.id in self._imported or inner.id.startswith(self._prefix)):
            return node
        self.generic_visit(node)
        if node.attr in self._own and asks(node):
            call = ast.Call(ast.Name(OWN, ast.Load()), [node.value, ast.Constant(node.attr)], [])
            node.value = ast.fix_missing_locations(ast.copy_location(call, node.value))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The setter of a property is none of its attributes."""
        decorators, node.decorator_list = node.decorator_list, []
        self.generic_visit(node)
        node.decorator_list = decorators
        return node


def own(value: Any, name: str) -> Any:
    """A value that is one of the program's own. Raises AttributeError for one that is not."""
    kind = value if isinstance(value, type) else type(value)
    # A module is no value of a program's: the guard has seen which of its members is meant.
    if isinstance(value, super | types.ModuleType) or (kind.__module__ == MODULE and not isinstance(value, type)):
        return value
    if isinstance(value, type) and any(name in vars(each) for each in kind.__mro__ if each.__module__ == MODULE):
        return value
    raise AttributeError(f"{name!r} can be used here of the program's own objects only, not of a {kind.__name__}")
