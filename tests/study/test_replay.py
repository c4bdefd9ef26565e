"""A run watched again: the very numbers that Python has at the end of each iteration, and nothing is changed."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from engine_help import SEED, Bits, bits, different, last, moment_bits, opened, places, toy_text, value_bits
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, turn
from tui_tutor.study.replay import Snapshot, paced, snapshots

LARGEST = 4096

DRAWN = """import numpy as np
generator = np.random.default_rng(5)
w = np.zeros(3)
kept = []
for j in range(900):
    miss = np.random.random(3) - w + 0.01 * generator.normal(size=3)
    w += 0.1 * miss
    kept.append(float(miss[0]))
    if j % 100 == 0:
        print(j, w, len(kept))
print("done", w, np.random.random())
"""

Names = dict[str, Bits]


def taken(engine: Engine, iterations: Sequence[int], largest: int = LARGEST) -> list[Snapshot]:
    return list(snapshots(engine, iterations, largest))


def names_of(snapshot: Snapshot) -> Names:
    return {state.name: value_bits(state.value) for state in snapshot.names if state.value is not None}


def plainly(text: str, turns: int, iteration: int) -> Names:
    """The numbers and arrays of a program whose loop ends with an iteration, as Python alone computes them."""
    header = f"in range({turns}):"
    assert text.count(header) == 1
    text = text.replace(header, f"in range({iteration + 1}):").partition('print("Predictions')[0]
    text = text.partition('print("done"')[0]
    namespace: dict[str, Any] = {"__name__": "__main__"}
    np.random.seed(SEED)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, "plain.py", "exec", dont_inherit=True), namespace)
    numbers = (bool, int, float, complex, np.number, np.ndarray)
    return {name: bits(value) for name, value in namespace.items() if isinstance(value, numbers)}


# Which iterations


@given(start=st.integers(0, 10**6), more=st.integers(1, 10**6), count=st.integers(2, 400))
def test_paced_on_a_logarithmic_axis(start: int, more: int, count: int) -> None:
    stop = start + more
    found = paced(start, stop, count)
    assert found == sorted(set(found))
    assert (found[0], found[-1]) == (start, stop)
    assert len(found) <= count + 2
    ratio = (stop + 1) / (start + 1)
    for k in range(count):
        place = (start + 1) * ratio ** (k / (count - 1)) - 1
        assert min(abs(each - place) for each in found) < 0.501
    gaps = np.diff(found)
    assert (np.diff(gaps) >= -1).all()


@given(start=st.integers(0, 1000), count=st.integers(-3, 50))
def test_paced_over_nothing(start: int, count: int) -> None:
    assert paced(start, start, count) == [start]
    assert paced(start + 5, start, count) == [start]


@pytest.mark.parametrize("count", [-1, 0, 1])
def test_paced_with_fewer_than_two_shows_the_end(count: int) -> None:
    assert paced(3, 50, count) == [50]


def test_paced_shows_each_iteration_where_there_are_few() -> None:
    assert paced(0, 5, 100) == [0, 1, 2, 3, 4, 5]
    assert paced(0, 99, 3) == [0, 9, 99]


# What they were


@pytest.mark.parametrize("iteration", [0, 1, 57, 253, 2000])
@pytest.mark.slow
def test_the_toy_brain_as_python_has_it(fresh_toy: Callable[[], Engine], iteration: int) -> None:
    engine = fresh_toy()
    assert engine.run_to(2500)
    (snapshot,) = taken(engine, [iteration])
    expected = plainly(toy_text(), 60_000, iteration)
    assert snapshot.iteration == iteration
    assert {"X", "y", "syn0", "syn1", "l2_delta", "j"} <= expected.keys()
    assert different(names_of(snapshot), expected) == {}


@pytest.mark.parametrize("order", [[0, 1, 7, 128, 129, 600, 899], [899, 600, 7, 0]])
def test_random_draws_as_python_has_them(order: list[int]) -> None:
    engine = opened(DRAWN)
    assert engine.run_to_end()
    found = taken(engine, order)
    assert [each.iteration for each in found] == order
    for each in found:
        assert different(names_of(each), plainly(DRAWN, 900, each.iteration)) == {}


def test_what_is_plotted(toy: Engine) -> None:
    curve = dict(toy.curve)
    found = taken(toy, [0, 1, 99, 5000, 59_999])
    assert [each.error for each in found if each.iteration in curve] == [
        curve[each.iteration] for each in found if each.iteration in curve
    ]
    for each in found:
        (miss,) = (state.value for state in each.names if state.name == "l2_error")
        assert miss is not None
        assert each.error == np.mean(np.abs(miss.data))


def test_nothing_is_plotted_without_a_curve() -> None:
    engine = opened(DRAWN)
    engine.run_to(5)
    assert np.isnan([each.error for each in taken(engine, [0, 5])]).all()


def test_weights_are_marked(toy: Engine) -> None:
    (snapshot,) = taken(toy, [10])
    marked = {state.name for state in snapshot.names if state.value is not None and state.value.weight}
    assert marked == {"syn0", "syn1"}


def test_only_numbers_and_arrays_are_taken() -> None:
    engine = opened(DRAWN)
    engine.run_to(5)
    (snapshot,) = taken(engine, [5])
    assert {state.name for state in snapshot.names} == {"w", "j", "miss"}


def test_of_large_arrays_a_corner() -> None:
    engine = opened("import numpy as np\nx = np.zeros((70, 80))\nfor i in range(5):\n    x = x + 1\n")
    engine.run_to(4)
    for largest, shape in ((100, (64, 64)), (5600, (70, 80))):
        (snapshot,) = taken(engine, [2], largest)
        (x,) = (state.value for state in snapshot.names if state.name == "x")
        assert x is not None
        assert (x.shape, x.data.shape, x.whole) == ((70, 80), shape, shape == (70, 80))
        assert (x.data == 3).all()


def test_a_snapshot_stays_as_it_was_taken() -> None:
    engine = opened(DRAWN)
    engine.run_to(500)
    first, *_ = found = taken(engine, [3, 200, 500])
    assert len({names_of(each)["w"] for each in found}) == 3
    assert names_of(first) == plainly(DRAWN, 900, 3)


# Where it ends


@pytest.mark.parametrize("asked", [1, 2, 5])
def test_tick_ends_it(asked: int) -> None:
    engine = opened(DRAWN)
    engine.run_to(50)
    ticks = iter([False] * (asked - 1) + [True])
    found = list(snapshots(engine, range(20), LARGEST, lambda: next(ticks)))
    assert [each.iteration for each in found] == list(range(asked - 1))


def test_only_known_iterations(fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    engine.run_to(10)
    known = engine.last_known
    assert known < 1000
    assert [each.iteration for each in taken(engine, [2, known, 1000, 3])] == [2, known]
    assert engine.last_known < 1000


def test_watching_does_not_run_the_program_on() -> None:
    engine = opened(DRAWN)
    engine.run_to(10)
    known = engine.last_known
    assert known < 800
    assert [each.iteration for each in taken(engine, range(800))] == list(range(known + 1))


@pytest.mark.parametrize("text", ["x = 1\n", "x = 1\nfor i in range(0):\n    x = 2\n"])
def test_without_a_loop_there_is_nothing(text: str) -> None:
    assert taken(opened(text), [0, 1]) == []


FAILS = "x = 1.0\nfor i in range(9):\n    x = x + 1\n    y = 1 / (i - 4)\n    x = x * 2\n"


def test_an_iteration_that_fails_has_no_end() -> None:
    engine = opened(FAILS)
    assert not engine.run_to_end()
    assert engine.last_known == 4
    assert [each.iteration for each in taken(engine, [2, 3, 4])] == [2, 3]
    assert engine.failure is None
    assert engine.run is not None
    assert engine.run.failure is not None
    assert "ZeroDivisionError" in engine.run.failure.message


@pytest.mark.parametrize("calls", [1, 2, 40])
def test_an_interruption_ends_it_and_leaves_the_run_sound(monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    text = "import numpy as np\nx = np.ones(2)\nfor j in range(900):\n    x = np.cbrt(x) + 1\n    x = x + j\n"
    engine, untouched = opened(text), opened(text)
    engine.run_to(500)
    left, cbrt = [None] * calls, np.cbrt

    def interrupting(x: Any) -> Any:
        left.pop()
        if not left:
            raise Interrupted
        return cbrt(x)

    with monkeypatch.context() as patched:
        # What the program knows as numpy is a module of its own.
        patched.setattr(engine.machine.namespace["np"], "cbrt", interrupting)
        # Each of them is run at least once, however many states are kept on a machine of this speed.
        found = taken(engine, range(0, 500, 10))
    assert left == []
    assert len(found) < 50
    assert all(names_of(each)["j"] == bits(each.iteration) for each in found)
    alike(engine, untouched)


# Nothing is changed


def alike(engine: Engine, untouched: Engine) -> None:
    """Both engines go on alike, bit for bit."""
    assert engine.run_to_end()
    assert untouched.run_to_end()
    assert (engine.curve, engine.total) == (untouched.curve, untouched.total)
    assert engine.printed_before(END) == untouched.printed_before(END)
    last_turn = engine.last_known
    for place in [place for place in places(engine) if place.iteration in (None, 0, 1, 70, 255, 700, last_turn)]:
        assert engine.printed_before(place) == untouched.printed_before(place)
        ours, theirs = (moment_bits(moment(each, last(each, place))) for each in (engine, untouched))
        assert different(ours, theirs) == {}


@pytest.mark.parametrize("reached", [0, 1, 40, 700, 10_000])
@pytest.mark.slow
def test_programs_go_on_as_if_nothing_had_been(reached: int) -> None:
    engine, untouched = (opened(DRAWN, curve="np.mean(np.abs(miss))") for _ in range(2))
    for each in (engine, untouched):
        each.run_to(reached)
    known = engine.last_known
    assert taken(engine, paced(0, known, 30))
    assert taken(engine, [known, 0, known // 2])
    alike(engine, untouched)


@pytest.mark.slow
def test_the_toy_brain_goes_on_as_if_nothing_had_been(fresh_toy: Callable[[], Engine], toy: Engine) -> None:
    engine = fresh_toy()
    for reached in (0, 33, 3000):
        engine.run_to(reached)
        assert taken(engine, paced(0, reached, 20))[-1].iteration == reached
    assert engine.run_to_end()
    assert engine.curve == toy.curve
    assert engine.printed_before(END) == toy.printed_before(END)
    for place in (turn(0), turn(33), turn(59_999), END):
        ours, theirs = (moment_bits(moment(each, last(each, place))) for each in (engine, toy))
        assert different(ours, theirs) == {}


def test_recordings_between_snapshots_are_the_same() -> None:
    engine, untouched = opened(DRAWN), opened(DRAWN)
    for each in (engine, untouched):
        each.run_to(300)
    for snapshot in snapshots(engine, [5, 130, 299], LARGEST):
        place = turn(snapshot.iteration)
        ours, theirs = (moment_bits(moment(each, last(each, place))) for each in (engine, untouched))
        assert different(ours, theirs) == {}
    alike(engine, untouched)
