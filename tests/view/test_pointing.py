from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seldom import mostly_slow

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.values import take
from tui_tutor.lesson.model import Curve, Lesson
from tui_tutor.view.cursor import WHOLE, Cursor, cell_at, line_of, marked, read_out
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import Line, text_of
from tui_tutor.view.panels import content_of
from tui_tutor.view.pins import offered
from tui_tutor.view.pointing import goal, pointed, read, value_of
from tui_tutor.view.screen import inside, panel_lines
from tui_tutor.view.state import State
from view.opened import Opened, roles, script, toy

SIZE = (120, 40)

BIG = """import numpy as np

np.random.seed(3)
big = np.random.random((300, 40)) - 0.5
out = np.dot(big, np.ones((40, 2)))

def twice(x):
    return x + x

for turn in range(2):
    out = twice(out)
"""

RIGHT, LEFT, DOWN, UP = (1, 0), (-1, 0), (0, 1), (0, -1)


def lines_of(state: State, panel: Panel) -> list[Line]:
    return list(content_of(panel, state, *inside(panel, arrange(*SIZE, Panel.TEXT)[panel])).lines)


def walked(state: State, panel: Panel, *moves: tuple[int, int]) -> State:
    for across, down in moves:
        state = pointed(state, panel, across, down, lines_of(state, panel))
    return state


def cursor_of(state: State) -> Cursor:
    assert state.cursor is not None
    return state.cursor


def at(state: State) -> tuple[str, int, int]:
    cursor = cursor_of(state)
    return cursor.key, cursor.row, cursor.column


def reading(state: State, panel: Panel) -> str:
    return text_of(read(state, panel, True))


@cache
def curved() -> State:
    """Iteration 1,000 of the toy brain with its whole curve to there."""
    toy().moment("1000:2")
    return replace(toy().state("1000:2"), picture="error")


def test_inside_a_matrix_it_goes_cell_by_cell() -> None:
    state = walked(toy().state("0:3"), Panel.STAGE, RIGHT)
    assert at(state) == ("1", 0, 0), "what stands first"
    assert at(walked(state, Panel.STAGE, RIGHT, RIGHT, DOWN)) == ("1", 1, 2)
    assert at(walked(state, Panel.STAGE, RIGHT, DOWN, DOWN, UP, LEFT)) == ("1", 1, 0)


def test_over_the_edge_it_goes_to_the_next_matrix_and_back() -> None:
    state = walked(toy().state("0:3"), Panel.STAGE, RIGHT, DOWN, DOWN)
    assert at(state) == ("1", 2, 0)
    below = walked(state, Panel.STAGE, DOWN)
    assert at(below) == ("r", 0, 0)
    assert at(walked(below, Panel.STAGE, UP)) == ("1", 2, 0)
    left = walked(below, Panel.STAGE, DOWN, LEFT)
    assert at(left) == ("0", 1, 2)
    assert at(walked(left, Panel.STAGE, RIGHT)) == ("r", 1, 0)


def test_where_nothing_lies_beyond_it_stays() -> None:
    state = walked(toy().state("0:3"), Panel.STAGE, *[RIGHT] * 4)
    assert at(walked(state, Panel.STAGE, RIGHT)) == at(walked(state, Panel.STAGE, UP)) == ("1", 0, 3)


def test_in_the_numbers_it_goes_from_name_to_name() -> None:
    state = walked(toy().state("0:3"), Panel.NUMBERS, RIGHT)
    assert at(state) == ("X", 0, 0)
    assert at(walked(state, Panel.NUMBERS, *[RIGHT] * 3)) == ("y", 0, 0)
    assert at(walked(state, Panel.NUMBERS, *[RIGHT] * 4)) == ("syn0", 0, 0)


def test_above_the_first_row_of_the_numbers_it_stands_on_the_name() -> None:
    state = walked(toy().state("0:3"), Panel.NUMBERS, *[RIGHT] * 5, UP)
    assert at(state) == ("syn0", WHOLE, WHOLE)
    assert reading(state, Panel.NUMBERS).startswith("syn0 3×4  float64 · −1")
    assert offered(state) == "syn0"
    here = next(each for each in lines_of(state, Panel.NUMBERS) if "syn0" in text_of(each))
    assert "cursor" in roles(marked([here], cursor_of(state))[0], "syn0")[0].split()
    assert at(walked(state, Panel.NUMBERS, DOWN)) == ("syn0", 0, 0)
    assert at(walked(state, Panel.NUMBERS, LEFT)) == ("y", 0, 0)
    assert at(walked(state, Panel.NUMBERS, UP)) == ("syn0", WHOLE, WHOLE), "nothing lies above"


