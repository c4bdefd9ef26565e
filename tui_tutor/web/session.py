"""One tutor for one page: its process, what it draws, and its end."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from tui_tutor.runner.process import environment
from tui_tutor.web.packets import DATA, META, meta, packet, packets

PATIENCE = 4.0
"""Seconds that a tutor has for leaving, before it is asked more firmly."""

MOST_WORDS = 2_000
"""Characters of what a tutor says at its end that are shown."""

MEMORY = 256 << 20
"""Bytes that the program of one page may take, unless TOYTUTOR_MEMORY sets another number."""

Send = Callable[[bytes], Awaitable[None]]


class Session:
    """A tutor in a process of its own, from its start until nothing of it runs any more."""

    def __init__(self, process: asyncio.subprocess.Process, send: Send) -> None:
        self._process = process
        self._send: Send | None = send
        self._said = bytearray()
        self._end: asyncio.Task[str] | None = None
        self._stdin = process.stdin
        self.drawing = asyncio.create_task(self._draw())
        """Done when the tutor draws no more."""
        self._hearing = asyncio.create_task(self._hear())

    @classmethod
    async def start(cls, lesson: str, folder: Path, size: tuple[int, int], send: Send) -> Session:
        """Start a tutor that keeps its state in a folder; `send` is given all that it draws."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "tui_tutor", lesson),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(folder, size),
            # Out of reach of ctrl+c: the server ends its sessions itself.
            start_new_session=True,
        )
        return cls(process, send)

    @property
    def is_ending(self) -> bool:
        """Whether the tutor has been told to leave, or has left."""
        return self._end is not None

    async def type(self, data: bytes) -> None:
        """Hand keys to the tutor."""
        await self._tell(packet(DATA, data))

    async def resize(self, width: int, height: int) -> None:
        """Tell the tutor how large its page is."""
        await self._tell(meta(type="resize", width=width, height=height))

    async def focus(self, has_it: bool) -> None:
        """Tell the tutor whether its page has the keyboard."""
        await self._tell(meta(type="focus" if has_it else "blur"))

    async def end(self) -> str:
        """End the tutor, and wait until it has ended; returns what it said at parting. May be called again."""
        if self._end is None:
            self._send = None
            self._end = asyncio.create_task(self._ended())
        # Whoever waits for it may be cancelled: the end comes all the same.
        return await asyncio.shield(self._end)

    async def _ended(self) -> str:
        process = self._process
        for ask in (self._quit, process.terminate, process.kill):
            with contextlib.suppress(ProcessLookupError):
                ask()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
                break
        await asyncio.wait((self.drawing, self._hearing), timeout=PATIENCE)
        for task in (self.drawing, self._hearing):
            task.cancel()
        return self._said.decode("utf-8", "replace").strip()[-MOST_WORDS:]

    def _quit(self) -> None:
        if self._stdin is not None:
            self._stdin.write(meta(type="quit"))
            # What is gone for good needs no asking: a tutor that has nothing to read any more leaves.
            self._stdin.close()

    async def _tell(self, data: bytes) -> None:
        if self._stdin is None or self.is_ending:
            return
        with contextlib.suppress(ConnectionError):
            self._stdin.write(data)
            await self._stdin.drain()

    async def _draw(self) -> None:
        """Hand on what the tutor draws; what nobody wants any more is read all the same, or the tutor would wait."""
        assert self._process.stdout is not None
        async for kind, payload in packets(self._process.stdout):
            if kind == DATA and self._send is not None:
                with contextlib.suppress(ConnectionError, RuntimeError):
                    await self._send(payload)
            elif kind == META and b'"exit"' in payload:
                return

    async def _hear(self) -> None:
        assert self._process.stderr is not None
        while data := await self._process.stderr.read(4096):
            self._said = (self._said + data)[-4 * MOST_WORDS :]


def _environment(folder: Path, size: tuple[int, int]) -> dict[str, str]:
    width, height = size
    before = environment()
    return {
        "TOYTUTOR_MEMORY": str(MEMORY),
        # Products are small, and cores are shared among the pages.
        "OPENBLAS_NUM_THREADS": "1",
        **before,
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "COLUMNS": str(width),
        "ROWS": str(height),
        "TOYTUTOR_STATE": str(folder),
        # What one of them chooses is neither another's nor the host's.
        "TOYTUTOR_CONFIG": str(folder / "settings.toml"),
    }
