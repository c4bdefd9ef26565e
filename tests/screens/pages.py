"""Every page there is, one after the other, and what each looks like when it is painted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from textual.app import App
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from screens.driver import Driver
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.whatif import VersionsScreen
from tui_tutor.view.gallery import available

OVER = (
    ("question_mark", "help"),
    ("L", "lessons"),
    ("n", "newcomers"),
    ("w", "what if"),
    ("g", "go to"),
    ("exclamation_mark", "notices"),
    ("d", "why"),
)

PLACES = ("0:3", "0:10", "0:54", "1000:21")


def painted(app: App[Any]) -> list[Strip]:
    """All lines of the terminal as they would be written."""
    return app.screen._compositor.render_strips()


def in_front(app: App[Any]) -> list[Strip]:
    """The same without what a dialog lies over."""
    strips = painted(app)
    screen = app.screen
    if not isinstance(screen, ModalScreen):
        return strips
    spans = []
    for each in screen.walk_children(Widget):
        if each.display and each.visible:
            place = screen.find_widget(each).visible_region
            # Of what holds others, its upper and lower edge.
            lines = (place.y, place.bottom - 1) if each.children else range(place.y, place.bottom)
            spans += [(y, place) for y in lines if place and y < len(strips)]
    return [strips[y].crop(place.x, place.right) for y, place in spans]


async def pages(driver: Driver, *, whole: bool = False) -> AsyncIterator[str]:
    """Go to page after page; the names of those that are reached. On the `whole` way what takes long is waited for."""
    async for name in _main(driver):
        yield name
    for key, name in OVER:
        await driver.pilot.press(key)
        await driver.settle()
        yield name
        if key == "w":
            driver.app.action_interrupt()
            await driver.pilot.pause()
            yield "said for a moment"
            await driver.pilot.press("enter")
            await driver.pilot.pause()
            yield "versions, being run"
            if whole:
                await _outcome(driver)
                yield "versions"
        if key == "g":
            await driver.pilot.press(*"nonsense é")
            yield "go to something"
        await driver.pilot.press("escape")
        await driver.settle()
    async for name in _palette(driver):
        yield name
    async for name in _editor(driver):
        yield name
    async for name in _questions(driver):
        yield name


async def _main(driver: Driver) -> AsyncIterator[str]:
    for place in PLACES:
        await driver.go(place)
        for picture in available(driver.screen.state):
            yield f"{place} {picture}"
            await driver.press("v")
    await driver.press("f", "tab", "shift+down", "tab", "shift+right", "tab", "tab", "shift+right")
    yield "pointing"
    await driver.press("escape")


async def _outcome(driver: Driver) -> None:
    screen = driver.app.screen
    assert isinstance(screen, VersionsScreen)
    while screen._outcome is None:
        await driver.pilot.pause(0.02)
    await driver.pilot.pause()


async def _palette(driver: Driver) -> AsyncIterator[str]:
    for keys in ((), tuple("what is")):
        await driver.pilot.press("ctrl+p")
        await driver.pilot.pause()
        await driver.pilot.press(*("space" if key == " " else key for key in keys))
        await driver.pilot.app.workers.wait_for_complete()
        await driver.pilot.pause(0.2)
        yield f"palette {''.join(keys)}"
        await driver.pilot.press("escape")
        await driver.settle()
    driver.app.search_themes()
    await driver.pilot.app.workers.wait_for_complete()
    await driver.pilot.pause(0.2)
    yield "themes"
    await driver.pilot.press("escape")
    await driver.settle()


async def _editor(driver: Driver) -> AsyncIterator[str]:
    await driver.pilot.press("e")
    await driver.pilot.pause()
    assert isinstance(driver.app.screen, EditScreen)
    yield "editor"
    area = driver.app.screen.query_one(TextArea)
    area.insert("import socket\nä = '日本'\n", (0, 0))
    await driver.pilot.press("escape")
    await driver.pilot.pause()
    area.select_line(0)
    await driver.pilot.pause()
    yield "editor, refused"
    await driver.pilot.press("ctrl+s")
    await driver.pilot.pause()
    yield "editor, a name"
    await driver.pilot.press("escape", "escape", "escape")
    await driver.settle()
    assert not isinstance(driver.app.screen, EditScreen)


async def _questions(driver: Driver) -> AsyncIterator[str]:
    await driver.press("home", "o")
    for _ in range(12):
        await driver.press("right_square_bracket")
        if isinstance(driver.app.screen, LineScreen):
            break
    assert isinstance(driver.app.screen, LineScreen)
    yield "question"
    await driver.pilot.press("7", "enter")
    await driver.settle()
    yield "answered"
