"""Lists that a loop only adds to: brought back exactly, and kept in a time that does not grow with their square."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from engine_help import different, moment_bits, names_of, opened, plain_run
from seldom import mostly_slow

from tui_tutor.engine.rewind.contents import State
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.world import World
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, Position, turn

BEFORE = "import numpy as np\nw = np.zeros(3)\nkept = []\nother = []\nfirst = np.ones(2)\n"

BODIES = {
    "copies": "    w = w + 0.5\n    kept.append(w.copy())\n",
    "itself": "    w += 0.5\n    kept.append(w)\n",
    "itself, bound anew": "    w = w + 0.5\n    kept.append(w)\n",
    "numbers": "    w = w + 0.5\n    kept.append(w.sum())\n",
    "pairs": "    w = w + 0.5\n    kept.append((j, w.copy()))\n",
    "pairs of what changes": "    w += 0.5\n    kept.append((j, w))\n",
    "lists": "    w += 0.5\n    kept.append([j, w.copy(), [w.copy()]])\n",
    "views": "    w = w + 0.5\n    kept.append(w[1:])\n",
    "views of what changes": "    w += 0.5\n    kept.append(w[1:])\n",
    "a name": "    new = w * j\n    kept.append(new)\n    new += 1\n    w = w + new\n",
    "the same again": "    w += 0.5\n    kept.append(first)\n    first[j % 2] += 1\n",
    "two lists": "    w += 0.5\n    kept.append(w.copy())\n    other.append(kept)\n",
    "changed through another": "    w += 0.5\n    kept.append(w.copy())\n    box[0][j // 2][0] = -1\n",
    "several": "    w = w + 0.5\n    kept.extend([w.copy(), j, w])\n",
    "added to": "    w = w + 0.5\n    kept += [w.copy()]\n",
    "added to, a number": "    w = w + 0.5\n    total += w.sum()\n    kept.append(total)\n",
    "sometimes": "    w = w + 0.5\n    if j % 3:\n        kept.append(w.copy())\n",
    "read": "    w = w + 0.5\n    kept.append(w.copy())\n    if len(kept) > 5:\n        kept[j // 2][0] = 7\n",
}


@pytest.mark.parametrize("name", mostly_slow(BODIES, [*BODIES][::3]))
@pytest.mark.few(2)
def test_they_are_brought_back_exactly(name: str) -> None:
    text = (
        BEFORE
        + ("box = [kept]\n" if "box" in BODIES[name] else "")
        + "total = 0\nfor j in range(60):\n"
        + BODIES[name]
        + "kept[3:4] = [np.ones(2)]\nprint(len(kept))\n"
    )
    whole = opened(text)
    whole.run_to_end()
    thin = opened(text, budget=3_000)
    thin.run_to_end()
    chance = random.Random(1)
    for iteration in chance.sample(range(60), 12):
        position = Position(turn(iteration), 4)
        assert different(moment_bits(moment(thin, position)), moment_bits(moment(whole, position))) == {}
    ends = [moment(engine, Position(END, 3)) for engine in (whole, thin, whole)]
    for end in ends:
        assert different(names_of(end), plain_run(text).final) == {}


@pytest.mark.parametrize("name", ["numbers", "added to, a number"])
def test_keeping_numbers_does_not_take_a_time_that_grows_with_their_square(name: str) -> None:
    """What is looked at while a state is kept at every iteration."""
    looked = []
    for count in (300, 1200):
        world, engine = (
            World({}, only_grows=True),
            opened(f"{BEFORE}total = 0\nfor j in range({count}):\n{BODIES[name]}"),
        )
        total, run = 0, engine.run
        assert run is not None
        for iteration in range(count):
            run.reach(iteration, lambda: False)
            total += len(world.take(run.machine.roots()).contents)
        looked.append(total)
    assert looked[1] < 5 * looked[0]


def test_what_is_dear_to_keep_is_kept_seldom_from_the_first_iterations_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now, kept = 0.0, 0
    take, turns = World.take, Machine.turns

    def taking(self: World, roots: dict[Any, Any]) -> State:
        nonlocal now, kept
        now, kept = now + 10.0, kept + 1
        return take(self, roots)

    def turning(self: Machine, limit: int) -> bool:
        nonlocal now
        now += 0.1 * (limit - max(0, self.at + 1))
        return turns(self, limit)

    monkeypatch.setattr(time, "perf_counter", lambda: now)
    monkeypatch.setattr(World, "take", taking)
    monkeypatch.setattr(Machine, "turns", turning)
    engine = opened("x = [[1], [2]]\nfor j in range(64):\n    y = x[0]\n")
    engine.run_to_end()
    assert kept < 8
