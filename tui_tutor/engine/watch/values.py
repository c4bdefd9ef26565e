"""Values as they were at one instant: immutable copies that can be shown, compared and sent."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.watch.texts import same_number, text_of

WHOLE = 100_000
"""Elements up to which an array is copied whole; of a larger one only a corner is kept."""

CORNER = 64
"""Entries kept along each axis of an array that is too large to be copied."""


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One value, copied.

    `shape` is () for a single number and None for what is neither number nor array. `data` is the read-only array
    (a corner of it where `whole` is false), the number, or the range; None for the rest, which has its `text` alone.
    `length` is the number of items of a list or a tuple. `axes` names each dimension, None where a name is not known.
    `weight` marks what the main loop learns. `token` is equal for two values that were the very same object (an alias),
    and has no other meaning.
    """

    shape: tuple[int, ...] | None
    data: Any = None
    text: str = ""
    type_name: str = ""
    axes: tuple[str | None, ...] = ()
    weight: bool = False
    whole: bool = True
    token: int = 0
    length: int | None = None

    @property
    def is_array(self) -> bool:
        """Whether this is an array of any dimension but none."""
        return bool(self.shape)

    @property
    def is_number(self) -> bool:
        """Whether this is a single number."""
        return self.shape == ()

    @property
    def dtype(self) -> str | None:
        """What numpy calls the type of the numbers: `float64`; None for what is neither array nor number."""
        return np.asarray(self.data).dtype.name if self.shape is not None else None

    def same_as(self, other: Value) -> bool:
        """Whether both show the same: type, shape and every bit of the numbers (nan equals nan)."""
        if self.shape != other.shape or self.type_name != other.type_name or self.text != other.text:
            return False
        if self.length != other.length:
            # What was added may lie behind all that the text tells.
            return False
        if self.is_array:
            return _same_bits(self.data, other.data)
        return self.shape is None or same_number(self.data, other.data)

    def cut(self, limit: int) -> Value:
        """The same value with an array of more than `limit` elements cut to its corner."""
        if not self.is_array or self.data.size <= limit:
            return self
        return replace(self, data=corner(self.data), whole=False)


def take(value: object, *, whole: int | None = WHOLE, text: str | None = None) -> Value:
    """Copy a live value. `whole` is the number of elements up to which arrays are copied whole, None for no limit.

    `text` is what is written of what is neither number nor array, where somebody has it already.
    """
    name = type(value).__name__
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        if value.ndim == 0:
            return Value((), value[()], type_name=name)
        fits = whole is None or value.size <= whole
        data = np.array(value, copy=True, order="K", subok=False) if fits else corner(value)
        data.flags.writeable = False
        return Value(
            value.shape, data, type_name=f"{name} {dtype_name(value.dtype)}", axes=(None,) * value.ndim, whole=fits
        )
    if is_number(value):
        return Value((), value, type_name=name)
    length = len(value) if type(value) in (list, tuple) else None  # type: ignore[arg-type]
    text = text if text is not None else text_of(value)
    return Value(None, value if type(value) is range else None, text, name, length=length)


@lru_cache(maxsize=256)
def dtype_name(dtype: np.dtype[Any]) -> str:
    """What numpy writes for a dtype, which takes it longer than to copy a small array."""
    return str(dtype)


def stamp(array: npt.NDArray[Any]) -> int:
    """A number that tells whether any element of an array has changed: a checksum of them all, in their order."""
    return zlib.crc32(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


def corner(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A read-only copy of an array's first entries along each axis."""
    data = array[tuple(slice(0, CORNER) for _ in array.shape)].copy()
    data.flags.writeable = False
    return data


def is_number(value: object) -> bool:
    """Whether a value counts as a single number; truth values do, stretches of time do not."""
    return isinstance(value, (int, float, complex, np.number, np.bool_)) and not isinstance(value, np.timedelta64)


def _same_bits(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> bool:
    return a is b or (a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
