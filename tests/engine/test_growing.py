"""Lists that a loop only adds to: brought back exactly, and kept in a time that does not grow with their square."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

import numpy as np
import pytest
from engine_help import different, moment_bits, names_of, opened, plain_run
from seldom import mostly_slow

from tui_tutor.engine import run as running
from tui_tutor.engine.codes import Codes
from tui_tutor.engine.frozen import Frozen
from tui_tutor.engine.machine import Machine
from tui_tutor.engine.moment import moment
from tui_tutor.engine.position import END, Position, turn
from tui_tutor.engine.state import Freezer
from tui_tutor.engine.thaw import thaw

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


def states(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a value is looked at while a state is kept at every iteration."""
    looked = 0
    seal, freeze = Freezer._seal, Freezer._freeze

    def sealing(self: Freezer, *arguments: object, **named: object) -> object:
        nonlocal looked
        looked += 1
        return seal(self, *arguments, **named)  # type: ignore[arg-type]

    def freezing(self: Freezer, value: object) -> object:
        nonlocal looked
        looked += 1
        return freeze(self, value)

    monkeypatch.setattr(running, "REPLAY", 0.0)
    monkeypatch.setattr(running, "SAVING", 1e9)
    monkeypatch.setattr(Freezer, "_seal", sealing)
    monkeypatch.setattr(Freezer, "_freeze", freezing)
    engine = opened(text, budget=1 << 40)
    engine.run_to_end()
    assert engine.run is not None
    assert engine.run.history.stride == 1
    monkeypatch.undo()
    return looked


@pytest.mark.parametrize("name", ["copies", "itself, bound anew", "pairs", "several", "added to", "sometimes"])
def test_keeping_them_does_not_take_a_time_that_grows_with_their_square(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (states(f"{BEFORE}for j in range({count}):\n{BODIES[name]}", monkeypatch) for count in (300, 1200))
    assert many < 5 * few


def test_what_somebody_else_can_change_is_looked_at_again() -> None:
    freezer, codes = Freezer(Codes([]), frozenset({"kept"})), Codes([])
    mine, kept = np.zeros(2), list[object]()
    kept.append(mine)
    kept.append(np.ones(2))
    one = freezer.freeze({"kept": kept})
    mine[0] = 5
    kept.append(np.full(2, 3.0))
    two = freezer.freeze({"kept": kept})
    first, second = (thaw(each, {}, codes)["kept"] for each in (one, two))
    assert [each.tolist() for each in first] == [[0, 0], [1, 1]]
    assert [each.tolist() for each in second] == [[5, 0], [1, 1], [3, 3]]
    second[1][0] = 9
    assert thaw(two, {}, codes)["kept"][1].tolist() == [1, 1], "what is brought back is never what is kept"


def test_what_is_dear_to_keep_is_kept_seldom_from_the_first_iterations_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now, kept = 0.0, 0
    freeze, turns = Freezer.freeze, Machine.turns

    def freezing(self: Freezer, values: Mapping[str, object]) -> Frozen:
        nonlocal now, kept
        now, kept = now + 10.0, kept + 1
        return freeze(self, values)

    def turning(self: Machine, start: int, limit: int) -> bool:
        nonlocal now
        now += 0.1 * (limit - start)
        return turns(self, start, limit)

    monkeypatch.setattr(time, "perf_counter", lambda: now)
    monkeypatch.setattr(Freezer, "freeze", freezing)
    monkeypatch.setattr(Machine, "turns", turning)
    engine = opened("x = [[1], [2]]\nfor j in range(64):\n    y = x[0]\n")
    engine.run_to_end()
    assert kept < 8
