"""Annotations of a guarded program: what Python would raise of them is raised, and nothing of them is handed on.

Names, and what modules and classes have, are looked up; whether a type can be written with brackets or with `|` is
asked of the type itself. Nothing else is computed, and nobody else's code is called: an annotation may name what the
program must not get hold of, such as numpy's class of arrays.
"""

from __future__ import annotations

import types
import warnings
from importlib import import_module
from typing import Any, Final

from tui_tutor.engine.imported.asked import is_own

_FOREIGN: Final = frozenset({"tqdm", "sklearn"})
"""Packages that may be missing, of which a program gets what stands in their place."""

_JOINED: Final = (type, types.UnionType, type(None), types.FunctionType, types.BuiltinFunctionType, str, int, float)
"""Kinds of values whose `|` is Python's own and calls nothing of the program's."""

_NO_TYPES: Final = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type(None), int, float)
"""Kinds of values that have no parts."""


class _Some:
    """A type of which nothing is known."""


SOME: Final = _Some()


def some(*_: Any) -> Any:
    """What an annotation comes to whose parts were looked up."""
    return SOME


def member(value: Any, name: str) -> Any:
    """What a module or a class has by a name. Raises AttributeError where Python finds nothing."""
    if type(value) is types.ModuleType:
        root = value.__name__.partition(".")[0]
        if name not in vars(value) and root not in _FOREIGN:
            # What is there and may not be used does no harm where a type is told.
            with warnings.catch_warnings(action="ignore"):
                getattr(import_module(value.__name__), name)
        return vars(value).get(name, SOME)
    if not isinstance(value, type) or not (is_own(value) or value.__module__ in ("builtins", "numpy")):
        return SOME
    kind: type = type(value)
    for base in (*value.__mro__, *kind.__mro__):
        if name in vars(base):
            found = vars(base)[name]
            return found if isinstance(found, type) else SOME
    raise AttributeError(f"type object {value.__name__!r} has no attribute {name!r}")


def taken(value: Any, _index: Any) -> Any:
    """`list[float]` and its like. Raises TypeError for what has no brackets."""
    if isinstance(value, type):
        kind: type = type(value)
        named = any("__class_getitem__" in vars(base) for base in value.__mro__)
        if not named and not any("__getitem__" in vars(base) for base in kind.__mro__):
            raise TypeError(f"type {value.__name__!r} is not subscriptable")
    elif isinstance(value, _NO_TYPES) and type(value) in _NO_TYPES:
        raise TypeError(f"{type(value).__name__!r} object is not subscriptable")
    return SOME


def either(left: Any, right: Any) -> Any:
    """`int | None` and its like. Raises TypeError where Python has no such."""
    if all(type(each) in _JOINED for each in (left, right)):
        return left | right
    return SOME
