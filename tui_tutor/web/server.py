"""Serves the page and its tutors: who may ask, how many at a time, and how long without a key."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from tui_tutor.commands.messages import counted
from tui_tutor.web.addresses import is_local
from tui_tutor.web.packets import Focused, Ping, Resized, Typed, read_message, within
from tui_tutor.web.page import KINDS, SAFETY, text_of
from tui_tutor.web.session import Session
from tui_tutor.web.visitors import COOKIE, Visitor, Visitors, is_token, new_token

HEARTBEAT = 15.0
"""Seconds between two questions whether a page is still there; one that does not answer is taken for closed."""

LONGEST_MESSAGE = 4 << 20
"""Bytes that a page may send at once: the longest program that is pasted into the editor."""

LEFT = "You left the tutor. What you did is kept as long as it is served."
CLOSED = "The tutor is no longer served: whoever started it has ended it."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is served, to how many pages at a time, and how many minutes one may be without a key.

    `is_local` says whether only this computer can ask; then the names are known that it may be called by.
    """

    lesson: str
    sessions: int
    idle: float
    is_local: bool


class Server:
    """The answers to a browser's requests. `folder` is where the state of visitors is kept."""

    def __init__(self, rules: Rules, folder: Path) -> None:
        self._rules = rules
        self._visitors = Visitors(folder)
        self._open: set[web.WebSocketResponse] = set()
        self._pages = 0
        self._leaving: set[asyncio.Task[str]] = set()

    def application(self) -> web.Application:
        """What aiohttp is to serve."""
        application = web.Application()
        application.router.add_get("/", self._guarded(self._page))
        application.router.add_get("/ws", self._guarded(self._tutor))
        for name in KINDS:
            application.router.add_get(f"/{name}", self._part)
        application.router.add_static("/static", Path(str(files("textual_serve") / "static")))
        application.on_shutdown.append(self._close)
        return application

    def _guarded(self, handler: Handler) -> Handler:
        """A handler for pages of this server only: no other site may have a visitor's browser use the tutor."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if self._rules.is_local and not is_local(_name_in(request.host)):
                return web.Response(status=403, text="This tutor answers to http://localhost only.")
            origin = request.headers.get("Origin")
            if origin is not None and origin.partition("://")[2] != request.host:
                return web.Response(status=403, text="This tutor answers to its own page only.")
            return await handler(request)

        return guarded

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """The page; its visitor gets a cookie, so that a page that is loaded again goes on where the last one was."""
        response = web.Response(text=text_of("index.html"), content_type="text/html", headers=SAFETY)
        if not is_token(request.cookies.get(COOKIE)):
            response.set_cookie(COOKIE, new_token(), httponly=True, samesite="Strict")
        return response

    async def _part(self, request: web.Request) -> web.StreamResponse:
        name = request.path.lstrip("/")
        return web.Response(text=text_of(name), content_type=KINDS[name], headers=SAFETY)

    async def _tutor(self, request: web.Request) -> web.StreamResponse:
        """A tutor for a page, from when it opens until either ends."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST_MESSAGE)
        await socket.prepare(request)
        self._open.add(socket)
        try:
            words = await self._visit(socket, request)
            await _part_from(socket, words)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            await _part_from(socket, f"The tutor cannot be started here: {why}.")
        finally:
            self._open.discard(socket)
        return socket

    async def _visit(self, socket: web.WebSocketResponse, request: web.Request) -> str:
        """Have a page use a tutor, if there is a place for it; what is to be said to the learner at the end."""
        visitor = self._visitors.of(request.cookies.get(COOKIE))
        await visitor.wait_for_leaving()
        if self._pages >= self._rules.sessions:
            places = counted(self._rules.sessions, "page")
            return f"All places are taken: {places} can be open at a time. Try again in a while."
        self._pages += 1
        visitor.pages += 1
        session = None
        try:
            session = await Session.start(self._rules.lesson, visitor.folder, _size(request), socket.send_bytes)
            words = await self._use(socket, session)
        finally:
            said = await self._end(visitor, session)
        return said or words

    async def _use(self, socket: web.WebSocketResponse, session: Session) -> str:
        """Have a page use a tutor until either ends; why, in words."""
        hearing = asyncio.create_task(self._hear(socket, session))
        try:
            await asyncio.wait((hearing, session.drawing), return_when=asyncio.FIRST_COMPLETED)
            return hearing.result() if hearing.done() else LEFT
        finally:
            hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await hearing

    async def _hear(self, socket: web.WebSocketResponse, session: Session) -> str:
        """Hand on what a page says, until it says no more; why it ends, in words."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._rules.idle * 60
        while True:
            try:
                message = await socket.receive(max(0.01, until - loop.time()))
            except TimeoutError:
                minutes = f"{self._rules.idle:g} minute{'s' if self._rules.idle != 1 else ''}"
                return f"Nothing was pressed for {minutes}, so this page was closed. What you did is kept."
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                # The page is gone, or has been told why it is closed.
                return ""
            said = read_message(message.data) if message.type == WSMsgType.TEXT else None
            if isinstance(said, Typed):
                until = loop.time() + self._rules.idle * 60
                await session.type(said.data)
            elif isinstance(said, Resized):
                await session.resize(said.width, said.height)
            elif isinstance(said, Focused):
                await session.focus(said.has_it)
            elif isinstance(said, Ping):
                await socket.send_json(["pong", said.text])

    async def _end(self, visitor: Visitor, session: Session | None) -> str:
        """End a tutor and free its place, also where the one who waits for that is cancelled; what it said."""

        async def end() -> str:
            try:
                return await session.end() if session is not None else ""
            finally:
                self._pages -= 1
                visitor.pages -= 1

        task = asyncio.create_task(end())
        for leaving in (self._leaving, visitor.leaving):
            leaving.add(task)
            task.add_done_callback(leaving.discard)
        return await asyncio.shield(task)

    async def _close(self, _: web.Application) -> None:
        """Say goodbye to every page, and wait for its tutor to end."""
        await asyncio.gather(*(_part_from(socket, CLOSED) for socket in list(self._open)))
        while self._open or self._leaving:
            await asyncio.sleep(0.02)


async def _part_from(socket: web.WebSocketResponse, words: str) -> None:
    """Tell a page why it ends, and close it; it may be gone already."""
    with contextlib.suppress(ConnectionError, RuntimeError):
        await socket.send_str(json.dumps(["ended", words]))
    await socket.close()


def _name_in(host: str) -> str:
    """The name in a request's address, without its port; empty where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _size(request: web.Request) -> tuple[int, int]:
    """The size that a page begins with."""
    numbers = []
    for name, usual in (("width", 80), ("height", 24)):
        text = request.query.get(name, "")
        numbers.append(int(text) if text.isascii() and text.isdigit() and len(text) < 6 else usual)
    return within(numbers[0], numbers[1])
