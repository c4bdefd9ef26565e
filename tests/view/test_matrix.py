from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.view.lines import text_of
from tui_tutor.view.matrix import Fit, empty, matrix
from tui_tutor.view.names import changed_cells, names, title


def text(value: Value, fit: Fit) -> list[str]:
    return [text_of(line) for line in matrix(value, fit)]


def roles_of(state: NameState) -> list[str]:
    return [role for line in list(names([state], 80))[1:] for piece, role in line if piece.strip()]


BIG = take(np.arange(12_000.0).reshape(300, 40) - 6000)


def test_a_small_one_is_shown_whole() -> None:
    value = replace(take(np.array([[1, 0], [0, 1]])), axes=("customer", "question"))
    assert text(value, Fit()) == ["   Q1 Q2", "C1  1  0", "C2  0  1"]


@pytest.mark.parametrize("fit", [Fit(rows=8, width=30), Fit(labels=False, rows=3, width=20)])
def test_a_window_says_that_it_is_one(fit: Fit) -> None:
    lines = text(BIG, fit)
    assert len(lines) <= fit.rows
    assert max(map(len, lines)) <= fit.width
    assert lines[-1].strip() == "⋮"
    assert all(line.endswith("⋯") for line in lines[:-1])


def test_a_window_over_what_was_not_sent() -> None:
    value = take(np.zeros((200, 3))).cut(100)
    lines = text(value, Fit(rows=1000))
    assert lines[-1].strip() == "⋮"
    assert len(lines) <= 65


@pytest.mark.parametrize(
    ("array", "shape"), [(BIG, "x 300×40"), (take(np.zeros((2, 3, 4))), "x 2×3×4"), (take(np.zeros(5)), "x 5,")]
)
def test_the_true_shape_is_told(array: Value, shape: str) -> None:
    assert text_of(title(NameState("x", array))) == shape
    assert text_of(title(NameState("x", array.cut(10)))) == shape


def test_three_dimensions_say_which_part_is_seen() -> None:
    assert text(take(np.zeros((2, 3, 4))), Fit())[-1] == "[0] of 2×3×4"


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0)])
def test_nothing_is_told_in_words(shape: tuple[int, ...]) -> None:
    (line,) = text(take(np.zeros(shape)), Fit())
    assert line.startswith("no numbers: ")


def test_what_is_yet_to_come_is_an_empty_slot() -> None:
    expected = take(np.full((2, 3), 7.0))
    lines = names([NameState("l1", None, expected)], 80)
    assert [text_of(line).split() for line in lines] == [["l1"], ["·", "·", "·"], ["·", "·", "·"]]
    assert [text_of(line) for line in empty(None, Fit())] == ["·"]
    assert [text_of(line) for line in names([NameState("count", None, take(7))], 80)] == ["count ·"]


def test_left_over_values_are_dimmed() -> None:
    value = take(np.ones((2, 2)))
    assert all("left" in role.split() for role in roles_of(NameState("l1", value, left_over=True)))
    assert not any("left" in role.split() for role in roles_of(NameState("l1", value)))
    assert "left" in next(names([NameState("n", take(3), left_over=True)], 80))[-1][1]


def test_only_cells_that_changed_are_marked() -> None:
    before, after = take(np.array([[1.0, np.nan], [3.0, 4.0]])), take(np.array([[1.0, np.nan], [3.5, 4.0]]))
    marks = changed_cells(NameState("w", after, before=before, changed=True))
    assert [marks(row, column) for row in range(2) for column in range(2)] == ["", "", "changed", ""]


def test_all_of_a_new_array_is_marked() -> None:
    value = take(np.ones((2, 2)))
    assert all("changed" in role.split() for role in roles_of(NameState("w", value, changed=True)))
    reshaped = NameState("w", value, before=take(np.ones((4, 1))), changed=True)
    assert all("changed" in role.split() for role in roles_of(reshaped))
    assert not any("changed" in role for role in roles_of(NameState("w", value)))


def test_an_alias_is_named_with_what_it_is() -> None:
    value = take(np.ones((4, 3)))
    assert [text_of(line) for line in names([NameState("l0", value, alias_of="X")], 80)] == ["l0 = X 4×3"]


def test_single_numbers_keep_their_names_when_broken() -> None:
    states = [NameState(f"name{index}", take(index)) for index in range(6)]
    lines = [text_of(line) for line in names(states, 20)]
    assert [part for line in lines for part in line.split("   ")] == [f"name{index} {index}" for index in range(6)]
