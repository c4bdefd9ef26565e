"""Pinning expressions by keys: they stay among the numbers, with a small curve, and are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from screens.driver import NARROW, Driver, drive
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.layout import Panel

NAMES = {"[": "left_square_bracket", "]": "right_square_bracket", ",": "comma", " ": "space", ".": "full_stop"}


async def pin(driver: Driver, text: str) -> None:
    """Type an expression to be pinned; nothing takes what is offered."""
    await driver.pilot.press("=")
    await driver.pilot.pause()
    await driver.pilot.press(*(NAMES.get(character, character) for character in text), "enter")
    await driver.settle()


def pins(driver: Driver) -> dict[str, float]:
    return {each.text: each.value.data for each in driver.screen.state.pins if each.value is not None}


def test_a_pin_is_there_at_every_operation_with_its_curve() -> None:
    async def steps(driver: Driver) -> None:
        await pin(driver, "syn1[0, 0]")
        assert "= syn1[0, 0]" in driver.text
        await driver.press("x", "x")
        there = driver.screen.state.moment
        assert there is not None
        weight = next(each.value for each in there.names if each.name == "syn1")
        assert weight is not None
        assert pins(driver) == {"syn1[0, 0]": weight.data[0, 0]}
        assert [at for at, _ in driver.screen.state.pins[0].curve] == [*range(10), 10]
        await pin(driver, "j")
        assert pins(driver)["j"] == 20
        await pin(driver, "j")
        assert set(pins(driver)) == {"syn1[0, 0]"}

    drive(steps, at="0:51")


def test_the_pointed_cell_offers_itself_and_what_is_refused_says_why() -> None:
    async def steps(driver: Driver) -> None:
        cursor = Cursor(Panel.NUMBERS, "l2", 2, 0)
        driver.screen.state = replace(driver.screen.state, cursor=cursor, focus=Panel.NUMBERS)
        await pin(driver, "")
        assert set(pins(driver)) == {"l2[2, 0]"}
        await pin(driver, "l2.tofile")
        assert "cannot be pinned" in driver.note
        assert driver.screen.state.pinned == ("l2[2, 0]",)

    drive(steps, at="0:30", size=NARROW)


def test_a_comment_pins_and_what_a_learner_takes_away_stays_away(tmp_path: Path) -> None:
    path = tmp_path / "watched.py"
    path.write_text("import numpy as np\n#watch a.sum()\na = np.ones(3)\nfor j in range(5):\n    a = a * 2\n")

    async def steps(driver: Driver) -> None:
        assert driver.screen.state.pinned == ("a.sum()",)
        await driver.press("end")
        assert pins(driver) == {"a.sum()": 96.0}
        assert [value for _, value in driver.screen.state.pins[0].curve] == [6.0, 12.0, 24.0, 48.0, 96.0]
        await pin(driver, "a.sum()")
        assert not driver.screen.state.pins

    drive(steps, path)
