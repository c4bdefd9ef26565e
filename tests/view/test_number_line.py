from __future__ import annotations

import pytest

from tui_tutor.view.lines import text_of, width
from tui_tutor.view.scene import Scene
from tui_tutor.view.stage import stage
from view.opened import script, toy

NORMAL = """import numpy as np
np.random.seed(1)
a = 3 * np.random.randn(40) + 2
b = np.random.uniform(-2, 4, 30) / 2
"""


def drawn(place: str, columns: int = 66, rows: int = 13) -> list[str]:
    moment = toy().moment(place)
    assert moment.event is not None
    lines = stage(Scene(moment.event, moment=moment), columns, rows)
    assert len(lines) <= rows
    assert all(width(each) <= columns for each in lines)
    return [text_of(each) for each in lines]


def row(lines: list[str], head: str) -> str:
    return next(each for each in lines if each.strip().startswith(head))


@pytest.mark.parametrize(
    ("place", "ranges"),
    [
        ("setup:8", ["drawn 0…1"]),
        ("setup:9", ["before 0…1", "after 0…2"]),
        ("setup:10", ["before 0…2", "after −1…1"]),
    ],
)
def test_each_line_reaches_as_far_as_its_numbers_can(place: str, ranges: list[str]) -> None:
    lines = drawn(place)
    scale = next(each for each in lines if each.split() in (["0", "1"], ["0", "1", "2"], ["−1", "0", "1", "2"]))
    for each in ranges:
        track = row(lines, each)
        low, high = each.split()[1].split("…")
        starts = 14 + min(at for at, sign in enumerate(track[14:]) if sign != " ")
        ends = max(at for at, sign in enumerate(track.rstrip()))
        assert abs(starts - scale.index(low) - (len(low) - 1)) <= 1
        assert abs(ends - scale.rindex(high)) <= 1, "the last number of the scale that it reaches"


def test_both_means_are_named_as_what_they_are() -> None:
    words = " ".join(" ".join(drawn("setup:9")).split())
    assert "mean of these 12 draws +0.35 → +0.71" in words
    assert "mean of all that can be drawn 0.5 → 1" in words
    words = " ".join(" ".join(drawn("setup:10")).split())
    assert "mean of these 12 draws +0.71 → −0.29" in words
    assert "mean of all that can be drawn 1 → 0" in words


def test_in_a_wide_place_they_share_a_line() -> None:
    assert "draws +0.35 → +0.71, mean of all" in "\n".join(drawn("setup:9", 116, 30))


def test_draws_without_ends_have_only_their_mean() -> None:
    opened = script(NORMAL)
    for place, mean, ranges in (("setup:4", "0 → 0", ""), ("setup:5", "0 → 2", ""), ("setup:8", "1 → 0.5", "−1…2")):
        moment = opened.moment(place)
        assert moment.event is not None
        words = [text_of(each) for each in stage(Scene(moment.event, moment=moment), 66, 13)]
        assert any(f"mean of all that can be drawn {mean}" in each for each in words), words
        assert any(ranges in each for each in words)
