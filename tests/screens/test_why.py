"""The key that asks why the error does not fall."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.containers import VerticalScroll
from textual.screen import Screen

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.screens.why import WhyScreen
from tui_tutor.view.lines import text_of
from tui_tutor.widgets.page import Page

DIES = """import numpy as np
X = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 1.5]])
y = np.array([[1.0], [2.0], [3.0]])
w = np.array([[0.5, 1.0], [0.5, 1.0]])
v = np.array([[1.0], [1.0]])
for j in range(120):
    h = np.maximum(0, X @ w)
    o = h @ v
    e = o - y
    loss = np.mean(e ** 2)
    w -= 0.2 * X.T @ ((e @ v.T) * (h > 0))
"""

NOTHING = "import numpy as np\nfor j in range(5):\n    a = np.arange(3) + j\n    print(a.sum())\n"

STANDS = """import numpy as np
w = np.ones(3)
for j in range(300):
    loss = 1.0 + np.sum(w * 0.0)
    w += 0.0 * w
"""

ENDLESS = """import numpy as np
w = np.ones(3)
while True:
    loss = np.sum(w * w)
    w = w - 1e-5 * w
"""


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text)
    return path


async def opened(driver: Driver) -> WhyScreen:
    """The page, when all of it has come."""
    await driver.pilot.press("d")
    await driver.pilot.pause()
    screen = driver.app.screen
    assert isinstance(screen, WhyScreen)
    await driver.until(lambda: screen._is_last)
    await driver.pilot.pause()
    return screen


def told(screen: WhyScreen) -> str:
    return "\n".join(text_of(line) for line in screen.query_one(Page)._lines)


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW])
def test_the_page_and_where_it_leads(size: tuple[int, int], tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        stood = driver.position
        assert in_the_palette(driver) == ["key d"]
        screen = await opened(driver)
        assert "⚠ dead  iteration 1, line 7: neurons 1 and 2 of 2" in " ".join(told(screen).split("\n"))
        assert "enter goes to 1:" in str(screen.query_one(VerticalScroll).border_subtitle)
        assert driver.position == stood
        await driver.pilot.press("d")
        await driver.until(lambda: not isinstance(driver.app.screen, WhyScreen))
        assert driver.position == stood
        await opened(driver)
        await driver.pilot.press("enter")
        await driver.until(lambda: driver.position.startswith("1:"))
        moment = driver.screen.state.moment
        assert moment is not None
        assert [met.kind for met in moment.notices] == ["dead"]

    drive(steps, script(tmp_path, DIES), size=size)


def in_the_palette(driver: Driver) -> list[str]:
    found = driver.app.get_system_commands(cast("Screen[object]", driver.screen))
    return [each.help for each in found if "why does the error not fall" in each.title]


@pytest.mark.slow
def test_where_nothing_learns_it_says_so_and_the_palette_has_it_not(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("d")
        assert driver.note.startswith("there is nothing to diagnose")
        assert in_the_palette(driver) == []

    drive(steps, script(tmp_path, NOTHING))


@pytest.mark.slow
def test_a_run_without_end_can_be_looked_at_further(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        screen = await opened(driver)
        assert "d again looks further" in told(screen)
        report = screen._report
        assert report is not None
        await driver.pilot.press("d")
        await driver.pilot.pause()
        await driver.until(lambda: screen._is_last)
        assert screen._report is not None
        assert screen._report.reached > report.reached
        await driver.pilot.press("escape")
        await driver.press("right")
        assert driver.position == "setup:2"

    drive(steps, script(tmp_path, ENDLESS))


@pytest.mark.slow
def test_the_footer_offers_it_where_the_error_does_not_fall(tmp_path: Path) -> None:
    async def steps(driver: Driver) -> None:
        assert "why not?" not in driver.text
        await driver.press("c", "x")
        assert "why not?" in driver.text

    drive(steps, script(tmp_path, STANDS))
