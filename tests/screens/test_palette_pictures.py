"""Pictures by name in the palette, and what is said below the tutor when something is opened over it."""

from __future__ import annotations

import pytest

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.screens.tutor import TutorScreen
from tui_tutor.view.gallery import chosen


def test_the_palette_shows_the_picture_that_it_names() -> None:
    async def steps(driver: Driver) -> None:
        commands = {each.title: each for each in driver.app.get_system_commands(driver.app.screen)}
        assert {"picture: the error's bowl", "picture: network"} <= commands.keys()
        for title, name in (("picture: the error's bowl", "bowl"), ("picture: network", "network")):
            commands[title].callback()
            await driver.settle()
            assert chosen(driver.screen.state) == name

    drive(steps, at="5:3", size=WIDE)


@pytest.mark.slow
def test_what_is_opened_takes_the_place_of_what_was_said() -> None:
    async def steps(driver: Driver) -> None:
        for key in ("w", "y", "question_mark", "ctrl+p"):
            await driver.press("o", "o")
            assert "ask me first is off" in driver.note
            await driver.press(key)
            await driver.until(lambda: not isinstance(driver.app.screen, TutorScreen))
            await driver.press("escape")
            await driver.until(lambda: isinstance(driver.app.screen, TutorScreen))
            assert "ask me first" not in driver.note

    drive(steps, at="0:3", size=WIDE)


def test_with_a_question_open_a_small_terminal_can_be_left_by_the_key_it_names() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("g")
        await driver.pilot.resize_terminal(50, 15)
        await driver.settle()
        assert "press ctrl+q" in driver.text
        await driver.pilot.press("ctrl+q")
        await driver.until(lambda: not driver.app.is_running or driver.app.return_value is not None)

    drive(steps, at="0:3", size=NARROW)
