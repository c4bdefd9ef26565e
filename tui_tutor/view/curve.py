"""The error curve in Braille dots, logarithmic both ways."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tui_tutor.view.lines import Line, Piece, clip, line, pad, width, wrap
from tui_tutor.view.numbers import number, thousands

Samples = Sequence[tuple[int, float]]

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Unicode's Braille patterns, U+2800 on: the bit of each of the 4 × 2 dots, by row and column."""

AXIS = 6
"""Cells of the numbers beside the upright axis."""


def curve(
    samples: Samples, at: int | None, value: float, total: int | None, label: str, columns: int, rows: int
) -> list[Line]:
    """The samples (iteration, value), a mark at iteration `at`, and below it what is plotted and its value there."""
    if not label:
        return wrap(line(("This program names nothing to plot.", "dim")), columns)
    shown = [*samples] if at is None or (samples and samples[-1][0] >= at) else [*samples, (at, value)]
    points = [(n, v) for n, v in shown if math.isfinite(v) and v > 0]
    caption = _caption(label, at, value, columns)
    height = rows - len(caption) - 2
    if not points:
        return [*caption, line(), *wrap(line(("The curve begins when the first iteration ends.", "dim")), columns)]
    if height < 2 or columns < AXIS + 8:
        return caption
    plot = _Plot(points, total, columns - AXIS, height)
    return [*caption, *plot.lines(at)]


def _caption(label: str, at: int | None, value: float, columns: int) -> list[Line]:
    if at is None or not math.isfinite(value):
        return [clip(line((label, "strong")), columns)]
    shown = line((" = ", "dim"), (number(value, 4, signed=False), "curve.point"))
    if width(shown) + len(label) <= columns:
        return [line((label, "strong"), *shown)]
    rest = line(*shown, (f"  at {thousands(at)}", "dim"))
    return [clip(line((label, "strong")), columns), clip(rest, columns)]


class _Plot:
    """One curve on logarithmic axes of `columns` by `rows` cells; iteration n stands at log(n + 1)."""

    def __init__(self, points: Samples, total: int | None, columns: int, rows: int) -> None:
        self.points = points
        self.columns, self.rows = columns, rows
        last = max(points[-1][0] + 1, total or 10)
        self.right = max(1.0, math.log10(last))
        values = [value for _, value in points]
        self.high = math.ceil(math.log10(max(values)) - 1e-9)
        self.low = min(math.floor(math.log10(min(values)) + 1e-9), self.high - 1)
        self._ticks: dict[int, str] = {}
        for power in range(self.low, self.high + 1):
            self._ticks.setdefault(self._dot_row(power) // 4, _power(power))

    def x(self, iteration: int) -> int:
        """The dot column of an iteration."""
        return round(math.log10(iteration + 1) / self.right * (2 * self.columns - 1))

    def y(self, value: float) -> int:
        """The dot row of a value, from the top."""
        return self._dot_row(math.log10(value))

    def _dot_row(self, power: float) -> int:
        share = (self.high - power) / (self.high - self.low)
        return min(4 * self.rows - 1, max(0, round(share * (4 * self.rows - 1))))

    def lines(self, at: int | None) -> list[Line]:
        """The rows of the plot, its lower axis and its numbers."""
        dots = self._dots()
        cursor = self._cursor(at)
        rows = []
        for row in range(self.rows):
            tick = self._ticks.get(row, "")
            pieces: list[Piece] = [(tick.rjust(AXIS - 1), "dim"), ("┤" if tick else "│", "axis.line")]
            for column in range(self.columns):
                bits = dots[row][column]
                if cursor == (row, column):
                    pieces.append(("●", "curve.point"))
                elif bits:
                    pieces.append((chr(0x2800 + bits), "curve"))
                else:
                    upright = cursor is not None and cursor[1] == column and row > cursor[0]
                    pieces.append(("┊" if upright else " ", "curve.drop"))
            rows.append(tuple(pieces))
        return [*rows, *self._lower_axis()]

    def _dots(self) -> list[list[int]]:
        grid = [[0] * self.columns for _ in range(self.rows)]
        places = [(self.x(n), self.y(v)) for n, v in self.points]
        for (x0, y0), (x1, y1) in zip(places, places[1:] or places, strict=False):
            steps = max(abs(x1 - x0), abs(y1 - y0), 1)
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps
                x = min(x, 2 * self.columns - 1)
                grid[y // 4][x // 2] |= _DOTS[y % 4][x % 2]
        return grid

    def _cursor(self, at: int | None) -> tuple[int, int] | None:
        if at is None:
            return None
        before = [value for n, value in self.points if n <= at]
        value = before[-1] if before else self.points[0][1]
        return self.y(value) // 4, min(self.x(at) // 2, self.columns - 1)

    def _lower_axis(self) -> list[Line]:
        marks = ["─"] * self.columns
        labels = [" "] * self.columns
        for power in range(0, int(self.right) + 1):
            column = min(self.x(10**power if power else 0) // 2, self.columns - 1)
            marks[column] = "┴"
            text = "0" if power == 0 else _short(10**power)
            start = min(max(0, column - len(text) // 2), self.columns - len(text))
            if all(cell == " " for cell in labels[max(0, start - 1) : start + len(text) + 1]):
                labels[start : start + len(text)] = text
        side = " " * (AXIS - 1)
        return [
            line((side + "└" + "".join(marks), "axis.line")),
            pad(line((side + " " + "".join(labels), "dim")), self.columns + AXIS),
        ]


def _power(power: int) -> str:
    """A power of ten beside the upright axis; none where it does not fit."""
    text = f"{10.0**power:g}" if -4 <= power <= 4 else f"1e{power}".replace("-", "−")
    return text if len(text) < AXIS else ""


def _short(value: int) -> str:
    if value >= 1_000_000:
        return f"1e{round(math.log10(value))}"
    return f"{value // 1000}k" if value >= 1000 else thousands(value)
