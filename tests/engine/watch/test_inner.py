"""Inner loops: which one a position stands in, and the moves that go through its turns."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from engine_help import opened
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Landing, Move, is_visible
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, Position, parse_position, turn
from tui_tutor.engine.watch.turning import NO_INNER
from tui_tutor.engine.watch.walk import Walker

NESTED = """import numpy as np
X = np.ones((4, 3))
w = np.zeros(3)
for k in range(2):
    w[k] = 0.5

def halves(v):
    for part in v:
        part = part / 2
    return v

for epoch in range(3):
    for k, row in enumerate(X):
        for j in range(3):
            w[j] += row[j] * 0.1
        if k % 2 == 0:
            w = halves(w)
    s = w.sum()
    n = 3
    while n:
        n -= 1
for last in [1, 2]:
    print(halves(w))
"""
IN_METHOD = """class Net:
    def __init__(self):
        self.w = 0

    def step(self, pair):
        for each in pair:
            self.w += each

    def train(self, samples):
        for epoch in range(4):
            for sample in samples:
                self.step(sample)

if __name__ == "__main__":
    net = Net()
    net.train([[1, 2], [3, 4], [5, 6]])
    for shown in range(2):
        print(net.w)
"""
BREAKS = """t = 0
for j in range(4):
    for k in range(5):
        if k == j:
            continue
        if k > 2:
            break
        t += k
    else:
        t += 100
    while True:
        t -= 1
        if t < 3:
            break
"""
GENERATOR = """def numbers(n):
    for k in range(n):
        yield k * 2

t = 0
for j in range(3):
    for x in numbers(4):
        t += x
    t -= sum(y for y in numbers(2))
"""
RECURSION = """def walk(n):
    for k in range(n):
        walk(k)

for j in range(3):
    walk(3)
