"""Acting an operation out: which cells are known, and which are being worked on, in each frame."""

from __future__ import annotations

from dataclasses import dataclass

from tui_tutor.engine.recording import Event
from tui_tutor.engine.sites import Kind

Cell = tuple[int, int]

ROWS_ACTED = 12
"""Rows that are acted out one by one; those of a longer matrix after them come all at once."""

CELLS_ACTED = 12
"""Cells of the first row that are acted out one by one."""

ACTED = frozenset({Kind.DOT, Kind.ELEMENTWISE, Kind.CALL, Kind.UPDATE, Kind.COMPARE, Kind.TRANSPOSE})


@dataclass(frozen=True, slots=True)
class Frame:
    """One instant of an operation acted out.

    `row` and `column` are the cell being worked on. Cells before it are known, in reading order; where `whole_row`
    is set its row comes at once. `products` counts the products of a dot product's cell that are written so far,
    None for all of them.
    """

    row: int
    column: int
    whole_row: bool = False
    products: int | None = None

    def is_known(self, row: int, column: int) -> bool:
        """Whether a cell of the result can be seen."""
        if row != self.row:
            return row < self.row
        if self.whole_row:
            return True
        return column < self.column or (column == self.column and self.products is None)

    def is_worked_on(self, row: int, column: int) -> bool:
        """Whether a cell of the result is the one that the eye should be on."""
        return row == self.row and (self.whole_row or column == self.column)


def frames(event: Event) -> list[Frame]:
    """The frames of an operation, the first cell in the most detail; none where there is nothing to act out."""
    result = event.result
    if event.kind not in ACTED or result is None or not result.is_array or result.data.size == 0:
        return []
    rows, columns = _extent(result.data.shape)
    first: list[Frame] = []
    if event.kind is Kind.DOT and len(event.operands) > 1 and event.operands[0].is_array:
        inner = min((event.operands[0].shape or (0,))[-1], CELLS_ACTED)
        first = [Frame(0, 0, products=count) for count in range(1, inner + 1)]
    cells = [Frame(0, column) for column in range(min(columns, CELLS_ACTED))]
    return [*first, *cells, *(Frame(row, 0, whole_row=True) for row in range(1, min(rows, ROWS_ACTED)))]


def _extent(shape: tuple[int, ...]) -> Cell:
    return (1, shape[0]) if len(shape) == 1 else (shape[-2], shape[-1])
