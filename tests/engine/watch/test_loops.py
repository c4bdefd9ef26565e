"""Loops of every kind: empty, endless, left, without an end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_help import different, moment_bits, names_of, opened, places, plain_run
from looped import NUMPY, begun, stop_after

from tui_tutor.engine.watch import writing
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.engine.watch.writing import MORE, STOPPED

PLACES = {
    "in a function": ("def f(n):\n    w = 0\n    for i in range(n):\n        w += i\n    return w\nw = f(50)\n", 3),
    "under a guard": ('if __name__ == "__main__":\n    w = 0\n    for i in range(50):\n        w += i\n', 3),
    "in a call in a call": (
        "def g(n):\n    w = 0\n    while w < n:\n        w += 1\n    return w\n"
        "def f(n):\n    return 1 + g(n)\nw = f(50)\n",
        3,
    ),
    "behind another": ("for i in [1, 2]:\n    a = i\nw = 0\nfor i in range(50):\n    w += i\nprint(w)\n", 4),
    "before another": ("w = 0\nfor i in range(50):\n    w += i\nfor i in [1, 2]:\n    print(i)\n", 2),
    "in a closure": (
        "def f(n):\n    w = 0\n    def g():\n        nonlocal w\n        for i in range(n):\n            w += i\n"
        "    g()\n    return w\nw = f(50)\n",
        5,
    ),
    "with a return": (
        "def f(n):\n    w = 0\n    for i in range(n):\n        w += i\n        if i == 40:\n            return w\n"
        "w = f(50)\n",
        3,
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_loop_is_stepped_wherever_it_lies(place: str) -> None:
    text, line = PLACES[place]
    plain = plain_run(text)
    engine = opened(text)
    assert engine.program.loop is not None
    assert engine.program.loop.lineno == line
    assert engine.run_to_end()
    for _ in range(2):
        walked = [moment_bits(moment(engine, Position(turn(n), 1))) for n in range(engine.last_known + 1)]
        assert names_of(moment(engine, Position(END, len(engine.recording(END).events))))["w"] == plain.final["w"]
        assert moment(engine, Position(END, 99)).printed == plain.printed
        for number in (30, 7, 33, 0, 39, 12, 11):
            assert different(moment_bits(moment(engine, Position(turn(number), 1))), walked[number]) == {}


OVER = {
    "list": "[4, 5, 6]",
    "tuple": "(4, 5, 6)",
    "text": "'abc'",
    "range": "range(2, 8, 2)",
    "array": "np.array([1.5, 2.5])",
    "rows": "np.ones((3, 2))",
    "enumerate": "enumerate([7, 8])",
    "zip": "zip([1, 2], np.ones((2, 2)))",
    "reversed": "reversed([1, 2, 3])",
    "map": "map(abs, [-1, 2])",
    "set": "{1, 2}",
    "dict": "{'a': 1, 'b': 2}",
    "items": "{'a': 1, 'b': 2}.items()",
    "generator": "(a * 2 for a in range(3))",
    "nested zip": "zip(range(3), enumerate('abc'))",
}


@pytest.mark.parametrize("name", sorted(OVER))
def test_what_a_loop_may_run_over(name: str) -> None:
    text = NUMPY + f"seen = []\nfor x in {OVER[name]}:\n    seen = seen + [x]\n    last = x\nprint(len(seen))\n"
    plain = plain_run(text)
    engine = opened(text)
    assert engine.run_to_end()
    assert engine.total == int(plain.printed)
    assert different(names_of(moment(engine, Position(END, 2))), plain.final) == {}
    back = opened(text)
    back.run_to_end()
    for place in reversed(places(back)):
        position = Position(place, len(back.recording(place).events))
        assert different(moment_bits(moment(back, position)), moment_bits(moment(engine, position))) == {}


LOST = {
    "what the loop runs over": (
        "for x in (a + b for a in range(9) for b in range(2)):\n    y = x\n    print(y)\nprint(y)\n"
    ),
    "what it carries": (
        "g = (a + b for a in range(9) for b in range(3))\nfor j in range(9):\n    y = max(g) if j > 5 else j\n"
        "    print(y)\n    g = (a for a in [j] for b in [1])\nprint(y)\n"
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_what_cannot_be_brought_back_is_come_to_again_by_running_anew(name: str) -> None:
    engine = opened(LOST[name])
    assert engine.run_to_end()
    assert engine.run is not None
    assert engine.run.keeping.unrestorable is not None
    assert engine.run.keeping.unrestorable.type_name == "generator"
    walked = opened(LOST[name])
    for number in (5, 2, 8, 0):
        walked.run_to(number)
        one, other = (moment_bits(moment(each, Position(turn(number), 3))) for each in (engine, walked))
        assert different(one, other) == {}
    assert moment(engine, Position(END, 1)).printed == plain_run(LOST[name]).printed


@pytest.mark.parametrize("loop", ["for j in range(0):", "while False:", "for j in []:", "for a, b in zip([], [1]):"])
def test_an_empty_loop_is_passed_by(loop: str) -> None:
    engine = opened(f"a = 1\n{loop}\n    a = 2\nelse:\n    c = 3\nb = a + 1\n")
    engine.look_ahead()
    assert (engine.last_known, engine.has_loop) == (-1, False)
    assert engine.run_to_end()
    assert engine.total == 0
    assert not engine.run_to(0)
    assert [event.site.code for event in engine.recording(END).events] == ["c = 3", "a + 1", "b = a + 1"]
    walker = Walker(engine)
    landing = walker.by_iterations(Position(SETUP, 1), 1, True)
    assert landing.position == Position(END, 1)
    assert walker.by_iterations(Position(END, 1), -1, True).position.place == SETUP
    assert walker.move(Position(END, 1), Move.BACK, True).position.place == SETUP


def test_a_program_without_a_loop_is_all_setup() -> None:
    engine = opened("a = 1\nb = a + 1\nprint(b)\n")
    assert (engine.total, engine.last_known, engine.has_loop, engine.carried) == (None, -1, False, None)
    assert engine.is_complete
    assert [event.site.code for event in engine.recording(SETUP).events] == ["a = 1", "a + 1", "b = a + 1", "print(b)"]
    assert len(engine.recording(END).events) == 0


def test_an_empty_program() -> None:
    engine = opened("")
    assert engine.recording(SETUP).events == []
    assert moment(engine, Position(SETUP, 0)).names == ()
    walker = Walker(engine)
    for which in Move:
        assert walker.move(Position(SETUP, 0), which, True).position == Position(SETUP, 0)


def test_a_while_loop_decides_again_at_the_end_of_each_iteration() -> None:
    engine = opened("n = 0\nwhile n < 2:\n    n += 1\nm = n\n")
    assert engine.run_to_end()
    assert engine.total == 2
    assert [event.site.code for event in engine.recording(SETUP).events] == ["n = 0", "n < 2"]
    for iteration in (0, 1):
        codes = [event.site.code for event in engine.recording(turn(iteration)).events]
        assert codes == ["while n < 2", "n += 1", "n < 2"]
    assert [event.site.code for event in engine.recording(END).events] == ["m = n"]


def test_break_ends_the_loop_and_skips_its_else() -> None:
    engine = opened("for j in range(9):\n    if j == 3:\n        break\n    k = j\nelse:\n    k = 99\nm = k\n")
    assert engine.total == 9
    assert engine.run_to_end()
    assert engine.total == 4
    assert names_of(moment(engine, Position(END, 1)))["m"] == ("int", "2")
    assert len(engine.recording(turn(3)).events) == 3


@pytest.mark.parametrize("name", ["iteration", "function"])
def test_of_what_does_not_end_so_many_operations_are_held(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_EVENTS", 500)
    engine = begun(name)
    recording = engine.recording(turn(1))
    assert (len(recording.events), recording.known, recording.is_counted) == (500, 500, False)
    assert engine.recording(turn(1)) is recording
    assert moment(engine, Position(turn(1), 500)).unfinished == MORE
    assert len(engine.recording(turn(0)).events) < 9


def test_walking_on_from_there_counts_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_EVENTS", 500)
    engine = begun("iteration")
    walker = Walker(engine)
    engine.recording(turn(1))
    engine.tick = stop_after(8)
    landing = walker.move(Position(turn(1), 500), Move.FORWARD, True)
    assert landing.position.operation > 500
    assert not engine.recording(turn(1)).is_counted
    assert engine.recording(turn(1)).known == 9 * 256


def test_fewer_are_held_where_values_take_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_BYTES", 100_000)
    engine = opened(NUMPY + "for j in range(2):\n    for i in range(1000):\n        a = np.ones(100) * i\n")
    recording = engine.recording(turn(0))
    assert 100 < len(recording.events) < 1000
    assert len(recording.every) == 4002
    assert recording.every[4001].site.name == "a"


def test_a_tick_ends_watching_and_it_is_watched_anew() -> None:
    engine = begun("iteration")
    engine.look_ahead()
    engine.tick = stop_after(30)
    recording = engine.recording(turn(1))
    assert (len(recording.events), recording.unfinished) == (31, STOPPED)
    engine.tick = stop_after(100)
    again = engine.recording(turn(1))
    assert (len(again.events), again.unfinished) == (100, STOPPED), "asked once whether it may be watched again"
    engine.tick = lambda: False
    assert engine.recording(turn(0)).unfinished is None


def test_a_tick_ends_the_setup() -> None:
    engine = begun("setup function")
    engine.open(stop_after(10))
    recording = engine.recording(SETUP)
    assert (len(recording.events), recording.unfinished) == (11, STOPPED)
    assert not engine.setup_is_done
    assert not engine.is_complete
    walker = Walker(engine)
    landing = walker.move(Position(SETUP, 11), Move.FORWARD, False)
    assert (landing.position, landing.note) == (Position(SETUP, 11), "the program was stopped here")


def test_after_a_stopped_watch_everything_is_as_it_was() -> None:
    text = NUMPY + "W = np.zeros(2)\nfor j in range(9):\n    W += j\n    for k in range(50):\n        W += 0.5\n"
    engine = opened(text)
    engine.run_to_end()
    expected = moment_bits(moment(engine, Position(turn(5), 60)))
    engine = opened(text)
    engine.run_to(6)
    engine.tick = stop_after(20)
    assert engine.recording(turn(5)).unfinished == STOPPED
    engine.tick = lambda: False
    assert different(moment_bits(moment(engine, Position(turn(5), 60))), expected) == {}


# Runs that are stopped


def test_a_stopped_run_keeps_what_was_reached_and_goes_on(fresh_toy: Callable[[], Engine], toy: Engine) -> None:
    engine = fresh_toy()
    assert not engine.run_to(59_999, lambda: True)
    reached = engine.last_known
    assert 0 < reached < 59_999
    assert engine.total == 60_000
    stopped = moment(engine, Position(turn(reached), 48))
    assert different(moment_bits(stopped), moment_bits(moment(toy, Position(turn(reached), 48)))) == {}
    assert engine.last_known == reached
    assert engine.run_to(reached + 5_000)
    assert engine.last_known == reached + 5_000
    position = Position(turn(reached + 5_000), 40)
    assert different(moment_bits(moment(engine, position)), moment_bits(moment(toy, position))) == {}


def test_a_stopped_jump_says_where_it_stopped(fresh_toy: Callable[[], Engine]) -> None:
    walker = Walker(fresh_toy())
    walker.tick = lambda: True
    landing = walker.by_iterations(Position(turn(0), 3), 50_000, True)
    assert landing.note == "stopped"
    assert landing.position == Position(turn(walker.engine.last_known), 3)
    walker.tick = lambda: False
    assert walker.by_iterations(landing.position, 1, True).note is None


def test_running_to_what_is_known_runs_nothing(fresh_toy: Callable[[], Engine]) -> None:
    engine = fresh_toy()
    assert engine.run_to(300)
    assert engine.run_to(100, lambda: True)
    assert engine.last_known == 300