def test_what_does_not_exist_yet_can_be_pointed_at() -> None:
    state = replace(toy().state("0:3"), cursor=Cursor(Panel.NUMBERS, "l1_delta", 0, 0))
    assert reading(state, Panel.NUMBERS) == "l1_delta does not exist yet"


def test_another_panel_begins_anew() -> None:
    state = walked(toy().state("0:3"), Panel.NUMBERS, *[RIGHT] * 4)
    assert at(walked(state, Panel.STAGE, RIGHT)) == ("1", 0, 0)


@pytest.mark.parametrize(
    ("panel", "key"), mostly_slow([(Panel.STAGE, "r"), (Panel.NUMBERS, "big")], [(Panel.STAGE, "r")])
)
@pytest.mark.parametrize(("move", "end"), mostly_slow([(RIGHT, (0, 39)), (DOWN, (299, 0))], [(RIGHT, (0, 39))]))
def test_it_goes_on_into_what_is_cut_off(panel: Panel, key: str, move: tuple[int, int], end: tuple[int, int]) -> None:
    whole = sum(end)
    state = script(BIG).state("setup:5")
    for start in (0, whole - 20):
        for step in range(start, min(whole, start + 20)):
            state = replace(state, cursor=Cursor(panel, key, step * move[1], step * move[0]))
            state = walked(state, panel, move)
            assert at(state) == (key, (step + 1) * move[1], (step + 1) * move[0])
            assert line_of(lines_of(state, panel), cursor_of(state)) is not None, "it is seen"
    assert at(state) == (key, *end)


def test_the_frame_reads_out_what_the_cursor_is_on() -> None:
    state = replace(script(BIG).state("setup:5"), cursor=Cursor(Panel.NUMBERS, "big", 299, 39))
    assert state.moment is not None
    value = next(each.value for each in state.moment.names if each.name == "big")
    assert value is not None
    digits = repr(float(value.data[299, 39])).replace("-", "−")
    lines = panel_lines(Panel.NUMBERS, state, arrange(*SIZE, Panel.TEXT)[Panel.NUMBERS]).lines
    told, _, whole = reading(state, Panel.NUMBERS).partition("  ")
    assert told.lstrip("big[29, 3]").strip("= +") == digits.strip("+")
    assert whole.startswith("float64 · ")
    assert text_of(lines[-1]).startswith(f"╰─ big[299, 39] = {'' if digits[0] == '−' else '+'}{digits} ")


@pytest.mark.slow
def test_a_call_s_own_names_are_read_out() -> None:
    inner = script(BIG).state("0:2", folded=False)
    assert inner.moment is not None
    assert [each.name for each in inner.moment.locals] == ["x"]
    state = walked(inner, Panel.NUMBERS, RIGHT)
    assert value_of(state, Panel.NUMBERS, at(state)[0]) is inner.moment.locals[0].value
    assert reading(state, Panel.NUMBERS).startswith("x[0, 0] = ")
    assert reading(walked(state, Panel.NUMBERS, RIGHT, DOWN), Panel.NUMBERS).startswith("x[1, 1] = ")
    there = walked(state, Panel.NUMBERS, *[DOWN] * 300)
    assert at(there)[0] == "big"
    lines = panel_lines(Panel.NUMBERS, state, arrange(*SIZE, Panel.TEXT)[Panel.NUMBERS]).lines
    assert [piece for each in lines for piece in each if "cursor" in piece[1].split()]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "+0.30000000000000004"),
        (1 / 3, "+0.3333333333333333"),
        (-0.0, "−0.0"),
        (0.0, "+0.0"),
        (float("nan"), "nan"),
        (float("-inf"), "−inf"),
        (1e-300, "+1e−300"),
        (2**62, "4611686018427387904"),
        (-(2**62), "−4611686018427387904"),
        (True, "True"),
        (False, "False"),
    ],
)
def test_every_digit_is_read_out(value: float, shown: str) -> None:
    assert text_of(read_out("a", take(value), 0, 0)) == f"a = {shown}"
    assert text_of(read_out("a", take(np.array([value])), 0, 0)) == f"a[0] = {shown}"
    assert text_of(read_out("a", take(np.array([[0, 0], [0, value]], dtype=type(value))), 1, 1)) == f"a[1, 1] = {shown}"


