"""How far each prediction is from its target: both on one track from 0 to 1, and the signed gap between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.view import scale
from tui_tutor.view.lines import EMPTY, Line, Piece, clip, line, pad, width, wrap
from tui_tutor.view.matrix import DOWN, EMPTY_CELL, label
from tui_tutor.view.numbers import number

TARGET, PREDICTION, BOTH = "◆", "●", "◈"
TRACK, MIDDLE = "┈", "┊"
GAP = f"{TARGET} − {PREDICTION}"
"""The head of the column of gaps."""

SHORTEST = 5
"""Cells below which there is no track, only the numbers."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One place of the target and of the prediction; None where that does not exist yet."""

    name: str
    target: Any
    prediction: Any

    @property
    def gap(self) -> Any:
        """Target less prediction, None where one of them is missing."""
        if self.target is None or self.prediction is None:
            return None
        try:
            with np.errstate(all="ignore"):
                # As floats, since numpy subtracts no truth values.
                return np.subtract(self.target * 1.0, self.prediction * 1.0)[()]
        except OverflowError:
            return math.nan

    def positions(self) -> list[float]:
        """What of it can stand on a track."""
        return [float(each) for each in (self.target, self.prediction) if _has_place(each)]

    def is_plotted(self) -> bool:
        """Whether all that exists of it can stand on a track."""
        return all(each is None or _has_place(each) for each in (self.target, self.prediction))


def gaps(
    target: Value | None, prediction: Value | None, target_name: str, prediction_name: str, columns: int, rows: int
) -> list[Line]:
    """A track for each cell of `target` and `prediction` in at most `columns` × `rows` cells of the terminal.

    Both are of one shape, or None where they do not exist yet. The track is from 0 to 1, wider where values are.
    """
    if columns < 1 or rows < 1:
        return []
    wrong = _wrong(target, target_name) or _wrong(prediction, prediction_name)
    if target is not None and prediction is not None and target.shape != prediction.shape:
        sizes = (f"{name} is {size(value)}" for name, value in ((target_name, target), (prediction_name, prediction)))
        wrong = wrong or f"{', '.join(sizes)}: no gap from cell to cell"
    if wrong:
        return wrap(line((wrong, "dim")), columns)[:rows]
    total = _total(target, prediction)
    room = max(0, rows - 2)
    cells = _cells(target, prediction, room if total <= room else room - 1)
    head = _head(cells, target_name, prediction_name)
    if rows < 3:
        return [clip((*head, ("  ", "text"), _more(total)), columns)]
    lines = _tracks(cells, columns)
    if any(BOTH in text for row in lines for text, _ in row):
        head = (*head, ("  ", "text"), (BOTH, "strong"), (" both", "name"))
    is_airy = len(cells) == total and rows >= 2 * total + 2
    if is_airy:
        lines = [lines[0], *(each for row in lines[1:] for each in (row, EMPTY))][:-1]
    if len(cells) < total:
        lines.append(line(_more(total - len(cells))))
    return [clip(each, columns) for each in (head, *lines)]


def _wrong(value: Value | None, name: str) -> str:
    """Why a value has no cells to be compared, "" where it has."""
    if value is None or value.is_number:
        return ""
    if value.shape is None:
        return f"{name} is {size(value)}: it has no numbers to compare"
    return "" if value.data.size else f"{name} is {size(value)}: it has no numbers to compare"


def _total(target: Value | None, prediction: Value | None) -> int:
    shape = (target or prediction or Value(())).shape
    return math.prod(shape or ())


def _cells(target: Value | None, prediction: Value | None, room: int) -> list[_Cell]:
    """The first cells, at most `room`; fewer where the rest was not sent."""
    known = [each for each in (target, prediction) if each is not None]
    if not known:
        return [_Cell("", None, None)]
    shape = known[0].shape or ()
    axes = [next((value.axes[at] for value in known if value.axes[at]), None) for at in range(len(shape))]
    named = [at for at, length in enumerate(shape) if at == 0 or length > 1]
    cells: list[_Cell] = []
    for flat in range(min(room, math.prod(shape))):
        index = tuple(int(at) for at in np.unravel_index(flat, shape)) if shape else ()
        if any(at >= held for value in known if shape for at, held in zip(index, value.data.shape, strict=True)):
            break
        name = "·".join(label(axes[at], index[at]) for at in named)
        cells.append(_Cell(name, _at(target, index), _at(prediction, index)))
    return cells


def _at(value: Value | None, index: tuple[int, ...]) -> Any:
    if value is None:
        return None
    return value.data[index] if index else value.data


