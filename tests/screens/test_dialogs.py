from __future__ import annotations

from itertools import product

import pytest
from seldom import mostly_slow
from textual.command import CommandPalette
from textual.widgets import OptionList

from screens.driver import Driver, drive
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.help import HelpScreen
from tui_tutor.screens.lessons import LessonsScreen
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.newcomers import NewcomersScreen
from tui_tutor.screens.whatif import WhatIfScreen

OPENED_BY = {
    "g": LineScreen,
    "w": WhatIfScreen,
    "e": EditScreen,
    "n": NewcomersScreen,
    "L": LessonsScreen,
    "question_mark": HelpScreen,
    "colon": CommandPalette,
}


def nothing_over(driver: Driver) -> bool:
    return len(driver.app.screen_stack) == 1


async def opened(driver: Driver, key: str) -> None:
    await driver.pilot.press(key)
    await driver.pilot.pause()
    assert isinstance(driver.app.screen, OPENED_BY[key])


@pytest.mark.parametrize(
    ("key", "twice"),
    mostly_slow(
        product(OPENED_BY, ("enter", "escape")), [("g", "enter"), ("w", "enter"), ("e", "escape"), ("colon", "escape")]
    ),
)
@pytest.mark.few(1)
def test_a_dialog_bears_being_told_twice_to_close(key: str, twice: str) -> None:
    async def steps(driver: Driver) -> None:
        await opened(driver, key)
        dialog = driver.app.screen
        for _ in range(3):
            driver.app.simulate_key(twice)
        dialog.dismiss()
        dialog.dismiss()
        assert nothing_over(driver)
        await driver.settle()
        while not nothing_over(driver):
            # One of the keys came late enough to open something else.
            await driver.pilot.press("escape")
            await driver.pilot.pause()
        before = driver.position
        await driver.press("right")
        assert driver.position != before

    drive(steps, at="0:3")


def test_going_somewhere_bears_a_second_enter() -> None:
    async def steps(driver: Driver) -> None:
        await opened(driver, "g")
        for key in (*"253", "enter", "enter", "enter"):
            driver.app.simulate_key(key)
        await driver.pilot.pause()
        await driver.settle()
        assert driver.position == "253:1"

    drive(steps, at="0:3")


def test_what_lies_over_a_dialog_closes_with_it() -> None:
    async def steps(driver: Driver) -> None:
        results: list[str | None] = []
        dialog = LineScreen("where to?", "253")
        assert open_over(driver.screen, dialog, results.append)
        await driver.pilot.pause()
        await driver.pilot.press("ctrl+p")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, CommandPalette)
        dialog.dismiss("253")
        await driver.pilot.pause()
        assert nothing_over(driver)
        assert results == ["253"]

    drive(steps, at="0:3")


@pytest.mark.slow
def test_only_one_dialog_is_opened_at_a_time() -> None:
    async def steps(driver: Driver) -> None:
        driver.screen.action_help()
        driver.screen.action_ask()
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.press("escape")
        assert nothing_over(driver)

    drive(steps, at="0:3")


@pytest.mark.slow
def test_a_question_waits_until_nothing_lies_over_the_tutor() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("o")
        driver.screen.action_step("forward")
        driver.screen.action_help()
        await driver.settle()
        assert driver.screen.state.asked is not None
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.pilot.press("escape")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, LineScreen)
        await driver.pilot.press("escape")
        await driver.settle()
        assert nothing_over(driver)
        assert driver.screen.state.asked is None

    drive(steps, at="0:2")


@pytest.mark.parametrize(
    ("keys", "closing"),
    mostly_slow(
        product((("down", "pagedown", "enter"), ("a", "pageup", "down"), ("x", "enter", "end")), (False, True)),
        [(("down", "pagedown", "enter"), True), (("x", "enter", "end"), False)],
    ),
)
@pytest.mark.few(1)
def test_the_palette_bears_keys_while_it_opens_and_closes(keys: tuple[str, ...], closing: bool) -> None:
    async def steps(driver: Driver) -> None:
        # Nothing is waited for in between: the keys come while the palette has no place yet, or none any more.
        driver.app.simulate_key("ctrl+p")
        for key in keys:
            driver.app.simulate_key(key)
        if closing:
            driver.app.simulate_key("escape")
        for _ in range(20):
            await driver.pilot.pause()
        while not nothing_over(driver):
            await driver.pilot.press("escape")
            await driver.pilot.pause()
        await driver.press("home", "right")
        assert driver.position == "setup:2"

    drive(steps, at="0:3")


def test_the_palette_bears_being_closed_before_it_has_its_place() -> None:
    async def steps(driver: Driver) -> None:
        dialog = LineScreen("where to?", "253")
        open_over(driver.screen, dialog)
        driver.app.action_command_palette()
        dialog.dismiss()
        for _ in range(5):
            await driver.pilot.pause()
        assert nothing_over(driver)

    drive(steps, at="0:3")


@pytest.mark.parametrize(
    ("opens", "key"), mostly_slow(product(("L", "ctrl+p"), ("pageup", "pagedown")), [("ctrl+p", "pagedown")])
)
@pytest.mark.few(1)
def test_a_list_bears_a_page_key_while_it_has_no_lines(opens: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OptionList, "DEFAULT_CSS", f"{OptionList.DEFAULT_CSS} OptionList {{ display: none; }}")

    async def steps(driver: Driver) -> None:
        await driver.pilot.press(opens)
        await driver.pilot.pause()
        entries = driver.app.screen.query_one(OptionList)
        while not entries.option_count:
            await driver.pilot.pause(0.01)
        entries.highlighted = 0
        await driver.pilot.pause()
        assert not entries.size
        driver.app.screen.set_focus(entries if opens == "L" else driver.app.screen.focused)
        await driver.pilot.press(key, "escape")
        await driver.settle()
        assert nothing_over(driver)

    drive(steps, at="0:3")
