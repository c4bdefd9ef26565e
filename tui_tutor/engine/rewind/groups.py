"""Small arrays that a list begins with, such as a history of weights: whether any has changed is asked of all at once.

Their bytes are laid one behind the other and compared as one, which costs a tenth of looking at each array by itself.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.rewind.contents import Numbers

FEW = 32
"""Arrays below which a list of them is not worth a group."""

LARGE = 4_096
"""Bytes from which on an array is looked at by itself: laying it behind others would cost more than that."""

_form = operator.attrgetter("dtype", "shape")


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The first items of a list, all arrays, with what they held, their forms and their bytes.

    `known` has what each holds by its id.
    """

    arrays: list[npt.NDArray[Any]] = field(default_factory=list)
    known: dict[int, tuple[Any, Numbers]] = field(default_factory=dict)
    forms: list[tuple[Any, ...]] = field(default_factory=list)
    data: bytes = b""

    def is_still(self, row: list[Any]) -> bool:
        """Whether a list begins with these very arrays, and each holds what it held, to the last bit."""
        if len(row) < len(self.arrays) or not all(map(operator.is_, row, self.arrays)):
            return False
        try:
            return list(map(_form, self.arrays)) == self.forms and _bytes(self.arrays) == self.data
        except (BufferError, ValueError):
            # One lies in memory in another way now.
            return False

    def lengthened(self, row: list[Any], known: Mapping[int, tuple[Any, Numbers]]) -> Group:
        """This group with the arrays that follow in a list; `known` is what arrays hold now."""
        more: dict[int, tuple[Any, Numbers]] = {}
        for each in row[len(self.arrays) :]:
            if type(each) is not np.ndarray or id(each) in more or id(each) in self.known or not _fits(each, known):
                break
            more[id(each)] = known[id(each)]
        if not more or len(self.arrays) + len(more) < FEW:
            return self
        arrays = [array for array, _ in more.values()]
        forms = [*self.forms, *map(_form, arrays)]
        return Group(self.arrays + arrays, self.known | more, forms, self.data + _bytes(arrays))


def _fits(array: npt.NDArray[Any], known: Mapping[int, tuple[Any, Numbers]]) -> bool:
    is_plain = array.base is None and array.dtype.kind in "biufc" and array.dtype.isnative
    return is_plain and array.flags.c_contiguous and array.nbytes < LARGE and id(array) in known


def _bytes(arrays: list[npt.NDArray[Any]]) -> bytes:
    return b"".join(arrays)  # type: ignore[arg-type]
