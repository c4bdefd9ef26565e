from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from engine_help import bits, data_bits, different, last, opened
from seldom import mostly_slow

from tui_tutor.engine.rewind import keeping
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, Position, turn
from tui_tutor.study.bowl import Bowl, bowl, height

LINE = "np.mean(miss ** 2)"

FIT = """
import numpy as np
x = np.array([0.0, 1.0, 2.0])
y = 3 * x + 1
w = np.array([0.0, 0.5])
for step in range({turns}):
    miss = w[0] * x + w[1] - y
    if step % 100 == 0:
        print(step, w)
    w -= 0.05 * np.array([(miss * x).sum(), miss.sum()])
print("done", w)
"""

DRAWN = """
import numpy as np
np.random.seed(4)
generator = np.random.default_rng(5)
data = np.random.random((50, 3))
wanted = data @ np.array([1.0, -2.0, 0.5])
w, b, seen = np.zeros(3), 0.0, 0
while seen < 3000:
    chosen = np.random.randint(0, 50, 8)
    miss = data[chosen] @ w + b - wanted[chosen] + 0.01 * generator.normal(size=8)
    if seen % 500 == 300:
        np.set_printoptions(precision=3)
    if seen % 500 == 400:
        np.set_printoptions(precision=5)
    if seen % 500 == 0:
        print(seen, w)
    w = w - 0.1 * data[chosen].T @ miss / 8
    b -= 0.1 * miss.mean()
    seen += 1
print(w, b, np.random.random())
"""


def made(engine: Engine) -> Bowl:
    found = bowl(engine)
    assert found is not None
    return found


@pytest.fixture(autouse=True, scope="module")
def no_time_passes() -> Iterator[None]:
    """How many states are kept, and so which points of a path are looked at, depends on the time that a run takes."""
    clock, time.perf_counter = time.perf_counter, lambda: 0.0
    yield
    time.perf_counter = clock


@pytest.fixture(scope="module")
def whole(toy: Engine) -> Bowl:
    return made(toy)


def known_of(engine: Engine) -> tuple[object, ...]:
    """All that a run knows so far, and numpy's generator and settings."""
    run = engine.run
    assert run is not None
    known = run.known, run.total, run.exhausted, run.failure, list(run.curve.samples), run.position
    return *known, run.printed_before(run.known), repr(np.random.get_state()), np.geterr(), np.get_printoptions()


def same_from_here(engine: Engine, untouched: Engine, iterations: list[int]) -> None:
    """Both engines go on alike, bit for bit."""
    assert engine.run_to_end()
    assert untouched.run_to_end()
    assert engine.curve == untouched.curve
    assert engine.printed_before(END) == untouched.printed_before(END)
    for place in (*map(turn, iterations), END):
        ours, others = (moment(each, last(each, place)) for each in (engine, untouched))
        assert ours.printed == others.printed
        assert [(state.name, state.value and bits(state.value.data)) for state in ours.names] == [
            (state.name, state.value and bits(state.value.data)) for state in others.names
        ]


@pytest.mark.slow
def test_the_directions_hold_nearly_all_of_the_path(whole: Bowl) -> None:
    assert whole.shares == pytest.approx((0.967, 0.030), abs=0.003)
    assert (whole.through, whole.dimensions, whole.origin.shape) == (59_999, 16, (16,))
    assert whole.directions @ whole.directions.T == pytest.approx(np.eye(2), abs=1e-12)
    assert (whole.path[0] < 0).all()


@pytest.mark.slow
def test_the_path_shows_the_first_steps_and_the_whole_journey(whole: Bowl, toy: Engine) -> None:
    assert whole.iterations[:4].tolist() == [0, 1, 2, 3]
    assert (np.diff(whole.iterations) > 0).all()
    assert whole.path.shape == (len(whole.iterations), 2)
    run = toy.run
    assert run is not None
    at = []
    for iteration in (0, 1, 59_999):
        run.go(iteration)
        at.append(np.concatenate([run.machine.namespace[name].ravel() for name in whole.names]))
    assert np.linalg.norm(at[1] - at[0]) == pytest.approx(0.018, abs=0.0005)
    assert np.linalg.norm(at[2] - at[0]) == pytest.approx(20.6, abs=0.05)
    # Seen in the plane both are shorter, but not the journey by much.
    assert np.linalg.norm(whole.path[1] - whole.path[0]) <= 0.0185
    assert np.linalg.norm(whole.path[-1] - whole.path[0]) == pytest.approx(20.6, abs=0.15)


