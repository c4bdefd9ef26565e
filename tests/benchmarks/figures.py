"""How long everything takes, against what Python alone takes for the same, and what a whole run's history takes.

Run it with `python -m tests.benchmarks.figures` from the top of a checkout. Times are processor time, each the best of
several rounds in which all take turns, so that what else the machine does counts little. A jump with the screen is
measured by `tests.benchmarks.jump`.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.lesson.load import load_quietly

ROUNDS = 5
ROOT = Path(__file__).parents[2]
TOY = ROOT / "lessons" / "toy_brain"
LESSONS = ("toy_brain", "one_neuron", "relu_brain", "shapes")
TURNS = 60_000

SETUP = """import numpy as np
x, data = 0, []
for i in range(1_000_000):
    x = (x * 1103515245 + 12345) % 2147483648
    data.append(x / 2147483648)
w = np.zeros(3)
for j in range(3_000_000):
    w = w * 0.5 + data[j % 1000] - w * 0.25 + w * 0.125
"""
"""A setup of about a second, and a longer training."""

FUNCTION = """import numpy as np
def train(turns):
    w = np.full((3, 4), 0.5)
    x = np.full((5, 3), 0.1)
    for j in range(turns):
        l = 1 / (1 + np.exp(-np.dot(x, w)))
        w -= 0.01 * np.dot(x.T, l * (1 - l))
    return w
print(train(200_000).sum())
"""
"""A training in a function, of one to three seconds."""

PRINTING = "for j in range(3_000_000):\n    print(j)\n"


def seconds(act: Callable[[], object]) -> float:
    """Processor time of this process."""
    began = time.process_time()
    act()
    return time.process_time() - began


def process(*words: str) -> float:
    """Processor time of a whole Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plainly(text: str) -> Callable[[], object]:
    """What runs a text as Python does; what it prints goes nowhere."""
    code = compile(text, "program.py", "exec", dont_inherit=True)

    def run() -> None:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
            exec(code, {"__name__": "__main__"})

    return run


def engine_of(text: str, curve: str | None = None) -> Engine:
    """An engine that is not open yet."""
    return Engine(Source("program.py", text), curve=curve, seed=1)


def opening(text: str) -> Callable[[], object]:
    """What opens a program, up to where its first iteration can be shown."""

    def run() -> None:
        engine = engine_of(text)
        engine.open()
        engine.look_ahead()

    return run


def jumping(text: str, turns: int, curve: str | None) -> float:
    """Processor time of a jump, without a screen."""
    engine = engine_of(text, curve)
    engine.open()
    return seconds(lambda: engine.run_to(turns))


def loop_alone(text: str, turns: int) -> float:
    """Processor time of the same iterations as Python alone runs them."""
    before, _, body = text.partition(f"for j in range({TURNS}):")
    names: dict[str, object] = {"__name__": "__main__"}
    exec(compile(before, "program.py", "exec"), names)
    code = compile(f"for j in range({turns}):{body}", "program.py", "exec")
    with contextlib.redirect_stdout(io.StringIO()):
        return seconds(lambda: exec(code, names))


def ratios() -> None:
    """Print each time as a ratio to that of Python alone."""
    toy = (TOY / "program.py").read_text(encoding="utf-8")
    lesson = load_quietly(TOY)
    curve = lesson.curve.expression if lesson.curve is not None else None

    # What opening has to run at the least; of a training in a function Python alone runs all.
    before = SETUP.partition("for j")[0]

    def printing() -> float:
        engine = engine_of(PRINTING)
        engine.open()
        return seconds(engine.run_to_end)

    tutor = ("-m", "tui_tutor", "run", "toy_brain")
    pairs: dict[str, tuple[Callable[[], float], Callable[[], float]]] = {
        "run, the whole process": (lambda: process(*tutor), lambda: process(str(TOY / "program.py"))),
        "jump of 60,000 iterations": (lambda: jumping(toy, TURNS - 1, curve), lambda: loop_alone(toy, TURNS - 1)),
        "jump of 10,000 iterations": (lambda: jumping(toy, 10_000, curve), lambda: loop_alone(toy, 10_000)),
        "3,000,000 lines printed": (printing, lambda: seconds(plainly(PRINTING))),
        "opening, a setup of 1 s": (lambda: seconds(opening(SETUP)), lambda: seconds(plainly(before))),
        "opening, training in a function": (lambda: seconds(opening(FUNCTION)), lambda: seconds(plainly(FUNCTION))),
    }
    for name, (own, alone) in pairs.items():
        found = [(own(), alone()) for _ in range(ROUNDS)]
        best, plain = (min(column) for column in zip(*found, strict=True))
        print(f"{name}: {best:.3f} s, Python alone {plain:.3f} s, ratio {best / plain:.2f}")


def times() -> None:
    """Print what a learner waits for in an opened program, and the memory of a whole run's history."""
    for name in LESSONS:
        text = (ROOT / "lessons" / name / "program.py").read_text(encoding="utf-8")
        print(f"opening {name}: {1000 * min(seconds(opening(text)) for _ in range(ROUNDS)):.1f} ms")
    engine = engine_of((TOY / "program.py").read_text(encoding="utf-8"))
    engine.open()
    engine.run_to_end()
    chance = random.Random(1)
    where = [chance.randrange(TURNS) for _ in range(40)]

    def show(iteration: int, operation: int) -> float:
        return 1000 * seconds(lambda: moment(engine, Position(turn(iteration), operation)))

    positions = [show(each, 1 + each % 40) for each in where]
    operations = [show(where[-1], operation) for operation in range(1, 41)]
    iterations = [show(each, 3) for each in range(30_000, 30_040)]
    for words, found in (
        ("one operation", operations),
        ("one iteration", iterations),
        ("a random position", positions),
    ):
        print(f"{words}: {sorted(found)[len(found) // 2]:.2f} ms (median), {max(found):.2f} ms (longest)")
    assert engine.run is not None
    history = engine.run.history
    print(f"history of {TURNS:,} iterations: {history.nbytes / 1e6:.2f} MB in {len(history)} states")


if __name__ == "__main__":
    ratios()
    times()
