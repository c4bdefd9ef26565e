"""A condition at `g` touches nothing: the run goes on as if nobody had asked, or it is said why that cannot be."""

from __future__ import annotations

import pytest
from engine_help import opened, plain_run

from tui_tutor.engine.watch.position import SETUP, Position, turn
from tui_tutor.engine.watch.walk import Walker

HEAD = """import numpy as np
from collections import defaultdict
class Net:
    def __init__(self):
        self.pairs = iter(range(100))
        self.asked = 0
        self.w = 1.0
    @property
    def loss(self):
        self.asked += 1
        print("asked")
        np.random.random()
        return 100 - self.asked
    def __eq__(self, other):
        self.asked += 1
        return False
    def __len__(self):
        return next(self.pairs)
class Cell:
    __slots__ = ("it", "n")
    def __init__(self):
        self.it, self.n = iter(range(50)), 0
np.random.seed(3)
rng = np.random.default_rng(1)
net, cell = Net(), Cell()
pairs = iter(range(1, 90))
box = [map(abs, range(-80, 90)), 7]
held = {"it": zip(range(70), range(70)), "n": [0]}
table = defaultdict(list)
def counting():
    it = iter(range(60))
    return lambda: next(it)
tick = counting()
total = 0
"""

LOOP = """for j in range(8):
    total += next(pairs) + next(net.pairs) + next(box[0]) + next(held["it"])[0] + tick() + next(cell.it)
    total += rng.random() + np.random.random() + len(table) + net.asked + next(counted)
    cell.n += 1
print(total, sum(pairs), net.asked)
"""

PROGRAM = f"{HEAD}counted = iter([0] * 50)\n{LOOP}"


def run_with(text: str, condition: str) -> tuple[str, str | None]:
    """What a program prints at its end after a condition was searched for, and what was said of that."""
    walker = Walker(opened(text))
    landing = walker.go(Position(SETUP, 1), condition, True)
    end = walker.go(landing.position, "end", True)
    place = end.position.place
    return walker.engine.printed_before(place) + "".join(
        event.printed for event in walker.engine.recording(place).events
    ), landing.note


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("any(pairs) and j == 3", "holds at the end of iteration 3"),
        ("sum(pairs) < 0", "is never met"),
        ("any(net.pairs) and j == 7", "holds at the end of iteration 7"),
        ("any(box[0]) and j == 2", "holds at the end of iteration 2"),
        ("list(held['it']) == 0", "is never met"),
        ("len(list(held.get('it'))) < 66", "holds at the end of iteration 4"),
        ("any(cell.it) and j == 1", "holds at the end of iteration 1"),
        ("net.loss < 0", "is never met"),
        ("net == 3 or len(net) > 1e9", "is never met"),
        ("len(table['new']) > 0", "is never met"),
        ("max(pairs, default=0) == 89 and j == 5", "holds at the end of iteration 5"),
        ("cell.n > 4", "holds at the end of iteration 4"),
        ("box[1] == 8 or held['n'][0] > 1", "is never met"),
        ("rng.random() < 0.5", "`rng.random(…)` is not"),
        ("np.random.random() < 0.5", "`np.random.random(…)` is not"),
        ("next(pairs) > 3", "`next"),
        ("tick() > 3", "`tick"),
    ],
)
@pytest.mark.few(8)
def test_a_condition_changes_nothing(condition: str, said: str) -> None:
    printed, note = run_with(PROGRAM, condition)
    assert printed == plain_run(PROGRAM).printed
    assert said in (note or "")


def test_what_only_looks_is_not_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    walker = Walker(opened(PROGRAM))
    assert walker.engine.run is not None
    monkeypatch.setattr(walker.engine.run.keeping, "present", lambda: pytest.fail("the state was taken"))
    for condition in ("total > 40", "cell.n > 2 and box[1] == 7", "net.w == 1.0 and j > 1", "np.sum([total, j]) > 3"):
        assert "holds" in (walker.go(Position(SETUP, 1), condition, True).note or "")


def test_where_nothing_could_be_put_back_it_is_refused_in_words() -> None:
    text = """def pairs(n):
    for i in range(n):
        yield i
counted = pairs(40)
class Net:
    w = 1
net = Net()
total = 0
for j in range(8):
    total += next(counted)
    net.v = j
print(total)
"""
    printed, note = run_with(text, "any(counted)")
    assert note == "any(counted): it may change counted, a generator, and that could not be put back"
    assert printed == plain_run(text).printed
    # What cannot change it is asked all the same.
    assert run_with(text, "net.v > 3 and net.w == 1")[1] == "net.v > 3 and net.w == 1 holds at the end of iteration 4"


def test_a_loop_in_a_function_goes_on_with_its_own_iterators() -> None:
    text = """def train():
    pairs, total = iter(range(60)), 0
    for j in range(9):
        total += next(pairs)
    return total
print(train())
"""
    walker = Walker(opened(text))
    landing = walker.go(Position(SETUP, 1), "any(pairs) and j == 4", True)
    assert landing.position.place == turn(4)
    assert run_with(text, "any(pairs) and j > 99")[0] == plain_run(text).printed