@pytest.mark.slow
def test_the_grid_covers_the_path_with_a_margin(whole: Bowl) -> None:
    assert whole.heights.shape == (len(whole.up), len(whole.across))
    for number, axis in enumerate((whole.across, whole.up)):
        low, high = whole.path[:, number].min(), whole.path[:, number].max()
        assert axis[0] == pytest.approx(low - 0.15 * (high - low))
        assert axis[-1] == pytest.approx(high + 0.15 * (high - low))
    assert (whole.heights > 0).all()
    assert (whole.heights < 1).all()


@pytest.mark.slow
def test_heights_at_the_path_are_the_plotted_values(whole: Bowl, toy: Engine) -> None:
    run = toy.run
    assert run is not None
    curve = dict(toy.curve)
    shapes = dict(zip(whole.names, whole.shapes, strict=True))
    for iteration in (0, 1, 99, 5000):
        run.go(iteration)
        point = np.concatenate([run.machine.namespace[name].ravel() for name in whole.names])
        with run.aside() as machine:
            assert height(run, machine, shapes, point, toy.height) == curve[iteration]


def test_where_weights_lie(whole: Bowl, toy: Engine) -> None:
    run = toy.run
    assert run is not None
    run.go(0)
    values = {name: run.machine.namespace[name].copy() for name in whole.names}
    assert whole.place({**values, "more": "text"}) == pytest.approx(tuple(whole.path[0]))
    for name, value in values.items():
        assert whole.place({other: values[other] for other in values if other != name}) is None
        for wrong in (value.T.copy(), value[:1], "text", None, True, np.full(value.shape, np.nan)):
            assert whole.place({**values, name: wrong}) is None


def test_a_plane_of_two_weights_is_the_whole_bowl() -> None:
    engine = opened(FIT.format(turns=300), curve=LINE)
    found = made(engine)
    assert found.shares == pytest.approx((found.shares[0], 1 - found.shares[0]))
    for row, up in enumerate(found.up):
        for column, across in enumerate(found.across):
            slope, start = found.origin + across * found.directions[0] + up * found.directions[1]
            expected = np.mean([(slope * x + start - 3 * x - 1) ** 2 for x in (0, 1, 2)])
            assert found.heights[row, column] == pytest.approx(expected)


@pytest.mark.slow
def test_the_toy_brain_goes_on_as_if_nothing_had_been(fresh_toy: Callable[[], Engine]) -> None:
    engine, untouched = fresh_toy(), fresh_toy()
    for reached in (0, 30, 5000):
        engine.run_to(reached)
        assert bowl(engine) is not None
    same_from_here(engine, untouched, [0, 1, 253, 10_000, 59_999])


@pytest.mark.parametrize("text", [FIT.format(turns=2500), DRAWN], ids=["fit", "drawn"])
@pytest.mark.parametrize("reached", mostly_slow([0, 1, 700, 2400, 10_000], [0, 700]))
@pytest.mark.few(1)
def test_programs_go_on_as_if_nothing_had_been(text: str, reached: int) -> None:
    engine, untouched = opened(text, curve=LINE), opened(text, curve=LINE)
    engine.run_to(reached)
    assert bowl(engine) is not None
    same_from_here(engine, untouched, [0, 1, 700, 2400])


@pytest.mark.parametrize("text", [FIT.format(turns=2500), DRAWN])
def test_the_lent_machine_comes_back_as_it_was(text: str) -> None:
    engine = opened(text, curve=LINE)
    run = engine.run
    assert run is not None
    engine.run_to(2400)
    before, names = known_of(engine), data_bits(run.machine.namespace)
    with contextlib.suppress(Interrupted), run.aside() as machine:
        run.restore(machine, 0)
        machine.turns(1)
        raise Interrupted
    assert known_of(engine) == before
    assert different(data_bits(run.machine.namespace), names) == {}
    assert machine.output.take() == ""


@pytest.mark.slow
def test_a_count_is_no_weight_and_chance_is_the_same_everywhere() -> None:
    found = made(opened(DRAWN, curve=LINE))
    assert (set(found.names), found.dimensions) == ({"w", "b"}, 4)
    again = made(opened(DRAWN, curve=LINE))
    assert bits(found.heights) == bits(again.heights)


@pytest.mark.parametrize("moment", mostly_slow([1, 2, 200, 400, 700], [2, 400]))
@pytest.mark.few(1)
def test_a_stop_leaves_the_run_sound(moment: int) -> None:
    engine, untouched = opened(DRAWN, curve=LINE), opened(DRAWN, curve=LINE)
    engine.run_to(2400)
    asked = 0

    def tick() -> bool:
        nonlocal asked
        asked += 1
        return asked >= moment

    assert bowl(engine, tick) is None
    assert asked == moment
    same_from_here(engine, untouched, [700, 2400])


