from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.values import Value, take
from tui_tutor.lesson.model import Survey
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.pictures.survey import survey
from view.values import arrays, values

CATS = Survey("X", "y", ("has a cat", "drinks beer", "saw the website"), "bought", ("has a cat", "drinks beer"))


def table(rows: object, column: str) -> Value:
    return replace(take(np.array(rows)), axes=("customer", column))


X = table([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]], "question")
Y = table([[1], [1], [0], [0]], "output")
MANY = table([[at % 2, at % 3 % 2, at % 5 % 2] for at in range(30)], "question")


def text(lines: list[Line]) -> str:
    return "\n".join(["", *(text_of(each).rstrip() for each in lines), ""])


def cards(columns: int, rows: int, data: Value | None = X) -> str:
    return text(survey(CATS, data, None, False, columns, rows))


def grid(columns: int, rows: int, target: Value | None = Y, data: Value | None = X) -> str:
    return text(survey(CATS, data, target, True, columns, rows))


def test_cards_become_rows() -> None:
    assert (
        cards(28, 13)
        == """
X 4×3: customer × question

    has a  drinks  saw the
     cat    beer   website
C1   yes     no      yes
C2   no      yes     yes
C3   no      no      yes
C4   yes     yes     yes
      ▼       ▼       ▼
    ◯ Q1    ◯ Q2    ◯ Q3
                    same
                   for all
"""
    )
    assert (
        cards(48, 9)
        == """
X 4×3: customer × question
    has a cat   drinks beer   saw the website
C1     yes          no              yes
C2     no           yes             yes
C3     no           no              yes
C4     yes          yes             yes
        ▼            ▼               ▼
      ◯ Q1         ◯ Q2            ◯ Q3
                               same for all
"""
    )


def test_cards_in_little_room() -> None:
    assert (
        cards(28, 6)
        == """
    has a  drinks  saw the
     cat    beer   website
C1   yes     no      yes
C2   no      yes     yes
C3   no      no      yes
C4   yes     yes     yes
"""
    )
    assert (
        cards(14, 10)
        == """
X 4×3

   has a cat ⋯
C1    yes    ⋯
C2    no     ⋯
C3    no     ⋯
C4    yes    ⋯
       ▼
     ◯ Q1
"""
    )


def test_cards_that_are_not_there_yet_are_empty_slots() -> None:
    assert (
        cards(28, 13, None)
        == """
X

  has a    drinks  saw the
   cat      beer   website
    ·        ·        ·
    ⋮        ⋮        ⋮
    ▼        ▼        ▼
    ◯        ◯        ◯
"""
    )


def test_many_cards_are_counted() -> None:
    shown = cards(28, 13, MANY)
    assert shown.count("\nC") == 7
    assert "\n⋮ 23 more\n" in shown
    big = replace(take(np.ones((300, 3))), axes=("customer", "question")).cut(10)
    assert "⋮ 236 more" in cards(28, 80, big)
    assert "same" not in cards(28, 80, big)


def test_the_same_for_all_is_computed() -> None:
    assert "same for all" not in cards(48, 9, MANY)
    assert "same for all" not in cards(48, 9, table([[1, 0, 1]], "question"))
    assert "same for all" not in cards(48, 9, table([[float("nan")] * 3] * 4, "question"))
    assert cards(60, 9, table([[0, 2.5, 1]] * 3, "question")).count("same for all") == 3


def test_numbers_that_are_neither_yes_nor_no_stay_numbers() -> None:
    shown = cards(48, 9, table([[0.5, float("nan"), 1], [float("-inf"), -3, 0]], "question"))
    assert all(word in shown for word in ("+0.50", "nan", "−inf", "−3.00", "yes", "no"))


def test_who_answered_what() -> None:
    assert (
        grid(28, 13)
        == """
y: who bought?

             drinks beer
             no      yes
has a cat ┌───────┬───────┐
       no │C3 no  │C2 yes │
          ├───────┼───────┤
      yes │C1 yes │C4 no  │
          └───────┴───────┘
"""
    )
    assert (
        grid(48, 9)
        == """
y: who bought?

                     drinks beer
                 no              yes
has a cat ┌───────────────┬───────────────┐
       no │    C3 no      │    C2 yes     │
          ├───────────────┼───────────────┤
      yes │    C1 yes     │    C4 no      │
          └───────────────┴───────────────┘
"""
    )
    assert (
        grid(28, 6)
        == """
y: who bought?

             drinks beer
has a cat    no      yes
       no  C3 no   C2 yes
      yes  C1 yes  C4 no
"""
    )


