"""The error curve in Braille dots, on logarithmic axes or linear ones, with milestones and a cursor."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tui_tutor.lesson.model import Milestone
from tui_tutor.view.clicks import by_columns, going_to_iteration
from tui_tutor.view.dots import Dots
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.lines import Line, clip, line, pad, width, wrap
from tui_tutor.view.numbers import number, thousands

Samples = Sequence[tuple[int, float]]

AXIS = 6
"""Cells of the numbers beside the upright axis."""

FILLED = (40, 10)
"""Columns and rows from which the ground under the curve is dotted: of a large plot it tells at once where it fell."""


def curve(
    samples: Samples,
    at: int | None,
    value: float,
    total: int | None,
    label: str,
    columns: int,
    rows: int,
    *,
    linear: bool = False,
    cursor: int | None = None,
    marks: Sequence[Milestone] = (),
    whole: Samples = (),
    before: tuple[int, float] | None = None,
    keys: Keymap = USUAL,
) -> list[Line]:
    """The samples (iteration, value), a point at iteration `at`, and above it what is plotted and its value there.

    With a `cursor` its iteration and value are read out instead. `marks` that have been passed are shown. The axes
    are those of the `whole` curve where it is given, so that they stay while a part of it grows. With the iteration and
    the value `before` a move the part in between stands out, and the difference is told.
    """
    if not label:
        return wrap(line(("This program names nothing to plot.", "dim")), columns)
    shown = [*samples] if at is None or (samples and samples[-1][0] >= at) else [*samples, (at, value)]
    points = [(n, v) for n, v in shown if math.isfinite(v) and (linear or v > 0)]
    place = at if cursor is None or not points else min(cursor, points[-1][0])
    read = value if place == at else value_at(points, place or 0)
    moved = before if before is not None and cursor is None and before[0] != at and math.isfinite(before[1]) else None
    caption = _caption(label, place, read, columns, pointing=cursor is not None, before=moved)
    height = rows - len(caption) - 2
    if not points:
        return [*caption, line(), *wrap(line((_why_empty(shown, keys), "dim")), columns)]
    if height < 2 or columns < AXIS + 8:
        return caption
    reached = points[-1][0]
    ends = [(n, v) for n, v in whole if math.isfinite(v) and (linear or v > 0)]
    plot = _Plot(points, [*points, *ends], total, columns - AXIS, height, linear)
    passed = [m for m in marks if m.at <= reached]
    return [*caption, *plot.lines(at, place if cursor is not None else None, passed, moved)]


def _why_empty(samples: Samples, keys: Keymap) -> str:
    if any(math.isfinite(value) for _, value in samples):
        return f"Only what is above 0 has a place on logarithmic axes: press {keys['l']} for linear ones."
    if len(samples) > 1:
        return "It was not a finite number in any iteration so far; toytutor check says why."
    return "The curve begins when the first iteration ends."


def value_at(samples: Samples, iteration: int) -> float:
    """The value of the last sample up to an iteration; nan where there is none."""
    before = [value for n, value in samples if n <= iteration]
    return before[-1] if before else float("nan")


def _caption(
    label: str, at: int | None, value: float, columns: int, *, pointing: bool, before: tuple[int, float] | None
) -> list[Line]:
    if at is None or not math.isfinite(value):
        return [clip(line((label, "strong")), columns)]
    if before is not None:
        was, now = (number(each, 4, signed=False) for each in (before[1], value))
        change = line((was, "dim"), (" → ", "dim"), (now, "curve.point"))
        ends = line((f"  at {thousands(before[0])} → {thousands(at)}", "dim"))
        whole = (*change, *ends) if width(change) + width(ends) <= columns else change
        return [clip(line((label, "strong")), columns), clip(whole, columns)]
    shown = line((" = ", "dim"), (number(value, 4, signed=False), "curve.point"))
    if not pointing and width(shown) + len(label) <= columns:
        return [line((label, "strong"), *shown)]
    rest = line(*shown, (f"  at {thousands(at)}", "dim"))
    return [clip(line((label, "strong")), columns), clip(rest, columns)]


class _Plot:
    """One curve in `columns` by `rows` cells; on logarithmic axes iteration n stands at log(n + 1)."""

    def __init__(
        self, points: Samples, whole: Samples, total: int | None, columns: int, rows: int, linear: bool
    ) -> None:
        self.points = points
        self.linear = linear
        self.dots = Dots(columns, rows)
        last = max(points[-1][0] + 1, total or 10)
        values = [value for _, value in whole]
        if linear:
            self.right = float(max(1, last - 1))
            self.high = _above(max(values))
            self.low = min(0.0, -_above(-min(values)) if min(values) < 0 else 0.0)
            self.high = self.high if self.high > self.low else self.low + 1.0
        else:
            self.right = max(1.0, math.log10(last))
            self.high = math.log10(_above(max(values)))
            low = math.floor(math.log10(min(values)) + 1e-9)
            self.low = float(low if low < self.high - 0.2 else low - 1)

    def x(self, iteration: int) -> int:
        """The dot column of an iteration."""
        place = iteration if self.linear else math.log10(iteration + 1)
        return min(self.dots.width - 1, round(place / self.right * (self.dots.width - 1)))

    def y(self, value: float) -> int:
        """The dot row of a value, from the top."""
        return self._row(value if self.linear else math.log10(value))

    def _row(self, height: float) -> int:
        share = (self.high - height) / (self.high - self.low)
        return min(self.dots.height - 1, max(0, round(share * (self.dots.height - 1))))

    def lines(
        self, at: int | None, cursor: int | None, marks: Sequence[Milestone], moved: tuple[int, float] | None = None
    ) -> list[Line]:
        """The rows of the plot, its lower axis and its numbers; the part that was `moved` over stands out."""
        dots = self.dots
        low, high = sorted((moved[0], at)) if moved is not None and at is not None else (0, -1)
        before = (self.x(self.points[0][0]), self.y(self.points[0][1]))
        for n, value in self.points:
            here = (self.x(n), self.y(value))
            dots.stroke(*before, *here, "curve.point" if low < n <= high else "curve")
            before = here
        if moved is not None and (self.linear or moved[1] > 0):
            dots.text(self.x(moved[0]) // 2, self.y(moved[1]) // 4, "○", "curve.point")
        for mark in marks:
            self._flag(mark)
        for place, sign in ((at, "●"), (cursor, "┼")):
            if place is not None:
                self._point(place, sign)
        if dots.columns >= FILLED[0] and dots.rows >= FILLED[1]:
            self._fill()
        ticks = self._ticks()
        rows = []
        for row, body in enumerate(dots.lines()):
            tick = ticks.get(row, "")
            rows.append(((tick.rjust(AXIS - 1), "dim"), ("┤" if tick else "│", "axis.line"), *body))
        return [by_columns(each, self._leads_to) for each in (*rows, *self._lower_axis())]

    def _fill(self) -> None:
        """Sparse dots under the curve, as far as it goes."""
        tops: dict[int, int] = {}
        before = (self.x(self.points[0][0]), self.y(self.points[0][1]))
        for n, value in self.points:
            here = (self.x(n), self.y(value))
            for x in range(before[0], here[0] + 1):
                share = (x - before[0]) / max(1, here[0] - before[0])
                tops[x] = max(tops.get(x, 0), round(before[1] + (here[1] - before[1]) * share))
            before = here
        for x, top in tops.items():
            for y in range(top + 2, self.dots.height):
                if (x + 2 * (y // 2)) % 4 == 0 and y % 2:
                    self.dots.dot(x, y, "curve.drop", under=True)

    def _leads_to(self, column: int) -> str:
        """What a click on a column of the plot does: it leads to an iteration that the curve has there."""
        column, reached = column - AXIS, self.points[-1][0]
        if not 0 <= column <= self.x(reached) // 2:
            return ""
        place = (2 * column + 0.5) / (self.dots.width - 1) * self.right
        return going_to_iteration(min(reached, round(place if self.linear else 10.0**place - 1)))

    def _flag(self, mark: Milestone) -> None:
        """A milestone on the curve, and its iteration beside it where that is free."""
        value = value_at(self.points, mark.at)
        if not math.isfinite(value):
            return
        column, row = self.x(mark.at) // 2, self.y(value) // 4
        text = thousands(mark.at)
        role = f"milestone {going_to_iteration(mark.at)}"
        self.dots.text(column, row, "◆", role)
        for at in (column + 2, column - len(text) - 1):
            if self.dots.is_free(at, row, len(text)):
                self.dots.text(at, row, text, role)
                break

    def _point(self, at: int, sign: str) -> None:
        value = value_at(self.points, at)
        value = value if math.isfinite(value) else self.points[0][1]
        column, row = self.x(at) // 2, self.y(value) // 4
        for below in range(row + 1, self.dots.rows):
            if self.dots.is_free(column, below, 1):
                self.dots.text(column, below, "┊", "curve.drop")
        self.dots.text(column, row, sign, "curve.point")

    def _ticks(self) -> dict[int, str]:
        """The numbers beside the upright axis, by row."""
        ticks: dict[int, str] = {}
        if self.linear:
            for share in (0.0, 0.5, 1.0):
                value = self.low + (self.high - self.low) * share
                ticks.setdefault(self._row(value) // 4, f"{value:.3g}".replace("-", "−")[: AXIS - 1])
            return ticks
        for power in range(int(self.low), math.floor(self.high + 1e-9) + 1):
            ticks.setdefault(self._row(power) // 4, _power(power))
        top = f"{10.0**self.high:.1g}".replace("-", "−")
        if len(top) < AXIS:
            ticks.setdefault(0, top)
        return ticks

    def _lower_axis(self) -> list[Line]:
        columns = self.dots.columns
        marks, labels = ["─"] * columns, [" "] * columns
        for value in self._stops():
            column = min(self.x(value) // 2, columns - 1)
            marks[column] = "┴"
            text = "0" if value == 0 else _short(value)
            start = min(max(0, column - len(text) // 2), columns - len(text))
            if all(cell == " " for cell in labels[max(0, start - 1) : start + len(text) + 1]):
                labels[start : start + len(text)] = text
        side = " " * (AXIS - 1)
        return [
            line((side + "└" + "".join(marks), "axis.line")),
            pad(line((side + " " + "".join(labels), "dim")), columns + AXIS),
        ]

    def _stops(self) -> list[int]:
        if not self.linear:
            return [10**power if power else 0 for power in range(0, int(self.right) + 1)]
        unit = 10 ** max(0, math.floor(math.log10(max(1.0, self.right))))
        unit = unit if self.right / unit >= 2 else max(1, unit // 5)
        return list(range(0, int(self.right) + 2, unit))


def _above(value: float) -> float:
    """A round number not below a value."""
    if value <= 0:
        return 0.0
    unit = 10.0 ** math.floor(math.log10(value))
    return next((step * unit for step in (1, 2, 5, 10) if step * unit >= value * (1 - 1e-9)), value)


def _power(power: int) -> str:
    """A power of ten beside the upright axis; none where it does not fit."""
    text = f"{10.0**power:g}" if -4 <= power <= 4 else f"1e{power}".replace("-", "−")
    return text if len(text) < AXIS else ""


def _short(value: int) -> str:
    if value >= 1_000_000:
        return f"1e{round(math.log10(value))}"
    return f"{value // 1000}k" if value >= 1000 else thousands(value)
