"""One process that runs a program, and the messages to it and from it. Nobody who sends ever waits for the process."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable
from typing import BinaryIO, cast

from tui_tutor.runner import process
from tui_tutor.runner.protocol import Reply, Request
from tui_tutor.runner.wire import read, write

LAST_WORDS = 1 << 16
"""Bytes that are kept of what a dying process says of where it was."""


class Link:
    """A process of its own. `take` gets its replies, `ended` its exit status and its last words, on another thread."""

    def __init__(self, take: Callable[[Reply], None], ended: Callable[[int, str], None]) -> None:
        self._take = take
        self._ended = ended
        self._outbox: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._process = process.start()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._overhearing = threading.Thread(target=self._overhear, daemon=True)
        self._words = b""

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def begin(self) -> None:
        """Let messages go to and fro."""
        self._overhearing.start()
        threading.Thread(target=self._write, daemon=True).start()
        # The last: where the process is gone already, it goes through the end with what the others have left.
        self._reader.start()

    def send(self, request: Request) -> None:
        """Send a request as soon as the process can take it; what a dead process was sent is lost."""
        self._outbox.put(request)

    def kill(self) -> None:
        """End the process at once; `ended` tells when it is gone."""
        process.kill(self._process)

    def join(self, seconds: float) -> None:
        """Wait until the process is gone and all of it has been told, at most so long."""
        if self._reader is not threading.current_thread():
            self._reader.join(seconds)

    def _write(self) -> None:
        stream = cast(BinaryIO, self._process.stdin)
        while (request := self._outbox.get()) is not None:
            try:
                write(stream, request)
            except (OSError, ValueError):
                # The process has died; its end is noticed, and told, by the reader.
                return

    def _read(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        while (reply := _reply(stream)) is not None:
            self._take(reply)
        self.kill()
        status = self._process.wait()
        self._overhearing.join()
        self._outbox.put(None)
        process.close(self._process)
        self._ended(status, self._words.decode(errors="replace"))

    def _overhear(self) -> None:
        """Keep the last of what the process says on its standard error, which must never fill up."""
        stream = cast(BinaryIO, self._process.stderr)
        with contextlib.suppress(OSError, ValueError):
            while said := os.read(stream.fileno(), LAST_WORDS):
                self._words = (self._words + said)[-LAST_WORDS:]


def _reply(stream: BinaryIO) -> Reply | None:
    """The next reply; None where there will be no more."""
    try:
        reply: Reply | None = read(stream)
    except (ValueError, OSError, EOFError):
        return None
    return reply
