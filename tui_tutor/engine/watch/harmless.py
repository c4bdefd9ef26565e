"""A condition that touches nothing: each value it meets is looked at first, and what may change something is not met.

Numbers, arrays, texts and what holds nothing else can be compared and computed with as one likes. An iterator is used
up by being looked at, and what a program's own class does when it is asked for something nobody knows.
"""

from __future__ import annotations

import ast
import builtins
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tui_tutor.engine.text.looking import Look

DEEPEST = 40
"""Lists in lists that are looked into."""

_SEEN, _ATTRIBUTE, _PLAIN = (f"__tt_{name}" for name in ("seen", "attribute", "plain"))

_ATOMS = frozenset({int, float, complex, bool, str, bytes, type(None), type(...), range, slice, np.ufunc, type(np.dot)})
_HOLDERS = frozenset({list, tuple, set, frozenset, dict, type({}.keys()), type({}.values()), type({}.items())})


class TouchesError(Exception):
    """Raised before something is done that may change what is looked at."""


class Noting(ast.NodeTransformer):
    """Has each value of an expression looked at by HELPERS before it is used."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name."""
        return node if node.id.startswith("__tt_") else _call(_SEEN, [node], node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """An attribute."""
        return _call(_SEEN, [self._reached(node)], node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """An item."""
        return _call(_SEEN, [self._reached(node)], node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """What a call gives."""
        self.generic_visit(node)
        return _call(_SEEN, [node], node)

    def _reached(self, node: ast.expr) -> ast.expr:
        """A value that is only gone through: of a list with iterators in it an item may be a number."""
        if isinstance(node, ast.Name):
            return node
        if isinstance(node, ast.Attribute):
            name = ast.copy_location(ast.Constant(node.attr), node)
            return _call(_ATTRIBUTE, [self._reached(node.value), name], node)
        if isinstance(node, ast.Subscript):
            holder = _call(_PLAIN, [self._reached(node.value)], node)
            return ast.copy_location(ast.Subscript(holder, self.visit(node.slice), ast.Load()), node)
        found: ast.expr = self.visit(node)
        return found


def _call(helper: str, arguments: list[ast.expr], origin: ast.AST) -> ast.expr:
    name = ast.copy_location(ast.Name(helper, ast.Load()), origin)
    return ast.copy_location(ast.Call(name, arguments, []), origin)


def is_harmless(value: Any, depth: int = 0) -> bool:
    """Whether a value can be looked at in any way and nothing changes."""
    kind = type(value)
    if kind in _ATOMS or issubclass(kind, np.generic | np.dtype):
        return True
    if kind is np.ndarray:
        return not value.dtype.hasobject
    if kind in _HOLDERS and depth < DEEPEST:
        held = [*value.keys(), *value.values()] if kind is dict else value
        kinds = set(map(type, held))
        return kinds <= _ATOMS or all(is_harmless(each, depth + 1) for each in held)
    return _is_known(value, kind)


def _is_known(value: Any, kind: type) -> bool:
    """Whether it is a module, or a function or class of Python or numpy."""
    if kind is types.ModuleType:
        return True
    if kind is types.BuiltinFunctionType:
        return value.__self__ is None or is_harmless(value.__self__, DEEPEST) or type(value.__self__) in _HOLDERS
    if kind is types.FunctionType:
        return str(value.__globals__.get("__name__")).partition(".")[0] == "numpy"
    return kind is type and (getattr(builtins, value.__name__, None) is value or issubclass(value, np.generic))


def _seen(value: Any) -> Any:
    if not is_harmless(value):
        raise TouchesError
    return value


def _plain(value: Any) -> Any:
    """What can be asked for an item without running anything of the program's."""
    if type(value) in (list, tuple, dict, str, bytes, range, np.ndarray):
        return value
    raise TouchesError


def _attribute(value: Any, name: str) -> Any:
    """An attribute as it lies there: nothing of the program's is run to compute it."""
    kind = type(value)
    if kind is types.ModuleType or (kind not in (type, types.FunctionType) and is_harmless(value)):
        return getattr(value, name)
    of_class = next((vars(each)[name] for each in kind.__mro__ if name in vars(each)), None)
    if kind is type:
        found = next((vars(each)[name] for each in value.__mro__ if name in vars(each)), None)
        if found is not None and not hasattr(type(found), "__get__"):
            return found
    elif vars(kind).get("__getattribute__", kind.__getattribute__) == object.__getattribute__:
        own = getattr(value, "__dict__", None) if not isinstance(of_class, property) else None
        if type(of_class) is types.MemberDescriptorType:
            return of_class.__get__(value)
        if type(own) is dict and name in own and not hasattr(type(of_class), "__set__"):
            return own[name]
        if of_class is not None and not hasattr(type(of_class), "__get__"):
            return of_class
    raise TouchesError


HELPERS: dict[str, Callable[..., Any]] = {_SEEN: _seen, _ATTRIBUTE: _attribute, _PLAIN: _plain}
"""What a noted expression calls, to be given among its names."""


class HarmlessLook(Look):
    """An expression that raises TouchesError instead of doing what may change what it looks at."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name, Noting())

    def __call__(self, namespace: dict[str, Any], more: Mapping[str, Any] | None = None) -> Any:
        """Its value in a namespace, with some names more. Raises TouchesError, and whatever else it raises."""
        return super().__call__(namespace, {**(more or {}), **HELPERS})
