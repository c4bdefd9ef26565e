"""Presses through what changes a program: the variations, the editor, the newcomers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.widgets import OptionList, TextArea

from screens.driver import Driver, drive
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.newcomers import NewcomersScreen
from tui_tutor.screens.whatif import VersionsScreen, WhatIfScreen
from tui_tutor.view.lines import text_of

TOY = load(find("toy_brain"))

TEXT = TOY.source.text

SEED_2 = TEXT.replace("np.random.seed(1)", "np.random.seed(2)")

Steps = Callable[[Driver], Awaitable[None]]


def run(steps: Steps, lesson: str | Path = "toy_brain", at: str | None = "0:20") -> None:
    """Drive an app, and end the process of the program that is stepped in the end."""

    async def all_of_it(driver: Driver) -> None:
        try:
            await steps(driver)
        finally:
            driver.app.close()

    drive(all_of_it, lesson, at=at)


async def until(driver: Driver, wanted: Callable[[], bool]) -> None:
    for _ in range(3000):
        if wanted():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError("it never came")


async def settled(driver: Driver) -> None:
    """Wait for the program that is stepped now, which may have got another process."""
    driver.client = driver.screen.client
    await driver.settle()


async def press(driver: Driver, *keys: str) -> None:
    await driver.pilot.press(*keys)
    await driver.pilot.pause()


def page(driver: Driver) -> str:
    """What a sheet says, in one line."""
    screen = driver.app.screen
    assert isinstance(screen, VersionsScreen | NewcomersScreen)
    return " ".join(" ".join(text_of(each) for each in screen.lines(96)).split())


async def shows(driver: Driver, words: str) -> None:
    await until(driver, lambda: words in page(driver))


async def choose(driver: Driver, name: str) -> None:
    """Open the list of variations and choose one by its name."""
    await press(driver, "w")
    assert isinstance(driver.app.screen, WhatIfScreen)
    options = driver.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(name)
    await press(driver, "enter")
    await until(driver, lambda: isinstance(driver.app.screen, VersionsScreen))


async def edit(driver: Driver, text: str | None = None) -> TextArea:
    """Open the editor, and type another text."""
    await press(driver, "e")
    await until(driver, lambda: isinstance(driver.app.screen, EditScreen))
    area = driver.app.screen.query_one(TextArea)
    if text is not None:
        area.replace(text, (0, 0), area.document.end)
        await driver.pilot.pause()
    return area


async def leave(driver: Driver) -> None:
    await press(driver, "escape")
    await until(driver, lambda: driver.app.screen is driver.screen)
