"""Which loop is the main loop, and what finding it costs."""

from __future__ import annotations

import pytest
from engine_help import SEED, names_of, opened, plain_run, source_of
from looped import NUMPY, stop_after

from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.watch import loops, setting_up, writing
from tui_tutor.engine.watch.deaf import Deaf
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position
from tui_tutor.engine.watch.recorder import Recorder

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
    not_called = {"record", "skim", "recording", "finish", "begun", "fail", "numbers", "go_on", "most"}
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
