"""Acting an operation out: which cells are known, and which are being worked on, in each frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tui_tutor.engine.recording import Event
from tui_tutor.engine.sites import Kind

Cell = tuple[int, int]

ROWS_ACTED = 12
"""Rows that are acted out one by one; those of a longer matrix after them come all at once."""

CELLS_ACTED = 12
"""Cells of the first row that are acted out one by one."""

WAYPOINTS = 12
"""Frames of a motion that is not made of cells."""

QUICK = 6
"""Frames of the short motion that follows a key."""

BY_CELLS = frozenset({Kind.DOT, Kind.ELEMENTWISE, Kind.CALL, Kind.UPDATE, Kind.COMPARE, Kind.TRANSPOSE, Kind.CREATE})


@dataclass(frozen=True, slots=True)
class Frame:
    """One instant of an operation acted out.

    `row` and `column` are the cell being worked on. Cells before it are known, in reading order; where `whole_row`
    is set its row comes at once. `products` counts the products of a dot product's cell that are written so far,
    None for all of them. `share` is the place in the motion, 0 to 1, for pictures that are not made of cells.
    With `brief` all is known, and the result is marked as new.
    """

    row: int
    column: int
    whole_row: bool = False
    products: int | None = None
    share: float = 1.0
    brief: bool = False

    def is_known(self, row: int, column: int) -> bool:
        """Whether a cell of the result can be seen."""
        if self.brief or row < self.row:
            return True
        if row > self.row:
            return False
        if self.whole_row:
            return True
        return column < self.column or (column == self.column and self.products is None)

    def is_worked_on(self, row: int, column: int) -> bool:
        """Whether a cell of the result is the one that the eye should be on."""
        return not self.brief and row == self.row and (self.whole_row or column == self.column)


BRIEF = Frame(0, 0, brief=True)
"""The end state with a mark on what is new: all that reduced motion shows."""


def frames(event: Event) -> list[Frame]:
    """The frames of an operation acted out slowly, the first cell in the most detail."""
    extent = _cells_of(event)
    if extent is None:
        return _waypoints(event, WAYPOINTS)
    rows, columns = extent
    if _tips(event):
        return _row_by_row(columns, ROWS_ACTED)
    first: list[Frame] = []
    if event.kind is Kind.DOT and len(event.operands) > 1 and event.operands[0].is_array:
        inner = min((event.operands[0].shape or (0,))[-1], CELLS_ACTED)
        first = [Frame(0, 0, products=count) for count in range(1, inner + 1)]
    cells = [Frame(0, column) for column in range(min(columns, CELLS_ACTED))]
    whole = [Frame(row, 0, whole_row=True) for row in range(1, min(rows, ROWS_ACTED))]
    every = [*first, *cells, *whole]
    return [replace(frame, share=index / len(every)) for index, frame in enumerate(every)]


def quick(event: Event) -> list[Frame]:
    """The frames of the short motion after a key: row by row, or a few waypoints; at most `QUICK`."""
    extent = _cells_of(event)
    if extent is None:
        return _waypoints(event, QUICK)
    rows, columns = extent
    if _tips(event):
        return _row_by_row(columns, QUICK)
    if rows > 1:
        return _row_by_row(rows, QUICK)
    count = min(columns, QUICK)
    return [Frame(0, columns * k // count, share=k / count) for k in range(count)]


def _cells_of(event: Event) -> Cell | None:
    """The rows and columns of a result that is acted out cell by cell; None for any other."""
    result = event.result
    if event.error is not None or event.kind not in BY_CELLS or result is None:
        return None
    if not result.is_array or result.data.size == 0:
        return None
    shape = result.data.shape
    return (1, shape[0]) if len(shape) == 1 else (shape[-2], shape[-1])


def _waypoints(event: Event, count: int) -> list[Frame]:
    """The frames of a motion that is not made of cells; none where nothing came of the operation."""
    if event.error is not None or event.result is None:
        return []
    return [Frame(0, 0, share=step / count) for step in range(count)]


def _tips(event: Event) -> bool:
    """Whether the rows that are acted out are those of the operand, which stand up as columns."""
    return event.kind is Kind.TRANSPOSE and event.result is not None and event.result.data.ndim == 2


def _row_by_row(rows: int, most: int) -> list[Frame]:
    """Rows one after the other, at most so many at different times."""
    count = min(rows, most)
    return [Frame(rows * k // count, 0, whole_row=True, share=k / count) for k in range(count)]
