"""The tutor in a real browser without a window: keys go in at the keyboard, and what its terminal holds is read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from chromium import Browser, browser, executable
from serving import Served, serving, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(executable() is None, reason="no chromium is installed"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc"),
]

FIRST = "operation 1 of 16"
DRAWN = "document.body.classList.contains('-first-byte')"
HAS_KEYBOARD = "document.activeElement === document.querySelector('.xterm-helper-textarea')"


def in_browser(
    visit: Callable[[Browser, Served], Awaitable[None]], folder: Path, *words: str, options: tuple[str, ...] = ()
) -> None:
    async def run() -> None:
        async with browser(*options) as opened:
            await visit(opened, served)

    with serving(*words, folder=folder) as served:
        asyncio.run(run())


def test_the_keyboard_is_there_at_once(tmp_path: Path) -> None:
    """Without a click: keys are pressed as soon as something is drawn, and all that the page needs is from here."""

    async def visit(opened: Browser, served: Served) -> None:
        tab = await opened.open(served.address)
        await tab.until(f"{DRAWN} && {HAS_KEYBOARD}")
        await tab.press("ArrowRight", "ArrowRight")
        text = await tab.wait_for("operation 3 of 16")
        assert len(text.splitlines()) >= 40
        # The letters are so large that there is room for the whole screen.
        assert max(map(len, text.splitlines())) >= 120
        await tab.press("ArrowLeft")
        await tab.wait_for("operation 2 of 16")
        assert await tab.value("document.fonts.check(\"16px 'Roboto Mono'\")")
        asked = [each["request"]["url"] for each in tab.told("Network.requestWillBeSent")]
        assert len(asked) >= 6
        assert all(url.startswith(served.address) for url in asked)
        assert not tab.told("Runtime.exceptionThrown")
        assert not [each for each in tab.told("Log.entryAdded") if each["entry"]["level"] == "error"]

    in_browser(visit, tmp_path)


def test_a_page_that_is_loaded_again_goes_on(tmp_path: Path) -> None:
    """Loaded again it goes on where it was; left with q it says so, and enter begins again."""

    async def visit(opened: Browser, served: Served) -> None:
        tab = await opened.open(served.address)
        await tab.wait_for(FIRST)
        await tab.press("i", "c")
        await tab.wait_for("iteration 100 of 60,000")
        await tab.ask("Page.reload")
        await tab.wait_for("welcome back to 100:1")
        await tab.press("q")
        assert "You left the tutor" in await tab.words()
        await until(lambda: not served.processes(), "all tutors have ended")
        await tab.press("Enter")
        await tab.wait_for("welcome back to 100:1")

    in_browser(visit, tmp_path)


def test_two_side_by_side_one_of_which_goes_away(tmp_path: Path) -> None:
    """Each stands at its own place; one is closed in mid-jump, its processes end, the other does not notice."""

    async def visit(opened: Browser, served: Served) -> None:
        one, other = await opened.open(served.address), await opened.open(served.address)
        await one.wait_for(FIRST)
        await other.wait_for(FIRST)
        third = await opened.open(served.address)
        assert "All places are taken: 2 pages can be open at a time" in await third.words()
        await one.press("ArrowRight")
        await other.press("i", "x", "x", "i")
        await other.wait_for("iteration 21 of 60,000")
        await one.wait_for("operation 2 of 16")
        before = served.processes()
        assert len(before) == 4
        await other.press(*"tttt")
        await other.close()
        await until(lambda: len(served.processes()) == 2, "the processes of the closed page end")
        assert served.processes() < before
        await one.press("ArrowRight")
        await one.wait_for("operation 3 of 16")

    in_browser(visit, tmp_path, "--sessions", "2")


def test_an_idle_page_says_so(tmp_path: Path) -> None:
    async def visit(opened: Browser, served: Served) -> None:
        tab = await opened.open(served.address)
        assert "Nothing was pressed for 0.05 minutes" in await tab.words()
        assert await tab.value("document.activeElement.textContent") == "Begin again"

    in_browser(visit, tmp_path, "--idle", "0.05")


def test_too_much_at_once_is_told(tmp_path: Path) -> None:
    async def visit(opened: Browser, served: Served) -> None:
        tab = await opened.open(served.address, width=390, height=844)
        # A window as narrow as a telephone's has room for what the tutor needs.
        await tab.wait_for("operation 1 of")
        await tab.ask("Input.insertText", text="x" * (5 << 20))
        assert "more than the tutor takes at once" in await tab.words()

    in_browser(visit, tmp_path)


def test_a_lost_server_is_told(tmp_path: Path) -> None:
    async def visit(opened: Browser, served: Served) -> None:
        tab = await opened.open(served.address)
        await tab.wait_for(FIRST)
        served.process.kill()
        assert "The connection to the tutor is lost" in await tab.words()

    in_browser(visit, tmp_path)


def test_it_is_drawn_without_webgl(tmp_path: Path) -> None:
    async def visit(opened: Browser, served: Served) -> None:
        tab = await opened.open(served.address)
        assert await tab.value("document.createElement('canvas').getContext('webgl2')") is None
        await tab.wait_for(FIRST)

    in_browser(visit, tmp_path, options=("--disable-3d-apis",))
