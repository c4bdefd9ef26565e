"""A function of the program drawn from its own samples, with the live values on it, told in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tui_tutor.study.sampling import Cells, Sampled
from tui_tutor.view.dots import Dots, Plane
from tui_tutor.view.lines import EMPTY, Line, beside, block_width, clip, line, pad, width
from tui_tutor.view.numbers import number, thousands

SIDE = 5
"""Cells of the numbers beside the upright axis, its line included."""

REACH = 9.0
"""Dots from a live value to each end of its tangent."""

HIGHEST = 1e6
"""Sizes above which a sample does not widen the picture."""

SMALL = 10
"""Columns that a curve needs beside others of its kind."""

COUNTS = "●②③④⑤⑥⑦⑧⑨"
"""What is drawn for so many live values in one cell; for more of them as for one."""

IN, OUT, SLOPE = "in", "out", "slope"
"""What stands on the axes: what goes into the function, what comes out, and how steep it is there."""


@dataclass(frozen=True, slots=True, eq=False)
class Then:
    """The values of a call at the end of another iteration."""

    iteration: int
    values: Cells
    is_now: bool = False


def name_of(sampled: Sampled) -> str:
    """A function as it was called: `nonlin(x)`, `nonlin(x, deriv=True)`."""
    setting = f", {sampled.setting}" if sampled.setting else ""
    return f"{sampled.function}({sampled.parameter}{setting})"


def slope(
    samples: Sequence[Sampled],
    columns: int,
    rows: int,
    *,
    at: float = 0.5,
    names: Sequence[str] = (),
    then: Sequence[Then] = (),
) -> list[Line]:
    """The picture of a function: its curve with live values and, where it is known, its slope beside it or below it.

    Each live value is told in numbers, by its name, as far as there is room. Without live values a single point
    stands at the share `at` of the range. With the values of `then` the curve is drawn once for each of them.
    """
    if not samples:
        return []
    last = samples[-1]
    told = _told(last, names, at, columns, rows)
    high = rows - len(told)
    if last.slope_of is None:
        return [*plot(samples[0], columns, high, share=at), *(clip(each, columns) for each in told)]
    if len(then) > 1 and columns >= SIDE + len(then) * (SMALL + 1):
        drawn = _side_by_side(last, then, columns, high)
    else:
        drawn = _with_slope(last.slope_of, last, columns, high, at)
    return [*drawn, *(clip(each, columns) for each in told)][:rows]


def _with_slope(curve: Sampled, own: Sampled, columns: int, rows: int, at: float) -> list[Line]:
    """The curve with its tangents, and its slope: side by side, or one below the other."""
    output = _points(curve, at)[0][1]
    reach = float(own.xs[-1] - own.xs[0]) or 1.0
    under = (output - float(own.xs[0])) / reach
    if columns >= 2 * (SIDE + SMALL) + 2:
        left = (columns - 2) // 2
        right = columns - 2 - left
        return beside(
            [plot(curve, left, rows, share=at, steep=True), plot(own, right, rows, share=under, of=(OUT, SLOPE))], 2
        )
    if rows < 10:
        return plot(curve, columns, rows, share=at, steep=True)
    high = (rows + 1) // 2
    return [
        *plot(curve, columns, high, share=at, steep=True),
        *plot(own, columns, rows - high, share=under, of=(OUT, SLOPE)),
    ]


def _side_by_side(own: Sampled, then: Sequence[Then], columns: int, rows: int) -> list[Line]:
    """One curve after the other, each with its values at the end of another iteration, and how steep it is there."""
    curve = own.slope_of
    assert curve is not None
    across = (columns - SIDE - (len(then) - 1)) // len(then)
    blocks: list[list[Line]] = []
    for index, each in enumerate(then):
        outputs = each.values[np.isfinite(each.values)]
        slopes = np.interp(outputs, own.xs, own.ys)
        inputs = _inverted(curve, outputs)
        shown = _with_values(curve, inputs, outputs) if inputs is not None else _with_values(own, outputs, slopes)
        cells = across + (SIDE if index == 0 else 0)
        role = "rule" if each.is_now else "strong"
        long = across >= len("iteration 10,000")
        name = f"{'iteration' if long else 'it.'} {thousands(each.iteration)}"
        head = line((("out " if index == 0 else "").rjust(SIDE if index == 0 else 0), "dim"), (name, role))
        body = plot(shown, cells, rows - 1, bare=index > 0)[1:]
        ends = _slopes(slopes, across)
        indent = " " * (SIDE if index == 0 else 0)
        blocks.append([pad(clip(head, cells), cells), *body, pad(line((indent, "text"), (ends, "dim")), cells)])
    return beside(blocks, 1)


def _slopes(slopes: Cells, room: int) -> str:
    """How steep the curve is at the values: one number, or from the least to the most."""
    if not slopes.size:
        return ""
    low, high = (f"{each:.2f}".removeprefix("0") for each in (float(slopes.min()), float(slopes.max())))
    text = low if low == high else f"{low}–{high}"
    return f"slope {text}" if len(text) + 6 <= room else text


def _inverted(curve: Sampled, heights: Cells) -> Cells | None:
    """Where a rising or falling curve has these heights; None for one that does both, or is flat."""
    finite = np.isfinite(curve.ys)
    xs, ys = curve.xs[finite], curve.ys[finite]
    steps = np.diff(ys)
    if not len(steps) or not (np.all(steps > 0) or np.all(steps < 0)):
        return None
    order = slice(None) if steps[0] > 0 else slice(None, None, -1)
    found: Cells = np.interp(heights, ys[order], xs[order])
    return found


def _with_values(curve: Sampled, at: Cells, values: Cells) -> Sampled:
    """A curve with other live values on it."""
    none: Cells = np.full(len(at), math.nan)
    return Sampled(
        function=curve.function,
        parameter=curve.parameter,
        setting=curve.setting,
        xs=curve.xs,
        ys=curve.ys,
        at=at,
        values=values,
        slopes=none,
    )


def reading(sampled: Sampled, index: int, name: str = "", *, brief: bool = False) -> Line:
    """One live value in numbers: `in −0.17 → out 0.46 → slope 0.25`, without words where it is to be brief.

    Empty where there is no such value.
    """
    parent = sampled.slope_of
    if index >= len(sampled.at):
        return EMPTY
    curve = parent if parent is not None and index < len(parent.at) else None
    steps: list[tuple[str, float]] = []
    if curve is not None:
        steps += [(IN, float(curve.at[index])), (OUT, float(curve.values[index]))]
    else:
        steps += [(IN if parent is None else OUT, float(sampled.at[index]))]
    steps += [(OUT if parent is None else SLOPE, float(sampled.values[index]))]
    return _steps(steps, name, brief=brief)


def _steps(steps: Sequence[tuple[str, float]], name: str = "", *, brief: bool = False) -> Line:
    pieces = [(f"{name} ", "axis")] if name else []
    for at, (word, value) in enumerate(steps):
        pieces += [(" → " if at else "", "dim"), ("" if brief else f"{word} ", "dim"), (_told_number(value), "text")]
    return line(*pieces)


def _told_number(value: float) -> str:
    text = number(value, 2, signed=value < 0)
    return text if "e" not in text else f"{value:.4f}".replace("-", "−") if 5e-5 <= abs(value) < 1 else text


def _told(sampled: Sampled, names: Sequence[str], at: float, columns: int, rows: int) -> list[Line]:
    """The live values in numbers, as many as a third of the room holds; a curve's own point where there is none."""
    if rows < 7:
        return []
    if not len(sampled.at):
        curve = sampled.slope_of or sampled
        x, y, slant = _points(curve, at)[0]
        return [_steps([(IN, x), (OUT, y), *([(SLOPE, slant)] if sampled.slope_of is not None else [])])]
    most = max(1, rows // 3)
    count = len(sampled.at)
    shown = count if count <= most else max(1, most - 1)
    every = [names[index] if index < len(names) else "" for index in range(shown)]
    lines = [reading(sampled, index, name) for index, name in enumerate(every)]
    if block_width(lines) > columns:
        lines = [reading(sampled, index, name, brief=True) for index, name in enumerate(every)]
    return [*lines, *([line((f"⋮ {count - shown} more", "dim"))] if shown < count and most > 1 else [])]


def plot(
    sampled: Sampled,
    columns: int,
    rows: int,
    *,
    share: float = 0.5,
    focus: int | None = None,
    known: int | None = None,
    steep: bool = False,
    of: tuple[str, str] = (IN, OUT),
    bare: bool = False,
) -> list[Line]:
    """One curve in `columns` by `rows`: its name, the curve, an axis.

    `focus` is the live value that the eye is to be on, `known` how many of them are shown (all where it is None). Live
    values that fall into one cell are counted there. With `steep` each has its tangent; so has a single point of a
    curve `of` inputs and outputs, whose slope means something. A `bare` one has no numbers beside the upright axis.
    """
    side = 0 if bare else SIDE
    before = line((f"{of[1]} ".rjust(SIDE) if not bare else "", "dim"))
    name = name_of(sampled)
    # Where there is no room for all of it, the axis tells that it is the slope.
    name = name if width(before) + len(name) <= columns else f"{sampled.function}({sampled.parameter}, …)"
    head = clip((*before, (name, "operand")), columns)
    high, across = rows - 2, columns - side
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
    means = steep or (not len(sampled.at) and of[1] != SLOPE)
    if means and len(points) <= 16 and len(sampled.slopes) == len(sampled.at):
        for index, (x, y, slant) in enumerate(shown):
            if focus is None or index == focus:
                plane.tangent(x, y, slant, REACH, "tangent")
    _put_points(plane, shown, focus)
    return [head, *_framed(dots.lines(), low, top, bare), _across(left, right, across, side, of[0])]


def _put_points(plane: Plane, points: Sequence[tuple[float, float, float]], focus: int | None) -> None:
    """The live values; those in one cell are counted, and the one in focus lies on top."""
    held: dict[tuple[int, int], int] = {}
    for x, y, _ in points:
        if math.isfinite(x) and math.isfinite(y):
            held[plane.cell(x, y)] = held.get(plane.cell(x, y), 0) + 1
    for cell, count in held.items():
        plane.dots.text(*cell, COUNTS[count - 1] if count <= len(COUNTS) else COUNTS[0], "point")
    if focus is not None and focus < len(points) and all(map(math.isfinite, points[focus][:2])):
        plane.dots.text(*plane.cell(*points[focus][:2]), "●", "curve.point")


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


def _framed(body: Sequence[Line], low: float, high: float, bare: bool) -> list[Line]:
    lines = []
    for index, each in enumerate(body):
        value = high if index == 0 else low if index == len(body) - 1 else None
        tick = _short(value) if value is not None else ""
        left = line((tick.rjust(SIDE - 1), "dim"), ("┤" if tick else "│", "axis.line"))
        lines.append(each if bare else (*left, *each))
    return lines


def _across(left: float, right: float, columns: int, side: int, name: str) -> Line:
    """The numbers under the plot: both ends and, where there is room, the middle; before them what they are."""
    first, middle, last = _short(left), _short((left + right) / 2), _short(right)
    free = columns - len(first) - len(middle) - len(last)
    before = columns // 2 - len(first) - len(middle) // 2
    if free < 4 or before < 1:
        text = first + last.rjust(columns - len(first)) if columns - len(first) > len(last) else ""
    else:
        text = first + " " * before + middle
        text += last.rjust(columns - len(text))
    return pad(
        line((name.rjust(side - 1)[: side - 1].ljust(side) if side else "", "dim"), (text, "dim")), columns + side
    )


def _short(value: float) -> str:
    text = f"{value:g}".replace("-", "−")
    return text if len(text) < SIDE else number(value, 0, signed=False)[: SIDE - 1]
