from __future__ import annotations

import pytest

from screens.driver import Driver, drive


@pytest.mark.parametrize("focus", [0, 2])
@pytest.mark.few(1)
def test_a_key_that_moves_paints_once_what_it_leads_to(focus: int) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press(*["tab"] * focus)
        painted: list[str] = []
        paint = driver.screen._paint

        def painting() -> None:
            paint()
            painted.append(driver.position)

        driver.screen._paint = painting  # type: ignore[method-assign]
        for key in ("right", "left", "down", "up", "right_square_bracket", "left_square_bracket", "i", "I"):
            before = driver.position
            await driver.press(key)
            assert painted == [driver.position], key
            assert driver.position != before
            painted.clear()

    drive(steps, at="0:21")


@pytest.mark.slow
def test_what_a_key_ends_is_gone_with_the_paint_of_what_it_leads_to() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("plus")
        assert "speed" in driver.text
        await driver.press("right")
        assert "speed" not in driver.text
        await driver.press("plus", "end", "plus", "right")
        assert driver.note
        assert "speed" not in driver.text

    drive(steps, at="0:21")
