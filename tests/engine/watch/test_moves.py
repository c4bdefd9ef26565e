"""Moves by key: where each leads, and what undoes what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_help import opened, places
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moves import AT_END, AT_START, Landing, Move
from tui_tutor.engine.watch.position import END, SETUP, Part, Position, parse_position, turn
from tui_tutor.engine.watch.walk import Walker

CALLS = """import numpy as np

#1 a function that calls another
def half(x):
    return x / 2

def wave(x, up=True):
    if up:
        y = half(x) + 1
        return y
    return half(half(x))

#2 start
W = np.ones((2, 2))
total = 0
#3 loop
for j in range(7):
    #4 forward
    a = wave(W)
    if j % 3 == 0:
        print(wave(a, up=False))
    #5 inner
    for k in range(2):
        total += k
        if k > 5:
            break
    #6 update
    W += half(a)
# after
print(total)
print(wave(W))
"""
WHILE = """#1 setup
n = 0
#2 loop
while n < 4:
    #3 body
    n += 1
    if n == 2:
        continue
    m = n * 2
"""
BREAKS = "t = 1\nfor j in range(100):\n    t = t * 2\n    if t > 20:\n        break\nelse:\n    t = 0\nlast = t + 1\n"
NO_LOOP = "#1 one\na = 1 + 2\n#2 two\nb = a * 3\nprint(b)\n"
EMPTY = "a = 1\nfor j in range(0):\n    a = 2\nb = a + 1\n"
NO_END = "#1 s\nw = 1\nfor j in range(3):\n    #2 b\n    w = w * 2\n"
RAISES = (
    "import numpy as np\ndef f(a, b):\n    c = a + 1\n    return np.dot(a, b)\n"
    "w = np.ones((2, 2))\nfor j in range(9):\n    b = np.ones((2, 3)) if j < 4 else np.ones((5, 1))\n    r = f(w, b)\n"
)
PROGRAMS = {
    "calls": CALLS,
    "while": WHILE,
    "breaks": BREAKS,
    "no loop": NO_LOOP,
    "empty loop": EMPTY,
    "no end": NO_END,
    "raises": RAISES,
}


def at(text: str) -> Position:
    position = parse_position(text)
    assert position is not None
    return position


def ready(text: str) -> Walker:
    engine = opened(text)
    engine.run_to_end()
    return Walker(engine)


WALKERS = {name: ready(text) for name, text in PROGRAMS.items()}
programs = st.sampled_from(sorted(PROGRAMS))


def road(engine: Engine, folded: bool) -> list[Position]:
    """Every position that moves stop at, in order: those outside calls, and one that failed, when folded."""
    return [
        Position(place, number)
        for place in places(engine)
        for number, event in enumerate(engine.recording(place).events, 1)
        if not folded or event.depth == 0 or event.error is not None
    ]


@st.composite
def standing(draw: st.DrawFn) -> tuple[Walker, bool, list[Position], int]:
    """A program, whether calls are folded, all positions that moves stop at then, and one of them."""
    walker, folded = WALKERS[draw(programs)], draw(st.booleans())
    positions = road(walker.engine, folded)
    return walker, folded, positions, draw(st.integers(0, len(positions) - 1))


@given(standing())
def test_forward_and_back_go_one_by_one(where: tuple[Walker, bool, list[Position], int]) -> None:
    walker, folded, positions, index = where
    here = positions[index]
    ahead, behind = walker.move(here, Move.FORWARD, folded), walker.move(here, Move.BACK, folded)
    if index + 1 < len(positions):
        assert ahead == Landing(positions[index + 1])
        assert walker.move(ahead.position, Move.BACK, folded).position == here
    else:
        assert ahead.position == here
        assert ahead.note
    if index:
        assert behind == Landing(positions[index - 1])
        assert walker.move(behind.position, Move.FORWARD, folded).position == here
    else:
        assert behind == Landing(here, AT_START)


@given(programs, st.booleans(), st.integers(0, 10_000))
def test_every_operation_can_be_stepped_from_even_inside_a_call_while_folded(name: str, folded: bool, n: int) -> None:
    walker = WALKERS[name]
    everything = road(walker.engine, folded=False)
    here = everything[n % len(everything)]
    ahead = walker.move(here, Move.FORWARD, folded)
    assert ahead.note or everything.index(ahead.position) > everything.index(here)
    if here not in road(walker.engine, folded) and not ahead.note:
        assert everything.index(ahead.position) == everything.index(here) + 1


def depth(walker: Walker, position: Position) -> int:
    return walker.engine.recording(position.place).events[position.operation - 1].depth


@given(standing(), st.sampled_from([(Move.LINE, Move.LINE_BACK), (Move.STEP, Move.STEP_BACK)]))
def test_lines_and_steps_undo_each_other_where_they_land(
    where: tuple[Walker, bool, list[Position], int], pair: tuple[Move, Move]
) -> None:
    """Except where a move is clamped at an end of the program (it says so), and where a line move leaves a call.

    What failed inside a call stands in that call, so a line move from it goes by the lines there.
    """
    walker, folded, positions, index = where
    on, back = pair
    landed = walker.move(positions[index], on, folded)
    if landed.note:
        return
    here = landed.position
    ahead, behind = walker.move(here, on, folded), walker.move(here, back, folded)
    if not ahead.note and not (on is Move.LINE and depth(walker, ahead.position) != depth(walker, here)):
        assert walker.move(ahead.position, back, folded).position == here
    if not behind.note and not (on is Move.LINE and depth(walker, behind.position) != depth(walker, here)):
        assert walker.move(behind.position, on, folded).position == here


@given(standing(), st.sampled_from([1, 2, 10]))
def test_iteration_moves_undo_each_other(where: tuple[Walker, bool, list[Position], int], count: int) -> None:
    """Between iterations that both run the operation; else, and past the first or last iteration, they are clamped."""
    walker, folded, positions, index = where
    here = positions[index]
    if here.place.part is not Part.LOOP:
        return
    iteration = here.place.iteration or 0
    ahead = walker.by_iterations(here, count, folded).position
    if iteration + count <= walker.engine.last_known:
        assert ahead.place == turn(iteration + count)
    key = walker.engine.recording(here.place).events[here.operation - 1].key
    others = (
        {event.key for event in walker.engine.recording(ahead.place).events} if ahead.place.part is Part.LOOP else ()
    )
    if iteration + count <= walker.engine.last_known and key in others:
        assert walker.engine.recording(ahead.place).events[ahead.operation - 1].key == key
        assert walker.by_iterations(ahead, -count, folded).position == here


@given(
    programs,
    st.booleans(),
    st.lists(st.one_of(st.sampled_from(list(Move)), st.sampled_from([-10, -1, 1, 10])), max_size=30),
)
def test_a_walk_always_stands_on_an_operation_that_exists(name: str, folded: bool, walk: list[Move | int]) -> None:
    walker = WALKERS[name]
    stops = set(road(walker.engine, folded))
    position = walker.move(Position(SETUP, 1), Move.HOME, folded).position
    for each in walk:
        landing = (
            walker.by_iterations(position, each, folded)
            if isinstance(each, int)
            else walker.move(position, each, folded)
        )
        assert landing.position in stops
        if landing.position == position and each not in (Move.HOME, Move.END):
            assert landing.note
        position = landing.position


@pytest.mark.parametrize("name", sorted(PROGRAMS))
@pytest.mark.parametrize("folded", [False, True])
def test_home_and_end_are_the_first_and_the_last_operation(name: str, folded: bool) -> None:
    walker, positions = WALKERS[name], road(WALKERS[name].engine, folded)
    for here in (positions[0], positions[len(positions) // 2], positions[-1]):
        assert walker.move(here, Move.HOME, folded) == Landing(positions[0])
        assert walker.move(here, Move.END, folded).position == positions[-1]


@pytest.mark.parametrize("name", sorted(PROGRAMS))
@pytest.mark.parametrize("which", [Move.LINE, Move.STEP])
def test_every_line_and_step_is_met_once(name: str, which: Move) -> None:
    """Going on by lines or steps from the start meets the statements and steps in running order, and ends."""
    walker = WALKERS[name]
    positions = road(walker.engine, folded=True)
    landing, seen = Landing(positions[0]), []
    while not landing.note:
        seen.append(positions.index(landing.position))
        landing = walker.move(landing.position, which, folded=True)
    assert seen == sorted(set(seen))
    assert landing.position == positions[-1]


# The toy brain, as the design says


@pytest.mark.parametrize(
    ("start", "count", "folded", "goal"),
    [
        ("0:3", 10_000, True, "10000:3"),
        ("0:40", 1, False, "1:34"),
        ("1:34", -1, False, "0:40"),
        ("0:40", 1, True, "1:34"),
        ("0:28", 1, False, "1:26"),
        ("0:28", 1, True, "1:30"),
        ("0:6", 10, False, "10:6"),
        ("setup:3", 1, True, "0:1"),
        ("setup:16", 10, True, "9:1"),
        ("59999:40", 1, True, "end:1"),
        ("59990:40", 10_000, True, "end:1"),
        ("end:2", -1, True, "59999:1"),
        ("end:1", -10_000, True, "50000:1"),
        ("5:40", -10, True, "setup:16"),
        ("0:1", -1, True, "setup:16"),
        ("9999:1", 1, True, "10000:1"),
        ("20000:30", -10_000, False, "10000:30"),
    ],
)
def test_iteration_moves_keep_the_operation(
    toy_walker: Walker, start: str, count: int, folded: bool, goal: str
) -> None:
    assert toy_walker.by_iterations(at(start), count, folded) == Landing(at(goal))


def test_iteration_moves_past_either_end_stop_there_and_say_so(toy_walker: Walker) -> None:
    assert toy_walker.by_iterations(at("end:1"), 1, True) == Landing(at("end:2"), AT_END)
    assert toy_walker.by_iterations(at("setup:5"), -1, True) == Landing(at("setup:1"), AT_START)


@pytest.mark.parametrize(
    ("start", "which", "folded", "goal"),
    [
        ("0:3", Move.FORWARD, True, "0:10"),
        ("0:3", Move.FORWARD, False, "0:4"),
        ("0:10", Move.BACK, True, "0:3"),
        ("0:54", Move.FORWARD, True, "1:1"),
        ("1:1", Move.BACK, True, "0:54"),
        ("setup:16", Move.FORWARD, True, "0:1"),
        ("0:1", Move.BACK, True, "setup:16"),
        ("59999:48", Move.FORWARD, True, "end:1"),
        ("end:1", Move.BACK, True, "59999:48"),
        ("0:3", Move.LINE, True, "0:11"),
        ("0:11", Move.LINE, True, "0:20"),
        ("0:20", Move.LINE_BACK, True, "0:11"),
        ("0:4", Move.LINE, False, "0:5"),
        ("0:5", Move.LINE, False, "0:9"),
        ("0:9", Move.LINE, False, "0:11"),
        ("0:9", Move.LINE_BACK, False, "0:5"),
        ("0:54", Move.LINE, True, "1:1"),
        ("setup:16", Move.STEP, True, "0:2"),
        ("0:2", Move.STEP, True, "0:21"),
        ("0:30", Move.STEP_BACK, True, "0:23"),
        ("0:23", Move.STEP_BACK, True, "0:21"),
        ("0:49", Move.STEP, True, "1:1"),
        ("1:1", Move.STEP_BACK, True, "0:49"),
        ("0:2", Move.STEP_BACK, True, "setup:16"),
        ("59999:48", Move.STEP, True, "end:1"),
        ("end:1", Move.STEP_BACK, True, "59999:43"),
        ("0:31", Move.HOME, True, "setup:1"),
        ("0:31", Move.END, True, "end:2"),
    ],
)
def test_moves_in_the_toy_brain(toy_walker: Walker, start: str, which: Move, folded: bool, goal: str) -> None:
    assert toy_walker.move(at(start), which, folded) == Landing(at(goal))


def test_moves_past_either_end_of_the_program_stop_and_say_so(toy_walker: Walker) -> None:
    for which in (Move.FORWARD, Move.LINE, Move.STEP):
        assert toy_walker.move(at("end:2"), which, True) == Landing(at("end:2"), AT_END)
    for which in (Move.BACK, Move.LINE_BACK, Move.STEP_BACK):
        assert toy_walker.move(at("setup:1"), which, True) == Landing(at("setup:1"), AT_START)


def test_each_step_is_met_from_the_beginning(toy_walker: Walker) -> None:
    position, steps = at("setup:1"), []
    for _ in range(14):
        position = toy_walker.move(position, Move.STEP, True).position
        steps.append(toy_walker.engine.recording(position.place).events[position.operation - 1].step)
    assert steps == [*range(1, 14), 6]


def test_a_jump_runs_no_further_than_it_must(fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    walker = Walker(engine)
    assert walker.by_iterations(at("0:3"), 100, True) == Landing(at("100:3"))
    assert engine.last_known == 100
    assert walker.by_iterations(at("100:3"), 1_000, True) == Landing(at("1100:3"))
    assert engine.last_known == 1_100


def test_end_of_a_program_without_an_end_part_is_the_last_iterations_last() -> None:
    walker = WALKERS["no end"]
    assert walker.move(at("0:1"), Move.END, True).position == at("2:3")
    assert walker.by_iterations(at("1:2"), 5, True) == Landing(at("2:3"), AT_END)
    assert walker.move(at("2:3"), Move.FORWARD, True) == Landing(at("2:3"), AT_END)
    assert END not in [position.place for position in road(walker.engine, folded=True)]
