"""The tutor over the wire that a page speaks, without a browser."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import CTRL_P, CTRL_S, ESCAPE, RIGHT, Served, alive, serving, until, visitor

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")

NONSENSE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: [::\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://[::\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: %b\r\n\r\n" % (b"x" * 70_000),
    b"GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx",
)
"""What no browser asks, such as for an encrypted connection."""

BEGINNING = "operation 1 of 16"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving("--sessions", "2", folder=tmp_path_factory.mktemp("served")) as it:
        yield it


async def nobody(served: Served) -> None:
    """Wait until no tutor runs."""
    await until(lambda: not served.processes(), "all tutors have ended")


def test_the_page_needs_nothing_from_elsewhere(served: Served) -> None:
    async def look() -> None:
        async with visitor(served) as anyone:
            status, page, response = await anyone.get()
            assert status == 200
            assert "//" not in re.sub(r"<!DOCTYPE[^>]*>", "", page)
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
            _, style, _ = await anyone.get("page.css")
            parts = re.findall(r'(?:src|href)="/([^"]+)"', page) + re.findall(r'url\("/([^"]+)"\)', style)
            assert len(parts) == 6
            for part in parts:
                status, text, _ = await anyone.get(part)
                assert (part, status) == (part, 200)
                assert not re.search(r"@import|url\(.?http|(?:fetch|import)\(.http", text)

    asyncio.run(look())


def test_other_sites_are_refused(served: Served) -> None:
    """A page of another site, or a name of another site that leads here, cannot use a visitor's browser."""

    async def ask() -> None:
        async with visitor(served) as anyone:
            own = served.address.rstrip("/")
            for path in ("", "ws"):
                for headers in ({"Origin": "http://elsewhere.example"}, {"Host": "elsewhere.example"}):
                    assert (await anyone.get(path, **headers))[0] == 403
            assert (await anyone.get(Origin=own))[0] == 200
            for name in ("localhost:1", "127.0.0.2", "[::1]:8000"):
                assert (await anyone.get(Host=name))[0] == 200
            assert (await anyone.get("static/"))[0] == 403
            assert (await anyone.get("static/..%2f..%2fserver.py"))[0] == 404
            assert not served.processes()

    asyncio.run(ask())


@pytest.mark.slow
def test_two_side_by_side_and_no_third(served: Served) -> None:
    """Two visitors stand at two places, a third is told why not; a page that is loaded again goes on where it was."""

    async def visit() -> None:
        async with visitor(served) as one, visitor(served) as other, visitor(served) as third:
            first, second = await one.open(), await other.open()
            await asyncio.gather(first.wait_for(BEGINNING), second.wait_for(BEGINNING))
            late = await third.open()
            assert "All places are taken: 2 pages can be open at a time" in await late.words()
            await first.press(RIGHT, RIGHT)
            await second.press("i", "x")
            await first.wait_for("operation 3 of 16")
            await second.wait_for("iteration 10 of 60,000")
            assert "operation 3 of 16" in first.text
            assert len(served.processes()) == 4
            # Loaded again: the old page goes, and the new one comes at once.
            await second.socket.close()
            again = await other.open()
            await again.wait_for("welcome back to 10:1; home goes to the beginning  ")
            await again.press("q")
            assert "You left the tutor" in await again.words()
            # Nothing is written on this computer.
            await first.press("e")
            assert "ctrl+s" not in await first.wait_for("esc checks it")
            await first.press(CTRL_S)
            await first.wait_for("from a browser no file is written")
            await first.press(ESCAPE)
            await first.wait_for("operation 3 of 16")
            # A page that goes away in mid-jump leaves nothing running.
            await first.press("i", *"ttt")
            await until(lambda: len(served.processes()) == 2, "the program runs")
            await first.socket.close()
        await nobody(served)

    asyncio.run(visit())


