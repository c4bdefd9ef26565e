"""How long a jump of ten thousand iterations takes on the screen, against plain Python.

Run it with `python -m tests.benchmarks.jump` from the top of a checkout, on a machine that does nothing else. Each
round starts the tutor anew in a pseudo-terminal of 120×40 at iteration 0 and measures, from sending `t`, when the
status line says iteration 10,000; then goes back with `T` and jumps a second time. In the same round the same 10,000
iterations are run by `exec` alone in a Python of their own. The target is a ratio of at most 1.3 between the medians.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from terminal.emulator import ROOT, Terminal

ROUNDS = 5
TARGET = 1.3

PROGRAM = ROOT / "lessons" / "toy_brain" / "program.py"

PLAIN = """
import contextlib, io, sys, time
import numpy as np
source = open(sys.argv[1]).read().replace("range(60000)", "range(10000)")
setup, loop = source.split("for j in range(10000):")
names = {}
exec(compile(setup, "program.py", "exec"), names)
code = compile("for j in range(10000):" + loop, "program.py", "exec")
with contextlib.redirect_stdout(io.StringIO()):
    began = time.perf_counter()
    exec(code, names)
    ended = time.perf_counter()
print(ended - began)
"""


def plain() -> float:
    """Seconds that Python alone takes."""
    done = subprocess.run([sys.executable, "-c", PLAIN, str(PROGRAM)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def jumps() -> tuple[float, float]:
    """Seconds from the key to the screen, without motion: of the first jump, and of the second over the same ones."""
    with Terminal("--at", "0:3", "--motion", "none") as terminal:
        terminal.wait("iteration 0 of 60,000 · operation 3 of")
        terminal.wait_quiet(0.5)
        seconds = []
        for _ in range(2):
            began = time.perf_counter()
            terminal.press("t")
            seconds.append(terminal.wait_raw(b"iteration 10,000 of 60,000") - began)
            terminal.wait_quiet(0.2)
            terminal.press("T")
            terminal.wait_raw(b"iteration 0 of 60,000")
            terminal.wait_quiet(0.2)
        terminal.press("q")
        terminal.quit()
    return seconds[0], seconds[1]


def main() -> None:
    """Measure and print."""
    rounds = [(plain(), *jumps()) for _ in range(ROUNDS)]
    for number, (alone, first, second) in enumerate(rounds, 1):
        print(f"round {number}: Python alone {alone:.3f} s, first jump {first:.3f} s, second visit {second:.3f} s")
    alone, first, second = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"median: Python alone {alone:.3f} s, first jump {first:.3f} s, second visit {second:.3f} s")
    print(f"ratio {first / alone:.2f} (target {TARGET}); second visit {second / alone:.2f}")


if __name__ == "__main__":
    main()
