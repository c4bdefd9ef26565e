"""Puts back into objects what they held."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.rewind.contents import (
    NO_PART,
    Bits,
    Content,
    Grown,
    Held,
    Mixed,
    Numbers,
    attributes_of,
)
from tui_tutor.engine.rewind.foreign import put_parts


def put(target: Any, content: Content) -> None:
    """Make an object hold what it held."""
    kind = type(content)
    if kind is Numbers:
        if target.shape != content.data.shape:  # type: ignore[union-attr]
            target.shape = content.data.shape  # type: ignore[union-attr]
        if target.flags.writeable:
            np.copyto(target, content.data)  # type: ignore[union-attr]
    elif kind is Grown:
        target[:] = content.items[: content.length]  # type: ignore[union-attr]
    elif kind is Mixed:
        put_parts(target, content.parts, _put_named)  # type: ignore[union-attr]
    elif kind is Held:
        _PUTTERS.get(type(target), _put_attributes)(target, content)  # type: ignore[arg-type]
    elif kind is Bits:
        target.bit_generator.state = content.state  # type: ignore[union-attr]


def _put_dict(target: dict[Any, Any], content: Held) -> None:
    target.clear()
    target.update(zip(content.keys or (), content.items, strict=True))


def _put_set(target: set[Any], content: Held) -> None:
    target.clear()
    target.update(content.items)


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
    for name in [name for name in names if name not in before and not name.startswith("__")]:
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
    set: _put_set,
    types.CellType: _put_cell,
    np.ndarray: _put_cells,
    types.ModuleType: _put_module,
}

_NOTHING = object()


def mapped(content: Content, now: Callable[[Any], Any]) -> Content:
    """A content with other objects in the place of those that it holds."""
    if isinstance(content, Held):
        return type(content)(
            list(map(now, content.items)), None if content.keys is None else list(map(now, content.keys))
        )
    if isinstance(content, Grown):
        return Grown(list(map(now, content.items)), content.length)
    return content
