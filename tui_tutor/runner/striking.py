"""Striking the main thread: a program that runs too long is interrupted in the middle, on every system."""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

URGENT = 0.4
"""Seconds that are left to what is run once it is urgent, at the least."""

PULSE = 0.04
"""Seconds between two strikes: the first may be a bad moment, or end no more than a part of what runs."""


def strike_after(seconds: float, is_over: Callable[[float], bool], struck: Callable[[], None]) -> None:
    """After so many seconds, call `struck` and the main thread's handler of SIGINT again and again, until it is over.

    The handler is called between two operations of Python's. `is_over` waits so many seconds, or until it is over,
    and tells whether it is.
    """

    def strike() -> None:
        pause = seconds
        while not is_over(pause):
            struck()
            _thread.interrupt_main()
            pause = PULSE

    threading.Thread(target=strike, daemon=True).start()


@contextmanager
def limited(
    seconds: float, struck: Callable[[], None], is_urgent: Callable[[], bool] = lambda: False
) -> Iterator[None]:
    """Strike what is run in this context once it has computed for so many seconds: others' computing does not count.

    Where it becomes urgent, a short while is left to it.
    """
    over, began = threading.Event(), time.process_time()

    def is_over(pause: float) -> bool:
        urgent = False
        while not over.wait(pause):
            left = seconds - (time.process_time() - began)
            if left <= 0 or urgent:
                return False
            urgent = is_urgent()
            pause = min(max(left, PULSE), URGENT)
        return True

    strike_after(min(seconds, URGENT), is_over, struck)
    try:
        yield
    finally:
        over.set()
