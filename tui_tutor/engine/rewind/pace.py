"""How often a run looks at whether to go on."""

from __future__ import annotations

import time
from collections.abc import Callable

TICK = 0.06
"""Seconds between two looks at whether to go on: the pace at which progress is told."""

Tick = Callable[[], bool]
"""Called now and then during a run; true stops it."""


def paced(tick: Tick) -> Tick:
    """A tick that can be called all the time: it is asked at most every TICK seconds and gives false in between."""
    told = time.perf_counter()

    def stopped() -> bool:
        nonlocal told
        now = time.perf_counter()
        if now - told <= TICK:
            return False
        told = now
        return tick()

    return stopped
