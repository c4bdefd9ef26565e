"""A surface seen from above: how high each cell lies, and the lines on which the height is one round number."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tui_tutor.view.dots import Dots

Heights = npt.NDArray[np.float64]

WIDE = 100.0
"""From this ratio of heights on the scale is bent, so that what lies near the bottom can be told apart."""

BENT = 1 / 3
"""The power by which it is bent."""

LINES = 9
"""Contour lines at about the most."""


class Surface:
    """Heights on a grid (rows upward, columns), of which some may be nan, on a scale of its own from 0 to 1."""

    def __init__(self, heights: Heights) -> None:
        self.heights = np.where(np.isfinite(heights), heights, np.nan)
        finite = self.heights[np.isfinite(self.heights)]
        self.low, self.high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
        self.power = BENT if 0 <= self.low * WIDE < self.high else 1.0

    def level(self, height: float) -> float:
        """Where on the scale a height lies."""
        return float(self.levels(np.array([height]))[0])

    def levels(self, heights: Heights) -> Heights:
        """Where on the scale heights lie, 0 for the lowest to 1; nan where there is none."""
        if self.high <= self.low:
            return heights * 0.0
        with np.errstate(invalid="ignore"):
            found: Heights = np.clip((heights - self.low) / (self.high - self.low), 0, 1) ** self.power
        return found

    def cells(self, columns: int, rows: int) -> Heights:
        """The level of each cell's middle (rows from the top, columns)."""
        fine = _between(self.levels(self.heights), rows)[::-1]
        return np.clip(_between(fine.T, columns).T, 0, 1)

    def rounds(self) -> list[float]:
        """The heights that contour lines are drawn at: round numbers, about evenly spread on the scale."""
        if self.high <= self.low:
            return []
        spread = (np.arange(LINES) + 0.5) / LINES
        found = self.low + (self.high - self.low) * spread ** (1 / self.power)
        step = _round((self.high - self.low) / LINES)
        rounded = (_round(each) if self.power != 1 else round(each / step) * step for each in found.tolist())
        return sorted({each for each in rounded if self.low < each < self.high})

    def contours(self, dots: Dots, role: str) -> dict[float, list[tuple[int, int]]]:
        """Draw the lines into dots; the cells (column, row) that each of them goes through, by its height."""
        levels = self.cells(dots.width, dots.height)
        found: dict[float, list[tuple[int, int]]] = {}
        for height in self.rounds():
            above = levels > self.level(height)
            across = above[:, :-1] != above[:, 1:]
            down = above[:-1, :] != above[1:, :]
            places = [*zip(*np.nonzero(across), strict=True), *zip(*np.nonzero(down), strict=True)]
            for y, x in places:
                if not (math.isnan(levels[y, x])):
                    dots.dot(int(x), int(y), role)
                    found.setdefault(height, []).append((int(x) // 2, int(y) // 4))
        return found


def _round(value: float) -> float:
    """The nearest of 1, 2, 3 and 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    step = min((1, 2, 3, 5, 10), key=lambda each: abs(math.log(each * power / value)))
    return float(f"{step * power:.12g}")


def _between(values: Heights, count: int) -> Heights:
    """Rows at the middles of `count` equal parts of the extent, from first to last, each between its two nearest."""
    at = (np.arange(count) + 0.5) / count * (len(values) - 1)
    below = np.minimum(at.astype(int), len(values) - 2)
    part = (at - below)[:, np.newaxis]
    found: Heights = values[below] * (1 - part) + values[below + 1] * part
    return found


def labels(found: dict[float, list[tuple[int, int]]], rows: Sequence[int]) -> list[tuple[int, int, str]]:
    """A label for each contour line: the column and row where it begins, and its height; `rows` are tried in turn."""
    placed: list[tuple[int, int, str]] = []
    for height, cells in sorted(found.items(), reverse=True):
        text = _written(height)
        for row in rows:
            columns = sorted({column for column, at in cells if at == row})
            spot = next(
                (c - len(text) // 2 for c in columns if _is_free(placed, c - len(text) // 2, row, len(text))), None
            )
            if spot is not None:
                placed.append((spot, row, text))
                break
    return placed


def _is_free(placed: Sequence[tuple[int, int, str]], column: int, row: int, length: int) -> bool:
    return column >= 0 and all(
        at != row or column + length < start or start + len(text) < column for start, at, text in placed
    )


def _written(value: float) -> str:
    """A round number in few characters: `.1`, `0.002` as `.002`, `1e−5`."""
    if value and abs(value) < 0.001:
        mantissa, power = f"{value:.0e}".split("e")
        return f"{mantissa}e{int(power)}".replace("-", "−")
    text = f"{value:g}"
    return text.removeprefix("0") if text.startswith("0.") else text.replace("-0.", "−.").replace("-", "−")
