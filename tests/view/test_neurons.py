from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tutor.engine.watch.values import take
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Survey
from tui_tutor.study.replay import snapshots
from tui_tutor.view.gallery import available, gallery
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.pictures.neurons import Grid, Tile, grid_of, neurons, tiles_of
from tui_tutor.view.replay import Replay
from view.opened import Opened, script, toy
from view.values import floats

USUAL = (42, 12)

SIGNS = """import numpy as np
X = np.array([[-1.0, 3.0, 0.5], [1.0, 3.0, -0.5], [-1.0, 3.0, -0.5], [1.0, 3.0, 0.5], [1.0, 3.0, 0.5]])
y = X[:, :1] * X[:, 2:]
w, v = np.array([[2.0, -2.0], [0.0, 0.0], [4.0, 4.0]]), np.array([[1.0], [1.0]])
for i in range(3):
    h = np.tanh(X.dot(w))
    out = h.dot(v)
    w += X.T.dot((y - out).dot(v.T)) * 0.0
    v += h.T.dot(y - out) * 0.0
"""


@cache
def learned() -> Opened:
    found = Opened(load(find("toy_brain")))
    found.engine.run_to_end()
    return found


def tiles(lesson: Opened, place: str) -> tuple[list[Tile], Grid]:
    shown = lesson.moment(place)
    names = {each.name: each for each in shown.names}
    assert shown.network is not None
    data = names["X"].value
    grid = grid_of(lesson.lesson.survey, data)
    assert grid is not None
    return tiles_of(shown.network, names, grid), grid


def text(lines: list[Line]) -> str:
    return "\n".join(text_of(each) for each in lines)


@pytest.mark.slow
def test_at_the_end_one_reads_off_what_each_neuron_says() -> None:
    found, grid = tiles(learned(), "59999:20")
    assert {each.name: each.says(*grid.short) for each in found} == {
        "H1": "cat or no beer",
        "H2": "cat, no beer",
        "H3": "neither",
        "H4": "not both",
        "O1": "one, not both",
    }
    drawn = text(gallery(replace(learned().state("59999:20"), picture="neurons"), *USUAL))
    assert "neither" in drawn
    assert "cat, no" in drawn
    assert "not clear" not in drawn


@pytest.mark.slow
def test_in_the_beginning_none_says_anything() -> None:
    found, grid = tiles(learned(), "0:20")
    assert [each.says(*grid.short) for each in found] == [""] * 5
    assert "not clear" in text(gallery(replace(learned().state("0:20"), picture="neurons"), *USUAL))


@pytest.mark.slow
def test_the_numbers_are_those_of_the_rows_in_each_cell() -> None:
    found, grid = tiles(learned(), "1000:20")
    values = {each.name: each.value for each in learned().moment("1000:20").names}
    hidden = values["l1"]
    assert hidden is not None
    assert grid.rows == {(1, 0): [0], (0, 1): [1], (0, 0): [2], (1, 1): [3]}
    for node in range(4):
        assert found[node].cells == {place: hidden.data[rows[0], node] for place, rows in grid.rows.items()}
        drawn = text(gallery(replace(learned().state("1000:20"), picture="neurons"), *USUAL))
        assert all(f"{value:.2f}" in drawn for value in found[node].cells.values())


@pytest.mark.slow
def test_each_number_stands_on_the_ground_of_its_size() -> None:
    lines = gallery(replace(learned().state("59999:20"), picture="neurons"), *USUAL)
    roles = {piece.strip(): role for each in lines for piece, role in each if "ground" in role}
    assert "ground0" in roles["0.00"]
    assert "ground5" in roles["0.90"]


def test_before_the_first_values_there_are_empty_slots() -> None:
    drawn = text(gallery(replace(learned().state("0:3"), picture="neurons"), *USUAL))
    assert drawn.count("·") == 20


def test_a_jump_that_is_watched_changes_them() -> None:
    state = learned().state("59999:20")
    engine = learned().engine
    for iteration, word in ((0, "not clear"), (20_000, "neither")):
        (shot,) = snapshots(engine, [iteration], 4096)
        watched = replace(state, picture="neurons", replay=Replay(0, iteration, 1.0, (shot,)))
        assert word in text(gallery(watched, *USUAL))


