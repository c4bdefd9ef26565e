"""Notices on the screen: on the stage, in the listing, in the list, as milestones, in what a jump says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_tutor.engine.watch.position import SETUP, Position, turn
from tui_tutor.study.notices.book import Met
from tui_tutor.view.keymap import Keymap
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import text_of
from tui_tutor.view.noticed import entry, milestones_of, passed
from tui_tutor.view.pictures.error import curve
from tui_tutor.view.replay import Replay, replayed
from tui_tutor.view.screen import panel_lines, screen
from view.opened import script, toy

FLAT = """import numpy as np
y = np.array([1.0, 0.0, 1.0])
w = np.zeros((3, 1))
for j in range(4):
    gap = y - w
    w += gap.mean()
"""

FAILS = "import numpy as np\na = np.ones((4, 3))\nb = np.ones((2, 3))\nc = np.dot(a, b)\n"

WHOLE = "import numpy as np\nw = np.array([1, 2])\nfor j in range(3):\n    w += 0.5\n"

MET = Met("nan", Position(turn(23), 4), 7, 0, "a / b", "cell [0] is nan: 0 / 0")


def shown(text: str, position: str, columns: int = 120, rows: int = 40) -> str:
    return " ".join(" ".join(text_of(each) for each in screen(script(text).state(position), columns, rows)).split())


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_it_stands_on_the_stage_at_its_operation_and_in_the_listing(columns: int, rows: int) -> None:
    told = shown(FLAT, "0:2", columns, rows)
    assert "⚠ both are stretched: each of the 3 meets each of the 3" in told
    assert "⚠5" in told
    assert "⚠" not in shown(FLAT, "setup:2", columns, rows)


def test_it_is_told_again_where_the_result_gets_its_name() -> None:
    assert "⚠ y - w both are stretched" in shown(FLAT, "0:3")


def test_it_is_in_the_colour_of_warnings() -> None:
    state = script(FLAT).state("0:2")
    lines = panel_lines(Panel.STAGE, state, arrange(120, 40, Panel.TEXT)[Panel.STAGE]).lines
    assert sorted({role for each in lines for text, role in each if "⚠" in text}) == ["warning"]


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_a_failing_operation_explains_itself(columns: int, rows: int) -> None:
    told = shown(FAILS, "setup:6", columns, rows)
    assert "the inner sizes, 3 and 2, have to be the same" in told
    assert "1 a is 4×3 since line 2: np.ones((4, 3)) → 4×3" in told
    assert "2 b is 2×3 since line 3: np.ones((2, 3)) → 2×3" in told
    assert "would fit: a · b.T 4×3 · 3×2 → 4×2" in told
    assert "shapes (4,3) and (2,3) not aligned" in told


def test_the_sizes_that_clash_are_marked_in_the_rule() -> None:
    state = script(FAILS).state("setup:6")
    top = panel_lines(Panel.STAGE, state, arrange(120, 40, Panel.TEXT)[Panel.STAGE]).lines[0]
    assert [text for text, role in top if "failed" in role] == ["3", "2"]


def test_the_keys_to_where_shapes_came_from_are_those_of_the_settings() -> None:
    keys = Keymap((("second-operand", ("f6",)),))
    state = replace(script(FAILS).state("setup:6"), keys=keys)
    told = "\n".join(text_of(each) for each in screen(state, 120, 40))
    assert " 1  a is 4×3" in told
    assert " f6  b is 2×3" in told


def test_where_a_type_came_from_is_told_of_a_matrix_too() -> None:
    told = shown("import numpy as np\nw = np.array([[1], [2]])\nw += np.array([[0.5], [0.5]])\n", "end")
    assert "1 w is int64 since line 2: np.array([[1], [2]])" in told.replace("int32", "int64")


def test_what_fails_on_its_type_tells_types() -> None:
    told = shown(WHOLE, "0:2")
    assert "int64 2, + float64 scalar → ✗" in told.replace("int32", "int64")
    assert "w is an array of whole numbers" in told
    assert "have to be the same" not in told


def test_a_list_tells_where_it_was_met_first() -> None:
    assert entry(MET, 76) == "⚠ nan   iteration 23, operation 4, line 7   a / b\n    cell [0] is nan: 0 / 0"


def test_the_first_of_a_kind_is_a_milestone() -> None:
    later = replace(MET, position=Position(turn(40), 4))
    state = replace(toy().state("253:3"), noticed=(MET, later))
    own = [each for each in milestones_of(state) if each.words.startswith("nan")]
    assert [(each.at, each.words) for each in own] == [(23, "nan: cell [0] is nan: 0 / 0")]


@pytest.mark.parametrize("at", [0, 23])
def test_the_first_of_a_kind_is_called_out_in_the_replay_of_a_jump_and_marked_in_the_curve(at: int) -> None:
    met = replace(MET, position=Position(turn(at), 4))
    state = replace(toy().state("253:3"), noticed=(met,))
    marks = milestones_of(state)
    jump = Replay(0, 253)
    passing = replace(jump, place=jump.place_of(at))
    told = [text_of(each) for each in replayed(passing, state.curve, 60_000, "error", marks, 90, 20)]
    assert f"◆ {at}  nan: cell [0] is nan: 0 / 0" in [each.strip() for each in told]
    drawn = curve(state.curve, 253, state.curve[-1][1], 60_000, "error", 60, 14, marks=marks)
    # The lesson has one of its own there as well.
    own = curve(state.curve, 253, state.curve[-1][1], 60_000, "error", 60, 14, marks=toy().lesson.milestones)
    assert sum(text_of(each).count("◆") for each in drawn) == sum(text_of(each).count("◆") for each in own) + 1


def test_a_jump_says_what_it_passed() -> None:
    told = passed((), (MET,), Position(turn(100), 1), "!")
    assert told == "⚠ noticed on the way (! lists it): nan at 23:4"
    many = tuple(replace(MET, kind=kind) for kind in ("nan", "inf", "dead", "still", "alike"))
    told = passed((), many, Position(turn(100), 1), "N") or ""
    assert told.startswith("⚠ noticed on the way (N lists it): nan at 23:4, ")
    assert told.endswith(", dead at 23:4 and 2 more")
    assert passed((MET,), (MET,), Position(turn(100), 1), "!") is None
    assert passed((), (MET,), Position(turn(23), 9), "!") is None
    assert passed((), (MET,), Position(SETUP, 1), "!") is None
