"""A setup that never ends: its first operation is on the screen, and keys answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from screens.driver import WIDE, Driver
from tui_tutor.app import TutorApp
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.client import Client
from tui_tutor.runner.protocol import Died
from tui_tutor.screens.help import HelpScreen
from tui_tutor.screens.leaving import Leaving

ENDLESS = """first = 7
limit = next(n for n in iter(int, 1) if n < 0)
for j in range(5):
    first += j
"""


def opening(steps: Callable[[Driver], Awaitable[None]]) -> TutorApp:
    lesson = Lesson("script", Path("script.py"), Source("script.py", ENDLESS), "script.py")
    client = Client(lesson)
    app = TutorApp(lesson, client, motion="none")

    async def run() -> None:
        async with app.run_test(size=WIDE) as pilot:
            driver = Driver(app, client, pilot)
            await driver.until(lambda: driver.screen.state.provisional)
            await steps(driver)

    try:
        asyncio.run(run())
    finally:
        client.close()
    return app


def test_keys_answer_while_the_setup_runs() -> None:
    async def steps(driver: Driver) -> None:
        await driver.until(lambda: "operations of the setup so far" in driver.text)
        assert "first = 7" in driver.text
        await driver.pilot.press("question_mark")
        await driver.until(lambda: isinstance(driver.app.screen, HelpScreen))
        await driver.pilot.press("escape")
        await driver.until(lambda: not isinstance(driver.app.screen, HelpScreen))
        assert driver.client.is_busy
        await driver.pilot.press("escape")
        await driver.settle()
        assert (driver.position, driver.note) == ("setup:1", "stopped")
        await driver.press("right")
        assert driver.position == "setup:2"

    opening(steps)


def test_a_process_that_dies_for_good_meanwhile_is_told_of() -> None:
    async def steps(driver: Driver) -> None:
        driver.screen._receive(Died(-9, restarts=False, line=2))
        await driver.pilot.pause()

    app = opening(steps)
    assert isinstance(app.return_value, Leaving)
    assert app.return_value.status == 1
    assert "script.py:2" in app.return_value.words[0]
