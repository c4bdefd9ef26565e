"""Pins as lines: the value whole, a curve of all its reach, in whatever room there is."""

from __future__ import annotations

import numpy as np
import pytest

from tui_tutor.engine.watch.values import take
from tui_tutor.study.pins import Pinned
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.pins import pin_lines, spark


def test_a_curve_shows_all_of_its_reach() -> None:
    assert spark([0.0, 1.0], 10) == "▁█"
    assert spark([float(at) for at in range(50)], 8) == "▁▂▃▄▅▆▇█"
    assert spark([1.0, float("nan"), 2.0], 5) == "▁ █"
    assert spark([3.0, 3.0], 5) == "▁▁"
    assert spark([1.0], 5) == ""


@pytest.mark.parametrize("columns", [20, 34, 80])
def test_a_line_fits_and_tells_the_value(columns: int) -> None:
    curve = tuple((at, float(at)) for at in range(30))
    pins = [
        Pinned("syn1[0, 0]", take(np.float64(-0.5698)), "", curve),
        Pinned("late", None, "not yet"),
        Pinned("w", take(np.arange(6.0).reshape(2, 3))),
    ]
    drawn = list(pin_lines(pins, columns))
    assert all(width(each) <= columns for each in drawn)
    assert "−0.5698" in text_of(drawn[0])
    assert "not yet" in text_of(drawn[1])
    assert "2×3" in text_of(drawn[2])
