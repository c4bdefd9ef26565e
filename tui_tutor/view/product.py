"""The dot product: which row meets which column, as marks on their cells."""

from __future__ import annotations

from tui_tutor.engine.watch.values import Value
from tui_tutor.view.acting import Frame
from tui_tutor.view.matrix import Marks


def left_marks(frame: Frame) -> Marks:
    """The row of the left operand that is in use; with single products, its number in use."""

    def marks(row: int, column: int) -> str:
        if row != frame.row:
            return ""
        return "lit focus" if frame.products is not None and column == frame.products - 1 else "lit"

    return marks


def right_marks(frame: Frame, right: Value) -> Marks:
    """The column of the right operand that is in use; all of them where a whole row of the result is made."""
    flat = len(right.shape or ()) == 1

    def marks(row: int, column: int) -> str:
        inner, outer = (column, 0) if flat else (row, column)
        if frame.whole_row:
            return "lit"
        if outer != frame.column and not flat:
            return ""
        return "lit focus" if frame.products is not None and inner == frame.products - 1 else "lit"

    return marks


def result_marks(frame: Frame, at_rest: bool) -> Marks:
    """The cells of the result that are known, and the one that is being made."""

    def marks(row: int, column: int) -> str:
        if not at_rest and not frame.is_known(row, column):
            return "hidden focus" if frame.is_worked_on(row, column) else "hidden"
        return "focus" if frame.is_worked_on(row, column) else ""

    return marks
