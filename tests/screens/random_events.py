from __future__ import annotations

import asyncio
import gc
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot

from tui_tutor.app import TutorApp
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Progress, Store
from tui_tutor.runner.client import Client
from tui_tutor.screens.leaving import Leaving
from tui_tutor.view.lines import text_of

PATIENCE = 60.0
"""Seconds after which an event counts as not answered."""

MOVES = "right left down up space right_square_bracket left_square_bracket i x c m t I X C M T end home full_stop comma"
VIEWS = "a p plus minus v l f b o tab shift+tab pagedown pageup shift+right shift+left shift+down shift+up enter"
OPENS = "g w e n L question_mark f1 colon ctrl+p z"
CLOSES = "escape escape escape q enter"
EDITS = "ctrl+s ctrl+r ctrl+c ctrl+a ctrl+x ctrl+v ctrl+z ctrl+k backspace delete home end up down"
ODD = "f2 f12 insert ctrl+l ctrl+d ctrl+o alt+x ctrl+up shift+home upper_i ctrl+@"

KEYS = {MOVES: 8, VIEWS: 6, OPENS: 2, CLOSES: 4, EDITS: 1, ODD: 1}
"""Kinds of keys and how often each is pressed."""

TYPED = "0123456789:.,<>=+-*()[]'\" abcdefghijklmnopqrstuvwxyzXTIé漢\u0301#%_"
"""No slash: what is typed may become the name of a file, and has to stay in the folder of the test."""

PASTES = (
    "253",
    "x = 1\nfor i in range(3):\n    x = x + i\n",
    "error < 0.1",
    "[/foo] \x1b[31m red \x00\u202e",
    "漢字 " * 50,
    "a" * 3000,
    "line 5",
)


Share = tuple[float, float]
"""A place on a screen of any size: how far across and how far down."""


def made(dice: random.Random, themes: list[str]) -> tuple[str, object]:
    """One random event: its kind and what is needed to make it. The dice alone decide, so that it comes again."""
    kind = dice.choices(
        ("key", "type", "click", "drag", "move", "wheel", "resize", "paste", "focus", "theme"),
        (60, 12, 10, 4, 4, 4, 2, 1, 1, 0.5),
    )[0]
    at, to = ((dice.random(), dice.random()) for _ in range(2))
    if kind == "key":
        group = dice.choices(list(KEYS), list(KEYS.values()))[0]
        return kind, dice.choice(group.split())
    if kind == "type":
        return kind, "".join(dice.choice(TYPED) for _ in range(dice.randint(1, 8)))
    if kind == "resize":
        return kind, (dice.randint(20, 250), dice.randint(5, 80))
    if kind == "paste":
        return kind, dice.choice(PASTES)
    if kind == "focus":
        return kind, dice.random() < 0.5
    if kind == "theme":
        return kind, dice.choice(themes)
    if kind == "wheel":
        return kind, (at, dice.random() < 0.5)
    return kind, (at, to)


