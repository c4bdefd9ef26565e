"""A learner who stands where the question arises reads the answer there, in a wide terminal and in a narrow one."""

from __future__ import annotations

import pytest

from tui_tutor.engine.watch.position import Position, parse_position, turn
from tui_tutor.study.notices.looking import look_through
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import inside, panel_lines
from tui_tutor.view.state import State
from view.learners import ASKED, Asked
from view.opened import Opened, script

SIZES = ((120, 40), (80, 24))


def stand(opened: Opened, asked: Asked) -> Position:
    """Where the learner stands."""
    start = parse_position("setup:1")
    assert start is not None
    iteration, _, code = asked.at.partition(" ")
    if not code:
        return opened.walker.go(start, asked.at, True).position
    place = turn(int(iteration))
    opened.engine.run_to(place.iteration or 0)
    events = opened.engine.recording(place).events
    return Position(place, next(k for k, each in enumerate(events, 1) if " ".join(each.site.code.split()) == code))


def stage(state: State, size: tuple[int, int]) -> str:
    """What the stage shows, its rule and its lines in one."""
    box = arrange(*size, Panel.TEXT)[Panel.STAGE]
    drawn = panel_lines(Panel.STAGE, state, box)
    assert inside(Panel.STAGE, box)
    return " ".join(" ".join(text_of(each).strip("│╭╮╰╯─ ") for each in drawn.lines).split())


@pytest.mark.few(3)
@pytest.mark.parametrize("name", ASKED)
@pytest.mark.filterwarnings("ignore")
def test_the_answer_is_on_the_stage(name: str) -> None:
    asked = ASKED[name]
    opened = script(asked.text)
    at = stand(opened, asked)
    for size in SIZES:
        shown = stage(opened.state(str(at)), size)
        for words in asked.words:
            assert words in shown, (size, str(at), shown)
    if asked.key:
        failing = opened.moment(str(at)).failing
        assert failing is not None
        origin = failing.origins[int(asked.key) - 1]
        assert origin is not None
        for size in SIZES:
            shown = stage(opened.state(str(origin.position)), size)
            for words in asked.leads:
                assert words in shown, (size, str(origin.position), shown)
    if asked.kinds:
        assert set(asked.kinds) <= {met.kind for met in look_through(opened.study)}
