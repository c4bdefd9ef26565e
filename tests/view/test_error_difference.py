from __future__ import annotations

from dataclasses import replace

import pytest

from tui_tutor.runner.protocol import Arrived
from tui_tutor.view.gallery import gallery
from tui_tutor.view.lines import Line, text_of
from tui_tutor.view.pictures.error import curve
from tui_tutor.view.replies import after
from tui_tutor.view.state import State
from view.opened import toy


def jumped(*places: str) -> State:
    """The state after moves from place to place."""
    state = State(toy().lesson, toy().listing, picture="error")
    toy().engine.run_to(1_100)
    seen = -1
    for place in places:
        new = tuple(sample for sample in toy().engine.curve if sample[0] > seen)
        state = replace(after(state, Arrived(1, toy().moment(place), None, new)), picture="error")
        seen = toy().engine.curve[-1][0]
    return state


def text(lines: list[Line]) -> str:
    return "\n".join(text_of(each) for each in lines)


@pytest.mark.parametrize("size", [(25, 12), (42, 12)])
def test_after_a_jump_the_difference_stays(size: tuple[int, int]) -> None:
    lines = gallery(jumped("1:1", "1001:1"), *size)
    assert "0.4964 → 0.0430" in text(lines)
    assert text(lines).count("○") == 1
    marked = [piece for each in lines[2:] for piece, role in each if role.split()[0] == "curve.point"]
    assert any(piece.strip("○●") for piece in marked), "the way between the two points is marked"


def test_with_the_next_move_it_is_gone() -> None:
    drawn = text(gallery(jumped("1:1", "1001:1", "1001:2"), 42, 12))
    assert "→" not in drawn
    assert "○" not in drawn


def test_going_back_shows_it_as_well() -> None:
    assert "0.0430 → 0.4964" in text(gallery(jumped("1:1", "1001:1", "1:1"), 42, 12))


def test_no_more_is_drawn_than_was_seen() -> None:
    drawn = gallery(jumped("1:1", "11:1"), 42, 12)
    assert "253" not in text(drawn), "the program was run further, for another picture"
    assert "253" in text(gallery(jumped("1:1", "1001:1", "11:1"), 42, 12)), "what was seen stays"


@pytest.mark.parametrize("columns", [25, 42])
def test_the_height_is_used(columns: int) -> None:
    samples = [(n, 0.5 / (n + 1)) for n in range(200)]
    lines = [text_of(each) for each in curve(samples, 199, 0.0025, 60_000, "error", columns, 12)]
    above = next(at for at, each in enumerate(lines) if "┤" in each)
    assert above <= 2
    plot = [each[6:] for each in lines[above:-2]]
    assert len(plot) == 10 - above
    assert plot[0].strip(), "the curve begins in the first row"
    assert lines[above].strip().startswith("0.5┤")
