"""A refused script opens a page: it is mended in the editor, trusted once, or left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.trusting import Trusted
from tui_tutor.refusing import RefusedApp
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.leaving import Leaving
from tui_tutor.screens.refused import Decided, TrustScreen
from tui_tutor.widgets.editor import Editor

Walk = Callable[[RefusedApp, Pilot[Leaving]], Awaitable[None]]


def walked(text: str, walk: Walk, size: tuple[int, int] = (120, 40)) -> RefusedApp:
    source = Source("mine.py", text)
    app = RefusedApp(source, guard.check(source))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await walk(app, pilot)
        app.close()

    asyncio.run(run())
    return app


async def until(pilot: Pilot[Leaving], wanted: Callable[[], bool]) -> None:
    for _ in range(2000):
        if wanted():
            return
        await pilot.pause(0.005)
    raise AssertionError("it never came")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_it_is_trusted_once_that_is_affirmed(size: tuple[int, int]) -> None:
    async def walk(app: RefusedApp, pilot: Pilot[Leaving]) -> None:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, TrustScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, TrustScreen))
        assert app.decided is None
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, TrustScreen))
        await pilot.press("y")
        await until(pilot, lambda: app.decided is not None)

    app = walked("import socket\n", walk, size)
    assert (app.decided, app.return_value) == (Decided(), Leaving(0))


def test_what_python_cannot_run_is_not_asked_about() -> None:
    async def walk(app: RefusedApp, pilot: Pilot[Leaving]) -> None:
        before = app.screen
        await pilot.press("t")
        await pilot.pause()
        assert app.screen is before
        await pilot.press("q")
        await until(pilot, lambda: app.return_value is not None)

    app = walked("print(\n", walk)
    assert (app.decided, app.return_value) == (None, Leaving(1))


def test_it_is_mended_in_the_editor_and_tried_again() -> None:
    async def walk(app: RefusedApp, pilot: Pilot[Leaving]) -> None:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditScreen))
        editor = app.screen.query_one(Editor)
        editor.bring("import ctypes\nx = 1\n")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, EditScreen)
        editor.bring("x = 1\n")
        await pilot.press("escape")
        await until(pilot, lambda: app.decided is not None)

    app = walked("import socket\nx = 1\n", walk)
    assert app.decided == Decided("x = 1\n")


def test_trust_is_kept_for_this_text_in_this_place(tmp_path: Path) -> None:
    path, trusted = tmp_path / "mine.py", Trusted(tmp_path / "kept")
    path.write_text("import socket\n")
    assert not trusted.holds(path, "import socket\n")
    assert trusted.add(path, "import socket\n") is None
    again = Trusted(tmp_path / "kept")
    assert again.holds(path, "import socket\n")
    assert not again.holds(path, "import os \n")
    assert not again.holds(tmp_path / "elsewhere" / "mine.py", "import socket\n")
    (tmp_path / "file").write_text("")
    assert "you will be asked again" in (Trusted(tmp_path / "file" / "x").add(path, "") or "")