def test_both_side_by_side() -> None:
    assert (
        grid(74, 12)
        == """
X 4×3: customer × question             y: who bought?

                drinks    saw the                       drinks beer
   has a cat     beer     website                     no          yes
C1    yes        no         yes        has a cat ┌───────────┬───────────┐
C2    no         yes        yes               no │  C3 no    │  C2 yes   │
C3    no         no         yes                  ├───────────┼───────────┤
C4    yes        yes        yes              yes │  C1 yes   │  C4 no    │
       ▼          ▼          ▼                   └───────────┴───────────┘
      ◯ Q1       ◯ Q2       ◯ Q3
                          same for
                            all
"""
    )
    assert text(survey(CATS, X, Y, False, 74, 12)) == grid(74, 12)


def test_answers_that_are_not_there_yet_are_empty_slots() -> None:
    assert "│C3 · │" in grid(28, 13, None).replace("  ", " ").replace("│ ", "│")
    assert grid(28, 13, None, None).count("·") == 4


def test_a_cell_that_holds_nobody_is_an_empty_slot() -> None:
    assert grid(28, 13, Y, table([[0, 0, 1]] * 4, "question")).count("·") == 3


def test_people_that_have_no_place_are_counted() -> None:
    shown = grid(28, 13, data=table([[0.5, 1, 1], [float("nan"), 1, 1], [1, 1, 1], [0, 0, 0]], "question"))
    assert "⋮ 2 neither yes nor no" in shown
    shown = grid(40, 13, table([[at % 2] for at in range(30)], "output"), MANY)
    listed = shown.count("C") + sum(int(word.split("more")[0]) for word in shown.replace("⋮", "⋮ ").split("⋮ ")[1:])
    assert listed == 30


def test_without_a_grid_the_answers_are_a_column() -> None:
    shown = text(survey(replace(CATS, grid=None), X, Y, True, 48, 9))
    assert "bought?" in shown
    assert shown.splitlines()[7].split() == "◯ Q1 ◯ Q2 ◯ Q3 y".split()


@pytest.mark.parametrize("value", [take("text"), take(3.0), take(np.zeros((0, 3))), take(np.zeros((2, 3, 4)))])
def test_what_is_no_table_is_told(value: Value) -> None:
    assert "it has no rows of answers" in cards(60, 9, value)


@given(
    st.one_of(st.none(), values()),
    st.one_of(st.none(), values()),
    st.sampled_from([CATS, replace(CATS, grid=None), Survey("日本", "y", ("日本語の行列", ""), "x" * 50, None)]),
    st.booleans(),
    st.integers(0, 100),
    st.integers(0, 30),
)
def test_it_always_fits(
    data: Value | None, target: Value | None, asked: Survey, step: bool, columns: int, rows: int
) -> None:
    lines = survey(asked, data, target, step, columns, rows)
    assert len(lines) <= rows
    assert all(width(line) <= columns for line in lines)
    assert bool(lines) == (columns > 0 and rows > 0)


@given(st.integers(1, 40), st.integers(1, 8), st.lists(st.sampled_from([0, 1, 2.5, np.nan]), min_size=1, max_size=9))
def test_tables_always_fit(down: int, across: int, filling: list[float]) -> None:
    data, target = np.resize(np.array(filling), (down, across)), np.resize(np.array(filling[::-1]), (down, 2))
    for step in (False, True):
        for columns, rows in ((28, 13), (48, 9), (74, 12), (100, 3), (9, 9)):
            lines = survey(CATS, take(data), take(target).cut(20), step, columns, rows)
            assert len(lines) <= rows
            assert all(width(line) <= columns for line in lines)


@given(arrays(), st.integers(1, 100), st.integers(1, 30))
@pytest.mark.slow
def test_odd_arrays_always_fit(
    data: np.ndarray[tuple[int, ...], np.dtype[np.float64]], columns: int, rows: int
) -> None:
    lines = survey(CATS, take(data), take(data), True, columns, rows)
    assert len(lines) <= rows
    assert all(width(line) <= columns for line in lines)