@given(st.floats(), st.integers(0, 2), st.integers(0, 3))
def test_a_float_that_is_read_out_can_be_typed_in(value: float, row: int, column: int) -> None:
    array = np.zeros((3, 4))
    array[row, column] = value
    shown = text_of(read_out("a", take(array), row, column)).split(" = ")[1].replace("−", "-")
    assert repr(float(shown)) == repr(value)


def test_rows_and_columns_are_read_out_by_their_names() -> None:
    value = replace(take(np.eye(3)), axes=("customer", "question"))
    assert text_of(read_out("X", value, 2, 1)) == "X[2, 1] C3·Q2 = +0.0"
    assert text_of(read_out("cube", take(np.zeros((2, 2, 2))), 1, 1)) == "cube[0][1, 1] = +0.0"
    assert text_of(read_out("X", take(np.zeros((500, 300))).cut(10), 400, 1)) == "X: not held here"


def test_the_cell_under_a_place_is_the_one_that_is_marked() -> None:
    lines = lines_of(toy().state("0:3"), Panel.STAGE)
    found = {}
    for y, each in enumerate(lines):
        for x, _ in enumerate(text_of(each)):
            cell = cell_at(lines, x, y)
            if cell is not None:
                found[cell] = (x, y)
    assert len(found) == 12 + 12 + 16
    for (key, row, column), (x, y) in found.items():
        shown = marked(lines, Cursor(Panel.STAGE, key, row, column))
        lit = [piece for each in shown for piece in each if "cursor" in piece[1].split()]
        assert len(lit) == 1
        assert text_of(lines[y])[: x + 1].endswith(lit[0][0])
    assert cell_at(lines, 0, 99) is cell_at(lines, -1, -1) is cell_at(lines, 999, 3) is None


@pytest.mark.slow
def test_a_line_of_the_program() -> None:
    state = walked(toy().state("0:3"), Panel.PROGRAM, DOWN)
    assert state.line == 59
    assert reading(state, Panel.PROGRAM).startswith("line 59 ")
    assert walked(state, Panel.PROGRAM, UP, UP).line == 57
    assert walked(state, Panel.PROGRAM, *[UP] * 200).line == 1
    assert walked(state, Panel.PROGRAM, *[DOWN] * 200).line == state.listing.count


def test_the_literals_of_the_program_one_after_the_other() -> None:
    state = walked(toy().state("0:3"), Panel.PROGRAM, RIGHT)
    assert reading(state, Panel.PROGRAM) == "10000  s asks for another"
    told = [(state.line, reading(state, Panel.PROGRAM).split()[0])]
    for _ in range(3):
        state = walked(state, Panel.PROGRAM, LEFT)
        told.append((state.line, reading(state, Panel.PROGRAM).split()[0]))
    assert told[1:] == [(52, "60000"), (48, "1"), (48, "1")]
    assert walked(state, Panel.PROGRAM, *[LEFT] * 99).line == 8
    assert reading(walked(state, Panel.PROGRAM, DOWN), Panel.PROGRAM).startswith("line 49 "), "lines have no literal"
    assert goal(state, Panel.PROGRAM) == "line 48"


@pytest.mark.parametrize("linear", [False, True])
@pytest.mark.slow
def test_the_curve_s_pointer_goes_both_ways_and_stays_inside(linear: bool) -> None:
    state = replace(curved(), linear=linear)
    last = state.curve[-1][0]
    seen = [last]
    for _ in range(200):
        state = walked(state, Panel.PICTURE, LEFT)
        assert state.pointer is not None
        seen.append(state.pointer)
    assert all(0 <= here < before or here == before == 0 for before, here in pairwise(seen))
    assert seen[-1] == 0
    back = [0]
    for _ in range(200):
        state = walked(state, Panel.PICTURE, RIGHT)
        assert state.pointer is not None
        back.append(state.pointer)
    assert all(before < here <= last or here == before == last for before, here in pairwise(back))
    assert back[-1] == last


