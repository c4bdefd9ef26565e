"""Typing what to plot: at the end of a script's pictures, from the palette anywhere; kept until it is taken away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.app import TutorApp
from tui_tutor.launch import _as_left
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Progress, Store, content_key
from tui_tutor.runner.client import Client
from tui_tutor.screens.line import LineScreen
from tui_tutor.view.gallery import available, chosen

PLAIN = "import numpy as np\nw = np.ones(2)\nfor j in range(50):\n    w = w * 0.9\n"
"""It has nothing that says what to plot, and no picture."""

NAMES = {"[": "left_square_bracket", "]": "right_square_bracket", " ": "space", ".": "full_stop", ",": "comma"}


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.py"
    path.write_text(PLAIN)
    return path


async def asked(driver: Driver) -> None:
    """Go through the pictures up to the line that asks what to plot."""
    for _ in range(len(available(driver.screen.state)) + 2):
        if driver.app.screen is driver.screen:
            await driver.press("v")


async def typed(driver: Driver, text: str) -> None:
    """Answer the line that is open."""
    assert isinstance(driver.app.screen, LineScreen)
    await driver.pilot.press(*(NAMES.get(character, character) for character in text), "enter")
    await driver.settle()


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW])
def test_where_there_is_no_curve_the_picture_key_asks_for_one(plain: Path, size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("x", "x")
        await asked(driver)
        await typed(driver, "w[0]")
        assert driver.note == "w[0] is plotted"
        assert chosen(driver.screen.state) == "error"
        assert driver.screen.state.curve[1][1] == pytest.approx(0.81)
        assert "w[0]" in driver.text
        await driver.go("error < 0.05")
        assert driver.position.startswith("28:")
        await asked(driver)
        await typed(driver, "")
        assert driver.note == "nothing is plotted"
        assert not driver.screen.state.curve
        assert not available(driver.screen.state)

    drive(steps, plain, size=size)


@pytest.mark.slow
def test_what_is_no_number_says_so_and_the_script_s_own_curve_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "loss.py"
    path.write_text(PLAIN + "    loss = float(w.sum())\n")

    async def steps(driver: Driver) -> None:
        await driver.press("x")
        await asked(driver)
        await typed(driver, "w")
        assert driver.note.startswith("w cannot be plotted: it gives 2 numbers, not one")
        await asked(driver)
        await typed(driver, "print(w)")
        assert driver.note.startswith("print(w) cannot be plotted: `print")
        own = driver.screen.state.curve
        await asked(driver)
        await typed(driver, "w[0]")
        assert "error 0." not in driver.text
        assert "w[0] 0." in driver.text
        await asked(driver)
        await typed(driver, "")
        assert driver.note == "loss is plotted again"
        assert driver.screen.state.curve[: len(own)] == own
        await asked(driver)
        await driver.press("escape")
        assert chosen(driver.screen.state) == "error"

    drive(steps, path)


@pytest.mark.slow
def test_in_a_lesson_the_pictures_go_round_and_the_palette_asks() -> None:
    async def steps(driver: Driver) -> None:
        for _ in available(driver.screen.state):
            await driver.press("v")
            assert driver.app.screen is driver.screen
        commands = driver.app.get_system_commands(driver.app.screen)
        next(each.callback for each in commands if each.title == "plot an expression")()
        await driver.pilot.pause()
        await typed(driver, "syn0[0, 0]")
        assert driver.note == "syn0[0, 0] is plotted"

    drive(steps, at="0:3")


@pytest.mark.slow
def test_it_is_kept_with_the_progress(plain: Path, tmp_path: Path) -> None:
    lesson, store = load(plain), Store(tmp_path / "state")
    key = content_key(PLAIN)

    async def run() -> None:
        client = Client(lesson)
        app = TutorApp(lesson, client, motion="none", memory=(store, Progress(), None))
        async with app.run_test(size=NARROW) as pilot:
            driver = Driver(app, client, pilot)
            await driver.settle()
            await driver.press("x", "v")
            await typed(driver, "w[1]")
            app.close()

    asyncio.run(run())
    progress, _ = store.load(key)
    assert progress.plot == "w[1]"
    again, _ = _as_left(lesson, progress, None)
    assert again.curve is not None
    assert again.curve.expression == "w[1]"
    assert again.with_plot(None) == lesson
    # The file may have been changed since.
    refused, _ = _as_left(lesson, Progress(plot="open('x')"), None)
    assert refused == lesson