"""
RAISES = "t = 0\nfor j in range(4):\n    for k in range(3):\n        t = 1 / (4 - j * k)\n"
PROGRAMS = {
    "nested": NESTED,
    "method": IN_METHOD,
    "breaks": BREAKS,
    "generator": GENERATOR,
    "recursion": RECURSION,
    "raises": RAISES,
}


@cache
def walker(name: str) -> Walker:
    engine = opened(PROGRAMS[name])
    engine.run_to_end()
    return Walker(engine)


def every_place(name: str) -> list[Place]:
    engine = walker(name).engine
    return [SETUP, *map(turn, range(engine.last_known + 1)), *([END] if engine.is_complete else [])]


def turns(name: str, place: Place) -> list[tuple[int, int, int | None] | None]:
    """Of every operation of a place, the line of its inner loop, which turn of it and of how many."""
    engine = walker(name).engine
    found = [moment(engine, Position(place, at + 1)).inner for at in range(len(engine.recording(place).events))]
    return [(each.head.line, each.turn, each.total) if each is not None else None for each in found]


def test_an_operation_knows_its_loop_its_turn_and_how_many_there_are() -> None:
    found = turns("nested", turn(1))
    events = walker("nested").engine.recording(turn(1)).events
    told = {(event.site.code, at) for event, at in zip(events, found, strict=True)}
    assert {at for code, at in told if code == "row[j] * 0.1"} == {(14, j, 3) for j in range(3)}
    assert {at for code, at in told if code == "w = halves(w)"} == {(13, 0, 4), (13, 2, 4)}
    assert {at for code, at in told if code == "part / 2"} == {(8, j, 3) for j in range(3)}
    assert {at for code, at in told if code == "s = w.sum()"} == {None}
    assert {at for code, at in told if code == "n -= 1"} == {(20, j, 3) for j in range(3)}
    assert found[0] is None, "the main loop is no inner one"


def test_loops_of_the_setup_and_of_the_end_are_inner_loops() -> None:
    assert {at for at in turns("nested", SETUP) if at} == {(4, 0, 2), (4, 1, 2)}
    assert {at[:2] for at in turns("nested", END) if at} == {(22, 0), (22, 1), (8, 0), (8, 1), (8, 2)}
    assert {at for at in turns("method", END) if at} == {(17, 0, 2), (17, 1, 2)}


def test_a_loop_in_a_call_is_entered_only_with_the_call() -> None:
    found = turns("method", turn(2))
    events = walker("method").engine.recording(turn(2)).events
    assert {(event.depth, at[0]) for event, at in zip(events, found, strict=True) if at} == {(0, 11), (1, 6)}
    calls = [at for event, at in zip(events, found, strict=True) if event.site.code == "self.step(sample)"]
    assert calls == [(11, 0, 3), (11, 1, 3), (11, 2, 3)]


def test_a_call_right_after_a_loop_is_in_none_of_its_turns() -> None:
    engine = opened(
        "def more(x):\n    return x + 1\nfor j in range(2):\n    for k in range(3):\n        a = k\n    b = more(a)\n"
    )
    events = engine.recording(turn(0)).events
    found = [moment(engine, Position(turn(0), at)).inner for at in range(1, len(events) + 1)]
    codes = {event.site.code for event, inner in zip(events, found, strict=True) if inner is not None}
    assert codes == {"for k in range(3)", "a = k"}


def test_turns_that_are_cut_short_count() -> None:
    assert max(at for at in turns("breaks", turn(3)) if at and at[0] == 3) == (3, 4, 5)
    assert {at[2] for at in turns("breaks", turn(0)) if at and at[0] == 3} == {4}


def test_a_generator_stands_in_its_own_loop_and_who_goes_over_it_does_not() -> None:
    events = walker("generator").engine.recording(turn(1)).events
    for event, at in zip(events, turns("generator", turn(1)), strict=True):
        if event.site.code == "t += x":
            assert at is not None
            assert (at[0], at[2]) == (7, 4)


def test_a_loop_that_a_turn_of_another_goes_on_from_the_setup() -> None:
    """Chosen by its line, the main loop may lie in another, whose later turns come after it."""
    engine = opened("t = 0\nfor a in range(3):\n    for b in range(4):\n        t += b\nprint(t)\n", loop=3)
    walk = Walker(engine)
    walk.reach_end()
    events = engine.recording(END).events
    heads = [at + 1 for at, event in enumerate(events) if event.site.span.line == 2]
    found = [moment(engine, Position(END, at)).inner for at in heads]
    assert [(each.turn, each.total) for each in found if each] == [(1, 3), (2, 3)]
    first = moment(engine, Position(SETUP, len(engine.recording(SETUP).events))).inner
    assert first is not None
    assert (first.turn, first.total) == (0, None)


def go(name: str, start: str, moves: str, *, folded: bool = True) -> Landing:
    position = parse_position(start)
    assert position is not None
    landing = Landing(position)
    for each in moves:
        landing = walker(name).move(landing.position, Move.TURN if each == "}" else Move.TURN_BACK, folded)
    return landing


def code(name: str, landing: Landing) -> str:
    position = landing.position
    return walker(name).engine.recording(position.place).events[position.operation - 1].site.code


def test_the_operation_is_kept_from_turn_to_turn() -> None:
    events = walker("nested").engine.recording(turn(1)).events
    updates = [at + 1 for at, event in enumerate(events) if event.site.code.startswith("w[j] +=")]
    assert go("nested", f"1:{updates[3]}", "}") == Landing(Position(turn(1), updates[4]))
    assert go("nested", f"1:{updates[3]}", "}}{") == Landing(Position(turn(1), updates[4]))


def test_past_the_last_turn_comes_what_follows_the_loop_and_back_past_the_first_what_led_to_it() -> None:
    after = go("nested", "1:1", "}}}}}")
    assert code("nested", after) == "w.sum()"
    assert code("nested", go("nested", "1:3", "{")) == "enumerate(X)"
    assert go("nested", "setup:2", "{") == Landing(Position(SETUP, 2), NO_INNER)
    assert go("nested", "1:1", "{") == Landing(Position(turn(1), 1), NO_INNER)


def test_where_an_operation_does_not_run_the_next_one_that_does() -> None:
    events = walker("nested").engine.recording(turn(1)).events
    call = 1 + next(at for at, event in enumerate(events) if event.site.code == "w = halves(w)")
    there = go("nested", f"1:{call}", "}")
    found = walker("nested").engine.inners(turn(1)).inner(there.position.operation - 1)
    assert found is not None
    assert (found.head.line, found.turn) == (13, 1)
    assert go("nested", f"1:{call}", "}{") == Landing(Position(turn(1), call)), "undone exactly"


@st.composite
def standing(draw: st.DrawFn) -> tuple[str, Position, bool]:
    name, folded = draw(st.sampled_from(sorted(PROGRAMS))), draw(st.booleans())
    place = draw(st.sampled_from(every_place(name)))
    events = walker(name).engine.recording(place).events
    stops = [at + 1 for at, event in enumerate(events) if is_visible(event, folded)]
    return name, Position(place, draw(st.sampled_from(stops or [0]))), folded


@given(standing(), st.sampled_from([(Move.TURN, Move.TURN_BACK), (Move.TURN_BACK, Move.TURN)]), st.integers(1, 5))
def test_the_two_undo_each_other(where: tuple[str, Position, bool], pair: tuple[Move, Move], count: int) -> None:
    name, start, folded = where
    walk, way = Walker(walker(name).engine), [start]
    for _ in range(count):
        landing = walk.move(way[-1], pair[0], folded)
        if landing.position == way[-1]:
            assert landing.note
            break
        way.append(landing.position)
    for before, here in list(pairwise(way))[::-1]:
        assert walk.move(here, pair[1], folded) == Landing(before)


@given(standing())
def test_a_turn_on_is_the_next_turn_of_the_same_loop_or_what_comes_after(where: tuple[str, Position, bool]) -> None:
    name, start, folded = where
    walk = Walker(walker(name).engine)
    here = walk.inners(start.place).inner(start.operation - 1)
    ahead = walk.move(start, Move.TURN, folded).position
    there = walk.inners(ahead.place).inner(ahead.operation - 1)
    if here is not None and here.total is not None and here.turn + 1 < here.total:
        assert ahead.place == start.place
        assert there is not None
        # The next operation that runs there may lie in a loop inside.
        if there.head == here.head:
            assert there.turn == here.turn + 1
    elif here is not None and ahead.place.part is not Part.END:
        assert ahead.place != start.place or ahead.operation >= start.operation


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_what_the_text_tells_of_loops_agrees_with_their_runs(name: str) -> None:
    """Every run begins with its loop's own advance, and its turns lie one behind the other."""
    for place in every_place(name):
        events = walker(name).engine.recording(place).events
        for run in walker(name).engine.inners(place).runs:
            assert [events[at].site for at in run.heads] == [run.site] * len(run.heads)
            assert run.heads == sorted(run.heads)
            assert run.stop > run.heads[-1]
