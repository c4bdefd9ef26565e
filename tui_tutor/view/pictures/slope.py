"""A function of the program drawn from its own samples, with the live values on it and their tangents."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tui_tutor.engine.sampling import Sampled
from tui_tutor.view.dots import Dots, Plane
from tui_tutor.view.lines import EMPTY, Line, beside, clip, line, pad
from tui_tutor.view.numbers import number

SIDE = 5
"""Cells of the numbers beside the upright axis, its line included."""

REACH = 9.0
"""Dots from a live value to each end of its tangent."""

HIGHEST = 1e6
"""Sizes above which a sample does not widen the picture."""


def name_of(sampled: Sampled) -> str:
    """A function as it was called: `nonlin(x)`, `nonlin(x, deriv=True)`."""
    setting = f", {sampled.setting}" if sampled.setting else ""
    return f"{sampled.function}({sampled.parameter}{setting})"


def slope(samples: Sequence[Sampled], columns: int, rows: int, *, at: float = 0.5) -> list[Line]:
    """The picture of a function: its curve with live values and tangents and, where it is known, its slope beside it
    or below it. Without live values a single point stands at the share `at` of the range.
    """
    if not samples:
        return []
    last = samples[-1]
    if last.slope_of is None:
        return plot(samples[0], columns, rows, share=at)
    curve, own = last.slope_of, last
    output = _points(curve, at)[0][1]
    reach = float(own.xs[-1] - own.xs[0]) or 1.0
    under = (output - float(own.xs[0])) / reach
    if columns >= 56:
        left = (columns - 2) * 4 // 7
        return beside(
            [plot(curve, left, rows, share=at, steep=True), plot(own, columns - 2 - left, rows, share=under)], 2
        )
    if rows < 11:
        return plot(curve, columns, rows, share=at, steep=True)
    high = (rows + 1) // 2
    return [*plot(curve, columns, high, share=at, steep=True), *plot(own, columns, rows - high, share=under)]


def plot(
    sampled: Sampled,
    columns: int,
    rows: int,
    *,
    share: float = 0.5,
    focus: int | None = None,
    known: int | None = None,
    steep: bool = False,
) -> list[Line]:
    """One curve in `columns` by `rows`: its name, the curve, an axis.

    `focus` is the live value that the eye is to be on, `known` how many of them are shown (all where it is None).
    With `steep` each live value has its tangent; a point that is no live value always has.
    """
    head = clip(line((name_of(sampled), "operand")), columns)
    high = rows - 2
    across = columns - SIDE
    if high < 2 or across < 6:
        return [head][:rows]
    low, top = _ends(sampled)
    dots = Dots(across, high)
    left, right = float(sampled.xs[0]), float(sampled.xs[-1])
    plane = Plane(dots, left, right, low, top)
    if low < 0 < top:
        dots.stroke(0, plane.y(0), dots.width - 1, plane.y(0), "axis.line", every=3)
    if left < 0 < right:
        dots.stroke(plane.x(0), 0, plane.x(0), dots.height - 1, "axis.line", every=3)
    plane.curve([float(x) for x in sampled.xs], [float(y) for y in sampled.ys], "curve")
    points = _points(sampled, share)
    shown = points if known is None else points[:known]
    tangents = (steep or not len(sampled.at)) and len(sampled.slopes) == len(sampled.at)
    for index, (x, y, slant) in enumerate(shown):
        if tangents and (focus is None or index == focus) and len(points) <= 16:
            plane.tangent(x, y, slant, REACH, "tangent")
    for index, (x, y, _) in enumerate(shown):
        if math.isfinite(x) and math.isfinite(y) and index != focus:
            dots.text(*plane.cell(x, y), "●", "point")
    if focus is not None and focus < len(points) and all(map(math.isfinite, points[focus][:2])):
        dots.text(*plane.cell(*points[focus][:2]), "●", "curve.point")
    return [head, *_framed(dots.lines(), low, top), _across(left, right, across)]


def _points(sampled: Sampled, share: float) -> list[tuple[float, float, float]]:
    """Live values as (x, y, slope); where there are none, one point of the curve itself."""
    if len(sampled.at):
        steepness = sampled.slopes if len(sampled.slopes) == len(sampled.at) else [float("nan")] * len(sampled.at)
        return [(float(x), float(y), float(s)) for x, y, s in zip(sampled.at, sampled.values, steepness, strict=True)]
    index = min(len(sampled.xs) - 2, max(1, round(share * (len(sampled.xs) - 1))))
    run = float(sampled.xs[index + 1] - sampled.xs[index - 1])
    rise = float(sampled.ys[index + 1] - sampled.ys[index - 1])
    return [(float(sampled.xs[index]), float(sampled.ys[index]), rise / run if run else 0.0)]


def _ends(sampled: Sampled) -> tuple[float, float]:
    """The range upward: whole steps around what is finite."""
    ys = [float(y) for y in sampled.ys if math.isfinite(y) and abs(y) <= HIGHEST]
    if not ys:
        return 0.0, 1.0
    low, high = min(ys), max(ys)
    unit = 10.0 ** math.floor(math.log10(max(abs(low), abs(high), 1e-9))) if max(abs(low), abs(high)) > 1 else 1.0
    if high - low < 0.3 and abs(low) <= 1 and abs(high) <= 1:
        unit = 0.05
    low, high = math.floor(low / unit + 1e-9) * unit, math.ceil(high / unit - 1e-9) * unit
    return low, high if high > low else low + unit


def _framed(body: Sequence[Line], low: float, high: float) -> list[Line]:
    lines = []
    for index, each in enumerate(body):
        value = high if index == 0 else low if index == len(body) - 1 else None
        tick = _short(value) if value is not None else ""
        lines.append(((tick.rjust(SIDE - 1), "dim"), ("┤" if tick else "│", "axis.line"), *each))
    return lines


def _across(left: float, right: float, columns: int) -> Line:
    """The numbers under the plot: both ends and, where there is room, the middle."""
    first, middle, last = _short(left), _short((left + right) / 2), _short(right)
    free = columns - len(first) - len(middle) - len(last)
    if free < 4:
        return EMPTY
    before = columns // 2 - len(first) - len(middle) // 2
    text = first + " " * before + middle
    return pad(line((" " * SIDE + text + last.rjust(columns - len(text)), "dim")), columns + SIDE)


def _short(value: float) -> str:
    text = f"{value:g}".replace("-", "−")
    return text if len(text) < SIDE else number(value, 0, signed=False)[: SIDE - 1]


def caption(sampled: Sampled) -> Line:
    """What a curve shows, in words."""
    if sampled.slope_of is not None:
        return line((f"the slope of {name_of(sampled.slope_of)} at each live value", "dim"))
    count = len(sampled.at)
    words = f"{count} live values on the curve of {name_of(sampled)}" if count else f"the curve of {name_of(sampled)}"
    return line((words, "dim"))
