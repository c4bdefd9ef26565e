"""A walk through every lesson: each key that moves, each picture, each page, on whatever Python this is."""

from __future__ import annotations

from itertools import product

import pytest
from seldom import mostly_slow

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.lesson.find import shipped
from tui_tutor.screens.tutor import TutorScreen

MOVES = ("right", "down", "right_square_bracket", "i", "I", "x", "X", "c", "C", "left", "up", "left_square_bracket")


@pytest.mark.parametrize(
    ("lesson", "size"),
    mostly_slow(product(shipped(), (WIDE, NARROW)), [(shipped()[0], WIDE), (shipped()[1], NARROW)]),
)
@pytest.mark.few(1)
def test_every_lesson_is_walked(lesson: str, size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        seen = {driver.position}
        for _ in driver.screen.state.lesson.texts:
            await driver.press("right_square_bracket", "v")
            seen.add(driver.position)
        await driver.press("home", "i", *MOVES)
        seen.add(driver.position)
        await driver.press("end")
        assert driver.screen.state.is_over, driver.note
        await driver.press("left", "f", "right", "home")
        assert driver.position == "setup:1"
        for page in ("question_mark", "w", "L"):
            await driver.pilot.press(page)
            await driver.pilot.pause()
            assert not isinstance(driver.app.screen, TutorScreen)
            await driver.pilot.press("escape")
            await driver.settle()
        assert len(seen) > len(driver.screen.state.lesson.texts) // 2
        assert driver.screen.state.lesson.title in driver.text

    drive(steps, lesson, size=size)
