"""Scikit-learn for a guarded program: its own functions and classes, which are given plain values alone.

What is no array, list, number or text never comes to its code: no function is called from in there, and no object of
the program is asked for anything.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np

from tui_tutor.engine.text.language.scikit import ESTIMATORS, METHODS

_PLAIN: Final = (int, float, complex, bool, str, bytes, type(None), range, np.ndarray, np.matrix, np.random.RandomState)
_NESTED: Final = (list, tuple, set, dict)
_DTYPES: Final = (int, float, bool, str, np.generic)


class Bunch(dict[str, Any]):
    """A data set: a dictionary whose keys are attributes as well, but for those that numpy would ask for memory."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self:
            raise AttributeError(name)
        return self[name]


def members(found: dict[str, Any]) -> dict[str, Any]:
    """What a program gets of one of its modules, in the place of what was found there."""
    return {name: _estimator(each) if name in ESTIMATORS else _function(each) for name, each in found.items()}


def _function(real: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any, **options: Any) -> Any:
        _check(real.__name__, arguments, options)
        found = real(*arguments, **options)
        return Bunch(found) if isinstance(found, dict) and not options.get("output_dict") else found

    return functools.update_wrapper(called, real)


@functools.cache
def _estimator(real: type) -> type:
    """A class that does the same as the one it is made of, with plain values."""
    names = METHODS | {"__init__"}
    methods = {name: _method(real.__name__, getattr(real, name)) for name in names if hasattr(real, name)}
    return type(real)(real.__name__, (real,), {**methods, "__module__": real.__module__, "__doc__": real.__doc__})


def _method(owner: str, method: Callable[..., Any]) -> Callable[..., Any]:
    # Its parameters are read off what is wrapped.
    @functools.wraps(method)
    def called(self: Any, *arguments: Any, **options: Any) -> Any:
        _check(owner, arguments, options)
        return method(self, *arguments, **options)

    return called


def _check(name: str, arguments: Iterable[Any], options: dict[str, Any]) -> None:
    if options.get("as_frame"):
        raise TypeError("`as_frame` gives tables of pandas, which cannot be followed: leave it out")
    for each in (*arguments, *options.values()):
        other = _other(each, 10)
        if other is not None:
            raise TypeError(f"`{name}` takes arrays, lists, numbers and texts here, and no {other}")


def _other(value: Any, depth: int) -> str | None:
    """What a value is, or holds, that is not plain; None where all of it is."""
    kind = type(value)
    if issubclass(kind, np.ndarray) and kind in _PLAIN and value.dtype.hasobject:
        # Of such an array Python's own objects are compared.
        return _other(value.ravel().tolist(), depth) if value.dtype == object else "rows with names"
    if kind in _PLAIN or issubclass(kind, np.generic | np.dtype) or (isinstance(value, type) and _is_dtype(value)):
        return None
    if kind.__module__.partition(".")[0] == "scipy":
        # What an encoder gave, given back.
        return None
    if kind not in _NESTED and kind is not Bunch:
        return kind.__name__
    if not depth:
        return f"{kind.__name__} nested so deeply"
    items = (*value.keys(), *value.values()) if isinstance(value, dict) else value
    # Of long lists each kind of number is looked at once.
    kinds = {type(each): each for each in items if type(each) not in _NESTED}
    nested = (each for each in items if type(each) in _NESTED)
    return next((found for each in (*kinds.values(), *nested) if (found := _other(each, depth - 1))), None)


def _is_dtype(kind: type) -> bool:
    return issubclass(kind, _DTYPES) and kind.__module__ in ("builtins", "numpy")
