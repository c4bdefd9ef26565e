"""`toytutor serve`: the tutor in a browser, on this computer or on a network."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import signal
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tui_tutor.commands.messages import CannotError, complain, counted
from tui_tutor.lesson.find import DEFAULT, find, shipped
from tui_tutor.lesson.load import load_quietly
from tui_tutor.web.addresses import is_local, own_address

WARNING = """\
toytutor: warning: this is open to the network. Whoever reaches that address can use the tutor, and can write and run
programs on this computer; the guard refuses files, processes and network, but it is a guard against accidents, not a
prison. Nothing is encrypted. Serve on a network that you trust, and end it with ctrl+c after the lesson."""


@dataclass(frozen=True, slots=True)
class Options:
    """Where it is served, to how many pages at a time, and for how many minutes without a key."""

    host: str
    port: int
    sessions: int
    idle: float


def run(word: str | None, options: Options) -> int:
    """Serve a lesson until a signal ends it; returns the exit status.

    Raises CannotError, UnknownLessonError, and ProblemsError with all that is wrong with the lesson.
    """
    if missing := [name for name in ("aiohttp", "textual_serve") if importlib.util.find_spec(name) is None]:
        raise CannotError(
            f"serve needs {' and '.join(missing)}, which the extra `web` brings: "
            "`python -m pip install '.[web]'` in a copy of the repository"
        )
    word = word if word is not None else DEFAULT
    path = find(word)
    load_quietly(path)
    lesson = word if word in shipped() else str(path.resolve())
    listening = _listen(options)
    with tempfile.TemporaryDirectory(prefix="toytutor-serve-", ignore_cleanup_errors=True) as folder:
        return asyncio.run(_serve(lesson, word, options, listening, Path(folder)))


async def _serve(lesson: str, word: str, options: Options, listening: socket.socket, folder: Path) -> int:
    from aiohttp import web

    from tui_tutor.web.log import tell_of_bugs_only
    from tui_tutor.web.server import Rules, Server

    tell_of_bugs_only()
    local = is_local(options.host)
    rules = Rules(lesson, options.sessions, options.idle, local)
    ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    _hear_signals(ended)
    runner = web.AppRunner(Server(rules, folder).application(), access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        _say(word, options, local, listening.getsockname()[1])
        number = await ended
    finally:
        await runner.cleanup()
    return 128 + number


def _listen(options: Options) -> socket.socket:
    """A socket that listens where it is asked to. Raises CannotError where it cannot."""
    host = options.host.strip("[]")
    try:
        found = socket.getaddrinfo(host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        # A name may have several addresses; of "localhost" the one that every browser tries.
        family, *_, address = min(found, key=lambda each: each[0] != socket.AF_INET)
        # The address that is told for all of them may be one of the other kind.
        both = address[0] == "::" and socket.has_dualstack_ipv6()
        return socket.create_server(address[:2], family=family, dualstack_ipv6=both)
    except (OSError, UnicodeError) as error:
        other = options.port + 1 if options.port < 65535 else 8000
        hint = f"choose another port, such as --port {other}, or another --host; 127.0.0.1 is this computer alone"
        raise CannotError(f"cannot serve at {options.host}, port {options.port}: {_reason(error)}; {hint}") from None


def _reason(error: OSError | UnicodeError) -> str:
    """The system's words, without what Python adds to them."""
    if not isinstance(error, OSError):
        return "this is no name of a computer"
    number = error.errno or 0
    return ((os.strerror(number) if number > 0 else error.strerror) or str(error)).lower()


def _say(word: str, options: Options, local: bool, port: int) -> None:
    host = options.host.strip("[]")
    if host in ("0.0.0.0", "::"):
        host = own_address()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if not local:
        complain_lines(WARNING)
    minutes = f"{options.idle:g} minute{'s' if options.idle != 1 else ''}"
    print(f"{word} is served at {address} · ctrl+c ends it", flush=True)
    print(f"up to {counted(options.sessions, 'page')} at a time; one without a key for {minutes} is closed", flush=True)


def complain_lines(text: str) -> None:
    """Write lines on standard error."""
    for line in text.splitlines():
        complain(line)


def _hear_signals(ended: asyncio.Future[int]) -> None:
    """Have a signal that ends a process end the serving, with all that is to be done then."""
    loop = asyncio.get_running_loop()

    def end(number: int) -> None:
        if not ended.done():
            ended.set_result(number)

    for name in ("SIGHUP", "SIGINT", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        if os.name == "nt":
            signal.signal(number, lambda number, _: loop.call_soon_threadsafe(end, number))
        else:
            loop.add_signal_handler(number, end, number)
