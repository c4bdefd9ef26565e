"""Two versions of a program side by side: where they part, how they learn, what they come to, what to notice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tui_tutor.engine.text.written import read_back
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import WhatIf
from tui_tutor.study.clashes import clash_words
from tui_tutor.study.compare import Comparison, Parting, Side
from tui_tutor.study.variation import Variation
from tui_tutor.view.dots import Dots
from tui_tutor.view.equation import short
from tui_tutor.view.lines import EMPTY, Line, beside, clip, harmless, line, pad, wrap
from tui_tutor.view.matrix import Fit, matrix
from tui_tutor.view.numbers import cells, is_plain, notation, number, thousands

PLOT_ROWS = 9
"""Rows of the plot of both curves."""

DECIMALS, MOST_CELLS = (4, 5, 6), 200
"""Digits after the point that are tried, and how many predictions are looked at for them."""

ONE, OTHER = "as it is", "changed"


def versions(
    comparison: Comparison, what_if: WhatIf | Variation, label: str, prediction: str, columns: int
) -> list[Line]:
    """The whole page, `columns` wide."""
    lines = [line((what_if.name, "strong")), *wrap(line((what_if.notice, "prose")), columns), EMPTY]
    lines += [each for change in what_if.changes for each in _change(change, columns)]
    lines += [EMPTY, *parting_lines(comparison.parting, columns)]
    # Where nothing is wrong the axes may only have got another meaning than the lesson's.
    other = comparison.other if what_if.mistake else replace(comparison.other, clash=None, clash_at=None)
    lines += [*_stopped(comparison, columns), *trouble(other, columns)]
    if comparison.one.curve and comparison.other.curve:
        lines += [EMPTY, *curves(comparison.one, comparison.other, label, columns)]
    told = _predictions(comparison, prediction, columns) or _printed(comparison, columns)
    lines += [EMPTY, *told]
    return [clip(each, columns) for each in lines]


def refused(note: str, columns: int, *, trusted: bool) -> list[Line]:
    """Why two versions cannot be run side by side; of a script that runs because it is `trusted` what to do instead."""
    why = wrap(line((note, "error")), columns)
    if not trusted:
        return why
    before, after = (wrap(line((words, "prose")), columns) for words in (TRUSTED, INSTEAD))
    return [*before, EMPTY, *why, EMPTY, *after]


TRUSTED = (
    "This script runs because you trust it. What is changed here is another script, so the guard looks at it as at any "
    "other, and refuses it:"
)
INSTEAD = "Change it yourself in the editor: what you type there is trusted as the script is."


def _stopped(comparison: Comparison, columns: int) -> list[Line]:
    """Which version did not come to its end, and how far it came."""
    lines: list[Line] = []
    for side, name in ((comparison.one, "As it is"), (comparison.other, "Changed")):
        if side.stopped is not None:
            reached = f"to iteration {thousands(side.iterations)}" if side.iterations else "past no iteration"
            words = f"{name}, it does not come to its end in {side.stopped:g} s of computing: it came {reached}."
            lines += wrap(line((words, "error")), columns)
    return [EMPTY, *lines] if lines else []


def trouble(side: Side, columns: int) -> list[Line]:
    """Why a version fails, or runs and is wrong."""
    lines: list[Line] = []
    if side.clash is not None and side.clash.error is None:
        code = short(" ".join(side.clash.site.code.split()), 40)
        lines += [EMPTY, line((f"{side.clash_at}  ", "axis"), (code, "operand"), (f"   {side.clash.shapes}", "rule"))]
        lines += wrap(line((clash_words(side.clash), "error")), columns)
        lines += _rule_in_axes(side.clash, columns)
    if side.failed is not None:
        code = short(" ".join(side.failed.site.code.split()), 40)
        lines += [EMPTY, line(("fails at  ", "error"), (code, "operand"), (f"   {side.failed.shapes or ''}", "rule"))]
        lines += wrap(line((side.failed.error or "", "error")), columns)
        for text, value in zip(side.failed.texts, side.failed.operands, strict=False):
            if value.is_array:
                axes = "×".join(name or "?" for name in value.axes) if any(value.axes) else ""
                lines.append(line((f"  {text.code}  ", "operand"), (size(value), "rule"), (f"  {axes}", "dim")))
    elif side.failure is not None:
        lines += [EMPTY, *wrap(line((side.failure, "error")), columns)]
    return lines


def parting_lines(parting: Parting | None, columns: int) -> list[Line]:
    """The first operation at which two versions differ, with both results."""
    if parting is None:
        return wrap(line(("Both do the same in the operations that were looked at.", "dim")), columns)
    lines = [line(("They part at ", "dim"), (parting.at, "axis"))]
    half = (columns - 3) // 2
    lines += beside([_result(parting.one, ONE, half), _result(parting.other, OTHER, half)], 3)
    return lines


def curves(one: Side, other: Side, label: str, columns: int) -> list[Line]:
    """Both error curves on the same logarithmic axes: solid as it is, dotted where it is changed."""
    points = [[(n, v) for n, v in side.curve if math.isfinite(v) and v > 0] for side in (one, other)]
    every = [value for each in points for _, value in each]
    if not every:
        return [line((f"{label} has no value to plot", "dim"))]
    across = min(columns - 8, 90)
    dots = Dots(across, PLOT_ROWS)
    right = math.log10(max(n for each in points for n, _ in each) + 2)
    high, low = math.log10(max(every)), math.log10(min(every))
    low = low if high - low > 1e-9 else high - 1
    for index, each in enumerate(points):
        before: tuple[int, int] | None = None
        for n, value in each:
            x = round(math.log10(n + 1) / right * (dots.width - 1))
            y = round((high - math.log10(value)) / (high - low) * (dots.height - 1))
            dots.stroke(*(before or (x, y)), x, y, ("curve", "other")[index], every=1 + 2 * index)
            before = (x, y)
    ticks = {0: number(10**high, 3, signed=False), PLOT_ROWS - 1: number(10**low, 3, signed=False)}
    body = [
        (*line((ticks.get(row, "").rjust(6), "dim"), ("┤" if row in ticks else "│", "axis.line")), *each)
        for row, each in enumerate(dots.lines())
    ]
    last = max(one.iterations, other.iterations)
    foot = pad(line(("0", "dim")), across - len(thousands(last)))
    legend = line((label, "strong"), ("   ── as it is", "curve"), ("   ┄┄ changed", "other"), ("   log-log", "dim"))
    return [legend, *body, (("       ", "dim"), *foot, (thousands(last), "dim"))]


def _change(change: tuple[str, str], columns: int) -> list[Line]:
    """One change of the text, old above new."""
    old, new = (" ".join(text.split()) for text in change)
    return [
        clip(line(("− ", "no"), (old, "dim")), columns),
        clip(line(("+ ", "yes"), (new or "(nothing)", "code.inline")), columns),
    ]


def _result(event: Event | None, head: str, columns: int) -> list[Line]:
    if event is None:
        return [line((head, "dim")), line(("does not get there", "dim"))]
    code = short(" ".join(event.site.code.split()), columns)
    lines = [line((head, "dim")), line((code, "operand")), line((event.shapes or "", "rule"))]
    if event.error is not None:
        return [*lines, *wrap(line((event.error, "error")), columns)]
    if event.result is not None and event.result.shape is not None:
        lines += matrix(event.result, Fit(4, True, 6, columns))
    return [clip(each, columns) for each in lines]


def _rule_in_axes(event: Event, columns: int) -> list[Line]:
    return [clip(line((event.axes, "dim")), columns)] if event.axes else []


def _predictions(comparison: Comparison, name: str, columns: int) -> list[Line]:
    """The final predictions, as it is and changed."""
    values = comparison.one.prediction, comparison.other.prediction
    if not name or all(value is None for value in values):
        return []
    heads = (f"{name}, {ONE}", f"{name}, {OTHER}")
    decimals = next((each for each in DECIMALS if all(_is_told(value, each) for value in values)), DECIMALS[-1])
    blocks = [[line((head, "dim")), *_prediction(value, decimals)] for head, value in zip(heads, values, strict=True)]
    half = (columns - 3) // 2
    return beside([[clip(each, half) for each in block] for block in blocks], 3)


def _printed(comparison: Comparison, columns: int) -> list[Line]:
    """The last of what both have printed, where that differs."""
    sides = (comparison.one, ONE), (comparison.other, OTHER)
    if comparison.one.printed == comparison.other.printed:
        return []
    half = (columns - 3) // 2
    blocks = []
    for side, name in sides:
        rows = [harmless(line((row or " ", "printed"))) for row in side.printed.split("\n")]
        head = line((f"printed last, {name}" if side.printed else f"nothing was printed, {name}", "dim"))
        blocks.append([head, *(clip(row, half) for row in rows)])
    return beside(blocks, 3)


def _is_told(value: Value | None, decimals: int) -> bool:
    """Whether with so many digits no number that is not zero looks like it."""
    data = np.atleast_1d(value.data) if value is not None and value.is_array else np.zeros(1)
    if not is_plain(data):
        return True
    told = cells(data.reshape(1, -1)[:, :MOST_CELLS], how=notation(data, decimals))[0]
    return all(float(read_back(text)) != 0 or number == 0 for text, number in zip(told, data.ravel(), strict=False))


def _prediction(value: Value | None, decimals: int) -> Sequence[Line]:
    return [line(("never came to be", "dim"))] if value is None else matrix(value, Fit(decimals, True, 8, 48))
