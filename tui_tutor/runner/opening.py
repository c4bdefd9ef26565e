"""What is told of a program while it is being opened: its first operation, and how far it has come."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.runner.protocol import SENT_WHOLE, Opening
from tui_tutor.study.beginning import first_moment

AT_FIRST = 0.3
"""Seconds that opening may take before anything is told of it: most programs are open by then."""

AGAIN = 0.2
"""Seconds between two times that it is told how far it is."""


@contextmanager
def telling(
    number: int, path: str, engine: Callable[[], Engine | None], tell: Callable[[Opening], None]
) -> Iterator[None]:
    """Tell of an engine that opens in this context, from another thread, until it has opened.

    `path` is the program's. Only what has been copied is read, never the program's own objects: nothing of a program
    may run on two threads at once.
    """
    over, runs, began = threading.Event(), threading.get_ident(), time.monotonic()

    def go_on_telling() -> None:
        pause, is_shown = AT_FIRST, False
        while not over.wait(pause):
            pause = AGAIN
            # Where memory is short the program comes first.
            with suppress(MemoryError):
                told = _told(number, engine(), _line(runs, path), time.monotonic() - began, is_shown)
                tell(told)
                is_shown = is_shown or told.moment is not None

    teller = threading.Thread(target=go_on_telling, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _told(number: int, engine: Engine | None, line: int | None, seconds: float, is_shown: bool) -> Opening:
    if engine is None:
        return Opening(number, 0, line, seconds)
    begun = engine.begun
    count = len(begun.events)
    moment = first_moment(begun.events[0], count).cut(SENT_WHOLE) if count and not is_shown else None
    and_more = begun.unfinished is not None or begun.long is not None
    return Opening(number, count, line, seconds, and_more, engine.run is not None, moment)


def _line(thread: int, path: str) -> int | None:
    """The line of the program at which a thread is, None where it runs nothing of it."""
    frame = sys._current_frames().get(thread)
    while frame is not None and frame.f_code.co_filename != path:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else None
