"""Puts back into objects what they held; what nothing can be put into is made anew."""

from __future__ import annotations

import functools
import operator
import sys
import types
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.rewind.contents import (
    NO_PART,
    Bits,
    Content,
    Gathered,
    Grown,
    Held,
    Mixed,
    Numbers,
    attributes_of,
    owner_of,
    spawned,
)
from tui_tutor.engine.rewind.foreign import LostError, put_parts
from tui_tutor.engine.rewind.iterators import VIEWS, dict_of


def put(target: Any, content: Content) -> None:
    """Make an object hold what it held."""
    kind = type(content)
    if kind is Numbers:
        if target.shape != content.data.shape:  # type: ignore[union-attr]
            with warnings.catch_warnings():
                # numpy would rather have a view made; but the program knows this very array.
                warnings.simplefilter("ignore", DeprecationWarning)
                target.shape = content.data.shape  # type: ignore[union-attr]
        if target.flags.writeable:
            np.copyto(target, content.data)  # type: ignore[union-attr]
    elif kind is Grown:
        target[:] = content.items[: content.length]  # type: ignore[union-attr]
    elif kind is Mixed:
        put_parts(target, content.parts, _put_named)  # type: ignore[union-attr]
    elif kind is Gathered:
        if not _is_gathered(target, content):  # type: ignore[arg-type]
            target.clear()
            target.update(content.items)  # type: ignore[union-attr]
    elif kind is Held:
        _PUTTERS.get(type(target), _put_attributes)(target, content)  # type: ignore[arg-type]
    elif kind is Bits:
        target.bit_generator.state = content.state  # type: ignore[union-attr]


def _put_dict(target: dict[Any, Any], content: Held) -> None:
    target.clear()
    target.update(zip(content.keys or (), content.items, strict=True))


def check_bits(target: np.random.Generator, content: Bits) -> None:
    """Raises LostError where a generator has been asked for others since: how many those are, nobody can set back."""
    if spawned(target) != content.spawned:
        raise LostError(target)


def check_set(target: set[Any], content: Gathered, *, pops: bool) -> None:
    """Raises LostError where a set cannot be made what it was: its order tells of all that was ever in it.

    Which item it gives next when it `pops` any of them is told by nothing.
    """
    if not _is_gathered(target, content):
        again: set[Any] = set()
        again.update(content.items)
        if pops or not _is_gathered(again, content):
            raise LostError(target)


def _is_gathered(target: set[Any], content: Gathered) -> bool:
    """Whether a set holds the very items, in the same order, in a table of the same size."""
    is_alike = len(target) == len(content.items) and sys.getsizeof(target) == content.size
    return is_alike and all(map(operator.is_, target, content.items))


def _put_cell(target: types.CellType, content: Held) -> None:
    if content.items:
        target.cell_contents = content.items[0]
    else:
        del target.cell_contents


def _put_cells(target: npt.NDArray[Any], content: Held) -> None:
    if target.flags.writeable:
        for index, item in zip(np.ndindex(target.shape), content.items, strict=True):
            target[index] = item


def _put_module(target: types.ModuleType, content: Held) -> None:
    before = dict(zip(content.keys or (), content.items, strict=True))
    names = vars(target)
    for name in [name for name in names if name not in before and not (name.startswith("__") and name.endswith("__"))]:
        del names[name]
    names.update(before)


def _put_attributes(target: Any, content: Held) -> None:
    _put_named(target, dict(zip(content.keys or (), content.items, strict=True)))


def _put_named(target: Any, before: dict[str, Any]) -> None:
    now = vars(target) if isinstance(target, type) else attributes_of(target)
    for name in [name for name in now if name not in before and name not in NO_PART]:
        _remove(target, name)
    for name, value in before.items():
        if now.get(name, _NOTHING) is not value:
            _store(target, name, value)


def _store(target: Any, name: str, value: Any) -> None:
    # Past what the program's own class may do when an attribute is stored.
    (type if isinstance(target, type) else object).__setattr__(target, name, value)


def _remove(target: Any, name: str) -> None:
    (type if isinstance(target, type) else object).__delattr__(target, name)


_PUTTERS: dict[type, Callable[[Any, Held], None]] = {
    dict: _put_dict,
    types.CellType: _put_cell,
    np.ndarray: _put_cells,
    types.ModuleType: _put_module,
}

