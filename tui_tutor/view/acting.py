"""Acting an operation out: which cells are known, and which are being worked on, in each frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event

Cell = tuple[int, int]

CELLS_ACTED = 12
"""Pieces that a row is acted out in at the most, and terms of a sum that are written out."""

PIECES_ACTED = 120
"""Pieces that a whole matrix is acted out in; of a larger one several cells, or rows, come with each."""

FASTER, FASTEST = 0.75, 0.2
"""How much faster each row is acted out than the one before it, and how fast at the most."""

LAYERS_ACTED = 6
"""Layers of a product that are added up one after the other; one of more has too many to be told apart."""

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
    `layer` counts the layers of a product that are added up so far: each column of the left times its row of the
    right. With `brief` all is known, and the result is marked as new. `pace` is how long it is shown, 1 as usual.
    """

    row: int
    column: int
    whole_row: bool = False
    products: int | None = None
    share: float = 1.0
    brief: bool = False
    layer: int | None = None
    pace: float = 1.0

    def is_known(self, row: int, column: int) -> bool:
        """Whether a cell of the result can be seen."""
        if self.brief or self.layer is not None or row < self.row:
            return True
        if row > self.row:
            return False
        if self.whole_row:
            return True
        return column < self.column or (column == self.column and self.products is None)

    def is_worked_on(self, row: int, column: int) -> bool:
        """Whether a cell of the result is the one that the eye should be on."""
        if self.brief or self.layer is not None:
            return False
        return row == self.row and (self.whole_row or column == self.column)


BRIEF = Frame(0, 0, brief=True)
"""The end state with a mark on what is new: all that reduced motion shows."""


def frames(event: Event) -> list[Frame]:
    """The frames of an operation acted out slowly: every cell, the first in the most detail, later rows faster.

    A product of matrices is shown in the other way too: layer upon layer, each of them a cell's worth for every cell.
    """
    extent = _cells_of(event)
    if extent is None:
        return _waypoints(event, WAYPOINTS)
    rows, columns = extent
    if _tips(event):
        rows, columns = columns, rows
    inner = _inner(event)
    first = [Frame(0, 0, products=count) for count in range(1, min(inner, CELLS_ACTED) + 1)]
    layers = [Frame(0, 0, layer=count, pace=2.0) for count in range(1, inner + 1)] if _has_layers(event, inner) else []
    every = [*first, *_cell_by_cell(rows, columns), *layers]
    return [replace(frame, share=index / len(every)) for index, frame in enumerate(every)]


def _cell_by_cell(rows: int, columns: int) -> list[Frame]:
    """Every cell in reading order; of a large matrix only the last cells of the pieces that it comes in."""
    wide = max(1, ceil(columns / CELLS_ACTED))
    tall = max(1, ceil(rows * ceil(columns / wide) / PIECES_ACTED))
    found = []
    for turn, row in enumerate(range(0, rows, tall)):
        pace = max(FASTEST, FASTER**turn)
        for column in range(0, columns, wide):
            last_row = min(rows, row + tall) - 1
            found.append(Frame(last_row, min(columns, column + wide) - 1, pace=pace))
    return found


def _inner(event: Event) -> int:
    """How many products a cell of the result is the sum of; 0 for what is no sum of products."""
    if event.kind is not Kind.DOT or len(event.operands) < 2 or not event.operands[0].is_array:
        return 0
    return (event.operands[0].shape or (0,))[-1]


def _has_layers(event: Event, inner: int) -> bool:
    """Whether a product is shown layer upon layer: two whole matrices, and more than one product in each cell."""
    operands = event.operands[:2]
    matrices = all(len(value.shape or ()) == 2 and value.whole for value in operands)
    return matrices and 2 <= inner <= LAYERS_ACTED and event.result is not None and event.result.data.size > 1


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
