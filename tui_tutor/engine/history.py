"""What the main loop carried over at the start of each iteration, for as far as the program has been run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.state import Frozen

BUDGET = 64 << 20
"""Bytes that a history may take before it keeps only every second state, every fourth, and so on."""

ROWS = 4096
"""States in one block of memory; blocks are made as the run grows."""

LARGEST_BLOCK = 4 << 20
"""Bytes of one block at the most, for states that are large themselves."""


@dataclass(frozen=True, slots=True)
class _Column:
    """How one carried array or number looks; where all look so, a state is one row of plain numbers."""

    name: str
    type: type
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    strides: tuple[int, ...]


class History:
    """States by iteration. State N holds what is carried over at the start of iteration N.

    States whose values are arrays and floats that keep their shape are rows of number blocks; any other state is
    a frozen copy. State 0 is always kept.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget
        self.stride = 1
        self._columns: list[_Column] | None = None
        self._blocks: list[list[npt.NDArray[Any]]] = []
        self._rows_per_block = ROWS
        self._row_bytes = 0
        self._filled = 0
        self._odd: dict[int, Frozen] = {}
        self._odd_bytes = 0

    @property
    def nbytes(self) -> int:
        """Bytes that the states take."""
        return sum(column.nbytes for block in self._blocks for column in block) + self._odd_bytes

    def save(self, iteration: int, values: dict[str, Any]) -> None:
        """Keep the state at the start of `iteration`, a multiple of `stride`; they come in order.

        Raises NotRestorable for values that cannot be copied.
        """
        if iteration <= self.stride:
            self._lay_out(values)
        if iteration == 0 or not self._save_row(iteration, values):
            frozen = Frozen(values)
            self._odd[iteration] = frozen
            self._odd_bytes += frozen.nbytes
            while self._odd_bytes > self.budget and len(self._odd) > 1:
                self.thin()

    def nearest(self, iteration: int) -> int:
        """The last iteration, not after the given one, whose state is kept."""
        return iteration // self.stride * self.stride

    def load(self, iteration: int, namespace: dict[str, Any]) -> dict[str, Any]:
        """The state of a kept iteration, as new objects."""
        if iteration in self._odd:
            return self._odd[iteration].thaw(namespace)
        block, row = divmod(iteration // self.stride, self._rows_per_block)
        values: dict[str, Any] = {}
        for column, cells in zip(self._columns or [], self._blocks[block], strict=True):
            if column.type is not np.ndarray:
                values[column.name] = column.type(cells[row])
            elif cells[row].strides == column.strides:
                values[column.name] = cells[row].copy()
            else:
                values[column.name] = np.asfortranarray(cells[row])
        return values

    def _lay_out(self, values: dict[str, Any]) -> None:
        columns = [_column(name, value) for name, value in values.items()]
        self._columns = [] if any(column is None for column in columns) else [c for c in columns if c is not None]
        self._row_bytes = sum(max(8, column.dtype.itemsize * _size(column.shape)) for column in self._columns)
        self._rows_per_block = max(1, min(ROWS, LARGEST_BLOCK // max(1, self._row_bytes)))

    def _save_row(self, iteration: int, values: dict[str, Any]) -> bool:
        """Write a state as a row of numbers, or thin the rows until it falls out; False where it is none."""
        columns = self._columns
        if not columns or len(columns) != len(values):
            return False
        block, inside = divmod(iteration // self.stride, self._rows_per_block)
        while block >= len(self._blocks):
            if (len(self._blocks) + 1) * self._rows_per_block * self._row_bytes > self.budget:
                self.thin()
                return iteration % self.stride != 0 or self._save_row(iteration, values)
            self._blocks.append([np.empty((self._rows_per_block, *c.shape), c.dtype) for c in columns])
        cells = self._blocks[block]
        seen = set()
        for index, column in enumerate(columns):
            value: Any = values.get(column.name)
            alike = type(value) is column.type
            if not alike:
                return False
            if column.type is np.ndarray:
                if (
                    value.shape != column.shape
                    or value.dtype != column.dtype
                    or value.strides != column.strides
                    or value.base is not None
                    or id(value) in seen
                ):
                    return False
                seen.add(id(value))
            elif column.type is int and not -(2**63) <= value < 2**63:
                return False
            cells[index][inside] = value
        self._filled = iteration // self.stride + 1
        return True

    def thin(self) -> None:
        """Keep every second state only."""
        self.stride *= 2
        kept = {n: frozen for n, frozen in self._odd.items() if n % self.stride == 0}
        self._odd, self._odd_bytes = kept, sum(frozen.nbytes for frozen in kept.values())
        if not self._blocks:
            return
        size = self._rows_per_block
        self._filled = (self._filled + 1) // 2
        for row in range(self._filled):
            old_block, old_row = divmod(2 * row, size)
            block, inside = divmod(row, size)
            for target, origin in zip(self._blocks[block], self._blocks[old_block], strict=True):
                target[inside] = origin[old_row]
        del self._blocks[(self._filled + size - 1) // size :]


def _column(name: str, value: object) -> _Column | None:
    if isinstance(value, (bool, int, float)) and not isinstance(value, np.generic):
        plain = np.bool_ if isinstance(value, bool) else np.int64 if isinstance(value, int) else np.float64
        return _Column(name, type(value), (), np.dtype(plain), ())
    if isinstance(value, np.number):
        return _Column(name, type(value), (), value.dtype, ())
    if type(value) is not np.ndarray or value.dtype.kind not in "biufc":
        return None
    if value.base is not None or not value.flags.forc or value.ndim == 0:
        return None
    return _Column(name, np.ndarray, value.shape, value.dtype, value.strides)


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for length in shape:
        size *= length
    return size
