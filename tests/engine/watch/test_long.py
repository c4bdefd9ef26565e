"""Parts with too many operations to be held at once: every one of them is walked, and is what it is in a short part."""

from __future__ import annotations

import pytest
from engine_help import moment_bits, opened

from tui_tutor.engine.watch import long, skimming, writing
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Landing, Move
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.walk import Walker

PROGRAM = """import numpy as np

class Net:
    def __init__(self):
        self.w = np.full((3, 2), 0.5)
        self.seen = []

    def forward(self, x):
        self.seen.append(float(x.sum()))
        out = np.dot(x, self.w)
        if out.sum() > 1e3:
            out = out * 0
        return out

def spread(values):
    for each in values:
        yield each * 2
    del values

def down(n):
    if n > 0:
        return down(n - 1) + 1
    return 0

def main():
    net = Net()
    X = np.arange(12.0).reshape(4, 3)
    for k in range(3):
        net.w -= 0.01 * down(k)
    rate = 0.1
    for epoch in range(3):
        total = 0.0
        for k, row in enumerate(X):
            out = net.forward(row[None, :])
            net.w += rate * 0.001 * np.dot(row[:, None], out + net.forward(row[None, :]))
            total += sum([float(v) for v in spread(out[0])])
            X[k, 0] -= 1
            if k == 2:
                print("row", k, total)
        last = down(4)
        del last
    for k in range(4):
        net.w[0, 0] += down(3) + k
        print(net.w[0, 0])
    return net

done = main()
word = "end" + str(len(done.seen))
"""
RAISES = PROGRAM.replace("print(net.w[0, 0])", "print(1 / (2 - k))")
LOOP_RAISES = PROGRAM.replace("last = down(4)", "last = 1 / (1 - epoch)")


def places(engine: Engine) -> list[Place]:
    engine.run_to_end()
    return [SETUP, *map(turn, range(engine.last_known + 1)), *([END] if engine.is_complete else [])]


def every_moment(text: str) -> dict[str, object]:
    """Every moment of a program, as bits, and how many operations each part has."""
    engine = opened(text)
    found: dict[str, object] = {}
    for place in places(engine):
        found[str(place)] = len(engine.recording(place).every)
        for count in range(1, len(engine.recording(place).every) + 1):
            found[str(Position(place, count))] = moment_bits(moment(engine, Position(place, count)))
    return found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held at once is little, so that small programs are large ones."""
    monkeypatch.setattr(writing, "MOST_EVENTS", 25)
    monkeypatch.setattr(long, "AHEAD", 12)
    monkeypatch.setattr(long, "BEHIND", 5)
    monkeypatch.setattr(skimming, "MARGIN", 6)


@pytest.mark.parametrize("text", [PROGRAM, RAISES, LOOP_RAISES])
@pytest.mark.few(1)
def test_every_moment_is_that_of_a_part_which_is_held_whole(text: str, request: pytest.FixtureRequest) -> None:
    whole = every_moment(text)
    request.getfixturevalue("small")
    parts = every_moment(text)
    assert parts.keys() == whole.keys()
    assert [at for at in whole if parts[at] != whole[at]] == []


WALKS = [
    (Move.FORWARD, True),
    (Move.FORWARD, False),
    (Move.LINE, True),
    (Move.STEP, False),
    (Move.TURN, False),
    (Move.BACK, False),
    (Move.LINE_BACK, True),
]


def walked(text: str) -> list[list[Landing]]:
    """The landings of walks from one end to the other."""
    engine = opened(text)
    walker = Walker(engine)
    found = []
    for move, folded in WALKS:
        start = Move.END if move in (Move.BACK, Move.LINE_BACK) else Move.HOME
        way = [walker.move(Position(SETUP, 1), start, folded)]
        while way[-1].note is None or len(way) == 1:
            way.append(walker.move(way[-1].position, move, folded))
        found.append(way)
    found.append([walker.by_iterations(Position(turn(0), 40), count, folded=False) for count in (1, 2, 3)])
    return found


@pytest.mark.parametrize("text", [PROGRAM, RAISES])
def test_every_move_leads_where_it_does_in_a_part_which_is_held_whole(
    text: str, request: pytest.FixtureRequest
) -> None:
    whole = walked(text)
    request.getfixturevalue("small")
    assert walked(text) == whole


def test_one_goes_through_all_operations_of_a_long_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_EVENTS", 50)
    every = opened("for j in range(2):\n    for i in range(100):\n        a = i\n").recording(turn(0)).every
    assert len(list(every)) == len(every) == 202