def _has_place(value: Any) -> bool:
    if value is None or isinstance(value, (complex, np.complexfloating)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _head(cells: list[_Cell], target_name: str, prediction_name: str) -> Line:
    has_target = any(cell.target is not None for cell in cells)
    has_prediction = any(cell.prediction is not None for cell in cells)
    return line(
        (TARGET, "strong"),
        (f" {target_name}", "name" if has_target else "name.empty"),
        "  ",
        (PREDICTION, "curve.point"),
        (f" {prediction_name}", "name" if has_prediction else "name.empty"),
    )


def _more(count: int) -> Piece:
    return f"{DOWN} {count} more", "dim"


def _tracks(cells: list[_Cell], columns: int) -> list[Line]:
    """The scale, and below it a line for each cell."""
    numbers = [(EMPTY_CELL, "empty") if cell.gap is None else _number(cell.gap) for cell in cells]
    side = max((width(line((cell.name, ""))) for cell in cells), default=0)
    side += side > 0
    last = max((len(text) for text, _ in numbers), default=0)
    last = max(last, len(GAP))
    cells_of_track = columns - side - last - 1
    if cells_of_track < SHORTEST:
        rows = [_row(cell, side, EMPTY, each, last) for cell, each in zip(cells, numbers, strict=True)]
        return [pad(line((GAP, "dim")), side + last, "right"), *rows]
    track = _Track([each for cell in cells for each in cell.positions()], cells_of_track)
    rows = [
        _row(cell, side, (*track.line(cell), (" ", "text")), each, last)
        for cell, each in zip(cells, numbers, strict=True)
    ]
    head = pad(line((GAP, "dim")), last, "right")
    return [((" " * side, "text"), *track.scale(), (" ", "text"), *head), *rows]


def _row(cell: _Cell, side: int, track: Line, gap: Piece, last: int) -> Line:
    return (*pad(line((cell.name, "axis")), side), *track, *pad(line(gap), last, "right"))


def _number(value: Any) -> Piece:
    return number(value), scale.role(value, weight=False)


class _Track:
    """A line of `cells` places from 0 to 1, or as far as the values reach."""

    def __init__(self, values: list[float], cells: int) -> None:
        self.low, self.high = min(0.0, *values, 0.0), max(1.0, *values, 1.0)
        self.cells = cells

    def place(self, value: float) -> int:
        """The cell in which a value stands."""
        # Halves, since the whole width may be more than a float holds.
        share = (value / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return round(share * (self.cells - 1))

    def scale(self) -> Line:
        """The ends of the track with 0, ½ and 1, those for which there is room."""
        shown: list[tuple[float, str]] = [(self.low, _end(self.low)), (self.high, _end(self.high))]
        shown += [(at, text) for at, text in ((0.0, "0"), (1.0, "1"), (0.5, "½")) if self.low <= at <= self.high]
        row = [" "] * self.cells
        for value, text in shown:
            start = min(self.cells - len(text), max(0, self.place(value) - (0 if len(text) == 1 else len(text) // 2)))
            around = row[max(0, start - 1) : start + len(text) + 1]
            if start >= 0 and not "".join(around).strip():
                row[start : start + len(text)] = text
        return line(("".join(row), "axis"))

    def line(self, cell: _Cell) -> Line:
        """One cell's signs and the arrow from its prediction to its target; what cannot stand there is in words."""
        if not cell.is_plotted():
            return pad(_words(cell), self.cells)
        row: list[Piece] = [(TRACK, "dim")] * self.cells
        row[self.place(0.5)] = (MIDDLE, "dim")
        if cell.gap is not None:
            self._draw_gap(row, cell)
            return _joined(row)
        for value, sign in ((cell.target, (TARGET, "strong")), (cell.prediction, (PREDICTION, "curve.point"))):
            if value is not None:
                row[self.place(float(value))] = sign
        return _joined(row)

    def _draw_gap(self, row: list[Piece], cell: _Cell) -> None:
        start, end = self.place(float(cell.prediction)), self.place(float(cell.target))
        role = scale.role(cell.gap, weight=False)
        for at in range(min(start, end) + 1, max(start, end)):
            row[at] = ("─", role)
        if end - start > 1:
            row[end - 1] = ("▶", role)
        elif start - end > 1:
            row[end + 1] = ("◀", role)
        row[start] = (PREDICTION, "curve.point")
        row[end] = (TARGET if start != end else BOTH, "strong")


def _end(value: float) -> str:
    return str(int(value)) if value in (0.0, 1.0) else number(value)


def _words(cell: _Cell) -> Line:
    pieces: list[Piece] = []
    for value, sign in ((cell.target, (TARGET, "strong")), (cell.prediction, (PREDICTION, "curve.point"))):
        shown = (EMPTY_CELL, "empty") if value is None else _number(value)
        pieces += [("  " if pieces else "", "text"), sign, (" ", "text"), (shown[0].strip(), shown[1])]
    return tuple(pieces)


def _joined(row: list[Piece]) -> Line:
    pieces: list[Piece] = []
    for text, role in row:
        if pieces and pieces[-1][1] == role:
            pieces[-1] = (pieces[-1][0] + text, role)
        else:
            pieces.append((text, role))
    return tuple(pieces)
