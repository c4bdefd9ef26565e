from __future__ import annotations

from dataclasses import replace

import pytest

from screens.driver import NARROW, Driver, drive
from screens.test_pilot_pictures import box_text, to_picture, wait_until
from tui_tutor.view.gallery import chosen
from tui_tutor.view.layout import Panel


@pytest.mark.slow
def test_r_and_h_choose_a_row_and_a_neuron_whatever_is_focused() -> None:
    async def steps(driver: Driver) -> None:
        await to_picture(driver, "network")
        await driver.press("r", "r")
        assert driver.screen.state.example == 2
        assert "C3 of 4 customers" in box_text(driver, Panel.PICTURE)
        await driver.press("h")
        assert driver.screen.state.neuron == 1
        assert "H1: its weights" in box_text(driver, Panel.PICTURE)
        await driver.press("R", "H")
        assert (driver.screen.state.example, driver.screen.state.neuron) == (1, 0)

    drive(steps, at="0:38")


def test_the_first_press_brings_the_network_forward() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("h")
        assert driver.screen.state.tab is Panel.PICTURE
        assert chosen(driver.screen.state) == "network"
        assert driver.screen.state.neuron == 0
        await driver.press("h")
        assert driver.screen.state.neuron == 1

    drive(steps, at="0:38", size=NARROW)


@pytest.mark.slow
def test_other_iterations_come_to_the_curve_of_a_slope() -> None:
    async def steps(driver: Driver) -> None:
        driver.screen.state = replace(driver.screen.state, picture="error")
        await to_picture(driver, "s-curve")
        await wait_until(driver, lambda: bool(driver.screen.state.recalled))
        shown = box_text(driver, Panel.PICTURE)
        assert all(word in shown for word in ("it. 0", "it. 253", "it. 1,000"))
        await to_picture(driver, "error")
        assert "253" not in box_text(driver, Panel.PICTURE), "no more of the curve than was seen"

    drive(steps, at="0:38")
