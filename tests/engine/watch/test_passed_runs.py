"""Runs of small loops that are not even counted: which loop is the main one is the same as if they were."""

from __future__ import annotations

import pytest
from engine_help import SEED, source_of

from tui_tutor.engine.watch import loops
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.loops import STANDS, Choosing
from tui_tutor.engine.watch.position import END

NORM = """import numpy as np
def norm(row):
    s = 0
    for v in row:
        s += v * v
    return s
"""

LAST = "w = 1.0\nfor j in range(50):\n    w = w * 0.5 + 1.0\n"

PROGRAMS = {
    "lists": (NORM + "data = [norm([k, k + 1]) for k in range(40)]\n" + LAST, 9),
    "a late list is the largest": (
        NORM + "data = [norm(list(range(1 + 900 * (k == 30)))) for k in range(40)]\n" + LAST,
        4,
    ),
    "one grows while it is gone through": (
        "def walk(todo):\n"
        "    seen = 0\n"
        "    for each in todo:\n"
        "        seen += 1\n"
        "        if each:\n"
        "            todo.append(each - 1)\n"
        "    return seen\n"
        "data = [walk([9 * (k % 2) * (k > 20)]) for k in range(40)]\n"
        "data.append(walk([400]))\n" + LAST,
        3,
    ),
    "left early": (
        "def first(row):\n"
        "    for v in row:\n"
        "        if v:\n"
        "            return v\n"
        "data = [first(range(1000)) for k in range(40)]\n" + LAST,
        7,
    ),
    "arrays": (NORM + "data = [norm(np.arange(3.0)) for k in range(40)]\n" + LAST, 9),
    "inside each other": (
        NORM + "def total(rows):\n    s = 0\n    for row in rows:\n        s += norm(row)\n    return s\n"
        "data = [total([[1, 2]] * 3) for k in range(40)]\n" + LAST,
        14,
    ),
}


@pytest.mark.parametrize("name", list(PROGRAMS))
def test_the_main_loop_is_the_same_as_if_every_run_were_counted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, line = PROGRAMS[name]

    def found() -> tuple[int | None, int, int | None]:
        engine = Engine(source_of(text), seed=SEED)
        engine.open()
        engine.run_to_end()
        return engine.loop_line, engine.main.run, engine.total

    passed = found()
    assert passed[0] == line
    monkeypatch.setattr(loops, "SIZED", frozenset[type]())
    assert found() == passed


def test_only_the_first_runs_of_a_small_loop_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    is_main = Choosing.is_main

    def noted(self: Choosing, number: int) -> bool:
        counted.extend([number] if not self.is_chosen else [])
        return is_main(self, number)

    monkeypatch.setattr(Choosing, "is_main", noted)
    text = NORM + "data = [norm([k, k + 1]) for k in range(200)]\n" + LAST
    Engine(source_of(text), seed=SEED).open()
    assert counted.count(0) == STANDS + 1
    assert counted.count(1) == 1


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("np.array(3.0)", "TypeError: iteration over a 0-d array"),
        ("3", "TypeError: 'int' object is not iterable"),
        ("range(-(10**30), 9)", "ZeroDivisionError: "),
    ],
)
def test_what_has_no_length_fails_as_it_does_in_python(values: str, told: str) -> None:
    body = "    s = 0\n    for v in row:\n        s += 1 // (v + 10**30 - 5)\n    return s\n"
    text = f"import numpy as np\ndef add(row):\n{body}data = [add([k, k + 1]) for k in range(20)]\nadd({values})\n"
    engine = Engine(source_of(text), seed=SEED)
    engine.open()
    engine.run_to_end()
    failure = engine.run.failure if engine.run is not None else None
    assert (failure.message if failure is not None else engine.recording(END).raised or "").startswith(told)
