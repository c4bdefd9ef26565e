"""Where nothing is plotted, the picture says why."""

from __future__ import annotations

import math

import pytest

from tui_tutor.view.lines import text_of
from tui_tutor.view.pictures.error import curve

CASES = {
    "begins": ((), "begins when the first iteration ends"),
    "nan": (((0, math.nan), (1, math.nan)), "not a finite number in any iteration so far"),
    "too large": (((0, math.inf), (1, math.inf), (2, math.nan)), "toytutor check says why"),
    "negative": (((0, -1.0), (1, -2.0)), "press l for linear ones"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_says_why_it_is_empty(name: str) -> None:
    samples, words = CASES[name]
    lines = curve(samples, len(samples) - 1, math.nan, 10, "loss", 60, 12)
    assert words in " ".join(" ".join(map(text_of, lines)).split())


def test_linear_axes_hold_what_is_below_zero() -> None:
    lines = curve(((0, -1.0), (1, -2.0)), 1, -2.0, 10, "loss", 60, 12, linear=True)
    assert not any("press l" in text_of(each) for each in lines)
