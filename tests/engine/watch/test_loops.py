"""Which loop is the main loop, and loops of every kind: empty, endless, left, without an end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_help import SEED, different, moment_bits, names_of, opened, places, plain_run, source_of

from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch import loops, setting_up, writing
from tui_tutor.engine.watch.deaf import Deaf
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.recorder import Recorder
from tui_tutor.engine.watch.walk import Walker
from tui_tutor.engine.watch.writing import MORE, STOPPED

NUMPY = "import numpy as np\n"


METHODS = """import numpy as np
class Net:
    def __init__(self):
        self.w, self.n, self.seen = np.ones(2), 0, {"a": 1}
    def train(self):
        for k in range(1000):
            self.w -= 0.1 * self.w
            self.w[0] += 1
            self.n += 1
            self.seen["a"] += k
net = Net()
for i in range(2):
    print(i)
    net.n = 5
net.train()
"""


def test_what_counts_takes_all_that_probed_code_calls() -> None:
    recorder = {name for name in vars(Recorder) if not name.startswith("_")}
    not_called = {"record", "skim", "recording", "finish", "begun", "fail", "numbers"}
    assert {name for name in recorder - not_called if not hasattr(Deaf(), name)} == set()
    assert Deaf().keys[1:2, 3] == (slice(1, 2), 3)


def main_line(text: str) -> int | None:
    loop = opened(text).program.loop
    return loop.lineno if loop is not None else None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\n", None),
        (METHODS, 6),
        ("for i in range(3):\n    a = i\nfor j in range(9):\n    b = j\n", 3),
        ("for i in range(9):\n    a = i\nfor j in range(3):\n    b = j\n", 1),
        ("for i in range(5):\n    a = i\nfor j in range(5):\n    b = j\n", 1),
        ("for i in range(5):\n    for j in range(900):\n        b = j\n", 1),
        ("while False:\n    pass\nfor j in range(1):\n    b = j\n", 3),
        ("n = 3\nwhile n:\n    n -= 1\nwhile n < 9:\n    n += 1\n", 4),
        ("n = 9\nwhile n:\n    n -= 1\nwhile n < 3:\n    n += 1\n", 2),
        ("for i in (a for a in [1]):\n    b = i\nn = 2\nwhile n:\n    n -= 1\n", 4),
        ("for i in (a for a in [1]):\n    b = i\nfor j in (a for a in [1, 2]):\n    b = j\n", 3),
        ("L = [1, 2, 3]\nfor x in L:\n    a = x\nfor j in range(2):\n    b = j\n", 2),
        ("L = []\nfor i in range(4):\n    L.append(i)\nL = L + L\nfor x in L:\n    a = x\n", 5),
        ("n = 4\nfor i in range(n):\n    a = i\nfor j in range(n - 1):\n    b = j\n", 2),
        ("for i in [1, 2, 3]:\n    a = i\nfor j in (1, 2, 3, 4):\n    b = j\n", 3),
        # One that fails was to have all its turns.
        ("for i in range(4):\n    b = i\nfor j in range(9):\n    c = 1 / (j - 1)\n", 3),
        (NUMPY + "for row in np.ones((7, 2)):\n    a = row\nfor j in range(6):\n    b = j\n", 2),
        (NUMPY + "x = 1 / 0\nfor row in np.ones((7, 2)):\n    a = row\nfor j in range(6):\n    b = j\n", 3),
        # The work of a first turn counts, with what it calls.
        ("def f():\n    for i in range(90):\n        a = i\nfor j in range(2):\n    f()\n", 4),
        ("for i in range(9):\n    a = i\nfor j in range(3):\n    a = i * 2 + i * 3 + i * 4 + i * 5 + i * 6\n", 3),
        ("def f(n):\n    for i in range(n):\n        a = i\nf(3)\nf(9)\nf(4)\n", 2),
        ("def f(n):\n    for i in range(n):\n        a = i\nf(3)\nfor j in range(4):\n    b = j\n", 5),
        ("for i in range(9):\n    if i == 1:\n        break\nfor j in range(4):\n    b = j\n", 4),
        ("def f():\n    for i in range(9):\n        return i\nf()\nfor j in range(4):\n    b = j\n", 5),
        ("for i in range(9):\n    c = 1 / (i - 1)\nfor j in range(4):\n    b = j\n", 1),
    ],
)
def test_the_main_loop(text: str, line: int | None) -> None:
    assert main_line(text) == line


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


def test_a_loop_is_chosen_by_its_line() -> None:
    text = "for i in range(50):\n    for j in range(3):\n        a = j\nfor k in range(2):\n    b = k\n"
    for line, total in ((1, 50), (2, 3), (4, 2)):
        engine = Engine(source_of(text), seed=SEED, loop=line)
        engine.open()
        assert engine.program.loop is not None
        assert (engine.program.loop.lineno, engine.total) == (line, total)
        assert engine.run_to_end()
        assert names_of(moment(engine, Position(END, len(engine.recording(END).events))))["b"] == ("int", "1")
    with pytest.raises(ProblemsError, match="line 3"):
        Engine(source_of(text), loop=3).open()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def each(n):\n    for j in range(n):\n        yield j\nprint(sum(each(9)))\n", 2),
        ("def f():\n    class A:\n        for j in range(3):\n            x = j\n    return A.x\nprint(f())\n", 3),
    ],
)
def test_a_loop_at_which_nothing_can_be_put_back_is_told_so(text: str, line: int) -> None:
    with pytest.raises(ProblemsError, match=f"the loop on line {line} lies in a generator, or in a class"):
        Engine(source_of(text), loop=line).open()


def test_finding_the_main_loop_leaves_no_trace() -> None:
    text = NUMPY + "print('once')\nL = [np.random.rand()]\nfor x in L + L:\n    print(x)\nfor y in L:\n    print(y)\n"
    engine = opened(text)
    engine.run_to_end()
    assert moment(engine, Position(END, 4)).printed == plain_run(text).printed


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


# Endless loops


ENDLESS = {
    "setup": ("while True:\n    a = 1\n    if a == 2:\n        break\n", turn(0)),
    "iteration": ("for j in range(3):\n    while j == 1:\n        a = j\n", turn(1)),
    "function": ("def f(a):\n    while a:\n        b = a\nfor j in range(3):\n    f(j)\n", turn(1)),
    "setup function": ("def f(a):\n    return sum(a for i in range(10**12) if a - a)\nf(1)\n", SETUP),
}


def begun(name: str) -> Engine:
    text, place = ENDLESS[name]
    engine = Engine(source_of(text), seed=SEED)
    if place == SETUP:
        return engine
    engine.open()
    engine.run_to(place.iteration or 0)
    return engine


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


def stop_after(count: int) -> Callable[[], bool]:
    left = [count]

    def tick() -> bool:
        left[0] -= 1
        return left[0] < 0

    return tick


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


def test_choosing_a_loop_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    text = "print('once')\na = [1, 2]\nfor x in a:\n    pass\nb = [1, 2, 3]\nfor y in b:\n    print(y)\n"
    engine = opened(text)
    assert engine.run_to_end()
    assert capfd.readouterr() == ("", "")
    assert engine.run is not None
    assert engine.run.setup_printed == "once\n"


TRAINING = "for j in range({turns}):\n    w = w * 0.5 + j\n    v = v - w\n    u = u + v * w\n"

HEAVY = {
    "nothing more than printing follows": (
        "w = v = u = 0.0\n" + TRAINING.format(turns=600_000) + "for i in range(10):\n    print(w)\n",
        2,
    ),
    "called inside another call": (
        "def train():\n    w = v = u = 0.0\n"
        + "".join(f"    {line}\n" for line in TRAINING.format(turns=600_000).splitlines())
        + "    return [w]\nprint(str(train()[0]).strip())\n",
        3,
    ),
    "the text tells of a larger one": (
        "n = 900_000\ndata = []\nfor i in range(200_000):\n    data.append(i * 2 + 1 - i / 3)\nw = v = u = 0.0\n"
        + TRAINING.format(turns="n"),
        6,
    ),
}


def turns_counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many turns were gone through when the main loop was known."""
    counted = [0]
    choose = loops.Choosing.choose

    def chosen(asked: loops.Choosing, run: int) -> None:
        counted.append(asked.counted)
        choose(asked, run)

    monkeypatch.setattr(loops.Choosing, "choose", chosen)
    return counted


