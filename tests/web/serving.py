"""`toytutor serve` in a process of its own, and pages that speak with it as a browser does, without one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pyte
import pytest

import tui_tutor

try:
    import aiohttp
except ImportError:
    pytest.skip("the extra web is not installed", allow_module_level=True)

PATIENCE = 30.0
"""Seconds after which a test gives up waiting; no test asserts how long anything takes."""

RIGHT, ESCAPE, CTRL_S, CTRL_P = "\x1b[C", "\x1b", "\x13", "\x10"

# Reports and modes that pyte would print as text.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<=>?][0-9;]*(?:\$p|[a-gi-km-z])|\x1bP[^\x1b]*\x1b\\")


class Served:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address

    def processes(self) -> set[int]:
        """The processes of all its tutors, and of the programs that they run."""
        return _descendants(self.process.pid)

    def answer(self, question: bytes) -> bytes:
        """How an answer to these bytes begins."""
        parts = urlsplit(self.address)
        with socket.create_connection((parts.hostname, parts.port), PATIENCE) as asking:
            asking.sendall(question)
            return asking.recv(100)

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it with a signal; its exit status and what it said on standard error."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


@contextmanager
def serving(*words: str, folder: Path) -> Iterator[Served]:
    """Serve as the command does; `folder` is where it stands."""
    root = str(Path(tui_tutor.__file__).parents[1])
    own = {"TMPDIR": str(folder), "HOME": str(folder), "TOYTUTOR_STATE": str(folder / "state")}
    environment = {**os.environ, **own, "PYTHONPATH": root}
    for name in [name for name in environment if name.startswith("XDG_") or name == "TOYTUTOR_CONFIG"]:
        del environment[name]
    process = subprocess.Popen(
        [sys.executable, "-m", "tui_tutor", "serve", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=environment,
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.search(r"http://\S+/", first)
        if found is None:
            raise AssertionError(f"it is not served: {first}{process.communicate(timeout=PATIENCE)}")
        yield Served(process, found[0])
    finally:
        left = _descendants(process.pid)
        process.terminate()
        try:
            process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
            for each in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)


class Page:
    """A page that is open, as far as a terminal goes."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self.screen)
        self.ended: str | None = None
        self._seen = asyncio.Condition()
        self._reading = asyncio.create_task(self._read())

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def _read(self) -> None:
        # Read all the time, as a browser does, which answers when it is asked whether it is still there.
        async for message in self.socket:
            if message.type == aiohttp.WSMsgType.BINARY:
                self._stream.feed(_NOT_FOR_PYTE.sub(b"", message.data))
            else:
                kind, words = json.loads(message.data)
                self.ended = words if kind == "ended" else self.ended
            async with self._seen:
                self._seen.notify_all()

    async def send(self, *message: object) -> None:
        await self.socket.send_str(json.dumps(message))

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.send("stdin", key)

    async def wait_for(self, seen: Callable[[str], bool] | str) -> str:
        """Wait until the screen shows something; its text then."""
        try:
            async with asyncio.timeout(PATIENCE), self._seen:
                await self._seen.wait_for(lambda: seen in self.text if isinstance(seen, str) else seen(self.text))
        except TimeoutError:
            raise AssertionError(f"{seen!r} was never seen; {self.ended}; the screen shows\n{self.text}") from None
        return self.text

    async def words(self) -> str:
        """Wait until the page has ended; why, in words."""
        await asyncio.wait_for(self._reading, PATIENCE)
        assert self.ended is not None
        return self.ended


class Visitor:
    """Somebody with a browser that keeps cookies."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self.client = client
        self.address = address

    async def get(self, path: str = "", **headers: str) -> tuple[int, str, aiohttp.ClientResponse]:
        async with self.client.get(self.address + path, headers=headers) as response:
            return response.status, await response.text("latin-1"), response

    async def open(self, query: str = "width=120&height=40") -> Page:
        """Open the page, and its tutor."""
        await self.get()
        return Page(await self.client.ws_connect(f"{self.address}ws?{query}", max_msg_size=0))


@asynccontextmanager
async def visitor(served: Served) -> AsyncIterator[Visitor]:
    """A visitor with all pages closed at the end."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        yield Visitor(client, served.address)


async def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something that nobody tells."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not is_so():
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"it never came about: {what}") from None


def alive(process: int) -> bool:
    """Whether a process runs still."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _descendants(parent: int) -> set[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if fields[0] not in "ZX":
                parents[int(path.parent.name)] = int(fields[1])
    found = {parent}
    while more := {process for process, above in parents.items() if above in found} - found:
        found |= more
    return found - {parent}
