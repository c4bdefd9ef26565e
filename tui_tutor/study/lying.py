"""How the arrays of a network lie: as rows or as columns, flat, or as a single number."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import numpy as np

from tui_tutor.engine.watch.values import Value


class Lies(Enum):
    """What the rows and columns of an array are. A layer's table has a row for each example and a column for each node,
    that of weights a row for each node that they lead from and a column for each that they lead to."""

    ROWS = "it is that table"
    COLUMNS = "it is that table turned over: a column for each example"
    DOWN = "it is flat, and the only column"
    ACROSS = "it is flat, and the only row"
    NUMBER = "it is one number"


def laid(value: Value | None, lies: Lies) -> Value | None:
    """An array as that table; None where it does not lie so."""
    dimensions = {Lies.ROWS: 2, Lies.COLUMNS: 2, Lies.DOWN: 1, Lies.ACROSS: 1, Lies.NUMBER: 0}[lies]
    if value is None or value.shape is None or len(value.shape) != dimensions:
        return None
    if lies is Lies.ROWS:
        return value
    if lies is Lies.COLUMNS:
        return replace(value, data=value.data.T, shape=value.shape[::-1], axes=value.axes[::-1])
    if lies is Lies.DOWN:
        return replace(value, data=value.data[:, np.newaxis], shape=(*value.shape, 1), axes=(*value.axes, None))
    if lies is Lies.ACROSS:
        return replace(value, data=value.data[np.newaxis, :], shape=(1, *value.shape), axes=(None, *value.axes))
    return replace(value, data=np.array([[value.data]]), shape=(1, 1), axes=(None, None))


def in_table(lies: Lies, row: int, column: int) -> tuple[int, int]:
    """The cell of the table that is shown in a row and a column of its array; what is flat is shown as a row."""
    return (column, row) if lies in (Lies.COLUMNS, Lies.DOWN) else (row, column)


def in_array(lies: Lies, row: int, column: int) -> tuple[int, int]:
    """The row and the column in which a cell of the table is shown: the other way round."""
    return in_table(lies, row, column)
