"""Frozen values: what a program's values become while they are kept, to be brought back later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.codes import Key

SMALL = 1 << 16
"""Bytes below which two arrays are most quickly compared as text."""


@dataclass(frozen=True, slots=True, eq=False)
class FrozenArray:
    """An array that owns its memory."""

    data: npt.NDArray[Any]
    writeable: bool

    def is_still(self, array: npt.NDArray[Any]) -> bool:
        """Whether an array looks as it did when this was made of it."""
        data = self.data
        alike = (array.dtype, array.shape, array.strides) == (data.dtype, data.shape, data.strides)
        return alike and array.flags.writeable == self.writeable and _same_bytes(array, data)


@dataclass(frozen=True, slots=True, eq=False)
class FrozenObjects:
    """An array of objects: an empty one of its layout, and what it holds in the order in which it lies in memory."""

    layout: npt.NDArray[Any]
    writeable: bool
    items: list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class FrozenView:
    """An array that looks at another one's memory."""

    owner: object
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int
    writeable: bool


@dataclass(frozen=True, slots=True, eq=False)
class FrozenItems:
    """A list, tuple, set or dictionary; of a dictionary the keys and values in turn."""

    kind: type
    items: list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class FrozenPlain:
    """A list, tuple, set or dictionary of values that never change: a copy is all it takes."""

    copy: Any


@dataclass(frozen=True, slots=True, eq=False)
class FrozenLog:
    """A list that only grows: its first `length` items, in a list shared by all the times at which it was frozen.

    `loose` are those, by their index, that something else could still change. `is_plain` says that none of the items
    needs to be made anew.
    """

    items: list[Any]
    length: int
    loose: dict[int, Any]
    is_plain: bool


@dataclass(frozen=True, slots=True, eq=False)
class FrozenFunction:
    """A function of the program: which one, its default values, and the variables that it has around it."""

    key: Key
    name: str
    defaults: Any
    named_defaults: Any
    cells: tuple[Any, ...] | None
    is_simple: bool


@dataclass(slots=True, eq=False)
class FrozenCell:
    """A variable of a function that another function inside it uses."""

    is_filled: bool
    content: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class FrozenMethod:
    """A method taken from its object but not called yet."""

    owner: object
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class FrozenGenerator:
    """A random generator of numpy's new kind."""

    kind: type
    state: Any


@dataclass(frozen=True, slots=True, eq=False)
class FrozenIterator:
    """An iterator, as its own `__reduce__` tells: what to call with what, and then how far to go."""

    make: Any
    arguments: tuple[Any, ...]
    progress: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FrozenDictIterator:
    """An iterator over a dictionary, over its `keys`, `values` or `items`, with so many still to come."""

    view: str
    owner: Any
    remaining: int


@dataclass(frozen=True, slots=True, eq=False)
class FrozenExpression:
    """A generator expression with one `for`: which one, and where the iterator stands that it goes over."""

    key: Key
    iterator: Any


@dataclass(frozen=True, slots=True)
class Frozen:
    """Named values, copied. `nbytes` is what this took besides `arrays`, which may be those of earlier ones."""

    values: dict[str, Any]
    arrays: tuple[FrozenArray, ...]
    nbytes: int


def memory(array: npt.NDArray[Any]) -> npt.NDArray[Any] | None:
    """The elements of an array in the order in which they lie in memory, not copied; None where there are gaps."""
    axes = sorted(range(array.ndim), key=lambda axis: -array.strides[axis])
    flat = array.transpose(axes).reshape(-1)
    return flat if flat.flags.c_contiguous and np.may_share_memory(flat, array) else None


def _same_bytes(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> bool:
    """Whether two arrays of the same layout hold the same bits."""
    if one.nbytes < SMALL:
        return one.tobytes() == other.tobytes()
    first, second = memory(one), memory(other)
    if first is None or second is None:
        return one.tobytes() == other.tobytes()
    wide = np.uint64 if one.nbytes % 8 == 0 else np.uint8
    return np.array_equal(first.view(wide), second.view(wide))
