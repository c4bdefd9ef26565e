"""Random draws on a number line, how arithmetic moves and stretches them, and what a seed is good for."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tui_tutor.engine.watch.values import Value
from tui_tutor.study.draws import Spread
from tui_tutor.view.acting import Frame
from tui_tutor.view.acts.cells import known, result
from tui_tutor.view.equation import equation, short
from tui_tutor.view.lines import EMPTY, Line, clip, line, width
from tui_tutor.view.numbers import number, summed
from tui_tutor.view.scene import Scene

NAMED = 14
"""Cells beside a number line for what is on it."""

AFTER = 6
"""Blank cells after it."""

HEAPS = "•●●"
"""One, two, and more draws in one cell of the line."""


def random(scene: Scene, columns: int, rows: int) -> list[Line]:
    """Draws fall on a number line; a seed is shown by what is drawn after it."""
    event = scene.event
    value = event.result
    if value is None or value.shape is None:
        return _seed(scene, columns)
    cells = _finite(value)
    spreads = _spreads(scene, 1)
    low, high = _ends([cells], spreads)
    falls = max(1, round(len(cells) * scene.share))
    shown = cells[:falls]
    if value.is_number:
        over = line((short(event.site.code, columns), "operand"))
        return [over, EMPTY, *_lines([("drawn", shown)], spreads, low, high, columns)]
    below = _lines([("drawn", shown)], spreads, low, high, columns)
    if rows < len(below) + 4:
        return [line((f"{len(cells)} numbers drawn", "operand")), *below]
    room = rows - len(below)
    top = equation([f"{event.site.symbol} ⚄", *result(scene, marks=known(_by_count(scene, value)))], columns, room)
    return [*top, *below]


def moved(scene: Scene, columns: int, rows: int, head: Sequence[Line]) -> list[Line]:
    """Random draws before and after arithmetic with one number, on one number line; `head` is the equation."""
    event = scene.event
    value = event.result
    before = next(operand for operand in event.operands if operand.is_array)
    assert value is not None
    old, new = _finite(before), _finite(value)
    spreads = _spreads(scene, 2)
    low, high = _ends([old, new], spreads)
    on_the_way = [a + (b - a) * scene.share for a, b in zip(old, new, strict=False)]
    entries = [("before", old), ("after", on_the_way)]
    drawn = _lines(entries, spreads, low, high, columns)
    free = rows - len(drawn)
    return [*(head if len(head) <= free else []), *drawn]


def is_moved(scene: Scene) -> bool:
    """Whether the operation moves random draws by one number."""
    moment, event = scene.moment, scene.event
    if moment is None or not moment.is_drawn or event.result is None or not event.result.is_array:
        return False
    return sum(operand.is_array for operand in event.operands) == 1 and event.error is None


def _by_count(scene: Scene, value: Value) -> Frame | None:
    """The frame of a motion by share as one by cells, in reading order."""
    if scene.frame is None or scene.frame.brief:
        return scene.frame
    across = (value.shape or (1,))[-1] or 1
    at = round(value.data.size * scene.share)
    return Frame(at // across, at % across)


def _seed(scene: Scene, columns: int) -> list[Line]:
    """The same seed rolled twice, and none rolled twice."""
    rolls = scene.moment.rolls if scene.moment is not None else ()
    head = line((short(scene.event.site.code, columns), "operand"))
    if len(rolls) < 4:
        return [head, line(("⚄  every draw after this one is settled by the seed", "dim"))]
    seed = scene.event.texts[0].code if scene.event.texts else "?"
    words = (f"⚄ seed {short(seed, 6)}", "⚄ and again", "⚂ no seed", "⚂ and again")
    shown = 4 if scene.share >= 1 else 1 + int(scene.share * 4)
    lines = [head]
    for index, (word, roll) in enumerate(list(zip(words, rolls, strict=False))[:shown]):
        pieces = [(f"  {word}".ljust(16), "dim" if index % 2 else "text")]
        for value in roll[: max(1, (columns - 30) // 8)]:
            pieces += [(number(value, 4, signed=False), "data+3" if index < 2 else "data-3"), ("  ", "text")]
        if index == 1:
            pieces.append(("= the same", "yes"))
        if index == 3:
            pieces.append(("≠ others", "no"))
        lines.append(clip(tuple(pieces), columns))
    return lines


def _spreads(scene: Scene, count: int) -> Sequence[Spread]:
    """What the draws can be, for each of so many number lines; none where it is not known for all of them."""
    found = scene.moment.spreads if scene.moment is not None else ()
    return found[-count:] if len(found) >= count else ()


def _lines(
    entries: Sequence[tuple[str, Sequence[float]]], spreads: Sequence[Spread], low: float, high: float, columns: int
) -> list[Line]:
    """One number line for each entry under a common scale, as long as its numbers can be, and the means in words."""
    across = max(11, columns - NAMED - AFTER)
    lines = [_scale(low, high, across)]
    for index, (name, values) in enumerate(entries):
        spread = spreads[index] if spreads else None
        role = "curve.point" if index or len(entries) == 1 else "text"
        title = f"{name} {_range(spread)}".rstrip()
        pieces = [(title.rjust(NAMED - 2)[: NAMED - 1].ljust(NAMED - 2) + "  ", "operand" if index else "dim")]
        lines.append(clip((*pieces, *_track(values, spread, low, high, across, role)), columns))
    return [*lines, *_means(entries, spreads, columns)]


def _track(
    values: Sequence[float], spread: Spread | None, low: float, high: float, across: int, role: str
) -> list[tuple[str, str]]:
    """The line itself from end to end of what can be drawn, with every draw on it."""

    def place(value: float) -> int:
        return min(across - 1, max(0, round((value - low) / (high - low) * (across - 1))))

    first, last = 0, across - 1
    if spread is not None and spread.low is not None and spread.high is not None:
        first, last = place(spread.low), place(spread.high)
    counts: dict[int, int] = {}
    for value in values:
        counts[place(value)] = counts.get(place(value), 0) + 1
    zero = place(0.0) if low <= 0 <= high else -1
    ends = {first: "├", last: "┤"} if spread is not None and spread.low is not None else {}
    pieces = []
    for at in range(across):
        if at in counts:
            pieces.append((HEAPS[min(counts[at], 3) - 1], role))
        elif at in ends:
            pieces.append((ends[at], "axis"))
        else:
            inside = first <= at <= last
            pieces.append(("┼" if at == zero and inside else "─" if inside else " ", "axis.line"))
    return pieces


def _range(spread: Spread | None) -> str:
    """`0…1`: from where to where draws can lie."""
    if spread is None or spread.low is None or spread.high is None:
        return ""
    return f"{_plain(spread.low)}…{_plain(spread.high)}"


def _plain(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _means(entries: Sequence[tuple[str, Sequence[float]]], spreads: Sequence[Spread], columns: int) -> list[Line]:
    """The mean of all that can be drawn, and that of the draws that there are: they are not the same."""
    if not all(values for _, values in entries):
        return []
    means = [number(summed(values) / len(values)) for _, values in entries]
    count = len(entries[0][1])
    drawn = f"mean of {'these ' + str(count) + ' draws' if count > 1 else 'this draw'} "
    parts = [line((drawn, "dim"), (" → ".join(means), "text"))]
    if spreads:
        ideal = " → ".join(_plain(each.mean) for each in spreads)
        parts.append(line(("mean of all that can be drawn ", "dim"), (ideal, "text")))
    gap = line((", ", "dim"))
    if sum(map(width, parts)) + 2 + NAMED <= columns:
        parts = [line(*parts[0], *(gap if spreads else ()), *(parts[1] if spreads else ()))]
    indent = " " * (NAMED if max(map(width, parts)) + NAMED <= columns else 2)
    return [clip(line((indent, "text"), *part), columns) for part in parts]


def _scale(low: float, high: float, across: int) -> Line:
    """The whole numbers over a number line."""
    marks = [" "] * (across + 6)
    steps = max(1, math.ceil((high - low) / 8))
    for value in range(math.ceil(low), math.floor(high) + 1, steps):
        text = f"{value}".replace("-", "−")
        at = round((value - low) / (high - low) * (across - 1))
        start = max(0, at - (len(text) - 1))
        if all(mark == " " for mark in marks[max(0, start - 1) : start + len(text)]):
            marks[start : start + len(text)] = text
    return line((" " * NAMED + "".join(marks).rstrip(), "dim"))


def _ends(groups: Sequence[Sequence[float]], spreads: Sequence[Spread] = ()) -> tuple[float, float]:
    """Whole numbers around all values, and around all that they can be."""
    values = [value for group in groups for value in group] or [0.0]
    values += [end for each in spreads for end in (each.low, each.high) if end is not None and abs(end) < 1e9]
    low, high = math.floor(min(values)), math.ceil(max(values))
    return float(low), float(high if high > low else low + 1)


def _finite(value: Value) -> list[float]:
    cells = np.ravel(np.asarray(value.data))[:1000]
    if cells.dtype.kind not in "biuf":
        return []
    return [float(cell) for cell in cells if math.isfinite(cell) and abs(cell) < 1e9]
