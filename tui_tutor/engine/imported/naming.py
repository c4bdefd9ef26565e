"""`type(x)`, `getattr` and their like, for a guarded program: these give nothing away of others' insides."""

from __future__ import annotations

import types
from typing import Any, Final

import numpy as np

from tui_tutor.engine.imported.asked import NotAllowedError, asked, is_own, to_store
from tui_tutor.engine.text.language.modules import ONLY_CALLED

_NOTHING: Final = object()

_HARMLESS: Final = frozenset(
    {int, float, complex, bool, str, bytes, list, tuple, dict, set, frozenset, range, slice, type(None), type(...)}
)


class Kind:
    """A class that may be looked at and compared, and not be called: numpy's arrays can be made to look anywhere."""

    __slots__ = ("_kind",)

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def __getattr__(self, name: str) -> Any:
        if name in ("__name__", "__qualname__"):
            return getattr(self._kind, name)
        raise AttributeError(name)

    def __repr__(self) -> str:
        return repr(self._kind)

    def __eq__(self, other: object) -> bool:
        return self._kind is (other._kind if type(other) is Kind else other)

    def __hash__(self) -> int:
        return hash(self._kind)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, self._kind)

    def __subclasscheck__(self, kind: type) -> bool:
        return issubclass(kind, self._kind)


def type_of(value: Any, /) -> Any:
    """What `type(value)` is; in the place of a class that must not be called, one that only looks like it."""
    kind = type(value)
    if kind in _HARMLESS or (is_own(kind) and not issubclass(kind, type)):
        return kind
    if issubclass(kind, BaseException) or (issubclass(kind, np.generic) and not issubclass(kind, np.void)):
        return kind
    return Kind(kind)


class Type:
    """`type`, as far as a program may have it: called with a value, or asked whether something is a class."""

    __slots__ = ()

    def __call__(self, value: Any, /) -> Any:
        """The class of a value, or what stands in its place."""
        return type_of(value)

    def __instancecheck__(self, value: object) -> bool:
        return isinstance(value, type | Kind)

    def __subclasscheck__(self, kind: type) -> bool:
        return issubclass(kind, type)


def get(value: Any, name: str, default: Any = _NOTHING, /) -> Any:
    """`getattr`, of what may be reached."""
    if type(value) is types.ModuleType:
        return _member(value, name, default)
    _check(value, name)
    if name == "__class__":
        return type_of(value)
    asked(value, name)
    return getattr(value, name) if default is _NOTHING else getattr(value, name, default)


def has(value: Any, name: str, /) -> bool:
    """`hasattr`, of what may be reached."""
    if type(value) is types.ModuleType:
        return _member(value, name, _NOTHING, asks=True) is not _NOTHING
    _check(value, name)
    asked(value, name)
    return hasattr(value, name)


def _member(module: types.ModuleType, name: str, default: Any, *, asks: bool = False) -> Any:
    """What a module holds that is made of what may be used; whether it does is all that some want to know."""
    if type(name) is not str:
        raise TypeError("attribute name must be string")
    found = _NOTHING if name.startswith("_") else vars(module).get(name, _NOTHING)
    if asks:
        return found
    if f"{module.__name__}.{name}" in ONLY_CALLED or type(found) is types.ModuleType:
        raise NotAllowedError(f"{name!r} can be used here of the module's own name only")
    if found is _NOTHING and default is _NOTHING:
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
    return default if found is _NOTHING else found


def give(value: Any, name: str, new: Any, /) -> None:
    """`setattr`, of the program's own objects."""
    _check(value, name)
    setattr(to_store(value, name), name, new)


def _check(value: Any, name: str) -> None:
    if type(name) is not str:
        raise TypeError("attribute name must be string")
    if type(value) is types.ModuleType:
        raise TypeError("what a module holds is written with a dot here")


def leave(code: Any = None, /) -> None:
    """`exit`, `quit` and `sys.exit`: the program has come to its end. Raises SystemExit."""
    raise SystemExit(code)
