"""A program begun again: which of its new objects takes the place of which old one."""

from __future__ import annotations

import functools
import re
import types
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from tui_tutor.engine.rewind.contents import (
    ATOMIC,
    ATOMS,
    Grown,
    Held,
    Numbers,
    State,
    Twin,
    owner_of,
)
from tui_tutor.engine.rewind.iterators import ITERATORS, VIEWS, dict_of, parts, twin
from tui_tutor.engine.rewind.putting import mapped, resolve
from tui_tutor.engine.rewind.taking import is_still

_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
"""Where an object lies in memory, which is another place each time it is made."""


def paired(old: State, new: State) -> dict[int, Any] | None:
    """For each object of a state, by its id, the one at its place in the same state reached again.

    None where the two are not alike to the last bit: then the program does not repeat itself.
    """
    if list(old.roots) != list(new.roots):
        return None
    before, after = _by_id(old), _by_id(new)
    pairs: dict[int, Any] = {}
    todo = list(zip(old.roots.values(), new.roots.values(), strict=True))
    while todo:
        one, other = todo.pop()
        if id(one) in pairs:
            if pairs[id(one)] is not other:
                return None
            continue
        if id(one) not in before or id(other) not in after:
            if (id(one) in before) != (id(other) in after) or not _are_equal(one, other):
                return None
            if one is not other and not isinstance(one, tuple(ATOMS)):
                pairs[id(one)] = other
            continue
        pairs[id(one)] = other
        links = _links(one, before[id(one)]), _links(other, after[id(other)])
        if type(one) is not type(other):
            # Of classes that the program has made, each time anew.
            links[0].append(type(one))
            links[1].append(type(other))
        if len(links[0]) != len(links[1]) or not _hold_alike(before[id(one)], after[id(other)]):
            return None
        todo.extend(zip(*links, strict=True))
    return pairs


def moved(states: Iterable[State], pairs: dict[int, Any]) -> None:
    """Make states speak of the new objects."""
    memo: dict[int, Any] = {}
    keep: list[Any] = []
    twins: dict[int, Any] = {}

    def now(value: Any) -> Any:
        if isinstance(value, ATOMIC) or id(value) in pairs:
            return pairs.get(id(value), value)
        resolve(value, pairs, waits)
        made = pairs[id(value)]
        if made is value:
            # Of most there is nothing to be known.
            del pairs[id(value)]
        else:
            # Held, so that the id stays its own.
            keep.append(value)
        return made

    def waits(value: Any) -> bool:
        if isinstance(value, ATOMIC):
            return False
        keep.append(value)
        return True

    def once(value: Any, make: Callable[[], Any]) -> Any:
        if id(value) not in memo:
            memo[id(value)] = make()
            keep.append(value)
        return memo[id(value)]

    for state in states:
        state.roots = {name: now(value) for name, value in state.roots.items()}
        contents: list[tuple[Any, Any]] = []
        for target, content in state.contents:
            made: Any = content
            if isinstance(content, Grown):
                items = content.items
                made = Grown(once(items, lambda items=items: list(map(now, items))), content.length)  # type: ignore[misc]
            elif isinstance(content, Held):
                made = once(content, lambda content=content: mapped(content, now))  # type: ignore[misc]
            elif isinstance(content, Twin):
                made = once(content, lambda content=content: Twin(twin(content.iterator, twins, now)))  # type: ignore[misc]
            contents.append((now(target), made))
        state.contents = contents


def _by_id(state: State) -> dict[int, Any]:
    return {id(target): content for target, content in state.contents}


def _links(value: Any, content: Any) -> list[Any]:
    """What an object led to when its content was taken."""
    if isinstance(content, Held):
        return [*(content.keys or ()), *content.items]
    if isinstance(content, Grown):
        return content.items[: content.length]
    if isinstance(content, Twin):
        return parts(content.iterator)
    if isinstance(value, np.ndarray):
        owner = owner_of(value)
        return [owner] if owner is not value else []
    if isinstance(value, types.FunctionType):
        named = (value.__kwdefaults__ or {}).values()
        return [*(value.__defaults__ or ()), *named, *(value.__closure__ or ()), value.__dict__]
    if isinstance(value, types.MethodType):
        return [value.__self__, value.__func__]
    if isinstance(value, (tuple, frozenset)):
        return list(value)
    if isinstance(value, functools.partial):
        return [value.func, value.args, value.keywords]
    if isinstance(value, property):
        return [value.fget, value.fset, value.fdel]
    if isinstance(value, (staticmethod, classmethod)):
        return [value.__func__]
    if type(value) in VIEWS:
        return [dict_of(value)]
    receiver = getattr(value, "__self__", None)
    return [receiver] if receiver is not None else []


def _hold_alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    return not isinstance(one, Numbers) or is_still(one.data, other.data)


def _are_equal(one: Any, other: Any) -> bool:
    """Whether two values that never change are the same."""
    if type(one) is not type(other):
        return False
    if one is other or isinstance(one, types.ModuleType) or type(one) in ITERATORS:
        return True
    if isinstance(one, types.FunctionType):
        # Not the program's own, and made each time by the same text.
        return one.__code__ is other.__code__
    if isinstance(one, np.generic):
        return bool(one.tobytes() == other.tobytes())
    if isinstance(one, int):
        # Of any size: `repr` writes none that is very long.
        return bool(one == other)
    return _ADDRESS.sub("", repr(one)) == _ADDRESS.sub("", repr(other))
