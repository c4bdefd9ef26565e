"""Values as they were at one instant: immutable copies that can be shown, compared and sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

WHOLE = 100_000
"""Elements up to which an array is copied whole; of a larger one only a corner is kept."""

CORNER = 64
"""Entries kept along each axis of an array that is too large to be copied."""

LONGEST_TEXT = 4_000
"""Characters kept of the text of a value that is neither number nor array."""

_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
"""Where an object lies in memory, which is another place each time it is brought back."""


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """One value, copied.

    `shape` is () for a single number and None for what is neither number nor array. `data` is the read-only array
    (a corner of it where `whole` is false) or the number; None for the rest, which has its `text` alone. `axes` names
    each dimension, None where a name is not known. `weight` marks what the main loop learns. `token` is equal
    for two values that were the very same object (an alias), and has no other meaning.
    """

    shape: tuple[int, ...] | None
    data: Any = None
    text: str = ""
    type_name: str = ""
    axes: tuple[str | None, ...] = ()
    weight: bool = False
    whole: bool = True
    token: int = 0

    @property
    def is_array(self) -> bool:
        """Whether this is an array of any dimension but none."""
        return bool(self.shape)

    @property
    def is_number(self) -> bool:
        """Whether this is a single number."""
        return self.shape == ()

    def same_as(self, other: Value) -> bool:
        """Whether both show the same: type, shape and every bit of the numbers (nan equals nan)."""
        if self.shape != other.shape or self.type_name != other.type_name or self.text != other.text:
            return False
        if self.is_array:
            return _same_bits(self.data, other.data)
        return self.shape is None or _number_bits(self.data) == _number_bits(other.data)

    def cut(self, limit: int) -> Value:
        """The same value with an array of more than `limit` elements cut to its corner."""
        if not self.is_array or self.data.size <= limit:
            return self
        return replace(self, data=corner(self.data), whole=False)


def take(value: object, *, whole: int | None = WHOLE) -> Value:
    """Copy a live value. `whole` is the number of elements up to which arrays are copied whole, None for no limit."""
    name = type(value).__name__
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        if value.ndim == 0:
            return Value((), value[()], type_name=name)
        fits = whole is None or value.size <= whole
        data = np.array(value, copy=True, order="K", subok=False) if fits else corner(value)
        data.flags.writeable = False
        return Value(value.shape, data, type_name=f"{name} {value.dtype}", axes=(None,) * value.ndim, whole=fits)
    if is_number(value):
        return Value((), value, type_name=name)
    return Value(None, None, text_of(value), name)


def corner(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A read-only copy of an array's first entries along each axis."""
    data = array[tuple(slice(0, CORNER) for _ in array.shape)].copy()
    data.flags.writeable = False
    return data


def is_number(value: object) -> bool:
    """Whether a value counts as a single number; truth values do."""
    return isinstance(value, (bool, int, float, complex, np.number, np.bool_))


def text_of(value: object) -> str:
    """The text of a value that is neither number nor array; never raises, never long."""
    if isinstance(value, str):
        text = value
    elif callable(value) and hasattr(value, "__name__"):
        text = str(value.__name__)
    elif type(value).__name__ == "module":
        text = f"module {getattr(value, '__name__', '')}"
    else:
        try:
            text = _ADDRESS.sub("", repr(value))
        except Exception as error:
            text = f"<{type(value).__name__}: {error}>"
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def _same_bits(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> bool:
    return a is b or (a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())


def _number_bits(value: object) -> object:
    # repr tells -0.0 from 0.0 and 1 from True, and holds every bit of a float.
    return repr(value)
