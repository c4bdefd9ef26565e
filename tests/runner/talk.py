from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.position import Position, parse_position
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.client import Client
from tui_tutor.runner.protocol import Arrived, Progress, Reply

PATIENCE = 60.0
"""Seconds after which a test gives up waiting; no test asserts how long anything takes."""

ENDLESS = """import numpy as np
x = np.ones(2)
for j in range(10):
    x = x + 1
    if j == 3:
        while True:
            pass
"""

LONG = "total = 0\nfor j in range(10**12):\n    total += j\n"
"""It never comes to its end in anybody's time."""

FAILS_AT_TWO = """import numpy as np
a = np.zeros((4, 3))
for j in range(5):
    b = np.ones((3, 4))
    if j == 2:
        b = b.T
    c = np.dot(a, b)
"""


def toy() -> Lesson:
    return load(find("toy_brain"))


def script(text: str) -> Lesson:
    return Lesson("script", Path("script.py"), Source("script.py", text), "script.py")


def at(text: str) -> Position:
    position = parse_position(text)
    assert position is not None
    return position


class Talk:
    """A client and what it has replied."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.replies: list[Reply] = []
        self._came: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        client.listen(self._came.put)

    @property
    def process(self) -> int:
        return self.client._link.pid

    def wait(self, wanted: Callable[[Reply], bool], patience: float = PATIENCE) -> Reply:
        until = time.monotonic() + patience
        while True:
            reply = self._came.get(timeout=max(0.01, until - time.monotonic()))
            self.replies.append(reply)
            if wanted(reply):
                return reply

    def arrived(self) -> Arrived:
        """The answer to the last request."""
        number = self.client.last_number
        reply = self.wait(lambda reply: isinstance(reply, Arrived) and reply.number >= number)
        assert isinstance(reply, Arrived)
        return reply

    def place(self) -> str:
        return str(self.arrived().moment.position)

    def progress(self) -> Progress:
        reply = self.wait(lambda reply: isinstance(reply, Progress))
        assert isinstance(reply, Progress)
        return reply

    def busy(self) -> None:
        """Wait until the process has been computing for a while."""
        busy(self.process)

    def told(self) -> list[Progress]:
        """The progress replies since they were last asked for."""
        told = [reply for reply in self.replies if isinstance(reply, Progress)]
        self.replies.clear()
        return told


@contextmanager
def talk(lesson: Lesson, position: str | None = None) -> Iterator[Talk]:
    client = Client(lesson, at(position) if position is not None else None)
    try:
        yield Talk(client)
    finally:
        client.close()
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.cancel()


def busy(pid: int) -> None:
    """Wait until a process has been computing for a while."""
    start = _computed(pid)
    wait_until(lambda: _computed(pid) > start + 0.2)


def _computed(pid: int) -> float:
    """Seconds of a processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(wanted: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < until
        time.sleep(0.01)
