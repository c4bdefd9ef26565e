"""The main loop is chosen: from a list, or from the palette; the program is opened again where the learner stood."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import OptionList

from screens.driver import Driver, drive
from tui_tutor.app import TutorApp
from tui_tutor.engine.watch.position import parse_position
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Progress, Store, content_key
from tui_tutor.runner.client import Client
from tui_tutor.screens.loops import LoopsScreen
from tui_tutor.view.loops import choices

PROGRAM = """import numpy as np

def train(w, epochs):
    for epoch in range(epochs):
        for sample in range(3):
            w = w * 0.5 + sample
    return w

w = np.ones(2)
for warm in range(4):
    w = w + 1
w = train(w, 20)
print(w)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


def listed(driver: Driver) -> list[str]:
    found = driver.app.screen.query_one(OptionList)
    return [str(each.prompt) for each in found.options]


async def settled(driver: Driver) -> None:
    driver.client = driver.screen.client
    await driver.settle()


async def choose(driver: Driver, *keys: str) -> None:
    await driver.pilot.press("u")
    await driver.pilot.pause()
    assert isinstance(driver.app.screen, LoopsScreen)
    await driver.pilot.press(*keys, "enter")
    await driver.pilot.pause()
    await settled(driver)


def test_a_key_lists_the_loops_and_opens_the_program_with_another_one(program: Path) -> None:
    async def steps(driver: Driver) -> None:
        assert driver.screen.state.moment is not None
        assert driver.screen.state.moment.loop == 4
        await driver.press("i", "i")
        assert driver.position == "1:1"
        await driver.pilot.press("u")
        await driver.pilot.pause()
        assert listed(driver) == [
            "▸ for epoch in range(epochs)\n  line 4, in train() · 20 turns · the main loop",
            "    for sample in range(3)\n    line 5, in train() · 3 turns",
            "  for warm in range(4)\n  line 10 · 4 turns",
        ]
        await driver.pilot.press("u")
        await driver.pilot.pause()
        assert driver.app.screen is driver.screen
        # The same line is in the end of the other loop, and its own iterations are gone through.
        await choose(driver, "down", "down")
        assert driver.note == "main loop: line 10"
        assert driver.screen.state.moment.loop == 10
        assert driver.position.startswith("end:")
        assert driver.screen.state.moment.event is not None
        assert driver.screen.state.moment.event.site.span.line == 4
        await driver.press("home", "i", "i", "i")
        assert driver.position == "2:1"
        assert "iteration 2 of 4" in driver.text
        # Back to where each of them was left; the last entry leaves the choice to the tutor.
        await choose(driver, "down", "down", "down")
        assert (driver.position, driver.screen.state.moment.loop) == ("1:1", 4)
        await choose(driver, "down", "down")
        assert (driver.position, driver.screen.state.moment.loop) == ("2:1", 10)
        driver.app.close()

    drive(steps, program)


@pytest.mark.slow
def test_where_the_setup_is_the_same_one_stands_at_the_same_operation(program: Path) -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("right", "right")
        before = driver.position
        assert before.startswith("setup:")
        await choose(driver, "down")
        assert driver.position == before
        await driver.press("i")
        assert driver.position == "0:1"
        assert "iteration 0 of 3" in driver.text
        driver.app.close()

    drive(steps, program)


@pytest.mark.slow
def test_the_palette_lists_the_loops(program: Path) -> None:
    async def steps(driver: Driver) -> None:
        found = {each.title: each for each in driver.app.get_system_commands(driver.app.screen)}
        assert "main loop: which loop of the program the iteration keys go through" in found
        assert found["main loop: line 4, in train()"].help == "for epoch in range(epochs)"
        found["main loop: line 5, in train()"].callback()
        await settled(driver)
        assert driver.screen.state.moment is not None
        assert driver.screen.state.moment.loop == 5
        # The one that it is already is not opened again.
        client = driver.screen.client
        driver.screen.choose_loop(5)
        assert driver.screen.client is client
        assert "already" in driver.note
        driver.app.close()

    drive(steps, program)


def test_where_there_is_one_loop_nothing_is_offered() -> None:
    async def steps(driver: Driver) -> None:
        titles = [each.title for each in driver.app.get_system_commands(driver.app.screen)]
        assert not [title for title in titles if title.startswith("main loop")]
        await driver.press("u")
        assert driver.app.screen is driver.screen
        assert driver.note == "this program has one loop, so it is the main loop"

    drive(steps)


@pytest.mark.slow
def test_the_choice_is_kept_with_the_position(program: Path, tmp_path: Path) -> None:
    lesson, store = load(program), Store(tmp_path / "state")
    key = content_key(PROGRAM)

    async def run() -> None:
        client = Client(lesson, parse_position("0:1"))
        app = TutorApp(lesson, client, motion="none", memory=(store, Progress(), None))
        async with app.run_test(size=(80, 24)) as pilot:
            driver = Driver(app, client, pilot)
            await driver.settle()
            await choose(driver, "down", "down")
            await driver.press("home", "i", "i")
            assert driver.position == "1:1"
            app.close()

    asyncio.run(run())
    progress, note = store.load(key)
    assert (progress.loop, progress.position, note) == (10, "1:1", None)


def test_what_nobody_knows_of_a_loop_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "endless.py"
    path.write_text("n = 0\nwhile n < 3: n += 1\nwhile True:\n    n = n + 1\n    if n > 50: break\n")

    async def steps(driver: Driver) -> None:
        assert [(each.code, each.turns) for each in choices(driver.screen.state)] == [
            ("while n < 3", None),
            ("while True", None),
        ]
        await driver.press("end", "u")
        assert "48 turns" in listed(driver)[1]

    drive(steps, path)
