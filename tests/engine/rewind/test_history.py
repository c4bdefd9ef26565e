"""What the run remembers: little, and enough to be anywhere again."""

from __future__ import annotations

import random
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from engine_help import different, last, moment_bits, names_of, opened, plain_run, value_bits

from tui_tutor.engine.rewind.history import FEWEST, History
from tui_tutor.engine.rewind.keeping import WIDEST_STRIDE
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.rewind.world import World
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, Place, Position, turn
from tui_tutor.engine.watch.texts import text_of

MEGABYTE = 1 << 20
NUMPY = "import numpy as np\n"


class Saved(History):
    """A history of a program whose names are given."""

    def __init__(self, budget: int = MEGABYTE) -> None:
        super().__init__(budget)
        self.world = World({})
        self.names: dict[str, Any] = {"w": np.zeros(0)}

    def keep(self, iteration: int, **names: Any) -> None:
        w = self.names["w"]
        self.names |= names
        if w.shape == names["w"].shape:
            # As a program does that changes its weights in place.
            w[...] = names["w"]
            self.names["w"] = w
        self.save(iteration, self.world.take(self.names))


def weights_at(states: Saved, iteration: int) -> float:
    return float(states.world.put(states.load(iteration))["w"][0])


def test_every_state_is_kept_while_there_is_room() -> None:
    states = Saved()
    for iteration in range(500):
        states.keep(iteration, w=np.full(4, float(iteration)))
    assert (states.stride, len(states)) == (1, 500)
    assert [weights_at(states, i) for i in (0, 1, 333, 499)] == [0, 1, 333, 499]
    assert states.nearest(333) == 333


