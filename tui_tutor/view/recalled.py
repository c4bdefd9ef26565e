"""Values at other iterations, beside those of the present one: which iterations, and where their values are found."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import Lesson
from tui_tutor.study.sampling import Cells, Sampled
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.matrix import label
from tui_tutor.view.pictures.slope import Then
from tui_tutor.view.state import State

LATE, MIDDLE = 1_000, 100
"""The iterations that are compared with the first one: where most is learned, and on the way there."""


def compared(lesson: Lesson, total: int | None) -> tuple[int, ...]:
    """Three iterations to compare: the first, the middle one of the lesson's milestones on the way, and a late one."""
    late = LATE if total is None else min(LATE, total - 1)
    passed = [each.at for each in lesson.milestones if 0 < each.at < late]
    middle = passed[len(passed) // 2] if passed else min(MIDDLE, late // 2)
    return tuple(sorted({0, middle, late})) if late > 1 else ()


def is_wanted(moment: StudiedMoment) -> bool:
    """Whether the picture of a function compares iterations: where it is a slope, at values that have a name."""
    sampled = moment.functions[-1] if moment.functions else None
    return sampled is not None and sampled.slope_of is not None and holder(sampled, moment.names) is not None


def holder(sampled: Sampled, names: Sequence[NameState]) -> NameState | None:
    """The name whose cells are those that a function was called for, or what it made of them, the latter first."""
    wanted = (sampled.at,) if sampled.slope_of is not None else (sampled.values, sampled.at)
    for cells in wanted:
        for state in reversed(names):
            value = state.value
            if value is not None and value.is_array and value.data.dtype.kind in "biuf" and value.data.size:
                held = np.ravel(value.data)[: len(cells)].astype(float)
                if len(cells) and np.array_equal(held, cells, equal_nan=True):
                    return state
    return None


def cell_names(value: Value) -> list[str]:
    """The names of an array's cells in reading order: `C1` for a column of customers, `C1·H2` in a matrix."""
    shape = value.data.shape
    if len(shape) > 2 or not any(value.axes):
        return []
    names = []
    for flat in range(min(value.data.size, 256)):
        places = np.unravel_index(flat, shape)
        shown = [label(axis, int(at)) for axis, at, long in zip(value.axes, places, shape, strict=True) if long > 1]
        names.append("·".join(shown) or label(value.axes[0], 0))
    return names


def thens(state: State, moment: StudiedMoment, name: str, sampled: Sampled) -> list[Then]:
    """The values of a name at the iterations that are compared; the present ones stand in place of the nearest."""
    if sampled.slope_of is None or moment.position.place.iteration is None:
        return []
    now = moment.position.place.iteration
    found: dict[int, Cells] = {}
    for snapshot in state.recalled:
        value = next((each.value for each in snapshot.names if each.name == name), None)
        if value is not None and value.is_array and value.data.dtype.kind in "biuf":
            found[snapshot.iteration] = np.ravel(value.data)[:256].astype(float)
    if not found:
        return []
    near = min(found, key=lambda each: abs(math.log1p(each) - math.log1p(now)))
    found = {**{at: cells for at, cells in found.items() if at != near}, now: sampled.at}
    return [Then(at, cells, at == now) for at, cells in sorted(found.items())]
