from __future__ import annotations

import pytest
from seldom import mostly_slow

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.view.lines import text_of
from tui_tutor.view.screen import screen

KEYS = ("right", "tab", "tab", "pagedown", "shift+down", "v", "escape", "pagedown", "i", "tab", "left", "end")


def painted(driver: Driver, columns: int, rows: int) -> list[str]:
    """The rows of the screen, put together from what each panel has painted in its place."""
    grid = [[" "] * columns for _ in range(rows)]
    for box in driver.screen._panels.boxes.values():
        for y, row in enumerate(box._lines if box.display else ()):
            x, _ = box.region.offset
            grid[box.region.y + y][x : x + box.region.width] = text_of(row)
    return ["".join(row) for row in grid]


@pytest.mark.parametrize("size", mostly_slow([(WIDE,), (NARROW,), ((60, 20),)], [(NARROW,)]))
def test_what_is_painted_is_the_composition_of_the_state(size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        for key in ("left", *KEYS):
            await driver.press(key)
            assert painted(driver, *size) == list(map(text_of, screen(driver.screen.state, *size))), key

    drive(steps, at="0:21", size=size)