def test_a_budget_widens_the_stride() -> None:
    states = Saved(100_000)
    for iteration in range(3_000):
        if iteration % states.stride == 0:
            states.keep(iteration, w=np.full(100, float(iteration)))
        assert states.nbytes <= 100_000
    assert states.stride >= 32
    assert len(states) == -(-3_000 // states.stride)
    for iteration in range(0, 3_000, 7):
        nearest = states.nearest(iteration)
        assert nearest is not None
        assert nearest <= iteration < nearest + states.stride
        assert weights_at(states, nearest) == nearest


def test_a_few_states_are_kept_however_large() -> None:
    states = Saved(1)
    for iteration in range(100):
        if iteration % states.stride == 0:
            states.keep(iteration, w=np.full(1000, float(iteration)))
    assert FEWEST // 2 <= len(states) <= FEWEST
    assert weights_at(states, 0) == 0


def test_what_does_not_change_is_held_once() -> None:
    states = Saved(16 * MEGABYTE)
    data = np.ones(100_000)
    for iteration in range(50):
        states.keep(iteration, data=data, w=np.full(4, float(iteration)))
    assert states.nbytes < 2 * data.nbytes


def test_what_is_counted_is_what_is_held() -> None:
    states = Saved(64 * MEGABYTE)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for iteration in range(2_000):
        states.keep(iteration, w=np.full(300, float(iteration)), n=iteration)
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert 0.7 * held < states.nbytes < 1.5 * held


@pytest.mark.slow
def test_the_whole_toy_brain_takes_little(fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    # Memory is traced over the first part, which keeps as many states as any; that slows numpy down fivefold.
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    assert engine.run_to(20_000)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert 0 < 3 * grown < 16 * MEGABYTE
    assert engine.run_to_end()
    assert engine.run is not None
    assert engine.run.history.nbytes < 16 * MEGABYTE
    # No more iterations are run again to be somewhere than a learner waits for.
    assert engine.run.history.stride <= WIDEST_STRIDE


SMALL = NUMPY + (
    "W = np.ones((3, 2))\nlosses = []\nfor j in range(400):\n    W = W * 0.99\n    W[0] += j\n"
    "    losses.append(W.sum())\n    if j % 50 == 0:\n        print(j, W.sum())\nprint(len(losses))\n"
)


@pytest.mark.parametrize("budget", [1, 3_000, 50_000])
@pytest.mark.few(1)
def test_random_access_is_exact_with_few_states(budget: int) -> None:
    whole = opened(SMALL)
    whole.run_to_end()
    thin = opened(SMALL, budget=budget)
    thin.run_to_end()
    assert thin.run is not None
    assert thin.run.history.stride > 1
    for iteration in random.Random(1).sample(range(400), 40):
        position = Position(turn(iteration), 3)
        assert different(moment_bits(moment(thin, position)), moment_bits(moment(whole, position))) == {}
    assert different(names_of(moment(thin, Position(END, 2))), plain_run(SMALL).final) == {}


def test_a_list_that_only_grows_takes_its_length() -> None:
    engine = opened("losses = []\nfor j in range(20000):\n    losses.append(j * 0.5)\nn = len(losses)\n")
    assert engine.run_to_end()
    assert engine.run is not None
    assert engine.run.history.nbytes < 2 * MEGABYTE
    for iteration in (0, 1, 777, 19_999):
        assert value_bits(engine.recording(turn(iteration)).start["losses"]) == (
            "list",
            text_of([number * 0.5 for number in range(iteration)]),
        )


DRAWS = (
    NUMPY + "total = 0\nfor j in range(300):\n    x = np.random.rand(3)\n    total = total + x.sum()\nprint(total)\n"
)


def test_the_generators_state_is_kept_only_where_the_loop_draws() -> None:
    drawing, other = opened(DRAWS), opened(DRAWS.replace("np.random.rand(3)", "np.ones(3)"))
    for engine in (drawing, other):
        engine.run_to(300)
    assert drawing.run is not None
    assert other.run is not None
    # The key of numpy's generator changes with every 624th number.
    kept = [{id(state.more[0][1]) for state in run.history.states} for run in (drawing.run, other.run)]
    assert len(kept[0]) > 1 == len(kept[1])


def test_an_unseeded_program_meets_the_same_numbers_when_going_back() -> None:
    engine = Engine(opened(DRAWS).source)
    engine.open()
    assert engine.run_to_end()
    first = {n: value_bits(engine.recording(turn(n)).events[2].operands[0]) for n in range(40)}
    for number in (39, 3, 17, 0, 38):
        for other in range(50, 60):
            engine.recording(turn(other))
        assert value_bits(engine.recording(turn(number)).events[2].operands[0]) == first[number]
    assert len(set(first.values())) == 40


def test_two_sessions_of_an_unseeded_program_differ() -> None:
    source = opened(DRAWS).source
    engines = [Engine(source), Engine(source)]
    for engine in engines:
        engine.open()
    one, other = (value_bits(engine.recording(turn(0)).events[2].operands[0]) for engine in engines)
    assert one != other


@pytest.mark.parametrize(
    "loop",
    [
        "for j in range(5):\n    a = j\n",
        # Which loop is the main one is found by running all of it.
        "class Net:\n    def fit(self):\n        for j in range(5):\n            self.a = j\nNet().fit()\n",
    ],
    ids=["outside", "in a method"],
)
def test_what_the_end_draws_does_not_depend_on_what_was_run_before(loop: str) -> None:
    text = NUMPY + f"{loop}np.random.rand()\nx = np.random.rand()\n"
    final = plain_run(text).final["x"]
    for others in (0, 1):
        engine = opened(text)
        engine.run_to_end()
        np.random.rand(others)
        (x,) = (each.value for each in moment(engine, last(engine, END)).names if each.name == "x")
        assert x is not None
        assert value_bits(x) == final


def test_what_the_end_draws_does_not_depend_on_what_was_watched() -> None:
    text = NUMPY + "for j in range(5):\n    a = j\nx = np.random.rand()\ny = np.random.rand()\n"
    final = plain_run(text).final
    engine = opened(text)
    engine.run_to_end()
    for number in (3, 0, 4):
        engine.recording(turn(number))
    assert names_of(moment(engine, Position(END, 4))) == final


def test_settings_of_numpy_are_part_of_the_way_back() -> None:
    text = NUMPY + (
        "print(np.ones(1) / 3)\nfor j in range(4):\n    print(np.ones(1) / 3)\n    if j == 1:\n"
        "        np.set_printoptions(precision=3)\n    if j == 2:\n        np.set_printoptions(precision=5)\n"
        "np.set_printoptions(precision=8)\n"
    )
    printed = plain_run(text).printed
    engine = opened(text)
    engine.run_to_end()
    assert moment(engine, Position(END, 1)).printed == printed
    lines = printed.splitlines(keepends=True)
    for number in (3, 1, 2, 0):
        assert "".join(event.printed for event in engine.recording(turn(number)).events) == lines[number + 1]


def test_settings_of_numpy_that_the_loop_changes_are_brought_back() -> None:
    text = NUMPY + "x = np.array([1.23456789])\nfor j in range(6):\n    print(x)\n"
    text += "    if j % 2:\n        np.set_printoptions(precision=3)\n"
    text += "    else:\n        np.set_printoptions(precision=5)\n"
    engine = opened(text)
    assert engine.run_to_end()
    for iteration in (5, 1, 3, 0, 4, 2):
        (event,) = (each for each in engine.recording(turn(iteration)).events if each.printed)
        digits = 8 if not iteration else 5 if iteration % 2 else 3
        assert event.printed == f"[{1.23456789:.{digits}f}]\n"


def test_a_program_writes_to_its_own_output_only_while_it_runs() -> None:
    before = sys.stdout
    engine = opened("for j in range(3):\n    print(j)\n")
    assert sys.stdout is before
    engine.run_to(2)
    assert sys.stdout is before
    engine.recording(turn(1))
    assert sys.stdout is before
    assert engine.run_to_end()
    assert sys.stdout is before


@pytest.mark.parametrize("place", [turn(3), END], ids=["a turn", "the end"])
def test_a_stop_on_the_way_to_what_is_watched_loses_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, untouched = (opened("w = 0\nfor j in range(9):\n    w += j\nprint(w)\n", curve="w") for _ in range(2))
    for each in (engine, untouched):
        each.run_to_end()
    run = engine.run
    assert run is not None
    for _ in range(3):
        # With fewer states kept, one comes to an iteration only by running to it.
        run.history.thin()
    run.go(0)

    def stopped(_limit: int) -> bool:
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(run.machine, "turns", stopped)
        assert engine.recording(place).unfinished is not None
    for where in (place, turn(2), turn(8)):
        here, there = (moment(each, last(each, where)) for each in (engine, untouched))
        assert different(moment_bits(here), moment_bits(there)) == {}
    assert [engine.curve_at(iteration) for iteration in range(9)] == [0, 1, 3, 6, 10, 15, 21, 28, 36]
