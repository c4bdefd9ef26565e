from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tutor.runner.protocol import Recalled
from tui_tutor.study.replay import snapshots
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.gallery import gallery
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.panels import content_of
from tui_tutor.view.pictures.slope import COUNTS, Then, plot, reading, slope
from tui_tutor.view.recalled import cell_names, compared, holder, is_wanted
from tui_tutor.view.replies import after
from tui_tutor.view.state import State
from view.opened import Opened, script, toy

USUAL, SMALL = (42, 12), (25, 12)


@cache
def trained() -> Opened:
    toy().engine.run_to(1_100)
    return toy()


def text(lines: list[Line]) -> str:
    return "\n".join(text_of(each) for each in lines)


def recalled(place: str) -> State:
    state = replace(trained().state(place), picture="s-curve")
    assert state.moment is not None
    iterations = compared(state.lesson, state.moment.total)
    return after(state, Recalled(1, tuple(snapshots(trained().engine, iterations, 4096))))


def test_the_axes_are_named_and_the_dots_told_in_numbers() -> None:
    drawn = text(gallery(replace(trained().state("0:36"), picture="s-curve"), *USUAL))
    assert "out nonlin(x)" in drawn
    assert "slope nonlin(x, …)" in drawn
    assert "in −6" in drawn
    assert "out 0" in drawn
    assert "C1 in 0.18 → out 0.54 → slope 0.25" in drawn
    assert "C3 in −0.11 → out 0.47 → slope 0.25" in drawn


def test_in_a_narrow_place_the_numbers_are_there_without_words() -> None:
    assert "C2 −0.04 → 0.49 → 0.25" in text(gallery(replace(trained().state("0:36"), picture="s-curve"), *SMALL))


def test_dots_that_coincide_are_counted() -> None:
    lines = gallery(replace(trained().state("0:36"), picture="s-curve"), *USUAL)
    signs = [sign for each in lines for piece, role in each if role == "point" for sign in piece]
    counts = [COUNTS.index(sign) + 1 for sign in signs if sign in COUNTS[1:]]
    assert counts
    assert sum(counts) + signs.count("●") == 8, "four on the curve, four on its slope"


def test_a_slope_of_a_slope_means_nothing_and_is_not_drawn() -> None:
    definition = trained().moment("setup:2").functions
    own = definition[-1]
    assert own.slope_of is not None
    roles = {role for each in plot(own, 40, 12, of=("out", "slope")) for _, role in each}
    assert "tangent" not in roles
    assert "tangent" in {role for each in plot(own.slope_of, 40, 12) for _, role in each}
    drawn = slope(definition, 42, 12)
    assert sum(role == "tangent" for each in drawn for _, role in each) > 0
    assert "in 0.00 → out 0.50 → slope 0.25" in text(drawn)


def test_unsure_and_sure_stand_side_by_side() -> None:
    state = recalled("0:36")
    assert compared(state.lesson, 60_000) == (0, 253, 1_000)
    lines = gallery(state, *USUAL)
    assert all(word in text_of(lines[0]) for word in ("it. 0", "it. 253", "it. 1,000"))
    assert text_of(next(each for each in lines if "slope .25" in text_of(each))).split() == [
        "slope",
        ".25",
        ".14–.25",
        ".03–.05",
    ]
    now = gallery(recalled("1000:30"), *USUAL)
    assert "C1 in 3.23 → out 0.96 → slope 0.04" in text(now)
    marked = [piece for piece, role in now[0] if role == "rule"]
    assert marked == ["it. 1,000"]


def test_where_the_learner_stands_takes_the_place_of_the_nearest() -> None:
    head = text_of(gallery(recalled("700:30"), *USUAL)[0])
    assert head.split() == ["out", "it.", "0", "it.", "253", "it.", "700"]


def test_another_program_compares_as_well() -> None:
    assert compared(script("x = 1\n").lesson, 5) == (0, 2, 4)
    assert compared(script("x = 1\n").lesson, None) == (0, 100, 1_000)
    assert compared(script("x = 1\n").lesson, 1) == ()


def test_only_a_slope_of_values_with_a_name_is_compared() -> None:
    wanted = {place: is_wanted(trained().moment(place)) for place in ("setup:2", "0:10", "0:36", "0:46")}
    assert wanted == {"setup:2": False, "0:10": False, "0:36": True, "0:46": True}
    found = holder(trained().moment("0:46").functions[-1], trained().moment("0:46").names)
    assert found is not None
    assert found.name == "l1"
    assert found.value is not None
    assert cell_names(found.value)[:5] == ["C1·H1", "C1·H2", "C1·H3", "C1·H4", "C2·H1"]


def test_the_stage_tells_the_dot_that_is_pointed_at() -> None:
    state = replace(trained().state("0:36"), cursor=Cursor(Panel.STAGE, "r", 2, 0))
    assert "C3 in −0.11 → out 0.47 → slope 0.25" in text(list(content_of(Panel.STAGE, state, 66, 13).lines))


def test_one_value_in_numbers() -> None:
    sampled = trained().moment("0:36").functions[-1]
    assert text_of(reading(sampled, 2)) == "in −0.11 → out 0.47 → slope 0.25"
    assert text_of(reading(sampled, 2, "C3", brief=True)) == "C3 −0.11 → 0.47 → 0.25"
    assert reading(sampled, 99) == ()


@pytest.mark.parametrize("place", ["setup:2", "0:10", "0:36", "0:46"])
@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 120),
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 10**6), st.lists(st.floats(-2, 3), max_size=6)), max_size=4),
)
@pytest.mark.slow
def test_it_is_never_larger_than_asked(
    place: str, columns: int, rows: int, moments: list[tuple[int, list[float]]]
) -> None:
    then = [Then(at, np.array(values, dtype=float), index == 0) for index, (at, values) in enumerate(moments)]
    lines = slope(trained().moment(place).functions, columns, rows, then=then, names=["a", "b"])
    assert len(lines) <= rows
    assert all(width(each) <= columns for each in lines)
