"""The step key in the app: it lands on what the header shows, and the text speaks of the numbers beside it."""

from __future__ import annotations

import pytest

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.screens.line import LineScreen
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of

STOPS = [
    "setup:2",
    "setup:4",
    "setup:6",
    "setup:7",
    "setup:15",
    "0:1",
    "0:3",
    "0:22",
    "0:31",
    "0:38",
    "0:39",
    "0:48",
    "0:54",
]
"""Of the toy brain's 13 steps."""


def told(driver: Driver) -> str:
    rows = [text_of(line).strip("│ ") for line in driver.screen._panels.boxes[Panel.TEXT]._lines]
    return " ".join(" ".join(rows).split())


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.slow
def test_the_step_key_walks_from_text_to_text_and_back(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        for stop in STOPS:
            await driver.press("right_square_bracket")
            assert driver.position == stop
        await driver.press("right_square_bracket")
        assert driver.position == "1:1"
        for stop in reversed(STOPS):
            await driver.press("left_square_bracket")
            assert driver.position == stop
        await driver.press("left_square_bracket")
        assert driver.position == "setup:1"
        await driver.go("step 8")
        assert driver.position == "0:22"
        await driver.press("end")
        assert driver.position == "end:2"
        assert "l2 ends at 0.99702, 0.99672" in told(driver)

    drive(steps, size=size)


def test_the_text_tells_the_numbers_of_the_iteration() -> None:
    async def steps(driver: Driver) -> None:
        assert "Here customer 4 misses most, by 0.545." in told(driver)
        await driver.press("c")
        assert driver.position == "100:22"
        assert "Here customer 4 misses most, by 0.570." in told(driver)

    drive(steps, at="0:22")


@pytest.mark.slow
def test_a_question_on_the_way_comes_with_the_picture_of_its_step() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("right_square_bracket", "o")
        for picture in ("survey", "survey", "network", "network"):
            await driver.press("right_square_bracket")
            assert isinstance(driver.app.screen, LineScreen)
            assert chosen(driver.screen.state) == picture
            await driver.press("escape")
            assert chosen(driver.screen.state) == picture

    drive(steps)
