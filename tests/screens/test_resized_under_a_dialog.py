"""A terminal that is resized while something lies over the tutor: all of the tutor has its new size."""

from __future__ import annotations

import pytest

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import screen


def seen(driver: Driver) -> list[str]:
    """What the terminal shows."""
    return ["".join(each.text for each in strip) for strip in driver.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("key", ["g", "w", "question_mark"])
@pytest.mark.few(1)
def test_it_is_drawn_in_its_new_size(key: str) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press(key)
        await driver.pilot.resize_terminal(*WIDE)
        await driver.settle()
        await driver.press("escape")
        await driver.until(lambda: driver.app.screen is driver.screen)
        await driver.settle()
        wanted = [text_of(each) for each in screen(driver.screen.state, *WIDE)]
        assert [each.rstrip() for each in seen(driver)] == [each.rstrip() for each in wanted]

    drive(steps, at="0:2", size=NARROW)
