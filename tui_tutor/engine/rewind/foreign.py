"""Objects of classes that are not the program's own: what they hold, where that can be put back exactly.

Only a trusted program has them. One whose class is written in Python is its attributes; those of Python's own
containers have items besides. An open file is the place in it.
"""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime
import enum
import io
import os
import pathlib
import random
import types
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

ATTRIBUTE, ITEM, STATE, PLACE = ".", "[]", "state", "place"
"""What a key begins with: of an attribute, of an item of a mapping or a sequence, of a whole state, of a file."""

Parts = dict[tuple[str, Any], Any]
"""What an object holds, each with what it is of the object."""

_LEFT = frozenset("importlib logging threading typing warnings matplotlib mpl_toolkits seaborn PIL".split())
"""Modules whose objects belong to the process, or draw: they are left as they are."""

_FIXED = frozenset(
    "_abc _sre _thread ast datetime decimal functools inspect operator re struct weakref zoneinfo".split()
)
"""Modules whose objects, where they are made by C, never change or hold nothing of a program's."""

_NEVER_CHANGE: tuple[type, ...] = (
    *(datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, enum.Enum, pathlib.PurePath),
    dataclasses.Field,
)

_MAPPINGS: tuple[type, ...] = (collections.OrderedDict, collections.defaultdict, dict)
_ROWS: tuple[type, ...] = (collections.deque, bytearray, array.array, list)
_KNOWN: tuple[type, ...] = (*_MAPPINGS, *_ROWS, set, types.SimpleNamespace, object)

_STATES: dict[type, tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]] = {
    random.Random: (lambda each: each.getstate(), lambda each, state: each.setstate(state)),
    np.random.RandomState: (lambda each: each.get_state(), lambda each, state: each.set_state(state)),
    np.random.BitGenerator: (lambda each: each.state, lambda each, state: setattr(each, "state", state)),
    io.StringIO: (lambda each: each.__getstate__(), lambda each, state: each.__setstate__(state)),
    io.BytesIO: (lambda each: each.__getstate__(), lambda each, state: each.__setstate__(state)),
}
"""Classes that tell their whole state, and take one."""

_C_PARTS = (
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
    types.BuiltinFunctionType,
)


class LostError(Exception):
    """Raised where an object cannot be made what it was."""


def is_fixed(value: Any) -> bool:
    """Whether an object can be left as it is: it never changes, or nothing of it is a program's state."""
    if isinstance(value, io.IOBase):
        return not _is_place(value) and not isinstance(value, tuple(_STATES))
    module = type(value).__module__.partition(".")[0]
    if module in _LEFT or isinstance(value, _NEVER_CHANGE):
        return True
    return module in _FIXED and _base_of(type(value)) is None


def parts_of(value: Any, attributes: Callable[[Any], dict[str, Any]]) -> Parts | None:
    """What an object holds; None where nobody can tell."""
    for kind, (take, _) in _STATES.items():
        if isinstance(value, kind):
            return {(STATE, ""): take(value)}
    if isinstance(value, io.IOBase):
        return {(PLACE, ""): None if value.closed else value.tell()}
    base = _base_of(type(value))
    if base is None:
        return None
    parts: Parts = {(ATTRIBUTE, name): each for name, each in attributes(value).items()}
    if base in _MAPPINGS:
        parts |= {(ITEM, key): each for key, each in base.items(value)}
    elif base in (bytearray, array.array):
        parts[STATE, ""] = bytes(value)
    elif base in _ROWS:
        parts |= {(ITEM, index): each for index, each in enumerate(base.__iter__(value))}
    elif base is set:
        parts[STATE, ""] = frozenset(set.__iter__(value))
    return parts


def check(value: Any, parts: Parts) -> None:
    """Raises LostError where an object cannot be made what it was: a file that is closed, or has less in it."""
    place = parts.get((PLACE, ""))
    if place is None:
        return
    if value.closed:
        raise LostError(value)
    if value.writable():
        value.flush()
        if os.fstat(value.fileno()).st_size < _bytes_before(value, place):
            raise LostError(value)


def put_parts(value: Any, parts: Parts, put_attributes: Callable[[Any, dict[str, Any]], None]) -> None:
    """Make an object hold what it held."""
    for kind, (_, put) in _STATES.items():
        if isinstance(value, kind):
            put(value, parts[STATE, ""])
            return
    if isinstance(value, io.IOBase):
        _put_place(value, parts[PLACE, ""])
        return
    put_attributes(value, {key[1]: each for key, each in parts.items() if key[0] == ATTRIBUTE})
    base = _base_of(type(value))
    items = {key[1]: each for key, each in parts.items() if key[0] == ITEM}
    if base in _MAPPINGS:
        base.clear(value)
        for key, each in items.items():
            base.__setitem__(value, key, each)
    elif base is bytearray:
        value[:] = parts[STATE, ""]
    elif base is array.array:
        value[:] = array.array(value.typecode, parts[STATE, ""])
    elif base in _ROWS:
        base.clear(value)
        base.extend(value, items.values())
    elif base is set:
        set.clear(value)
        set.update(value, parts[STATE, ""])


def _put_place(file: Any, place: int | None) -> None:
    # What lies behind the place stays: it is written once more, and until then a later place is one to come back to.
    if place is not None and not file.closed:
        file.seek(place)


def _is_place(file: io.IOBase) -> bool:
    """Whether a file has a place that can be come back to."""
    if file.closed:
        return True
    try:
        return file.seekable() and file.fileno() > 2
    except (OSError, ValueError):
        return False


def _bytes_before(file: Any, place: int) -> int:
    """How many bytes lie before a place in a file; a text file's place may hold more than that in its high bits."""
    return place if not isinstance(file, io.TextIOBase) else place & ((1 << 64) - 1)


def _base_of(kind: type) -> Any:
    """What an object is besides its attributes: one of the known containers, or nothing but an object."""
    if kind not in _bases:
        found = next((base for base in kind.__mro__ if base in _KNOWN or not _is_python(base)), None)
        _bases[kind] = found if found in _KNOWN else None
    return _bases[kind]


_bases: WeakKeyDictionary[type, type | None] = WeakKeyDictionary()


def _is_python(kind: type) -> bool:
    """Whether a class is written in Python: it has no part that only C makes."""
    for name, part in vars(kind).items():
        if isinstance(part, _C_PARTS) and kind in (
            getattr(part, "__objclass__", None),
            getattr(part, "__self__", None),
        ):
            return False
        if isinstance(part, types.GetSetDescriptorType) and name not in ("__dict__", "__weakref__"):
            return False
    return True
