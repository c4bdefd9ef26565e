from __future__ import annotations

import re
from itertools import product

import pytest
from seldom import mostly_slow

from screens.driver import NARROW, WIDE, Driver, drive
from tui_tutor.screens.choose import ChooseScreen
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of
from tui_tutor.widgets.page import Page

DRAWN_BY = {
    Panel.STATUS: ("tui_tutor.view.panels.status", "panels.py"),
    Panel.PROGRAM: ("tui_tutor.view.listing.pad", "listing.py"),
    Panel.STAGE: ("tui_tutor.view.panels.stage", "panels.py"),
    Panel.TEXT: ("tui_tutor.view.panels.prose", "panels.py"),
    Panel.NUMBERS: ("tui_tutor.view.names.matrix", "names.py"),
    Panel.PICTURE: ("tui_tutor.view.gallery.neurons.neurons", "gallery.py"),
    Panel.PRINTED: ("tui_tutor.view.panels._printed", "panels.py"),
    Panel.FOOTER: ("tui_tutor.view.screen.footer_keys", "screen.py"),
}


def fails(*_args: object, **_keys: object) -> object:
    raise ZeroDivisionError("nothing [/b] to draw\x1b[31m with")


def shown(driver: Driver, panel: Panel) -> str:
    return "\n".join(map(text_of, driver.screen._panels.boxes[panel]._lines))


async def brought_forward(driver: Driver, panel: Panel) -> None:
    while not driver.screen._panels.boxes[panel].display:
        await driver.press("tab")


@pytest.mark.parametrize(
    ("panel", "size"),
    mostly_slow(
        product(DRAWN_BY, (WIDE, NARROW)), [*product((Panel.STAGE, Panel.NUMBERS), (NARROW,)), (Panel.STATUS, WIDE)]
    ),
)
@pytest.mark.few(1)
def test_a_panel_that_cannot_draw_says_so_and_the_rest_goes_on(
    panel: Panel, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, file = DRAWN_BY[panel]
    if panel is Panel.PRINTED:
        monkeypatch.setitem(__import__("tui_tutor.view.panels").view.panels._CONTENTS, panel, fails)
    else:
        monkeypatch.setattr(name, fails)

    async def steps(driver: Driver) -> None:
        await brought_forward(driver, panel)
        for key in ("right", "left", "shift+down", "shift+right", "enter", "pagedown", "a", "v"):
            await driver.press(key)
        await brought_forward(driver, panel)
        before = driver.position
        await driver.press("right")
        assert driver.position != before
        text = "".join(shown(driver, panel).replace("│", " ").split())
        assert "\x1b" not in text
        assert re.search(rf"tui_tutor/\w+/{file}:\d+", text), text
        others = {each: shown(driver, each) for each, box in driver.screen._panels.boxes.items() if box.display}
        assert all("cannot be drawn" not in each for other, each in others.items() if other is not panel)

    drive(steps, at="0:3", size=size)


def test_a_panel_that_can_draw_again_does(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(driver: Driver) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("tui_tutor.view.names.matrix", fails)
            await driver.press("right")
            assert "cannot be drawn" in shown(driver, Panel.NUMBERS)
        await driver.press("right")
        assert "cannot be drawn" not in shown(driver, Panel.NUMBERS)

    drive(steps, at="0:3")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question_mark", "tui_tutor.screens.help.explained"),
        ("n", "tui_tutor.screens.newcomers.newcomers"),
    ],
)
@pytest.mark.few(1)
def test_a_page_that_cannot_draw_says_so(key: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name, fails)

    async def steps(driver: Driver) -> None:
        await driver.pilot.press(key)
        await driver.settle()
        page = driver.app.screen.query_one(Page)
        text = "\n".join(map(text_of, page._lines))
        assert re.search(r"tui_tutor/screens/\w+\.py:\d+", text)
        await driver.pilot.press("escape")
        await driver.press("right")
        assert driver.position == "2:10"

    drive(steps, at="2:3")


@pytest.mark.slow
def test_a_list_that_cannot_draw_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tutor.screens.lessons.entry", fails)

    async def steps(driver: Driver) -> None:
        await driver.pilot.press("L")
        await driver.settle()
        assert isinstance(driver.app.screen, ChooseScreen)
        words = str(driver.app.screen.query_one("Label").render())
        assert re.search(r"tui_tutor/screens/lessons\.py:\d+", words)
        await driver.pilot.press("escape")
        await driver.press("right")

    drive(steps, at="0:3")


def test_a_motion_that_cannot_be_drawn_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tutor.screens.moving.quick", fails)
    monkeypatch.setattr("tui_tutor.screens.moving.frames", fails)

    async def steps(driver: Driver) -> None:
        await driver.press("right")
        assert re.search(r"tui_tutor/screens/moving\.py:\d+", driver.note)
        await driver.press("a", "right")
        assert driver.position == "0:11"

    drive(steps, at="0:3", motion="full")
