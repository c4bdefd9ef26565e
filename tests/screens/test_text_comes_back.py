"""Where panels share a place, the text comes back: with the next step, and with `esc`."""

from __future__ import annotations

import pytest

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.view.layout import Panel


@pytest.mark.parametrize("key", ["right_square_bracket", "left_square_bracket", "escape"])
@pytest.mark.slow
def test_it_comes_back(key: str) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("v")
        assert driver.screen.state.tab is Panel.PICTURE
        await driver.press("right")
        assert driver.screen.state.tab is Panel.PICTURE, "a move within a step leaves what is in front"
        await driver.press(key)
        assert driver.screen.state.tab.value == "text"

    drive(steps, at="0:3", size=NARROW)


def test_where_all_have_their_place_nothing_loses_the_focus() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("tab")
        focused = driver.screen.state.focused
        assert focused is not None
        await driver.press("right_square_bracket")
        assert driver.screen.state.focused is focused

    drive(steps, at="0:3", size=WIDE)