def test_an_interruption_in_the_middle_leaves_the_run_sound() -> None:
    engine, untouched = opened(FIT.format(turns=2500), curve=LINE), opened(FIT.format(turns=2500), curve=LINE)
    engine.run_to(2400)
    asked = 0

    def tick() -> bool:
        nonlocal asked
        asked += 1
        if asked == 400:
            raise Interrupted
        return False

    with pytest.raises(Interrupted):
        bowl(engine, tick)
    same_from_here(engine, untouched, [700, 2400])


ONE = "w = 1.0\nfor i in range(90):\n    e = w * w\n    w -= 0.1 * w\n"
TWO = "v = 2.0\n" + ONE + "    v -= 0.1 * v\n"


@pytest.mark.parametrize(
    ("text", "curve"),
    [
        (TWO, None),
        (TWO, "nowhere + 1"),
        (ONE, "e"),
        ("v = 2.0\n" + ONE.replace("range(90)", "range(0)"), "e"),
        ("x = 1\n", "x"),
        ("import numpy as np\nw = np.zeros(3)\nfor i in range(50):\n    e = w.sum()\n    w -= 0.1 * w\n", "e"),
        ("import numpy as np\nw = np.ones(20_001)\nfor i in range(5):\n    e = w.sum()\n    w -= 0.1 * w\n", "e"),
        (TWO.replace("range(90)", "range(1)"), "e"),
        (TWO.replace("    e = w * w\n", "    e = w / 0\n"), "e"),
    ],
    ids=["no curve", "broken curve", "one weight", "no turn", "no loop", "still", "too many", "one turn", "failure"],
)
def test_where_there_is_no_bowl(text: str, curve: str | None) -> None:
    assert bowl(opened(text, curve=curve)) is None


def test_numbers_that_move_on_a_line() -> None:
    found = made(opened(TWO, curve="e"))
    assert found.names == ("v", "w")
    assert found.shares == pytest.approx((1, 0))
    assert np.ptp(found.up) == pytest.approx(np.ptp(found.across) / 2, rel=1e-6)


def test_the_path_ends_before_it_diverges() -> None:
    found = made(opened(TWO.replace("range(90)", "range(900)").replace("0.1", "-1.0"), curve="e"))
    assert 300 < found.through < 340
    assert np.isfinite(found.path).all()


def test_a_program_that_fails_later_has_a_bowl_up_to_there() -> None:
    engine = opened(TWO + "    1 / (i - 40)\n", curve="e")
    assert made(engine).through == 40
    assert engine.run is not None
    assert engine.run.failure is not None


def test_moments_stay_within_reach_afterwards(fresh_toy: Callable[[], Engine], toy: Engine) -> None:
    engine = fresh_toy()
    bowl(engine)
    for place in (turn(0), turn(7), turn(1999)):
        for each in (3, 20):
            ours, theirs = (moment(one, Position(place, each)) for one in (engine, toy))
            assert [state.value and bits(state.value.data) for state in ours.names if not state.left_over] == [
                state.value and bits(state.value.data) for state in theirs.names if not state.left_over
            ]


@pytest.mark.parametrize("iterations", [3_000, 16_000])
@pytest.mark.few(1)
def test_a_slow_machine_has_the_same_bowl(iterations: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "import numpy as np\nX = np.array([[1.0, 2.0], [2.0, 1.0]])\ny = np.array([1.0, 3.0])\nw = np.zeros(2)\n"
        f"for j in range({iterations}):\n    error = X @ w - y\n    w = w - 0.0001 * (X.T @ error)\n"
    )
    found = []
    for widest in (1, 1024):
        # As many states are kept as on a machine whose iterations take long, and as few as on a very fast one.
        monkeypatch.setattr(keeping, "WIDEST_STRIDE", widest)
        monkeypatch.setattr(keeping, "REPLAY", 1e9)
        monkeypatch.setattr(keeping, "SAVING", 1e9)
        engine = opened(text, curve="np.sum(error**2)")
        engine.run_to_end()
        assert engine.run is not None
        assert engine.run.history.stride == widest
        found.append(bowl(engine))
    slow, fast = found
    assert slow is not None
    assert fast is not None
    assert np.array_equal(slow.iterations, fast.iterations)
    assert slow.path.tobytes() == fast.path.tobytes()
    assert slow.heights.tobytes() == fast.heights.tobytes()