@dataclass
class Session:
    """One app under random events; `log` holds those so far, so that a failure can be read."""

    app: TutorApp
    client: Client
    pilot: Pilot[Leaving]
    dice: random.Random
    log: list[tuple[str, object]] = field(default_factory=list)
    left: list[Leaving | None] = field(default_factory=list)

    async def send(self, count: int) -> None:
        """As many events as there are so many altogether, in bursts that are answered before the next."""
        while len(self.log) < count:
            for _ in range(min(self.dice.choice((1, 1, 2, 4, 8, 24)), count - len(self.log))):
                event = made(self.dice, sorted(self.app.available_themes))
                self.log.append(event)
                self._send(*event)
            await self.answered()

    async def answered(self) -> None:
        """Wait until the app has dealt with everything that was sent. Raises where it cannot."""
        async with asyncio.timeout(PATIENCE):
            await self.pilot.pause(0)
        failure = self.app._exception
        if failure is not None:
            raise failure
        assert not any(each is not None and each.status for each in self.left), self.left
        assert self.app.is_running

    async def rest(self) -> None:
        """Close all that is open, stop all that runs, and see that a key changes the screen still."""
        self._resize(100, 30)
        async with asyncio.timeout(PATIENCE):
            while True:
                await self.answered()
                tutor = self.app.screen_stack[0]
                assert tutor is self.app.tutor
                if len(self.app.screen_stack) == 1 and not self.app.tutor.client.is_busy:
                    break
                self._send("key", "escape")
                await asyncio.sleep(0.02)
        if self.app.tutor.state.asking:
            self._send("key", "o")
        before = None
        for key in ("home", "right", "left"):
            self._send("key", key)
            async with asyncio.timeout(PATIENCE):
                await self.answered()
                while self.app.tutor.client.is_busy:
                    await asyncio.sleep(0.01)
                    await self.answered()
            await self.answered()
            shown = self.text()
            assert shown != before, f"{key} changed nothing"
            before = shown

    def text(self) -> str:
        """All that the main screen shows."""
        assert self.app.tutor is not None
        boxes = [box for box in self.app.tutor._panels.boxes.values() if box.display]
        return "\n".join(text_of(each) for box in boxes for each in box._lines)

    def _send(self, kind: str, what: object) -> None:
        for event in self._events(kind, what):
            self.app.post_message(event)

    def _events(self, kind: str, what: object) -> Iterator[events.Event]:
        if kind == "key":
            assert isinstance(what, str)
            yield events.Key(what, what if len(what) == 1 else " " if what == "space" else None)
        elif kind == "type":
            assert isinstance(what, str)
            yield from (events.Key(character, character) for character in what)
        elif kind == "paste":
            yield events.Paste(str(what))
        elif kind == "focus":
            yield events.AppFocus() if what else events.AppBlur()
        elif kind == "theme":
            self.app.theme = str(what)
        elif kind == "resize":
            assert isinstance(what, tuple)
            self._resize(*what)
        elif kind == "wheel":
            assert isinstance(what, tuple)
            scroll = events.MouseScrollDown if what[1] else events.MouseScrollUp
            yield _mouse(scroll, self._cell(what[0]), button=0)
        else:
            assert isinstance(what, tuple)
            yield from _gesture(kind, *map(self._cell, what))

    def _cell(self, share: Share) -> tuple[int, int]:
        columns, rows = self.app.size
        return int(share[0] * columns), int(share[1] * rows)

    def _resize(self, columns: int, rows: int) -> None:
        size = Size(columns, rows)
        assert isinstance(self.app._driver, HeadlessDriver)
        self.app._driver._size = size
        self.app.post_message(events.Resize(size, size))


def _gesture(kind: str, at: tuple[int, int], to: tuple[int, int]) -> Iterator[events.Event]:
    """A click, a drag from one place to another, or only a movement."""
    if kind == "move":
        yield _mouse(events.MouseMove, at, button=0)
        return
    yield _mouse(events.MouseMove, at, button=0)
    yield _mouse(events.MouseDown, at)
    if kind == "drag":
        for part in (1, 2, 3):
            between = tuple(a + (b - a) * part // 3 for a, b in zip(at, to, strict=True))
            yield _mouse(events.MouseMove, (between[0], between[1]))
    yield _mouse(events.MouseUp, to if kind == "drag" else at)


def _mouse(kind: type[events.MouseEvent], at: tuple[int, int], button: int = 1) -> events.MouseEvent:
    x, y = at
    return kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)


def walk(path: Path, seed: int, count: int, folder: Path) -> float:
    """Open a lesson or script, send `count` events that the seed decides, close it.

    Returns how much memory grew after the first tenth, as a factor.
    """
    dice = random.Random(seed)
    lesson = load(path)
    store = Store(folder)
    client = Client(lesson)
    log: list[tuple[str, object]] = []

    async def run() -> float:
        memory = (store, Progress(), None)
        app = TutorApp(
            lesson,
            client,
            motion=dice.choice(("full", "reduced", "none")),
            ascii_only=dice.random() < 0.2,
            memory=memory,
        )
        size = dice.choice(((120, 40), (80, 24), (200, 60)))
        async with app.run_test(size=size) as pilot:
            session = Session(app, client, pilot, dice, log)
            # A key that leaves would end the walk.
            app.exit = lambda result=None, *_, **__: session.left.append(result)  # type: ignore[method-assign]
            try:
                while app.tutor is None or app.tutor.state.moment is None:
                    await session.answered()
                    await asyncio.sleep(0.01)
                await session.send(count // 10)
                gc.collect()
                before = resident()
                await session.send(count)
                await session.rest()
                gc.collect()
                return resident() / before
            finally:
                app.close()

    try:
        return asyncio.run(run())
    except BaseException as error:
        error.add_note(f"{path.name}, seed {seed}, the last events: {log[-40:]}")
        raise


def resident() -> int:
    """Bytes of memory that this process has in use."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def lessons() -> list[Path]:
    """The shipped lessons."""
    from tui_tutor.lesson.find import shipped

    return [find(name) for name in shipped()]
