from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from screens.driver import Driver, drive
from tui_tutor.app import TutorApp
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.runner.client import Client
from tui_tutor.screens.help import HelpScreen
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.tutor import TutorScreen
from tui_tutor.view.layout import Panel


async def running(driver: Driver) -> None:
    """Wait until a run is told of on the screen."""
    await driver.until(lambda: driver.screen.state.run is not None)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
@pytest.mark.slow
def test_the_palette_opens_and_does_a_command(key: str) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press(key)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, CommandPalette)
        await driver.pilot.press(*"10,000")
        found = driver.app.screen.query_one(OptionList)
        await driver.until(lambda: found.display and "10,000" in str([each.prompt for each in found.options]))
        await driver.pilot.press("enter")
        await driver.until(lambda: driver.position == "10000:3")

    drive(steps, at="0:3")


def test_page_keys_scroll_the_text_until_another_one_comes() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("right", "left")
        before = driver.text
        await driver.press("pagedown")
        assert driver.text != before
        await driver.press("pageup", "pageup")
        assert driver.text == before
        await driver.press("pagedown")
        scrolled = driver.text
        await driver.press("right", "left")
        assert driver.text == scrolled
        await driver.press("right_square_bracket", "left_square_bracket")
        assert Panel.TEXT not in driver.screen.state.scrolls

    drive(steps, at="0:3", size=(120, 34))


@pytest.mark.slow
def test_focus_goes_round_both_ways() -> None:
    async def steps(driver: Driver) -> None:
        there = []
        for key in ["tab"] * 6 + ["shift+tab"] * 5:
            await driver.press(key)
            there.append(driver.screen.state.focused)
        assert len(set(there)) == 6
        assert there[6:] == there[4::-1]
        assert "pgup pgdn" in driver.text
        await driver.press("escape")
        assert driver.screen.state.focused is None
        assert "pgup pgdn" not in driver.text

    drive(steps, at="0:3")


@pytest.mark.slow
def test_a_note_is_gone_with_the_next_key() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("left")
        assert driver.note
        assert driver.note in driver.text
        note = driver.note
        await driver.press("right")
        assert not driver.note
        assert note not in driver.text

    drive(steps)


def test_the_welcome_is_there_until_the_first_key() -> None:
    async def steps(driver: Driver) -> None:
        assert "Press → to do the next operation." in driver.text
        await driver.press("right")
        assert "Press → to do the next operation." not in driver.text

    drive(steps)


@pytest.mark.slow
def test_resizing_in_the_midst_of_a_jump(endless: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("end")
        await running(driver)
        for size in ((20, 5), (80, 24), (200, 60), (61, 21), (120, 40)):
            await driver.pilot.resize_terminal(*size)
        await driver.pilot.press("escape")
        await driver.settle()
        assert "operation" in driver.text

    drive(steps, endless)


@pytest.mark.slow
def test_moves_in_the_midst_of_a_jump_come_after_it() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("t")
        await driver.pilot.press("i", "right")
        await driver.settle()
        assert driver.position == "10001:10"

    drive(steps, at="0:3")


def test_esc_stops_what_waits_as_well(endless: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("end")
        await running(driver)
        await driver.pilot.press("home", "escape")
        await driver.settle()
        assert driver.position != "setup:1"
        assert "stopped" in driver.note

    drive(steps, endless, at="0:2")


@pytest.mark.parametrize("key", ["g", "question_mark", "f1"])
@pytest.mark.few(1)
def test_quitting_keys_only_close_what_is_open(key: str) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press(key)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, LineScreen if key == "g" else HelpScreen)
        await driver.pilot.press("q")
        await driver.pilot.pause()
        assert driver.app.is_running
        await driver.pilot.press("escape")
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, TutorScreen)

    drive(steps)


@pytest.mark.slow
def test_an_empty_answer_goes_nowhere() -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("g")
        await driver.pilot.pause()
        await driver.pilot.press("enter")
        await driver.settle()
        assert isinstance(driver.app.screen, TutorScreen)
        assert driver.position == "0:3"

    drive(steps, at="0:3")


def test_quitting_in_the_midst_of_a_jump_ends_the_process(endless: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.pilot.press("end")
        await running(driver)
        await driver.pilot.press("q")

    client = drive(steps, endless)
    assert client._link.has_ended


@pytest.mark.slow
def test_nothing_is_mounted_by_moves_jumps_or_acting() -> None:
    async def steps(driver: Driver) -> None:
        widgets = list(driver.screen.walk_children())
        await driver.press("right", "down", "i", "t", "T", "end", "home", "f", "left_square_bracket")
        await driver.pilot.press("a")
        await driver.pilot.resize_terminal(80, 24)
        await driver.press("tab", "tab", "right")
        await driver.pilot.resize_terminal(120, 40)
        await driver.settle()
        assert list(driver.screen.walk_children()) == widgets

    drive(steps, at="0:3")


@pytest.mark.slow
def test_every_theme_can_be_chosen_while_it_runs() -> None:
    async def steps(driver: Driver) -> None:
        for theme in sorted(driver.app.available_themes):
            driver.app.theme = theme
            await driver.pilot.pause()
        assert driver.screen._palette is not None

    drive(steps, at="0:3")


def test_a_theme_that_there_is_not() -> None:
    lesson = load(find("toy_brain"))
    client = Client(lesson)
    try:
        with pytest.raises(ValueError, match="there is no theme 'nonsense'; there are: "):
            TutorApp(lesson, client, theme="nonsense")
    finally:
        client.close()


@pytest.mark.slow
def test_a_position_that_there_is_not_ends_the_app() -> None:
    lesson = load(find("toy_brain"))
    client = Client(lesson, None)
    client.go("253:99", True)

    async def run() -> TutorApp:
        app = TutorApp(lesson, client)
        async with app.run_test(size=(120, 40)) as pilot:
            for _ in range(400):
                await pilot.pause(0.01)
                if not client.is_busy:
                    break
            screen = app.screen_stack[0]
            assert isinstance(screen, TutorScreen)
            assert "there is no operation 99" in (screen.state.note or "")
            assert screen.state.tab is Panel.TEXT
        return app

    try:
        asyncio.run(run())
    finally:
        client.close()
