from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from seldom import mostly_slow

from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.view.lines import width
from tui_tutor.view.screen import screen
from view.opened import Opened

SIZES = ((120, 40), (80, 24))


@cache
def opened(name: str) -> Opened:
    found = Opened(load(find(name)))
    found.engine.run_to_end()
    return found


def places(lesson: Opened) -> list[Place]:
    last = lesson.engine.last_known
    return [SETUP, *([turn(0), turn(last), END] if last >= 0 else [])]


@pytest.mark.parametrize(
    ("name", "size"),
    mostly_slow(product(shipped(), SIZES), [(shipped()[0], SIZES[0]), *product(shipped()[1:], SIZES[1:])]),
)
@pytest.mark.few(1)
def test_every_operation_of_every_lesson_is_drawn(name: str, size: tuple[int, int]) -> None:
    lesson = opened(name)
    for place in places(lesson):
        for number in range(1, len(lesson.engine.recording(place).events) + 1):
            lines = screen(lesson.state(str(Position(place, number))), *size)
            assert len(lines) == size[1]
            assert {width(each) for each in lines} == {size[0]}
