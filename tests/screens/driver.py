"""Drives the app without a terminal: presses keys, waits until every one of them is answered."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from tui_tutor.app import TutorApp
from tui_tutor.engine.watch.position import parse_position
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.client import Client
from tui_tutor.screens.leaving import Leaving
from tui_tutor.screens.tutor import TutorScreen
from tui_tutor.view.lines import text_of

WIDE = (120, 40)
NARROW = (80, 24)


class Driver:
    """One running app."""

    def __init__(self, app: TutorApp, client: Client, pilot: Pilot[Leaving]) -> None:
        self.app = app
        self.client = client
        self.pilot = pilot

    @property
    def screen(self) -> TutorScreen:
        """The main screen, also while another is over it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, TutorScreen)
        return screen

    @property
    def position(self) -> str:
        """Where the learner stands."""
        moment = self.screen.state.moment
        assert moment is not None
        return str(moment.position)

    @property
    def note(self) -> str:
        """What is said of the last move."""
        return self.screen.state.note or ""

    @property
    def text(self) -> str:
        """All that is painted."""
        boxes = [box for box in self.screen._panels.boxes.values() if box.display]
        return "\n".join(text_of(line) for box in boxes for line in box._lines)

    async def settle(self) -> None:
        """Wait until every request is answered and painted."""
        for _ in range(3000):
            await self.pilot.pause(0.005)
            if not self.client.is_busy and self.screen.state.moment is not None:
                break
        else:
            raise AssertionError("the program's process did not answer")
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait for something that comes by itself, and stays."""
        for _ in range(6000):
            if wanted():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never came")

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each answered before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def go(self, text: str) -> None:
        """Type where to go."""
        await self.pilot.press("g")
        await self.pilot.pause()
        names = {" ": "space", "<": "less_than_sign", ".": "full_stop", ":": "colon"}
        await self.pilot.press(*(names.get(character, character) for character in text), "enter")
        await self.settle()


@functools.cache
def _shipped(name: str) -> Lesson:
    """A shipped lesson; nothing changes one once it has been read."""
    return load(find(name))


def drive(
    steps: Callable[[Driver], Awaitable[None]],
    lesson: str | Path = "toy_brain",
    *,
    size: tuple[int, int] = WIDE,
    at: str | None = None,
    motion: str = "none",
    theme: str | None = None,
    ascii_only: bool = False,
    picture: str = "",
) -> Client:
    """Run an app through some steps; returns its client, which is closed by then."""
    opened = load(lesson) if isinstance(lesson, Path) else _shipped(lesson)
    client = Client(opened, parse_position(at) if at is not None else None)

    async def run() -> None:
        app = TutorApp(opened, client, motion=motion, theme=theme, ascii_only=ascii_only, picture=picture)
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, client, pilot)
            await driver.settle()
            await steps(driver)

    try:
        asyncio.run(run())
    finally:
        client.close()
    return client
