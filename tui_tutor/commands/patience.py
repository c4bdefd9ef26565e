"""How long a command waits for a program: it is stopped in the middle of its own code, never in the tutor's."""

from __future__ import annotations

import _thread
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType

from tui_tutor.engine.rewind.run import Interrupted

PACE = 0.05
"""Seconds between two looks at how far the program is."""

_PACKAGE = os.sep + "tui_tutor" + os.sep


class Patience:
    """While it is entered, raises Interrupted in the program of `path` once that has come no further for `seconds`.

    `progress` tells how far the program is, as something that changes. ctrl+c is what it always is.
    """

    def __init__(self, path: str, seconds: float) -> None:
        self.seconds = seconds
        self.progress: Callable[[], object] = lambda: None
        self.is_over = False
        self._path = path
        self._operations = 0
        self._seen: object = None
        self._since = time.monotonic()
        self._left = threading.Event()
        self._before: signal.Handlers | Callable[[int, FrameType | None], object] | int | None = None

    def watched(self) -> bool:
        """Note that an operation was watched; there are so many of them at the most, so none is too many."""
        self._operations += 1
        return False

    def begin(self) -> None:
        """Wait anew."""
        self._since = time.monotonic()
        self.is_over = False

    def over(self) -> bool:
        """Whether it took too long: what a run asks now and then."""
        return self.is_over

    def __enter__(self) -> Patience:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
            threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._left.set()
        self.is_over = False
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _watch(self) -> None:
        while not self._left.wait(PACE):
            seen = (self._operations, self.progress())
            if seen != self._seen:
                self._seen, self._since = seen, time.monotonic()
            elif time.monotonic() - self._since > self.seconds:
                self.is_over = True
                # Again and again: the first time may be a bad moment.
                _thread.interrupt_main()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if not self.is_over:
            signal.default_int_handler(number, frame)
        while frame is not None:
            name = frame.f_code.co_filename
            if name == self._path:
                raise Interrupted
            if _PACKAGE in name:
                return
            frame = frame.f_back
