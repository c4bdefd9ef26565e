"""What all notices together cost, beside watching an iteration.

Run it with `python -m tests.benchmarks.notices` from the top of a checkout. It watches iterations of lessons, early
and late ones, and looks for notices in each; it counts the time that this process itself uses.
The target is a ratio of at most a third.
"""

from __future__ import annotations

import time

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import turn
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.study.study import Study

TARGET = 1 / 3
EACH = 60
RUNS = (("toy_brain", 0), ("toy_brain", 20_000), ("relu_brain", 0), ("one_neuron", 0))


def measured(name: str, start: int) -> tuple[float, float]:
    """Seconds that it takes to watch an iteration, and to look for notices in it."""
    lesson = load(find(name))
    curve = lesson.curve.expression if lesson.curve is not None else None
    engine = Engine(lesson.source, axes=dict(lesson.axes), curve=curve, seed=1)
    engine.open()
    engine.look_ahead()
    engine.run_to(start + EACH + 1)
    study = Study(engine)
    study.book.of(turn(0))
    watching = looking = 0.0
    for iteration in range(start + 1, start + 1 + EACH):
        began = time.process_time()
        engine.recording(turn(iteration))
        watched = time.process_time()
        study.book.of(turn(iteration))
        watching += watched - began
        looking += time.process_time() - watched
    return watching / EACH, looking / EACH


def main() -> None:
    """Measure and print."""
    for name, start in RUNS:
        watching, looking = measured(name, start)
        told = f"watching {watching * 1000:.2f} ms, notices {looking * 1000:.2f} ms"
        print(f"{name} from iteration {start + 1:,}: {told}, ratio {looking / watching:.2f} (target {TARGET:.2f})")


if __name__ == "__main__":
    main()
