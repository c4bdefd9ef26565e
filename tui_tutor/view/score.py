"""How well the program does, on one line that is always there: the error, and which rows are right."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import Gaps
from tui_tutor.view.lines import EMPTY, Line, clip, line, text_of, width
from tui_tutor.view.matrix import label

MOST_ROWS = 8
"""Rows that are told one by one; of more, how many are right."""

LONGEST = 24
"""Characters of what a learner wants to be plotted."""

RIGHT, WRONG = "✓", "✗"


def score(
    moment: Moment,
    before: float | None,
    gaps: Gaps | None,
    columns: int,
    *,
    back: bool = False,
    plot: str | None = None,
) -> Line:
    """`error 0.4964 → 0.4493 · C1 ✓ C2 ✗`, as much of it as `columns` have room for.

    `before` is the plotted value before the last move, None where there was none; `back` tells that it is that of a
    later iteration, and turns the arrow round. What a learner wants to `plot` is called so, and is no error. A row is
    right where the prediction is nearer to the target than a half.
    """
    whole, now = error_words(moment.error, before, back=back, plot=plot), error_words(moment.error, None, plot=plot)
    rows = _verdicts(moment, gaps)
    each = _each(rows) if 0 < len(rows) <= MOST_ROWS else _count(rows)
    close = _each(rows, "") if 0 < len(rows) <= MOST_ROWS else _count(rows)
    for error in (whole, now):
        for told in (each, close, _count(rows), EMPTY):
            both = (*error, (" · ", "dim"), *told) if error and told else (*error, *told)
            if width(both) <= columns:
                return both
    return EMPTY


def error_words(now: float, before: float | None, *, back: bool = False, plot: str | None = None) -> Line:
    """The plotted value, and what it was before the last move where that was another one; the rest as in `score`."""
    if math.isnan(now):
        return EMPTY
    called = text_of(clip(line((plot, "dim")), LONGEST)) if plot is not None else "error"
    pieces = [(f"{called} ", "dim")]
    if before is not None and not math.isnan(before) and _text(before) != _text(now):
        if back:
            pieces += [(_text(now), "strong"), (" ← ", "dim"), (_text(before), "text")]
        else:
            better = "strong" if plot is not None else "yes" if now < before else "no"
            pieces += [(_text(before), "text"), (" → ", "dim"), (_text(now), better)]
    else:
        pieces.append((_text(now), "strong"))
    return line(*pieces)


def _text(value: float) -> str:
    """Four digits that mean something, without a sign where it is plus."""
    if value and not 1e-4 <= abs(value) < 1e5:
        return f"{value:.2e}".replace("e-0", "e−").replace("e-", "e−").replace("e+0", "e").replace("-", "−")
    digits = max(0, 4 - max(0, len(str(int(abs(value)))) - 1))
    return f"{value:.{digits}f}".replace("-", "−")


def _verdicts(moment: Moment, gaps: Gaps | None) -> list[tuple[str, bool]]:
    """Each row's name, and whether the prediction is on the target's side; none where either is not there yet."""
    if gaps is None:
        return []
    values = {state.name: state.value for state in moment.names}
    target, prediction = values.get(gaps.target), values.get(gaps.prediction)
    if not _comparable(target, prediction):
        return []
    assert target is not None
    assert prediction is not None
    data, guess = np.asarray(target.data, dtype=float), np.asarray(prediction.data, dtype=float)
    with np.errstate(invalid="ignore"):
        near = np.abs(data - guess) < 0.5
    right = near.all(axis=tuple(range(1, near.ndim)))
    axis = target.axes[0] if target.axes else None
    return [(label(axis, row), bool(each)) for row, each in enumerate(right)]


def _comparable(target: Value | None, prediction: Value | None) -> bool:
    if target is None or prediction is None or not target.is_array or target.shape != prediction.shape:
        return False
    return (
        target.whole and prediction.whole and target.data.dtype.kind in "biuf" and prediction.data.dtype.kind in "biuf"
    )


def _each(rows: Sequence[tuple[str, bool]], gap: str = " ") -> Line:
    pieces: list[tuple[str, str]] = []
    for name, right in rows:
        blank = " " if pieces else ""
        pieces += [(f"{blank}{name}{gap}", "dim"), (RIGHT if right else WRONG, "yes" if right else "no")]
    return line(*pieces)


def _count(rows: Sequence[tuple[str, bool]]) -> Line:
    right = sum(each for _, each in rows)
    return line((f"right {right} of {len(rows)}", "yes" if right == len(rows) else "text")) if rows else EMPTY
