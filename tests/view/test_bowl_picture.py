from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.study.bowl import Bowl
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.pictures.bowl import INSET, SHADES, bowl

ACROSS, UP = np.linspace(0.0, 8.0, 9), np.linspace(0.0, 4.0, 5)

SMALL = Bowl(
    names=("w", "b"),
    dimensions=3,
    origin=np.zeros(3),
    directions=np.eye(3)[:2],
    across=ACROSS,
    up=UP,
    heights=10.0 ** np.add.outer(0 * UP, -ACROSS / 4),
    iterations=np.array([0, 1, 2, 10]),
    path=np.array([[1.0, 1.0], [2.0, 3.0], [4.0, 3.0], [7.0, 2.0]]),
    shares=(0.9, 0.0951),
    through=10,
    shapes=((2,), ()),
)


def texts(lines: list[Line]) -> list[str]:
    return [text_of(line) for line in lines]


def role_of(line: Line) -> set[str]:
    return {role for _, role in line}


def roles(lines: list[Line]) -> dict[str, set[str]]:
    """The roles that each character of a map has."""
    found: dict[str, set[str]] = {}
    for text, role in (piece for line in lines for piece in line if role_of(line) != {"dim"}):
        found.setdefault(text, set()).add(role)
    return found


def test_a_small_bowl() -> None:
    lines = texts(bowl(SMALL, (6.5, 2.1), 5, "error", 28, 11))
    assert len(lines) == 11
    assert lines[-2:] == ["error, slice of a 3-D bowl:", "90.0% + 9.5% of path to 10"]
    drawn = "".join(lines[:-2])
    assert drawn.count("○") == drawn.count("●") == 1
    assert ".5" in drawn, "a contour line has its height"


def test_what_the_characters_are() -> None:
    every = roles(bowl(SMALL, (6.5, 2.1), 5, "error", 30, 12))
    # A mark lies on the ground of its cell's height.
    assert all("ground" in role for mark in "●○" for role in every[mark])
    assert {role.split()[0] for role in every["●"]} == {"curve.point"}
    assert {role.split()[0] for role in every["○"]} == {"curve"}
    assert every.get(SHADES[-1], set()) <= {"bowl4", "bowl5"}
    found = {role for several in every.values() for role in several}
    grounds = {int(role[-1]) for each in found for role in each.split() if "ground" in role or "bowl" in role}
    assert grounds == {0, 1, 2, 3, 4, 5}


def test_the_path_is_drawn_as_far_as_it_was_walked() -> None:
    cells = []
    for iteration in (None, 0, 1, 5, 10):
        lines = bowl(SMALL, None, iteration, "error", 30, 20)
        shown = [(piece, role) for each in lines for piece, role in each]
        cells.append(sum(role.startswith("curve ") for _, role in shown))
        text = "".join(piece for piece, _ in shown)
        assert "○" in text
        assert "●" not in text
    assert cells == sorted(cells)
    assert cells[0] == 1 < cells[2] < cells[3] < cells[4]


def test_the_first_step_is_seen_enlarged_and_both_lengths_are_told() -> None:
    whole = replace(SMALL, first=0.0183, journey=20.57)
    lines = texts(bowl(whole, (6.5, 2.1), 5, "error", 42, 14))
    side = [each[42 - INSET :] for each in lines[: len(lines) - 2]]
    assert any("start ×" in each for each in side)
    assert any(each.count("○") == 1 for each in side)
    assert any("1" in each and "│" in each for each in side), "where it is after one iteration"
    assert any("1st step 0.018" in each for each in side)
    assert any("20.6 away" in each for each in side)
    small = " ".join(texts(bowl(whole, None, 5, "error", 34, 40)))
    assert f"First step 0.018, at {whole.through} 20.6 away." in " ".join(small.split())


def test_the_ball_stands_in_the_enlargement_as_long_as_it_is_there() -> None:
    whole = replace(SMALL, first=0.0183, journey=20.57)
    for at, seen in (((1.0, 1.0), True), ((1.2, 1.4), True), ((7.8, 0.2), False)):
        lines = texts(bowl(whole, at, 5, "error", 42, 14))
        assert ("●" in "".join(each[42 - INSET :] for each in lines[:12])) is seen


