"""Other numbers by keys: the literal that is pointed at, what `w` finds in a script, and what `n` asks there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Label, OptionList

from screens.driver import NARROW, Driver, drive
from tui_tutor.engine.text.source import Source, Trust
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Store, content_key
from tui_tutor.screens.choose import ChooseScreen
from tui_tutor.screens.inputs import InputsScreen
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.newcomers import NewcomersScreen
from tui_tutor.screens.whatif import VersionsScreen, WhatIfScreen
from tui_tutor.study.trials import trials
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of

SCRIPT = """import numpy as np
np.random.seed(1)
X = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
y = np.array([[1.0], [2.0], [1.0]])
w = np.random.random((2, 1))
rate = 0.1
for j in range(30):
    out = X.dot(w)
    error = y - out
    w += rate * X.T.dot(error)
print(w)
"""

NAMES = {" ": "space", ".": "full_stop", "/": "slash", "-": "minus", ",": "comma"}

Steps = Callable[[Driver], Awaitable[None]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "own.py"
    file.write_text(SCRIPT)
    return file


def run(steps: Steps, path: Path, at: str | None = "0:1", size: tuple[int, int] = (120, 40)) -> None:
    async def all_of_it(driver: Driver) -> None:
        try:
            await steps(driver)
        finally:
            driver.app.close()

    drive(all_of_it, path, at=at, size=size)


async def press(driver: Driver, *keys: str) -> None:
    await driver.pilot.press(*keys)
    await driver.pilot.pause()


async def type_in(driver: Driver, text: str) -> None:
    await driver.until(lambda: isinstance(driver.app.screen, LineScreen))
    await press(driver, *(NAMES.get(character, character) for character in text), "enter")


def page(driver: Driver) -> str:
    screen = driver.app.screen
    assert isinstance(screen, VersionsScreen | NewcomersScreen)
    return " ".join(" ".join(text_of(each) for each in screen.lines(96)).split())


async def shows(driver: Driver, words: str) -> None:
    sheets = VersionsScreen | NewcomersScreen
    await driver.until(lambda: isinstance(driver.app.screen, sheets) and words in page(driver))


def question(driver: Driver) -> str:
    return str(driver.app.screen.query_one(Label).content)


async def choose(driver: Driver, words: str) -> None:
    """Choose the first entry with these words of the list in front."""
    assert isinstance(driver.app.screen, ChooseScreen)
    options = driver.app.screen.query_one(OptionList)
    told = [" ".join(str(options.get_option_at_index(at).prompt).split()) for at in range(options.option_count)]
    options.highlighted = next(at for at, each in enumerate(told) if words in each)
    await press(driver, "enter")


@pytest.mark.parametrize("size", [(120, 40), pytest.param(NARROW, marks=pytest.mark.slow)])
def test_a_number_is_pointed_at_and_another_one_runs_beside_it(path: Path, size: tuple[int, int]) -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "s")
        assert driver.screen.state.focus is Panel.PROGRAM
        assert "asks for another in its place" in driver.note
        assert "30  s asks for another" in driver.text
        await press(driver, "shift+left")
        assert "0.1  s asks for another" in driver.text
        await press(driver, "shift+up", "shift+right", "shift+right")
        assert "1  s asks for another" in driver.text
        await press(driver, "shift+left", "shift+down", "shift+right", "s")
        assert "line 6   rate = 0.1" in question(driver)
        await type_in(driver, "fast")
        assert "fast is no number" in question(driver)
        assert driver.app.screen.query_one(Input).value == "fast", "what was typed stays"
        driver.app.screen.query_one(Input).value = ""
        await type_in(driver, "1/3")
        await shows(driver, "They part at setup:")
        assert "− rate = 0.1 + rate = 1/3" in page(driver)
        assert "out, as it is out, changed" in page(driver), "the output is found by following values"
        await press(driver, "s")
        await driver.until(lambda: driver.screen.state.changed is not None)
        assert driver.screen.state.lesson.source.text == SCRIPT.replace("0.1", "1/3")

    run(steps, path, size=size)


@pytest.mark.slow
def test_the_mouse_points_at_a_number_of_the_listing(path: Path) -> None:
    async def steps(driver: Driver) -> None:
        box = driver.screen._panels.boxes[Panel.PROGRAM]
        y = next(at for at, each in enumerate(box._lines) if "rate = 0.1" in text_of(each))
        x = text_of(box._lines[y]).index("0.1")
        await driver.pilot.hover(box, offset=(x, y))
        await driver.pilot.pause()
        assert "0.1  s asks for another" in driver.text
        await driver.pilot.click(box, offset=(x, y))
        await driver.pilot.pause()
        assert driver.position == "0:1", "a number is pointed at, its line is not gone to"
        await press(driver, "s")
        assert "in place of 0.1: another number" in question(driver)
        await press(driver, "escape")

    run(steps, path)


@pytest.mark.slow
def test_w_in_a_script_offers_what_is_found_in_it(path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "w")
        assert isinstance(driver.app.screen, WhatIfScreen)
        options = driver.app.screen.query_one(OptionList)
        told = [" ".join(str(options.get_option_at_index(at).prompt).split()) for at in range(options.option_count)]
        assert told == [
            "Another number",
            "rate = 0.1 → 1.0 line 6",
            "rate = 0.1 → 0.01 line 6",
            "for j in range(30) → 300 line 7",
            "for j in range(30) → 3 line 7",
            "Another beginning",
            "another seed: np.random.seed(1) → 2 line 2",
            "all weights zero to begin with line 5",
        ]
        await press(driver, "escape")

    run(steps, path)


@pytest.mark.slow
def test_weights_that_begin_at_zero_run_beside_those_that_are_drawn(path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "w")
        await choose(driver, "all weights zero")
        await shows(driver, "They part at setup:")
        assert "+ w = np.zeros_like(np.random.random((2, 1)))" in page(driver)

    run(steps, path)


@pytest.mark.slow
def test_a_trial_that_fails_is_told_beside_the_program(path: Path) -> None:
    path.write_text(SCRIPT.replace("rate = 0.1", "rate = 0.1\nhidden = 2\nassert hidden < 9"))

    async def steps(driver: Driver) -> None:
        await press(driver, "w")
        await choose(driver, "hidden = 2 → 20")
        await shows(driver, "AssertionError")

    run(steps, path, "setup:1")


@pytest.mark.slow
def test_what_the_guard_refuses_of_a_trusted_script_is_said(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(SCRIPT)
    lesson = replace(load(path), source=Source("own.py", f"import socket\n{SCRIPT}", Trust("own.py")))

    async def steps(driver: Driver) -> None:
        driver.app.push_screen(VersionsScreen(lesson, trials(lesson.source)[0].variation, 1))
        await shows(driver, "because you trust it")
        assert "own.py:1:" in page(driver)
        assert "what you type there is trusted as the script is" in page(driver)
        await press(driver, "s")
        assert isinstance(driver.app.screen, VersionsScreen), "there is nothing to step through"

    run(steps, path)


def test_n_in_a_script_asks_for_the_names(path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "n")
        assert isinstance(driver.app.screen, InputsScreen)
        await choose(driver, "X 3×2 → out 3×1")
        await shows(driver, "trained on")
        assert "The network as it stands in iteration 20" in page(driver)
        assert page(driver).count("trained on") >= 3
        assert isinstance(driver.app.screen, NewcomersScreen)
        assert driver.app.screen.keys.startswith("1 2 3 toggle your own · t types it · s another seed · c other names")

    run(steps, path, "20:3")


@pytest.mark.slow
def test_rows_and_other_names_are_typed(path: Path) -> None:
    async def steps(driver: Driver) -> None:
        await press(driver, "n")
        await choose(driver, "X 3×2 → out 3×1")
        await shows(driver, "trained on")
        await press(driver, "t")
        await type_in(driver, "0.5")
        assert "a row has 2 numbers" in question(driver)
        driver.app.screen.query_one(Input).value = ""
        await type_in(driver, "0.5, -2")
        await shows(driver, "X 1: 0.5 X 2: -2")
        await shows(driver, "▸ 0.5 -2")
        await press(driver, "c")
        await driver.until(lambda: isinstance(driver.app.screen, InputsScreen))
        await choose(driver, "other names")
        await type_in(driver, "Z out")
        assert "this program has no name Z" in question(driver)
        driver.app.screen.query_one(Input).value = ""
        await type_in(driver, "X error")
        await shows(driver, "its forward part does not run on other rows")
        await press(driver, "c")
        await choose(driver, "X 3×2 → out 3×1")
        await shows(driver, "The network as it stands in iteration 20")
        # The names are known from here on.
        await press(driver, "escape", "n")
        await shows(driver, "The network as it stands in iteration 20")

    run(steps, path, "20:3")


@pytest.mark.slow
def test_the_names_are_there_again_the_next_time(path: Path, tmp_path: Path) -> None:
    store, lesson = Store(tmp_path / "state"), load(path)
    key = content_key(lesson.source.text)

    async def ask(driver: Driver) -> None:
        driver.screen.remember_in(store, store.load(key)[0], None)
        driver.screen._begin_to_remember()
        await press(driver, "n")
        await choose(driver, "X 3×2 → out 3×1")
        await shows(driver, "trained on")

    async def ask_again(driver: Driver) -> None:
        driver.screen.remember_in(store, store.load(key)[0], None)
        await press(driver, "n")
        await shows(driver, "trained on")

    run(ask, path)
    assert store.load(key)[0].inputs == ("X", "out")
    run(ask_again, path)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["w", "n", "s"])
def test_no_key_is_a_dead_end_in_a_script_with_nothing_to_be_found(key: str, tmp_path: Path) -> None:
    path = tmp_path / "bare.py"
    path.write_text("a = b = []\nprint(a)\n")

    async def steps(driver: Driver) -> None:
        await press(driver, key)
        said = driver.note if driver.app.screen is driver.screen else question(driver)
        assert said
        assert "lesson" not in said
        assert "toml" not in said

    run(steps, path, "setup:1")
