"""A canvas of Braille dots: two across and four down in every cell, with words laid over them."""

from __future__ import annotations

import math

from tui_tutor.view.lines import Line, Piece

BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Unicode's Braille patterns, U+2800 on: the bit of each of the 4 × 2 dots, by row and column."""


class Dots:
    """A canvas of `columns` by `rows` cells, which is 2·`columns` by 4·`rows` dots, counted from the upper left.

    A cell has one role: that of what was drawn into it last, unless it was drawn with `under`. What lies outside of
    the canvas is not drawn.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = max(0, columns), max(0, rows)
        self.width, self.height = 2 * self.columns, 4 * self.rows
        self._bits = [[0] * self.columns for _ in range(self.rows)]
        self._roles = [[""] * self.columns for _ in range(self.rows)]
        self._texts: dict[tuple[int, int], Piece] = {}

    def dot(self, x: int, y: int, role: str, *, under: bool = False) -> None:
        """One dot; with `under` the cell keeps the role that it has."""
        if 0 <= x < self.width and 0 <= y < self.height:
            row, column = y // 4, x // 2
            self._bits[row][column] |= BITS[y % 4][x % 2]
            if not under or not self._roles[row][column]:
                self._roles[row][column] = role

    def stroke(self, x0: int, y0: int, x1: int, y1: int, role: str, *, every: int = 1, dash: int = 0) -> None:
        """A straight line of dots; with `every` only each second, third … of them, with `dash` a gap after so many."""
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        if steps > 4 * (self.width + self.height):
            # Far beyond the canvas: only the part that can be seen is worth drawing.
            return
        for step in range(0, steps + 1, every):
            if dash and step % (dash + 1) == dash:
                continue
            self.dot(round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps), role)

    def text(self, column: int, row: int, text: str, role: str) -> None:
        """Characters over the dots; what does not fit on the row is not drawn."""
        for offset, character in enumerate(text):
            if 0 <= column + offset < self.columns and 0 <= row < self.rows:
                self._texts[row, column + offset] = (character, role)

    def is_free(self, column: int, row: int, length: int) -> bool:
        """Whether `length` cells hold neither dots nor words, and lie on the canvas."""
        return 0 <= row < self.rows and all(
            0 <= each < self.columns and not self._bits[row][each] and (row, each) not in self._texts
            for each in range(column, column + length)
        )

    def is_unwritten(self, column: int, row: int, length: int) -> bool:
        """Whether `length` cells hold no words, and lie on the canvas; dots do not count."""
        return 0 <= row < self.rows and all(
            0 <= each < self.columns and (row, each) not in self._texts for each in range(column, column + length)
        )

    def lines(self) -> list[Line]:
        """The canvas as lines of exactly `columns` cells."""
        return [self._line(row) for row in range(self.rows)]

    def _line(self, row: int) -> Line:
        pieces: list[Piece] = []
        for column in range(self.columns):
            bits = self._bits[row][column]
            text = self._texts.get((row, column))
            piece = text or ((chr(0x2800 + bits), self._roles[row][column]) if bits else (" ", "text"))
            if pieces and pieces[-1][1] == piece[1]:
                pieces[-1] = (pieces[-1][0] + piece[0], piece[1])
            else:
                pieces.append(piece)
        return tuple(pieces)


class Plane:
    """Coordinates on a canvas: `left` to `right` across, `low` to `high` upward."""

    def __init__(self, dots: Dots, left: float, right: float, low: float, high: float) -> None:
        self.dots = dots
        self.left, self.right = left, right if right > left else left + 1
        self.low, self.high = low, high if high > low else low + 1

    def x(self, value: float) -> int:
        """The dot column of a coordinate."""
        share = (value - self.left) / (self.right - self.left)
        return round(min(9.0, max(-9.0, share)) * (self.dots.width - 1))

    def y(self, value: float) -> int:
        """The dot row of a coordinate."""
        share = (self.high - value) / (self.high - self.low)
        return round(min(9.0, max(-9.0, share)) * (self.dots.height - 1))

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """The column and row of the cell that a point lies in, the nearest at the edge for one outside."""
        column = min(self.dots.columns - 1, max(0, self.x(x) // 2))
        return column, min(self.dots.rows - 1, max(0, self.y(y) // 4))

    def curve(self, xs: list[float], ys: list[float], role: str) -> None:
        """A line through points; it is broken where one is not finite."""
        before: tuple[int, int] | None = None
        for x, y in zip(xs, ys, strict=True):
            if not (math.isfinite(x) and math.isfinite(y)):
                before = None
                continue
            here = (self.x(x), self.y(y))
            self.dots.stroke(*(before or here), *here, role)
            before = here

    def tangent(self, x: float, y: float, slope: float, reach: float, role: str) -> None:
        """A short straight line through a point, `reach` dots long to each side."""
        across = (self.dots.width - 1) / (self.right - self.left)
        up = (self.dots.height - 1) / (self.high - self.low)
        if not all(map(math.isfinite, (x, y, slope))):
            return
        run, rise = across, slope * up
        length = math.hypot(run, rise) or 1.0
        dx, dy = reach * run / length, reach * rise / length
        here = (self.x(x), self.y(y))
        self.dots.stroke(round(here[0] - dx), round(here[1] + dy), round(here[0] + dx), round(here[1] - dy), role)