_NOTHING = object()


def mapped(content: Content, now: Callable[[Any], Any]) -> Content:
    """A content with other objects in the place of those that it holds."""
    if isinstance(content, Held):
        keys = None if content.keys is None else list(map(now, content.keys))
        return replace(content, items=list(map(now, content.items)), keys=keys)
    if isinstance(content, Grown):
        return Grown(list(map(now, content.items)), content.length)
    return content


def resolve(value: Any, found: dict[int, Any], waits: Callable[[Any], bool]) -> None:
    """Find what takes the place of what holds others for good, and of all in it, by their ids.

    `waits` tells of what it is not found yet. Tuples lie in tuples as deep as a program likes, so nothing here calls
    itself.
    """
    todo = [value]
    begun: set[int] = set()
    over: set[int] = set()
    while todo:
        last, inside = todo[-1], list[Any]()
        if id(last) in over:
            # It lies in others twice.
            todo.pop()
            continue

        def now(each: Any, inside: list[Any] = inside) -> Any:
            if id(each) not in found and waits(each):
                inside.append(each)
            return found.get(id(each), each)

        made = made_anew(last, now)
        if inside and id(last) not in begun:
            # One that leads back to itself finds itself as it was.
            begun.add(id(last))
            found[id(last)] = last
            todo += inside
        else:
            found[id(last)] = made
            over.add(id(last))
            todo.pop()


def made_anew(value: Any, now: Callable[[Any], Any]) -> Any:
    """What holds something for good, with new objects in the place of old ones; itself where it holds none of them."""
    if isinstance(value, np.ndarray):
        owner = owner_of(value)
        return _view(value, owner, now(owner)) if owner is not value and now(owner) is not owner else value
    if isinstance(value, (tuple, frozenset)):
        items = [now(each) for each in value]
        kind = now(type(value))
        if kind is type(value) and all(map(operator.is_, items, value)):
            return value
        # Past what a class of named items asks for when it is called.
        return (tuple if isinstance(value, tuple) else frozenset).__new__(kind, items)
    if isinstance(value, functools.partial):
        held = (value.func, value.args, value.keywords)
        others = tuple(map(now, held))
        if not any(map(operator.is_not, others, held)):
            return value
        made = functools.partial.__new__(type(value), others[0])
        # These very objects, where a call would copy what is given by name.
        made.__setstate__((*others, value.__dict__ or None))  # type: ignore[attr-defined]
        return made
    if type(value) in VIEWS:
        owner = now(dict_of(value))
        return getattr(owner, VIEWS[type(value)])() if owner is not dict_of(value) else value
    if isinstance(value, types.MethodType):
        function, owner = now(value.__func__), now(value.__self__)
        is_same = function is value.__func__ and owner is value.__self__
        return value if is_same else types.MethodType(function, owner)
    if isinstance(value, types.FunctionType):
        return _function(value, now)
    receiver = getattr(value, "__self__", None)
    if receiver is not None and not isinstance(receiver, types.ModuleType) and callable(value):
        return getattr(now(receiver), value.__name__) if now(receiver) is not receiver else value
    kind = type(value)
    if not isinstance(value, type) and now(kind) is not kind:
        return now(kind).__new__(now(kind))
    return value


def _function(value: types.FunctionType, now: Callable[[Any], Any]) -> types.FunctionType:
    closed, defaults = value.__closure__ or (), value.__defaults__ or ()
    named = value.__kwdefaults__ or {}
    held = [*closed, *defaults, *named.values(), value.__dict__]
    if not any(map(operator.is_not, map(now, held), held)):
        return value
    cells = tuple(map(now, closed)) if closed else None
    made = types.FunctionType(value.__code__, value.__globals__, value.__name__, tuple(map(now, defaults)), cells)
    made.__kwdefaults__ = {name: now(each) for name, each in named.items()} or None
    made.__dict__ = now(value.__dict__)
    return made


def _view(view: npt.NDArray[Any], old: npt.NDArray[Any], new: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A view of another array that looks at the same part of it."""
    offset = _address(view) - _address(old)
    made: npt.NDArray[Any] = np.ndarray(view.shape, view.dtype, new, offset, view.strides)
    made.flags.writeable = view.flags.writeable
    return made


def _address(array: npt.NDArray[Any]) -> int:
    return int(array.__array_interface__["data"][0])
