"""The bowl as a heat map: the error over a plane through the weights, the path walked in it, and the ball."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.bowl import Bowl
from tui_tutor.view.lines import Line, Piece, clip, harmless, line, text_of, wrap
from tui_tutor.view.numbers import number, thousands
from tui_tutor.view.signs import shown

SHADES = " ░▒▓█"
"""From low to high."""

ROLES = 6
"""How many roles, `bowl0` and on, tell the height as well."""

CAPTION = 4
"""Lines of the caption at the most."""

SMALLEST = (8, 3)
"""Columns and rows below which there is no map."""

Place = tuple[float, float]
Cell = tuple[int, int]


def bowl(bowl: Bowl | None, at: Place | None, iteration: int | None, label: str, columns: int, rows: int) -> list[Line]:
    """The map with the path up to the start of `iteration`, none of it for None, and the ball `at` its coordinates.

    `label` says what the height is. At most `rows` lines, none wider than `columns` cells; no line at all where there
    is no bowl yet. A role `bowl0` to `bowl5` tells how high a cell lies, from low to high.
    """
    if bowl is None or columns < 1 or rows < 1:
        return []
    outside = at is not None and _cell(bowl, at, 1, 1) is None
    caption = _caption(bowl, shown(label), outside, columns, rows)
    height = rows - len(caption)
    if columns < SMALLEST[0] or height < SMALLEST[1]:
        return caption[:rows]
    return [*_map(bowl, at, iteration, columns, height), *caption]


def _caption(bowl: Bowl, label: str, outside: bool, columns: int, rows: int) -> list[Line]:
    """What is seen, in the longest words for which there is room."""
    first, second = (f"{100 * share:.1f}%" for share in bowl.shares)
    # No line is broken inside of the sum.
    shares, through = f"{first}\u00a0+\u00a0{second}", thousands(bowl.through)
    finite = bowl.heights[np.isfinite(bowl.heights)]
    ends = [number(value, signed=False) for value in (finite.min(), finite.max())] if finite.size else ["?", "?"]
    texts = [
        f"Height: {label}, from {ends[0]} to {ends[1]}. This is a slice of a {bowl.dimensions}-dimensional bowl: its "
        f"two directions hold {shares} of the variance of the path through iteration {through}.",
        f"{label} on a slice of a {bowl.dimensions}-D bowl: {shares} of the path's variance, to iteration {through}",
        f"{label}, slice of a {bowl.dimensions}-D bowl: {shares} of path variance to {through}",
    ]
    note = "● is off the map. " if outside else ""
    wrapped = [[harmless(row) for row in wrap(line((note + text, "dim")), columns)] for text in texts]
    fitting = [each for each in wrapped if len(each) <= CAPTION]
    calm = [each for each in fitting if len(each) <= max(1, rows // 4)]
    if calm or fitting:
        return calm[0] if calm else min(fitting, key=len)
    kept = wrapped[-1][:CAPTION]
    return [*kept[:-1], clip(line((text_of(kept[-1]) + " " * columns, "dim")), columns)]


def _map(bowl: Bowl, at: Place | None, iteration: int | None, columns: int, rows: int) -> list[Line]:
    marks = _marks(bowl, at, iteration, columns, rows)
    levels = _levels(bowl, columns, rows)
    return [
        tuple(_drawn(marks.get((row, column)), float(levels[row, column])) for column in range(columns))
        for row in range(rows)
    ]


def _drawn(mark: Piece | None, level: float) -> Piece:
    """A cell: its shade, or a mark on the ground of its height."""
    shade = _shade(level)
    if mark is None or math.isnan(level):
        return mark or shade
    return mark[0], f"{mark[1]} {shade[1].replace('bowl', 'ground')}"


def _marks(bowl: Bowl, at: Place | None, iteration: int | None, columns: int, rows: int) -> dict[Cell, Piece]:
    """What is drawn over the shades, by row and column: the ball before the start, the start before the path."""
    walked = [] if iteration is None else bowl.path[bowl.iterations <= iteration].tolist()
    ball = _cell(bowl, at, columns, rows) if at is not None else None
    ends = [*walked, at] if walked and ball is not None else walked
    marks: dict[Cell, Piece] = {}
    for one, other in pairwise(ends):
        # Two points to a cell, so that none on the way is missed.
        for part in np.linspace(0, 1, 2 * (columns + rows)).tolist():
            point = (one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1]))
            _put(marks, _cell(bowl, point, columns, rows), "·", "curve")
    for point in walked:
        _put(marks, _cell(bowl, point, columns, rows), "•", "curve")
    if len(bowl.path):
        _put(marks, _cell(bowl, bowl.path[0].tolist(), columns, rows), "○", "curve")
    _put(marks, ball, "●", "curve.point")
    return marks


def _put(marks: dict[Cell, Piece], cell: Cell | None, text: str, role: str) -> None:
    if cell is not None:
        marks[cell] = (text, role)


def _cell(bowl: Bowl, place: Place, columns: int, rows: int) -> Cell | None:
    """The row from the top and the column of a place; None outside of the grid."""
    shares = [_share(value, axis) for value, axis in zip(place, (bowl.across, bowl.up), strict=True)]
    if not all(0 <= share <= 1 for share in shares):
        return None
    return rows - 1 - min(rows - 1, int(shares[1] * rows)), min(columns - 1, int(shares[0] * columns))


def _share(value: float, axis: npt.NDArray[Any]) -> float:
    return float((value - axis[0]) / (axis[-1] - axis[0]))


def _levels(bowl: Bowl, columns: int, rows: int) -> npt.NDArray[Any]:
    """The height at each cell's middle (rows, columns), 0 for the lowest to 1; nan where there is none."""
    heights = np.where(np.isfinite(bowl.heights), bowl.heights, np.nan)
    finite = bowl.heights[np.isfinite(bowl.heights)]
    if finite.size and finite.min() > 0:
        heights, finite = np.log10(heights), np.log10(finite)
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    levels = (heights - low) / (high - low) if high > low else heights * 0.0
    fine = _between(levels, rows)[::-1]
    cells: npt.NDArray[Any] = np.clip(_between(fine.T, columns).T, 0, 1)
    return cells


def _between(values: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """Rows at the middles of `count` equal parts of the extent, from first to last, each between its two nearest."""
    at = (np.arange(count) + 0.5) / count * (len(values) - 1)
    below = np.minimum(at.astype(int), len(values) - 2)
    part = (at - below)[:, np.newaxis]
    between: npt.NDArray[Any] = values[below] * (1 - part) + values[below + 1] * part
    return between


def _shade(level: float) -> Piece:
    if math.isnan(level):
        return "?", "odd"
    return SHADES[min(len(SHADES) - 1, int(level * len(SHADES)))], f"bowl{min(ROLES - 1, int(level * ROLES))}"