def test_a_script_has_them_where_two_inputs_take_two_values() -> None:
    state = script(SIGNS).state("0:6")
    assert "neurons" in available(state)
    found, grid = tiles(script(SIGNS), "0:6")
    assert (grid.down, grid.across) == ("column 1", "column 3"), "the second column is the same for all"
    assert grid.ends == (("−1", "1"), ("−0.50", "0.50"))
    assert grid.rows[1, 1] == [3, 4]
    assert found[0].says("one", "other") == ""
    assert found[0].cells[1, 1] == pytest.approx(np.tanh(4.0))


@pytest.mark.parametrize("columns", [[[1, 1], [1, 0]], [[1, 2], [2, 3], [3, 1]], [[1], [0]]])
def test_where_there_are_no_such_columns_there_is_no_picture(columns: list[list[int]]) -> None:
    assert grid_of(None, take(np.array(columns))) is None
    assert grid_of(None, None) is None
    assert grid_of(Survey("X", "y", ("a", "b"), "c", ("a", "b")), take(np.array([1, 2]))) is None


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("10", "cat, no beer"),
        ("01", "beer, no cat"),
        ("11", "cat and beer"),
        ("00", "neither"),
        ("10 11", "cat"),
        ("00 01", "no cat"),
        ("01 11", "beer"),
        ("10 00", "no beer"),
        ("10 01", "one, not both"),
        ("00 11", "both or neither"),
        ("10 01 11", "cat or beer"),
        ("00 01 10", "not both"),
        ("00 10 11", "cat or no beer"),
        ("00 01 11", "beer or no cat"),
        ("00 01 10 11", "always"),
        ("", "never"),
    ],
)
def test_all_that_a_neuron_can_say(on: str, words: str) -> None:
    every = ["00", "01", "10", "11"]
    cells = {(int(each[0]), int(each[1])): 0.9 if each in on.split() else 0.1 for each in every}
    assert Tile("H1", cells, 0.0, 1.0).says("cat", "beer") == words
    unsure = {**cells, (0, 0): 0.5}
    assert Tile("H1", unsure, 0.0, 1.0).says("cat", "beer") == ""


def test_what_has_no_upper_end_is_on_wherever_it_is_well_above_nothing() -> None:
    cells = {(0, 0): 2.25, (0, 1): 3.22, (1, 0): 1.39, (1, 1): 2.36}
    assert Tile("H3", cells, 0.0, 3.22).says("cat", "beer") == "always"
    assert Tile("H3", {**cells, (1, 0): 0.01}, 0.0, 3.22).says("cat", "beer") == "beer or no cat"
    assert Tile("H3", {**cells, (1, 0): 0.6}, 0.0, 3.22).says("cat", "beer") == ""


GRID = Grid("has a cat", "drinks beer", ("cat", "beer"), (("no", "yes"), ("no", "yes")), {})


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.lists(floats, min_size=4, max_size=4), min_size=1, max_size=40),
    st.integers(1, 130),
    st.integers(1, 50),
    st.booleans(),
)
def test_they_are_never_larger_than_asked(values: list[list[float]], columns: int, rows: int, is_wide: bool) -> None:
    places = [(0, 0), (0, 1), (1, 0), (1, 1)]
    made = [
        Tile(f"H{at}", {p: v for p, v in zip(places, each, strict=True) if np.isfinite(v)}, -1.0, 1.0, after="+1.0")
        for at, each in enumerate(values)
    ]
    grid = replace(GRID, down="a question of a great many words " * 3) if is_wide else GRID
    lines = neurons(made, grid, columns, rows)
    assert len(lines) <= rows
    assert all(width(each) <= columns for each in lines)


def test_the_toy_brain_has_the_picture_from_its_first_operation_on() -> None:
    assert "neurons" in available(toy().state("0:1"))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("odd", ["np.inf", "np.nan", "-np.inf"])
def test_inputs_that_are_no_numbers_to_be_told_have_no_tiles(odd: str) -> None:
    first = "X = np.array([[-1.0, 3.0, 0.5]"
    assert first in SIGNS
    rows = f"X = np.array([[0.0, 1.0], [{odd}, 0.0], [0.0, 0.0], [{odd}, 1.0]])\ny = np.ones((4, 1))\n"
    weights = "w, v = np.array([[2.0, -2.0], [4.0, 4.0]]), np.array([[1.0], [1.0]])\n"
    loop = SIGNS[SIGNS.index("for i in range(3)") :]
    state = script(f"import numpy as np\n{rows}{weights}{loop}").state("1:5")
    assert "neurons" not in available(state)
