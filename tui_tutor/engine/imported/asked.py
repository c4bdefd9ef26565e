"""Attributes as a guarded program runs: what the text could not tell is asked of the very object.

Every attribute that not all who have it may be asked for goes through here, whether it is written with a dot or as
text, as in `getattr(x, "name")`.
"""

from __future__ import annotations

import types
from typing import Any, Final

import numpy as np

from tui_tutor.engine.imported.drawing import Drawing, Pylab
from tui_tutor.engine.imported.kinds import may
from tui_tutor.engine.imported.parsing import Namespace
from tui_tutor.engine.text.fields import reaching
from tui_tutor.engine.text.language.modules import ONLY_CALLED
from tui_tutor.engine.text.language.names import CLASS_NAMES, READABLE, is_private

MODULE: Final = "__main__"
"""The module of a program's own classes and functions."""

_TOOLS = "tui_tutor.engine.imported"
_STORED_OF_ARRAYS = frozenset({"shape", "flat", "real", "imag"})
_STORED_OF_CONTEXTS = frozenset({"prec", "rounding"})


class NotAllowedError(AttributeError):
    """Raised where an attribute may not be reached; no default of the program's takes its place."""


# As it is told to whoever runs the program: for him there is no other.
NotAllowedError.__name__ = NotAllowedError.__qualname__ = "AttributeError"


def asked(value: Any, name: str) -> Any:
    """A value whose attribute may be taken. Raises NotAllowedError where it may not."""
    kind = type(value)
    if name in ("format", "format_map") and isinstance(value, str):
        field = reaching(value)
        if field is not None:
            raise NotAllowedError(f"the field {field!r} reaches into an object, which is not allowed here")
        return value
    if name in READABLE:
        return value
    if isinstance(value, Drawing) and not name.startswith("_"):
        if isinstance(value, Pylab) and f"numpy.{name}" in ONLY_CALLED:
            raise NotAllowedError(f"{name!r} can be used here of the module's own name only")
        return value
    if kind is Namespace and not name.startswith("_"):
        return value
    if (
        kind.__module__ is not None
        and str(vars(kind).get("__module__")).startswith(_TOOLS)
        and not name.startswith("_")
    ):
        return value
    if issubclass(kind, type):
        allowed = _of_class(value, value.__mro__, name)
    elif kind is super:
        found = value.__self_class__
        allowed = found is not None and _of_class(found, _behind(found, value.__thisclass__), name)
    else:
        allowed = _of_instance(value, kind, name)
    if not allowed:
        raise NotAllowedError(f"{name!r} can be used here of the program's own objects only, not of a {_named(value)}")
    return value


def to_store(value: Any, name: str) -> Any:
    """A value whose attribute may be given another value. Raises NotAllowedError where it may not."""
    kind = type(value)
    if issubclass(kind, type):
        allowed = is_own(value)
    elif kind is types.FunctionType:
        allowed = is_own_function(value)
    elif issubclass(kind, np.ndarray):
        allowed = name in _STORED_OF_ARRAYS
    elif kind.__module__ == "decimal" and kind.__name__ == "Context":
        allowed = name in _STORED_OF_CONTEXTS
    else:
        is_open = kind is Namespace or isinstance(value, Drawing)
        allowed = is_own(kind) or (is_open and not name.startswith("_"))
    if name.startswith("__") and not is_private(name):
        # By such names Python and numpy ask a class what it does with its objects' insides.
        allowed = allowed and name in READABLE and (issubclass(kind, type) or kind is types.FunctionType)
    if not allowed:
        raise NotAllowedError(f"{name!r} can be stored to the program's own objects only, not to a {_named(value)}")
    return value


def is_own(kind: type) -> bool:
    """Whether a class is the program's own."""
    return bool(vars(kind).get("__module__") == MODULE)


def is_own_function(value: object) -> bool:
    """Whether a function is the program's own."""
    return type(value) is types.FunctionType and value.__globals__.get("__name__") == MODULE


def _behind(kind: type, first: type) -> tuple[type, ...]:
    """The classes that `super` looks in: of those of a kind, what comes after the first."""
    return kind.__mro__[kind.__mro__.index(first) + 1 :]


def _of_class(value: type, bases: tuple[type, ...], name: str) -> bool:
    """Whether a name may be taken of a class, which is looked for in these bases."""
    if name in ("format", "format_map") and issubclass(value, str):
        # Of the class `str`, any text could be formatted.
        return False
    if name in CLASS_NAMES or is_private(name):
        return is_own(value)
    if name.startswith("__"):
        # Compared, a class's `__dict__` hands out the dictionary behind it.
        return False
    for base in bases:
        if name in vars(base):
            return is_own(base) or may(value, name)
    # What the class of a class has, such as `mro`.
    return is_own(value) and not hasattr(type(value), name)


def _of_instance(value: Any, kind: type, name: str) -> bool:
    if name.startswith("__"):
        # A private one is its class's own.
        return is_private(name) and is_own(kind)
    for base in kind.__mro__:
        if name in vars(base):
            # Of classes the first is asked, but what an own object was given itself comes before.
            return is_own(base) or may(kind, name) or (is_own(kind) and name in _given(value))
    if is_own(kind) or is_own_function(value):
        return True
    # Nobody has it, as Python will say; but a class may make attributes up.
    makes_up = any("__getattr__" in vars(base) for base in kind.__mro__)
    return may(kind, name) or (not makes_up and name not in _given(value))


def _given(value: Any) -> dict[str, Any]:
    try:
        found = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return found if isinstance(found, dict) else {}


def _named(value: Any) -> str:
    return value.__name__ if isinstance(value, type) else type(value).__name__
