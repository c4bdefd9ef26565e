"""Following a number by keys: back to the data and to the draw, forward, and back on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screens.driver import NARROW, Driver, drive
from tui_tutor.view.cursor import WHOLE, Cursor
from tui_tutor.view.layout import Panel

MOST_PRESSES = 12


def test_a_prediction_leads_to_the_data() -> None:
    async def steps(driver: Driver) -> None:
        for row in range(4):
            await driver.go("200:20")
            cursor = Cursor(Panel.NUMBERS, "l2", row, 0)
            driver.screen.state = replace(driver.screen.state, cursor=cursor, focus=Panel.NUMBERS)
            presses = 0
            while not driver.position.startswith("setup"):
                await driver.press("b")
                presses += 1
                assert presses <= MOST_PRESSES
            assert driver.screen.state.moment is not None
            assert driver.screen.state.way[-1].hop is not None
            assert driver.screen.state.way[-1].hop.name == "X"
            await driver.press("b")
            assert "here the way ends" in driver.note

    drive(steps, at="200:20")


@pytest.mark.slow
def test_on_the_weights_way_it_leads_through_the_iterations_to_the_draw() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("b")
        assert "nonlin(" in driver.text
        await driver.press("b")
        assert "by size:" in driver.text
        cursor = driver.screen.state.cursor
        assert cursor is not None
        assert cursor.key == "0"
        inner = cursor.column
        presses = 2
        while driver.screen.state.cursor != Cursor(Panel.STAGE, "1", inner, 0):
            cursor = driver.screen.state.cursor
            assert cursor is not None
            down = inner - cursor.row if cursor.key == "1" else 0
            await driver.press("shift+right" if cursor.key == "0" else "shift+down" if down > 0 else "shift+up")
            presses += 1
        await driver.press("b")
        assert driver.position.startswith("199:")
        await driver.press("b")
        assert "199 updates in iterations 0 to 198, the largest here" in driver.text
        for _ in range(3):
            await driver.press("b")
        assert driver.screen.state.moment is not None
        event = driver.screen.state.moment.event
        assert event is not None
        assert event.site.symbol == "random"
        assert event.step == 5
        assert presses + 5 <= MOST_PRESSES
        for _ in range(4):
            await driver.press("left")
        assert driver.position.startswith("199:") or driver.position.startswith("200:")

    drive(steps, at="200:20")


@pytest.mark.slow
def test_back_returns_hop_by_hop_and_escape_leaves_the_way() -> None:
    async def steps(driver: Driver) -> None:
        start = driver.position
        await driver.press("b", "b")
        second, cursor = driver.position, driver.screen.state.cursor
        await driver.press("b")
        await driver.press("left")
        assert (driver.position, driver.screen.state.cursor) == (second, cursor)
        await driver.press("left", "left")
        assert driver.position == start
        assert not driver.screen.state.way
        await driver.press("b", "escape")
        assert not driver.screen.state.way
        before = driver.position
        await driver.press("left")
        assert driver.position != before

    drive(steps, at="200:20", size=NARROW)


def test_forward_goes_to_what_uses_it_next(tmp_path: Path) -> None:
    path = tmp_path / "uses.py"
    path.write_text("import numpy as np\na = np.array([1.0, 2.0])\nb = 3.0\nc = a + b\nd = c.sum()\n")

    async def steps(driver: Driver) -> None:
        await driver.go("setup:2")
        await driver.press("B")
        assert "a + b" in driver.text
        assert driver.screen.state.moment is not None
        event = driver.screen.state.moment.event
        assert event is not None
        assert event.site.code == "a + b"
        await driver.press("B")
        event = driver.screen.state.moment.event
        assert event is not None
        assert event.site.code == "c.sum()"
        await driver.press("B")
        assert "nothing uses" in driver.note

    drive(steps, path)


FLAT = """import numpy as np
y = np.array([0.0, 1.0, 1.0])
w = np.ones((2, 1))
X = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
for j in range(9):
    p = X @ w
    e = y - p
    w -= 0.1 * e.sum()
"""


def test_a_matrix_pointed_at_by_its_name_leads_to_what_gave_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "flat.py"
    path.write_text(FLAT)

    async def steps(driver: Driver) -> None:
        cursor = Cursor(Panel.NUMBERS, "e", WHOLE, WHOLE)
        driver.screen.state = replace(driver.screen.state, cursor=cursor, focus=Panel.NUMBERS)
        start = driver.position
        await driver.press("b")
        assert "e 3×3 ← y - p: 3, − 3×1 → 3×3" in driver.text
        assert "made of: y 3, · p 3×1  the way goes on with y" in driver.text
        await driver.press("b")
        assert driver.position.startswith("setup:")
        assert "3, − 3×1 → 3×3 ← y is 3,: the program's text" in driver.text
        await driver.press("b")
        assert "this shape stands in the program's text" in driver.note
        await driver.press("left", "left")
        assert (driver.position, driver.screen.state.cursor) == (start, cursor)
        await driver.press("B")
        assert "e 3×3 → e.sum()" in driver.text

    drive(steps, path, at="5:5", size=NARROW)


@pytest.mark.slow
def test_go_to_takes_the_next_change_and_says_what_is_never_met() -> None:
    async def steps(driver: Driver) -> None:
        await driver.go("changes syn1")
        assert driver.position == "0:51"
        await driver.go("uses l1")
        assert driver.position == "1:12"
        before = driver.position
        await driver.go("uses nobody")
        assert driver.position == before
        assert "there is no name 'nobody'" in driver.note

    drive(steps, at="0:20")
