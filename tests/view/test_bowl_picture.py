from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.bowl import Bowl
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.pictures.bowl import SHADES, bowl

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
    assert texts(bowl(SMALL, (6.5, 2.1), 5, "error", 28, 9)) == [
        "██████▓▓▓▓▓▒▒▒▒▒▒░░░░░      ",
        "██████·•······•···░░░░      ",
        "█████··▓▓▓▓▒▒▒▒▒▒·····●     ",
        "████··▓▓▓▓▓▒▒▒▒▒▒░░░░░      ",
        "███○·█▓▓▓▓▓▒▒▒▒▒▒░░░░░      ",
        "██████▓▓▓▓▓▒▒▒▒▒▒░░░░░      ",
        "error, slice of a 3-D bowl:",
        "90.0% + 9.5% of path",
        "variance to 10",
    ]


def test_what_the_characters_are() -> None:
    every = roles(bowl(SMALL, (6.5, 2.1), 5, "error", 40, 12))
    # A mark lies on the ground of its cell's height.
    found = {text: {role.split(" ")[0] for role in several} for text, several in every.items()}
    assert all("ground" in role for mark in "●○•" for role in every[mark])
    assert (found["●"], found["○"], found["•"], found["·"]) == ({"curve.point"}, {"curve"}, {"curve"}, {"curve"})
    assert found[SHADES[-1]] == {"bowl4", "bowl5"}
    assert found[SHADES[1]] <= {"bowl1", "bowl2"}
    assert set().union(*(found[shade] for shade in SHADES)) == {f"bowl{n}" for n in range(6)}


def test_the_path_is_drawn_as_far_as_it_was_walked() -> None:
    dots = [sum(text.count("•") for text in texts(bowl(SMALL, None, n, "error", 60, 20))) for n in (None, 0, 1, 5, 10)]
    assert dots == [0, 0, 1, 2, 3]
    for iteration in (None, 0, 10):
        assert "○" in "".join(texts(bowl(SMALL, None, iteration, "error", 60, 20)))
        assert "●" not in "".join(texts(bowl(SMALL, None, iteration, "error", 60, 20)))


@pytest.mark.parametrize("at", [(-0.1, 2.0), (8.1, 2.0), (4.0, -1e300), (4.0, float("inf")), (float("nan"), 1.0)])
def test_a_ball_outside_is_told_and_not_drawn(at: tuple[float, float]) -> None:
    shown = texts(bowl(SMALL, at, 10, "error", 28, 13))
    assert "● is off the map." in "\n".join(shown[-4:])
    assert "".join(shown).count("●") == 1


def test_the_ball_at_the_very_corners_is_inside() -> None:
    for across, column in ((0.0, 0), (8.0, 39)):
        for up, row in ((0.0, -1), (4.0, 0)):
            shown = bowl(SMALL, (across, up), None, "error", 40, 20)
            drawn = [text for text in texts(shown) if text[0] in SHADES or text[0] in "●○"]
            assert drawn[row][column] == "●"


@pytest.mark.parametrize(("columns", "rows", "most"), [(28, 13, 4), (50, 9, 2), (74, 12, 3)])
def test_the_usual_places_say_everything(columns: int, rows: int, most: int) -> None:
    wide = replace(SMALL, dimensions=16, shares=(0.9679, 0.029), through=59_999)
    lines = bowl(wide, (4.0, 2.0), 10, "mean |l2_error|", columns, rows)
    assert len(lines) == rows
    caption = [line for line in lines if role_of(line) == {"dim"}]
    assert len(caption) <= most
    words = " ".join(texts(caption))
    for part in ("mean |l2_error|", "slice of a", "16-", "bowl", "96.8% + 2.9%", "path", "variance", "59,999"):
        assert part in words


def test_heights_that_are_not_positive_or_not_there() -> None:
    heights = SMALL.heights - 0.5
    heights[:, 0] = np.nan
    heights[:, -1] = np.inf
    lines = bowl(replace(SMALL, heights=heights), None, None, "error", 36, 12)
    assert lines[0][0] == ("?", "odd") == lines[0][-1]
    assert SHADES[0] in text_of(lines[0])
    for flat in (0.0, 0.3, np.nan):
        lines = bowl(replace(SMALL, heights=np.full((5, 9), flat)), None, None, "error", 36, 12)
        assert set(text_of(lines[0])) == {"?" if np.isnan(flat) else " "}


def test_no_bowl_and_no_room() -> None:
    assert bowl(None, (1.0, 1.0), 3, "error", 28, 13) == []
    assert bowl(SMALL, None, None, "error", 0, 9) == bowl(SMALL, None, None, "error", 9, 0) == []
    for columns, rows in ((28, 5), (7, 20)):
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
)
def test_it_is_never_larger_than_asked(
    columns: int, rows: int, at: tuple[float, float] | None, iteration: int | None, label: str, through: int
) -> None:
    lines = bowl(replace(SMALL, through=through, dimensions=20_000), at, iteration, label, columns, rows)
    assert len(lines) <= rows
    assert all(width(line) <= columns for line in lines)
    assert all(text_of(line).isprintable() for line in lines)
    drawn = [line for line in lines if role_of(line) - {"dim"}]
    assert all(width(line) == columns for line in drawn)
    if drawn:
        assert len(lines) == rows
        assert len(lines) - len(drawn) <= 4
