"""A product as layers: each column of the left times its row of the right fills the whole result, and they add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tui_tutor.engine.watch.recording import Event
from tui_tutor.view.lines import Line, line, wrap
from tui_tutor.view.matrix import Marks, label


def layered(event: Event, count: int) -> Event | None:
    """The product of only so many layers; None where that cannot be told."""
    left, right, made = event.operands[0], event.operands[1], event.result
    if made is None or np.ndim(left.data) != 2 or np.ndim(right.data) != 2:
        return None
    with np.errstate(all="ignore"):
        part = np.asarray(left.data[:, :count] @ right.data[:count])
    if part.shape != np.shape(made.data):
        return None
    short = replace(left, shape=left.data[:, :count].shape, data=left.data[:, :count])
    low = replace(right, shape=right.data[:count].shape, data=right.data[:count])
    return replace(event, operands=(short, low), result=replace(made, data=part))


def left_layer(count: int) -> Marks:
    """The column of the left operand that the last layer is made of."""
    return lambda _row, column: "lit focus" if column == count - 1 else ""


def right_layer(count: int) -> Marks:
    """The row of the right operand that the last layer is made of."""
    return lambda row, _column: "lit focus" if row == count - 1 else ""


def layer_words(event: Event, count: int, columns: int, rows: int) -> list[Line]:
    """Which layer was added last, and how many numbers it is."""
    left, right = event.operands[:2]
    if len(left.shape or ()) != 2 or len(right.shape or ()) != 2:
        return []
    (high, inner), wide = left.shape or (0, 0), (right.shape or (0, 0))[1]
    name = label(left.axes[1] if len(left.axes) == 2 else None, count - 1)
    last = "" if count == 1 else ", added to those before"
    pieces = line(
        (f"layer {name} ({count} of {inner}):  ", "axis"),
        (f"its {high} on the left × its {wide} on the right = {high * wide} numbers{last}", "text"),
    )
    return wrap(pieces, columns)[:rows]