@pytest.mark.parametrize("name", HEAVY)
@pytest.mark.slow
def test_finding_the_main_loop_does_not_run_the_training(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, line = HEAVY[name]
    engine = Engine(source_of(text), seed=SEED)
    counted = turns_counted(monkeypatch)
    engine.open()
    assert engine.loop_line == line
    # The setup of the last is gone through, and no more than one turn of its training.
    assert max(counted) <= (200_000 if "larger" in name else 0)
    assert engine.last_known == 0


@pytest.mark.parametrize("first", ["for j in range(10**9):\n    a = a + j\n", "while a < 10**12:\n    a += 1\n"])
def test_so_much_work_is_done_to_find_the_main_loop_and_no_more(first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "MOST_WORK", 50_000)
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        assert len(asked) < 1_000, "it runs on"
        return False

    engine = Engine(source_of(f"a = 0\n{first}for k in range(2):\n    a = k\n"), seed=SEED)
    engine.open(stopped)
    assert engine.loop_line == 2
    # At each operation that is recorded, and every so many turns: asking costs more than a turn.
    assert len(asked) <= 50_000 // loops.SLICE + 20


def test_finding_the_main_loop_can_be_stopped() -> None:
    engine = Engine(source_of("a = 0\nwhile a < 10**12:\n    a += 1\nfor k in range(2):\n    a = k\n"), seed=SEED)
    engine.open(stop_after(40))
    assert not engine.setup_is_done
    assert engine.run is None


def test_a_while_loop_of_data_is_not_taken_for_the_training_that_follows() -> None:
    text = "n, data = 0, []\nwhile n < 300_000:\n    n += 1\n    data.append(n)\n" + TRAINING.format(turns=900_000)
    assert opened("w = v = u = 0.0\n" + text).loop_line == 6


def test_of_a_setup_in_a_function_it_is_known_which_calls_lead_to_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_EVENTS", 30)
    body = "    for i in range(100):\n        w += i\n    return w\n"
    engine = opened(
        f"def train(w):\n{body}def main():\n    a = [k * 2 for k in range(50)]\n    return train(a[3])\nmain()\n"
    )
    recording = engine.recording(SETUP)
    assert (len(recording.events), {event.depth for event in recording.events}) == (30, {0})
    assert not recording.is_counted


@pytest.mark.slow
def test_a_setup_is_run_once_where_the_training_is_told_by_its_first_turn() -> None:
    data = "data = []\nfor i in range(20_000):\n    data.append(i)\n"
    engine = Engine(source_of("w = v = u = 0.0\n" + data + TRAINING.format(turns=900_000)), seed=SEED)
    begun: list[bool] = []
    begin = Machine.begin

    def counted(machine: Machine, *, watched: bool = False) -> None:
        begun.append(watched)
        begin(machine, watched=watched)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Machine, "begin", counted)
        patch.setattr(setting_up, "WORTH", 0.0)
        patch.setattr(setting_up, "EVENT_SECONDS", 0.0)
        engine.open()
    assert begun == [True]
    assert engine.loop_line == 5
    assert len(engine.recording(SETUP).every) == 40_006


