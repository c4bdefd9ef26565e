"""Settings hold in the app, and what is chosen in it is kept."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Awaitable, Callable

import pytest

from screens.driver import WIDE, Driver
from tui_tutor.app import TutorApp
from tui_tutor.engine.watch.position import parse_position
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.settings import read_settings, settings_path
from tui_tutor.runner.client import Client
from tui_tutor.view.gallery import chosen

TEXT = """\
theme = "nord"
motion = "none"
fold = false
speed = 2
log_axes = false
[keys]
next = "n"
new-customers = "right"
picture = "f5"
"""


def with_settings(text: str, steps: Callable[[Driver], Awaitable[None]], *, theme: str | None = None) -> TutorApp:
    """Run an app that keeps what is chosen, with a settings file."""
    settings_path().write_text(text, encoding="utf-8")
    lesson = load(find("toy_brain"))
    client = Client(lesson, parse_position("0:22"))
    made: list[TutorApp] = []

    async def run() -> None:
        app = TutorApp(lesson, client, theme=theme, settings=read_settings(), keeps_choices=True)
        made.append(app)
        async with app.run_test(size=WIDE) as pilot:
            driver = Driver(app, client, pilot)
            await driver.settle()
            await steps(driver)
        app.close()

    try:
        asyncio.run(run())
    finally:
        client.close()
    return made[0]


def kept() -> dict[str, object]:
    return tomllib.loads(settings_path().read_text(encoding="utf-8"))


@pytest.mark.slow
def test_settings_hold_and_keys_are_others() -> None:
    async def steps(driver: Driver) -> None:
        app = driver.app
        state = driver.screen.state
        assert (app.theme, state.folded, state.speed, state.linear) == ("nord", False, 2.0, True)
        await driver.press("n")
        assert driver.position == "0:23"
        picture = driver.screen.state.picture
        await driver.press("f5")
        assert driver.screen.state.picture != picture
        await driver.press("v")
        assert driver.position == "0:23"
        assert " n next " in driver.text
        await driver.pilot.click(offset=(1, WIDE[1] - 1))
        await driver.settle()
        assert driver.position == "0:24"

    with_settings(TEXT, steps)


@pytest.mark.slow
def test_what_is_chosen_is_kept_and_nothing_else() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("f", "minus")
        driver.app.theme = "dracula"
        await driver.settle()
        while chosen(driver.screen.state) != "error":
            await driver.press("f5")
        await driver.press("l")

    with_settings(TEXT, steps, theme="gruvbox")
    found = kept()
    assert found["theme"] == "dracula"
    assert (found["fold"], found["speed"], found["log_axes"], found["motion"]) == (True, 1.0, True, "none")
    assert found["keys"] == {"next": "n", "new-customers": "right", "picture": "f5"}


@pytest.mark.slow
def test_how_much_moves_is_chosen_in_the_palette() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("ctrl+p", *"motion", "enter")
        await driver.until(lambda: driver.note == "motion: full")

    with_settings(TEXT, steps)
    assert kept()["motion"] == "full"


@pytest.mark.slow
def test_an_option_is_not_kept() -> None:
    async def steps(driver: Driver) -> None:
        await driver.press("plus")

    with_settings("# mine\n", steps, theme="gruvbox")
    assert kept() == {"speed": 2.0}


@pytest.mark.slow
@pytest.mark.parametrize("text", ["speed = \n", 'theme = "nrod"\n', '[keys]\nnext = "v"\n'])
def test_bad_settings_are_as_none(text: str) -> None:
    async def steps(driver: Driver) -> None:
        assert (driver.app.theme, driver.screen.state.speed) == ("toytutor", 1.0)
        await driver.press("right")
        assert driver.position == "0:23"

    with_settings(text, steps)


@pytest.mark.parametrize(
    ("option", "variable", "holds"),
    [("none", "basic", "none"), (None, "basic", "reduced"), (None, "nonsense", "none"), (None, None, "none")],
)
@pytest.mark.slow
def test_the_command_line_is_stronger_than_the_environment_and_that_than_the_file(
    option: str | None, variable: str | None, holds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEXTUAL_ANIMATIONS", raising=False)
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    if variable is not None:
        monkeypatch.setenv("TEXTUAL_ANIMATIONS", variable)
        monkeypatch.setenv("TEXTUAL_THEME", "gruvbox" if variable == "basic" else "no such theme")
    client = Client(load(find("shapes")), None)
    try:
        settings_path().write_text('theme = "nord"\nmotion = "none"\n', encoding="utf-8")
        theme = "dracula" if option else None
        app = TutorApp(load(find("shapes")), client, motion=option, theme=theme, settings=read_settings())
        assert app._motion == holds
        assert app.theme == ("dracula" if option else "gruvbox" if variable == "basic" else "nord")
    finally:
        client.close()
