"""The line of the error and of each row's verdict, for whatever target and prediction hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tui_tutor.engine.watch.values import take
from tui_tutor.view.lines import text_of
from tui_tutor.view.score import error_words
from tui_tutor.view.screen import screen
from view.opened import toy


@pytest.mark.parametrize(
    ("target", "prediction", "told"),
    [
        (np.ones((4, 1)), np.array([[0.9], [0.2], [0.6], [0.4]]), "C1 ✓ C2 ✗ C3 ✓ C4 ✗"),
        (np.ones((0, 1)), np.ones((0, 1)), None),
        (np.ones(0), np.ones(0), None),
        (np.full((2, 1), np.inf), np.full((2, 1), np.inf), "C1 ✗ C2 ✗"),
    ],
)
def test_verdicts(target: np.ndarray, prediction: np.ndarray, told: str | None) -> None:
    state = toy().state("1:22")
    assert state.moment is not None
    given = {"y": target, "l2": prediction}
    names = tuple(
        replace(each, value=replace(take(given[each.name]), axes=each.value.axes[: given[each.name].ndim]))
        if each.name in given and each.value is not None
        else each
        for each in state.moment.names
    )
    status = "".join(map(text_of, screen(replace(state, moment=replace(state.moment, names=names)), 120, 40)[:2]))
    assert told in status if told else "✓" not in status and "✗" not in status


def test_back_in_an_earlier_iteration_the_arrow_points_the_other_way() -> None:
    now, later = 0.4587, 0.4579
    assert text_of(error_words(now, later, back=True)) == "error 0.4587 ← 0.4579"
    assert text_of(error_words(later, now)) == "error 0.4587 → 0.4579"
