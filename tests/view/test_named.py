"""Where a result is given a name, the equation that it comes from stays in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_tutor.quiz.question import Ask, Question
from tui_tutor.runner.protocol import Arrived
from tui_tutor.view.acting import Frame
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import text_of
from tui_tutor.view.onstage import scene
from tui_tutor.view.pointing import read
from tui_tutor.view.replies import held
from tui_tutor.view.screen import inside
from tui_tutor.view.stage import stage
from tui_tutor.view.state import State
from view.opened import script, toy

SIZES = ((120, 40), (80, 24), (200, 60))


def drawn(state: State, size: tuple[int, int] = (120, 40), frame: Frame | None = None) -> str:
    columns, rows = inside(Panel.STAGE, arrange(*size, Panel.TEXT)[Panel.STAGE])
    return "\n".join(map(text_of, stage(scene(replace(state, frame=frame)), columns, rows)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("0:22", ("y ", "l2 ", "− ", "l2_error", "+0.5438", "+0.4562")),
        ("0:38", ("l2_error", "nonlin(l2", "∘", "= ", "l2_delta")),
        ("0:48", ("l1_error", "l1_delta", "∘")),
        ("0:11", ("np.dot(l0, syn0)", "nonlin", "l1", "+0.41")),
        ("setup:15", ("− ", "syn1", "−0.59")),
    ],
)
def test_the_equation_stays(place: str, words: tuple[str, ...], size: tuple[int, int]) -> None:
    text = drawn(toy().state(place), size)
    assert [word for word in words if word not in text] == []


def test_a_product_keeps_its_table_and_its_sum() -> None:
    text = drawn(script("import numpy as np\na = np.ones((2, 3))\nb = a.dot(a.T)\n").state("setup:6"))
    assert "= b" in text
    assert "1×1 + 1×1" in text.replace("(+1.00)", "1")


@pytest.mark.parametrize("place", ["0:2", "setup:4"])
def test_what_no_equation_made_is_tied_to_its_name(place: str) -> None:
    assert "├─▶" in drawn(toy().state(place))


def test_the_name_comes_in_the_midst_of_the_motion() -> None:
    before, after = (drawn(toy().state("0:22"), frame=Frame(0, 0, share=share)) for share in (0.2, 0.8))
    assert "l2_error" not in before.replace("l2_error.", "")
    assert "l2_error" in after.replace("l2_error.", "")


def test_its_numbers_can_be_pointed_at() -> None:
    state = replace(toy().state("0:22"), cursor=Cursor(Panel.STAGE, "1", 0, 0))
    assert text_of(read(state, Panel.STAGE, focus=True)).startswith("l2[0, 0]")
    state = replace(state, cursor=Cursor(Panel.STAGE, "r", 0, 0))
    assert text_of(read(state, Panel.STAGE, focus=True)).startswith("l2_error[0, 0]")


def test_a_question_about_the_name_hides_the_equation() -> None:
    before, now = toy().state("0:20"), toy().moment("0:22")
    asked = Question(Ask.LESSON, "What?", "l2_error", "1", "So.", ("1", "2"))
    state = held(before, Arrived(1, now, None, (), True, asked), asked)
    assert state.moment is not None
    assert state.moment.made is None
    assert "0.4562" not in drawn(state)


@pytest.mark.parametrize("place", ["0:54", "1:48", "253:48"])
def test_where_there_is_little_room_a_change_that_can_be_seen_goes_before_the_sum_behind_it(place: str) -> None:
    text = drawn(toy().state(place), (80, 24))
    assert "≈" not in text
    assert any("= new syn0" in each and "Q1" in each for each in text.split("\n"))


def test_names_are_whole_where_there_is_room() -> None:
    assert "nonlin(l2, deriv=True)" in drawn(toy().state("0:37"))
