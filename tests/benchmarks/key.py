"""How long a key takes to the finished screen, against a small app of the same kind.

Run it with `python -m tests.benchmarks.key` from the top of a checkout, on a machine that does nothing else. Both apps
run in a pseudo-terminal of 120×40. A key's time is from sending `→` to the last byte of what the app writes because
of it, without motion. The tutor walks from iteration 0 through a whole iteration; the yardstick repaints twelve
matrices. The target is a ratio of at most 2 between the medians.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from terminal.emulator import KEYS, Terminal

KEYS_TIMED = 20
ROUNDS = 3
QUIET = 0.05
"""Seconds without a byte after which a screen counts as finished."""

TARGET = 2.0
YARDSTICK = (sys.executable, "-m", "tests.benchmarks.yardstick")


def keys(terminal: Terminal, ready: str, told: Callable[[int], str]) -> list[float]:
    """Seconds for each key; `told` gives the text that shows that the app has done the n-th."""
    terminal.wait(ready)
    terminal.wait_quiet(0.5)
    seconds = []
    for number in range(1, KEYS_TIMED + 1):
        began = time.perf_counter()
        terminal.press(KEYS["right"])
        terminal.wait_raw(told(number).encode())
        seconds.append(terminal.wait_quiet(QUIET) - began)
    terminal.press("q")
    terminal.quit()
    return seconds


def tutor() -> list[float]:
    """The keys of one iteration; in folded iteration 0 the operations that `→` stops at are these."""
    stops = [3, 10, 11, 12, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 36, 37, 38]
    with Terminal("--at", "0:2", "--motion", "none") as terminal:
        return keys(terminal, "operation 2 of 54", lambda number: f"operation {stops[number - 1]} of 54")


def yardstick() -> list[float]:
    """The same number of keys of the yardstick."""
    with Terminal(command=YARDSTICK) as terminal:
        return keys(terminal, "count 0", lambda number: f"count {number}")


def main() -> None:
    """Measure and print."""
    medians = [(statistics.median(tutor()), statistics.median(yardstick())) for _ in range(ROUNDS)]
    for number, (own, other) in enumerate(medians, 1):
        print(f"round {number}: tutor {own * 1000:.1f} ms, yardstick {other * 1000:.1f} ms")
    own, other = (statistics.median(column) for column in zip(*medians, strict=True))
    print(f"median: tutor {own * 1000:.1f} ms, yardstick {other * 1000:.1f} ms")
    print(f"ratio {own / other:.2f} (target {TARGET:g})")


if __name__ == "__main__":
    main()
