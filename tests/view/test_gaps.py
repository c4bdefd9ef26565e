from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.values import Value, take
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.pictures.gaps import gaps
from view.values import arrays, values

NAN, INF = float("nan"), float("inf")


def of_customers(*numbers: float) -> Value:
    return replace(take(np.array(numbers).reshape(-1, 1)), axes=("customer", "output"))


Y = of_customers(1, 1, 0, 0)
FIRST = of_customers(0.54384086, 0.48895696, 0.47372957, 0.54470837)
LAST = of_customers(0.99702, 0.99672, 0.00261, 0.00387)


def text(target: Value | None, prediction: Value | None, columns: int, rows: int) -> str:
    lines = [text_of(each).rstrip() for each in gaps(target, prediction, "y", "l2", columns, rows)]
    return "\n".join(["", *lines, ""])


def roles(target: Value, prediction: Value) -> dict[str, str]:
    return {piece: role for line in gaps(target, prediction, "y", "l2", 28, 13) for piece, role in line}


def test_the_first_predictions() -> None:
    assert (
        text(Y, FIRST, 28, 13)
        == """
◆ y  ● l2
   0        ½        1 ◆ − ●
C1 ┈┈┈┈┈┈┈┈┈┊●──────▶◆ +0.46

C2 ┈┈┈┈┈┈┈┈┈●───────▶◆ +0.51

C3 ◆◀───────●┈┈┈┈┈┈┈┈┈ −0.47

C4 ◆◀────────●┈┈┈┈┈┈┈┈ −0.54
"""
    )
    assert (
        text(Y, FIRST, 48, 9)
        == """
◆ y  ● l2
   0                  ½                  1 ◆ − ●
C1 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┊┈●───────────────▶◆ +0.46
C2 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈●─────────────────▶◆ +0.51
C3 ◆◀────────────────●┊┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ −0.47
C4 ◆◀───────────────────●┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ −0.54
"""
    )


def test_the_last_predictions() -> None:
    assert (
        text(Y, LAST, 28, 6)
        == """
◆ y  ● l2  ◈ both
   0        ½        1 ◆ − ●
C1 ┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈◈ +3e−3
C2 ┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈◈ +3e−3
C3 ◈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈ −3e−3
C4 ◈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈ −4e−3
"""
    )


def test_what_does_not_exist_yet_is_an_empty_slot() -> None:
    assert (
        text(Y, None, 28, 6)
        == """
◆ y  ● l2
   0        ½        1 ◆ − ●
C1 ┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈◆     ·
C2 ┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈◆     ·
C3 ◆┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈     ·
C4 ◆┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈     ·
"""
    )
    assert text(None, None, 20, 6).splitlines()[-1] == "┈┈┈┈┈┈┊┈┈┈┈┈┈┈     ·"


def test_values_outside_widen_the_track_and_odd_ones_are_words() -> None:
    assert (
        text(Y, of_customers(NAN, 1.8, -INF, -0.4), 40, 6)
        == """
◆ y  ● l2
   −0.40       ½      1      +1.80 ◆ − ●
C1 ◆ 1  ● nan                        nan
C2 ┈┈┈┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈◆◀─────────● −0.80
C3 ◆ 0  ● −inf                      +inf
C4 ●───▶◆┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ +0.40
"""
    )


def test_what_is_left_out_is_counted() -> None:
    many = of_customers(*np.linspace(0, 1, 20))
    assert text(many, many, 28, 10).splitlines()[-1] == "⋮ 13 more"
    big = take(np.zeros((300, 40))).cut(10)
    assert text(big, big, 28, 10).splitlines()[-2:] == ["1·7 ◈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈  0.00", "⋮ 11993 more"]
    assert "⋮ 4 more" in text(Y, FIRST, 28, 2)


def test_more_columns_than_one_are_labelled_by_both() -> None:
    value = replace(take(np.eye(2)), axes=("customer", "output"))
    labels = [line.split()[0] for line in text(value, value, 30, 6).splitlines()[3:]]
    assert labels == ["C1·O1", "C1·O2", "C2·O1", "C2·O2"]


def test_without_room_for_a_track_the_numbers_stay() -> None:
    assert text(Y, FIRST, 12, 6) == "\n◆ y  ● l2\n   ◆ − ●\nC1 +0.46\nC2 +0.51\nC3 −0.47\nC4 −0.54\n"


@pytest.mark.parametrize(
    ("prediction", "words"),
    [
        (take(np.zeros(4)), "y is 4×1, l2 is 4,: no gap from cell to cell"),
        (take("text"), "l2 is text: it has no numbers to compare"),
        (take(np.zeros((0, 1))), "l2 is 0×1: it has no numbers to compare"),
    ],
)
def test_what_cannot_be_compared_is_told(prediction: Value, words: str) -> None:
    assert text(Y, prediction, 60, 9) == f"\n{words}\n"


def test_roles() -> None:
    of = roles(Y, of_customers(0.2, 1, 0, 0.6))
    assert (of["◆"], of["●"], of["C1"], of["◈"]) == ("strong", "curve.point", "axis", "strong")
    assert (of["+0.80"], of["−0.60"]) == ("data+3", "data-3")
    assert {of[piece] for piece in of if "▶" in piece} == {"data+3"}
    assert {of[piece] for piece in of if "┈" in piece} == {"dim"}


@given(st.one_of(st.none(), values()), st.one_of(st.none(), values()), st.integers(0, 90), st.integers(0, 30))
def test_it_always_fits(target: Value | None, prediction: Value | None, columns: int, rows: int) -> None:
    lines = gaps(target, prediction, "y", "日本", columns, rows)
    assert len(lines) <= rows
    assert all(width(line) <= columns for line in lines)
    assert bool(lines) == (columns > 0 and rows > 0)


@given(arrays(), st.integers(0, 90), st.integers(0, 30))
def test_it_always_fits_where_shapes_agree(
    data: np.ndarray[tuple[int, ...], np.dtype[np.float64]], c: int, r: int
) -> None:
    lines = gaps(take(data), take(data[::-1]), "y", "l2", c, r)
    assert len(lines) <= r
    assert all(width(line) <= c for line in lines)