def test_on_linear_axes_the_strides_are_even_and_on_logarithmic_ones_they_grow() -> None:
    linear = [walked(replace(curved(), linear=True, pointer=here), Panel.PICTURE, RIGHT).pointer for here in (0, 400)]
    growing = [walked(replace(curved(), pointer=here), Panel.PICTURE, RIGHT).pointer for here in (0, 400)]
    assert linear[0] is not None
    assert linear[1] == 400 + linear[0]
    assert growing[0] == 1
    assert growing[1] is not None
    assert growing[1] > 440


def test_the_curve_s_pointer_is_read_out_on_the_curve() -> None:
    state = replace(curved(), pointer=100)
    assert reading(state, Panel.PICTURE) == "enter goes to 100"
    shown = "\n".join(map(text_of, lines_of(state, Panel.PICTURE)))
    assert "at 100" in shown
    assert "┼" in shown


def test_a_curve_that_has_not_begun_has_no_pointer() -> None:
    state = replace(toy().state("0:3"), picture="error", curve=())
    assert walked(state, Panel.PICTURE, RIGHT).pointer is None


def test_up_and_down_do_nothing_on_the_curve() -> None:
    assert walked(curved(), Panel.PICTURE, UP, DOWN).pointer is None


def test_the_network_s_example_goes_round() -> None:
    state = replace(toy().state("0:21"), picture="network")
    seen = [state := walked(state, Panel.PICTURE, DOWN) for _ in range(5)]
    assert [each.example for each in seen] == [1, 2, 3, 0, 1]
    back = walked(replace(state, example=0), Panel.PICTURE, UP)
    assert back.example == 3
    assert "C4 of 4 customers" in "\n".join(map(text_of, lines_of(back, Panel.PICTURE)))


@pytest.mark.parametrize(
    ("changes", "panel", "where"),
    [
        ({"line": 59}, Panel.PROGRAM, "line 59"),
        ({}, Panel.PROGRAM, None),
        ({"picture": "error", "pointer": 57}, Panel.PICTURE, "57"),
        ({"picture": "error"}, Panel.PICTURE, None),
        ({"picture": "network", "pointer": 57}, Panel.PICTURE, None),
        ({"line": 59, "pointer": 57, "cursor": Cursor(Panel.STAGE, "0", 0, 0)}, Panel.STAGE, None),
        ({"line": 59, "pointer": 57, "cursor": Cursor(Panel.NUMBERS, "X", 0, 0)}, Panel.NUMBERS, None),
        ({"line": 59, "pointer": 57}, Panel.TEXT, None),
        ({"line": 59, "pointer": 57}, Panel.PRINTED, None),
    ],
)
def test_where_enter_leads(changes: dict[str, object], panel: Panel, where: str | None) -> None:
    assert goal(replace(toy().state("0:3"), **changes), panel) == where  # type: ignore[arg-type]


@pytest.mark.parametrize("panel", [Panel.STAGE, Panel.NUMBERS, Panel.PICTURE, Panel.PROGRAM, Panel.TEXT])
def test_before_anything_is_there_pointing_does_nothing(panel: Panel) -> None:
    empty = State(toy().lesson, toy().listing)
    after = pointed(empty, panel, *((0, -1) if panel is Panel.PROGRAM else (1, 0)), [])
    assert after == (replace(empty, line=1) if panel is Panel.PROGRAM else empty)
    assert text_of(read(empty, panel, False)) == ""


def test_where_the_mouse_is_comes_before_the_cursor() -> None:
    state = replace(toy().state("0:3"), cursor=Cursor(Panel.STAGE, "0", 0, 0), hover=Cursor(Panel.STAGE, "0", 3, 1))
    assert reading(state, Panel.STAGE).startswith("l0[3, 1] C4·Q2 = 1")
    assert reading(replace(state, hover=None), Panel.STAGE).startswith("l0[0, 0] C1·Q1 = 1")


def test_a_lesson_that_plots_in_a_short_loop() -> None:
    curve = Curve("turn", "turn")
    opened = Opened(
        Lesson("s", Path("s.py"), Source("s.py", "for turn in range(3):\n    x = turn\n"), "s", curve=curve)
    )
    state = replace(opened.state("2:2"), picture="error", curve=((0, 0.0), (1, 1.0), (2, 2.0)))
    assert [walked(state, Panel.PICTURE, *[LEFT] * count).pointer for count in (1, 2, 3)] == [1, 0, 0]
