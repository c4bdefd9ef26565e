"""Signals that end the tutor: they leave as `q` does, and where the app no longer listens, without it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType

ENDING = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGBREAK", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")
"""Signals that would end a process at once, as far as a system has them and a program can see them come."""

PATIENCE = 3.0
"""Seconds that the app has for leaving; what is in its way may be a terminal that takes no output any more."""


def status_of(number: int) -> int:
    """The exit status that shells show for a signal."""
    return 128 + number


class Signals:
    """While this is entered, signals that end a process are handed to the app; to be entered on the main thread.

    `rescue` is called on another thread where the app has not left in time: it may do no more than save what can be
    saved and give the terminal back, and the process ends after it.
    """

    def __init__(self, rescue: Callable[[], None]) -> None:
        self._rescue = rescue
        self._tell: Callable[[int], object] | None = None
        self._came: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._is_over = threading.Event()
        self._before: dict[int, object] = {}
        self.number: int | None = None

    def tell(self, leave: Callable[[int], object]) -> None:
        """Call `leave` with a signal's number in the running loop of asyncio; at once for one that is here already."""
        loop = asyncio.get_running_loop()
        self._tell = lambda number: loop.call_soon_threadsafe(leave, number)
        if self.number is not None:
            leave(self.number)

    def __enter__(self) -> Signals:
        for name in ENDING:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, self._take)
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._came.put(None)
        for number, handler in self._before.items():
            signal.signal(number, handler if callable(handler) or isinstance(handler, int) else signal.SIG_DFL)

    def _take(self, number: int, _frame: FrameType | None) -> None:
        # Called in the midst of anything that the main thread does: nothing here may take a lock.
        if self.number is None:
            self.number = number
        self._came.put(number)
        with contextlib.suppress(RuntimeError):
            # RuntimeError: the loop has ended, and the app is being closed already.
            if self._tell is not None:
                self._tell(number)

    def _watch(self) -> None:
        number = self._came.get()
        if number is None or self._is_over.wait(PATIENCE):
            return
        rescue = threading.Thread(target=self._rescue, daemon=True)
        rescue.start()
        rescue.join(PATIENCE)
        os._exit(status_of(number))