SLOW = """
class Net:
    def train(self, turns):
        w = 0
        for turn in range(turns):
            w = w + turn * 2
            w = w * 1 + 2 - 1
            for k in [1, 2, 3]:
                w += k
        return w
    def ask(self, n):
        return [self.one(k) for k in range(n)]
    def one(self, n):
        for k in range(n):
            n += k
        return n
net = Net()
print(net.train(int('500')), net.ask(int('3')))
"""


@pytest.mark.parametrize(
    ("more", "line", "most"), [("", 5, 3), ("for turn in range(100_000):\n    w = turn\n", 19, 600)]
)
@pytest.mark.slow
def test_a_training_that_takes_long_is_not_run_to_find_it(
    more: str, line: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if each turn took seconds.
    monkeypatch.setattr(loops, "LOOKED_AT", 0.0)
    monkeypatch.setattr(loops, "LONG", 1e-9)
    counted = turns_counted(monkeypatch)
    engine = Engine(source_of(SLOW + more), seed=SEED)
    engine.open()
    assert engine.loop_line == line
    assert max(counted) <= most


def test_a_loop_that_takes_seconds_is_not_taken_for_the_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "LOOKED_AT", 0.0)
    engine = Engine(source_of("seen = 0\nfor k in [1, 2]:\n    seen += k\n" + SLOW), seed=SEED)
    engine.open()
    assert engine.program.loop is not None
    assert engine.program.loop.lineno == 8
