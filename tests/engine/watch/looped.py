"""Loops that never end, and what stops them."""

from __future__ import annotations

from collections.abc import Callable

from engine_help import SEED, source_of

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn

NUMPY = "import numpy as np\n"


ENDLESS = {
    "setup": ("while True:\n    a = 1\n    if a == 2:\n        break\n", turn(0)),
    "iteration": ("for j in range(3):\n    while j == 1:\n        a = j\n", turn(1)),
    "function": ("def f(a):\n    while a:\n        b = a\nfor j in range(3):\n    f(j)\n", turn(1)),
    "setup function": ("def f(a):\n    return sum(a for i in range(10**12) if a - a)\nf(1)\n", SETUP),
}


def begun(name: str) -> Engine:
    text, place = ENDLESS[name]
    engine = Engine(source_of(text), seed=SEED)
    if place == SETUP:
        return engine
    engine.open()
    engine.run_to(place.iteration or 0)
    return engine


def stop_after(count: int) -> Callable[[], bool]:
    left = [count]

    def tick() -> bool:
        left[0] -= 1
        return left[0] < 0

    return tick