@pytest.mark.slow
def test_nothing_is_written_on_the_host(tmp_path: Path) -> None:
    """The editor writes no file, the palette no screenshot, a theme is one visitor's own; nonsense does no harm."""

    async def try_to_write(served: Served) -> None:
        async with visitor(served) as anyone:
            page = await anyone.open("width=999999&height=-4")
            for nonsense in ([], ["stdin"], ["stdin", 3], ["resize", {"width": "a"}], ["deliver_file"], {"a": 1}, 3):
                await page.socket.send_json(nonsense)
            await page.socket.send_bytes(b"nonsense")
            for raw in ("", "[" * 9000, '["stdin", "\\ud800"]'):
                await page.socket.send_str(raw)
            await page.send("resize", {"width": 10**9, "height": 10**9})
            await page.send("resize", {"width": 120, "height": 40})
            await page.wait_for(BEGINNING)
            await page.press("e")
            await page.wait_for("esc checks it")
            await page.press("# typed", CTRL_S)
            await page.wait_for("from a browser no file is written")
            await page.press(ESCAPE)
            await page.wait_for(BEGINNING)
            await page.press(CTRL_P)
            await page.wait_for("Search for commands")
            await page.press("screenshot")
            await page.wait_for("No matches found")
            await page.press(ESCAPE)
            await page.wait_for(lambda text: "No matches found" not in text)
            await page.press(CTRL_P)
            await page.wait_for("Search for commands")
            await page.press("another theme")
            await page.wait_for(lambda text: "colours of the whole screen" in text and "key i" not in text)
            await page.press("\r")
            await page.wait_for("Search for themes")
            await page.press("toytutor-light", "\r")
            await page.wait_for(lambda text: "toytutor-light" not in text)
            await page.press(RIGHT)
            await page.wait_for("operation 2 of")
            await page.press("q")
            await page.words()
        await nobody(served)

    with serving(folder=tmp_path) as served:
        asyncio.run(try_to_write(served))
        (kept,) = tmp_path.iterdir()
        assert kept.name.startswith("toytutor-serve-")
        written = [path for path in kept.rglob("*") if path.is_file()]
        assert len(list(kept.iterdir())) == 1
        assert any(b"toytutor-light" in path.read_bytes() for path in written)
        assert any(b"# typed" in path.read_bytes() for path in written)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_page_without_a_key_is_closed_and_says_so(tmp_path: Path) -> None:
    async def wait(served: Served) -> None:
        async with visitor(served) as anyone:
            page = await anyone.open()
            words = await page.words()
            assert words == "Nothing was pressed for 0.05 minutes, so this page was closed. What you did is kept."
        await nobody(served)

    with serving("shapes", "--idle", "0.05", folder=tmp_path) as served:
        asyncio.run(wait(served))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_server_is_told(number: int, tmp_path: Path) -> None:
    async def visit(served: Served) -> None:
        async with visitor(served) as anyone:
            page = await anyone.open()
            await page.wait_for(BEGINNING)
            processes = served.processes()
            for nonsense in NONSENSE:
                assert b" 4" in await asyncio.to_thread(served.answer, nonsense)
            status, said = await asyncio.to_thread(served.end, number)
            assert (status, said) == (128 + number, "")
            assert "no longer served" in await page.words()
            assert not any(map(alive, processes))

    with serving(folder=tmp_path) as served:
        asyncio.run(visit(served))
    assert not list(tmp_path.glob("toytutor-serve-*"))


@pytest.mark.slow
def test_tutors_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    async def visit(served: Served) -> None:
        async with visitor(served) as anyone:
            page = await anyone.open()
            await page.wait_for(BEGINNING)
            processes = served.processes()
            served.process.kill()
            await until(lambda: not any(map(alive, processes)), "the tutor ends")

    with serving(folder=tmp_path) as served:
        asyncio.run(visit(served))


@pytest.mark.slow
def test_what_a_tutor_says_at_its_end_is_shown(tmp_path: Path) -> None:
    """A script that is changed while it is served is refused in the page as on a terminal."""

    async def visit(served: Served) -> None:
        async with visitor(served) as anyone:
            script.write_text("import socket\n", encoding="utf-8")
            words = await (await anyone.open()).words()
            assert f"{script}:1:" in words

    script = tmp_path / "own.py"
    script.write_text("print(1)\n", encoding="utf-8")
    with serving(str(script), folder=tmp_path) as served:
        asyncio.run(visit(served))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of programs is limited on Linux")
def test_many_pages_come_and_go(tmp_path: Path) -> None:
    async def come_and_go(served: Served) -> None:
        async with visitor(served) as anyone:
            for turn in range(4):
                pages = [await anyone.open() for _ in range(3)]
                if turn % 2:
                    await asyncio.gather(*(page.wait_for("q quit") for page in pages))
                    await asyncio.gather(*(page.press("i", "t", "m") for page in pages))
                await asyncio.gather(*(page.socket.close() for page in pages))
            page = await anyone.open()
            await page.wait_for("operation")
        await nobody(served)

    with serving(folder=tmp_path) as served:
        asyncio.run(come_and_go(served))