@pytest.mark.parametrize("at", [(-0.1, 2.0), (8.1, 2.0), (4.0, -1e300), (4.0, float("inf")), (float("nan"), 1.0)])
def test_a_ball_outside_is_told_and_not_drawn(at: tuple[float, float]) -> None:
    shown = texts(bowl(SMALL, at, 10, "error", 28, 13))
    assert "● is off the map." in "\n".join(shown[-4:])
    assert "".join(shown).count("●") == 1


def test_the_ball_at_the_very_corners_is_inside() -> None:
    for across, column in ((0.0, 0), (8.0, 39)):
        for up, row in ((0.0, -1), (4.0, 0)):
            shown = bowl(SMALL, (across, up), None, "error", 40, 20)
            drawn = texts(shown)[: len(shown) - len([each for each in shown if role_of(each) == {"dim"}])]
            assert drawn[row][column] == "●"


@pytest.mark.parametrize(("columns", "rows", "most"), [(25, 12, 4), (42, 12, 3), (50, 9, 2), (74, 12, 3)])
def test_the_usual_places_say_everything(columns: int, rows: int, most: int) -> None:
    wide = replace(SMALL, dimensions=16, shares=(0.9679, 0.029), through=59_999)
    lines = bowl(wide, (4.0, 2.0), 10, "mean |l2_error|", columns, rows)
    assert len(lines) == rows
    caption = [line for line in lines if role_of(line) == {"dim"}]
    assert len(caption) <= most
    words = " ".join(texts(caption))
    for part in ("mean |l2_error|", "lice of a", "16-", "bowl", "96.8% + 2.9%", "path", "59,999"):
        assert part in words


def test_heights_that_are_not_positive_or_not_there() -> None:
    heights = SMALL.heights - 0.5
    heights[:, 0] = np.nan
    heights[:, -1] = np.inf
    lines = bowl(replace(SMALL, heights=heights), None, None, "error", 36, 12)
    assert lines[0][0] == ("?", "odd") == lines[0][-1]
    for flat in (0.0, 0.3, np.nan):
        lines = bowl(replace(SMALL, heights=np.full((5, 9), flat)), None, None, "error", 36, 12)
        assert set(text_of(lines[0])) == {"?" if np.isnan(flat) else " "}


def test_no_bowl_and_no_room() -> None:
    assert bowl(None, (1.0, 1.0), 3, "error", 28, 13) == []
    assert bowl(SMALL, None, None, "error", 0, 9) == bowl(SMALL, None, None, "error", 9, 0) == []
    for columns, rows in ((28, 4), (7, 20)):
        lines = bowl(SMALL, (1.0, 1.0), 3, "error", columns, rows)
        assert lines
        assert {role for line in lines for _, role in line} == {"dim"}


@given(
    st.integers(0, 120),
    st.integers(0, 50),
    st.none() | st.tuples(st.floats(-1, 9), st.floats(-1, 5)),
    st.none() | st.integers(0, 20),
    st.sampled_from(
        ["", "error", "mean |l2_error|", "a label that has a great many words " * 4, "誤差の平均", "a\tb\x1b"]
    ),
    st.integers(0, 10**9),
    st.sampled_from([math.nan, 0.0, 0.0183, 1e300]),
)
def test_it_is_never_larger_than_asked(
    columns: int,
    rows: int,
    at: tuple[float, float] | None,
    iteration: int | None,
    label: str,
    through: int,
    first: float,
) -> None:
    small = replace(SMALL, through=through, dimensions=20_000, first=first, journey=20.6)
    lines = bowl(small, at, iteration, label, columns, rows)
    assert len(lines) <= rows
    assert all(width(line) <= columns for line in lines)
    assert all(text_of(line).isprintable() for line in lines)
    drawn = [line for line in lines if role_of(line) - {"dim"}]
    assert all(width(line) == columns for line in drawn)
    if drawn:
        assert len(lines) == rows
        assert len(lines) - len(drawn) <= 4
