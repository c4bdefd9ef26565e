"""A stop may strike at any instant at which the program's code runs: there is always an answer, and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from seldom import mostly_slow
from talk import script

from tui_tutor.engine.rewind.run import Interrupted, Run
from tui_tutor.engine.text.looking import CONDITION, CURVE
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.runner.protocol import Arrived, GoTo, Iterate, MoveBy, Open, Request
from tui_tutor.runner.session import STOPPED, Answer, Session

TYPED = ("script.py", CURVE, CONDITION)

MOST_INSTANTS = 400
"""More than any of these programs has."""

CHOOSING = """def count(n):
    return n + 1
for a in range(3):
    pass
k = 0
while k < 4:
    k = count(k)
for b in range(count(2)):
    k = k + b
"""
"""Which loop is the main one is known only when what stands before the last has been run."""

WORKING = """import numpy as np
def f(x):
    y = x * 2
    return y + 1
def worth(x):
    return x.sum()
w = np.zeros(2)
seen = []
for j in (f(i) for i in range(6)):
    w = f(w) / (j + 1) + np.random.random(2)
    for k in range(2):
        w[k] += 1
    seen.append(w.copy())
print(len(seen))
"""

ASKS: tuple[Request, ...] = (
    Iterate(1, 2, True),
    MoveBy(2, Move.FORWARD, False, True),
    GoTo(3, "worth(w) > 6", True),
    MoveBy(4, Move.END, True),
    Iterate(5, -4, True),
    MoveBy(6, Move.BACK, False),
    MoveBy(7, Move.STEP, True),
)


class Striker:
    """Strikes once, at the `at`-th line of the program's code, and is then a stop that was asked for."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.has_struck = False
        self.is_asked = False

    def trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if frame.f_code.co_filename not in TYPED:
            return None
        # Not where a generator is being closed, which comes with no line.
        self.left -= event == "line"
        if self.left < 0 and event == "line" and not self.has_struck:
            self.has_struck = self.is_asked = True
            raise Interrupted
        return self.trace


@contextmanager
def striking(striker: Striker) -> Iterator[None]:
    before = sys.gettrace()
    sys.settrace(striker.trace)
    try:
        yield
    finally:
        sys.settrace(before)


class Talk:
    """A session that is struck, and what it has sent."""

    def __init__(self, text: str, at: int, curve: str | None) -> None:
        self.striker = Striker(at)
        self.sent: list[Answer] = []
        self.session = Session(self.sent.append, self.is_stopped, self.is_stopped)
        source = script(text).source
        self.opening = Open(0, source.path, source.text, {}, curve, 1)

    def is_stopped(self) -> bool:
        return self.striker.is_asked

    def open(self) -> Arrived:
        self.session.open(self.opening)
        self.session.answer()
        return self.last(0)

    def ask(self, request: Request) -> Arrived:
        self.striker.is_asked = False
        self.session.do(request)
        self.session.answer()
        return self.last(request.number)

    def thin(self) -> Run:
        """Keep fewer states: one comes to an iteration only by running to it."""
        engine = self.session.engine
        assert engine is not None
        assert engine.run is not None
        for _ in range(3):
            engine.run.history.thin()
        return engine.run

    def last(self, number: int) -> Arrived:
        arrived = self.sent[-1]
        assert isinstance(arrived, Arrived)
        assert arrived.number == number
        assert arrived.moment.position.operation <= arrived.moment.operations
        return arrived


def seen(arrived: Arrived) -> tuple[str, str, list[str]]:
    names = [f"{each.name} {each.value.data if each.value is not None else None}" for each in arrived.moment.names]
    return str(arrived.moment.position), arrived.moment.printed, names


def expected(text: str, asks: Sequence[Request], curve: str | None) -> list[tuple[str, str, list[str]]]:
    talk = Talk(text, MOST_INSTANTS**2, curve)
    return [seen(talk.open()), *(seen(talk.ask(each)) for each in asks)]


@pytest.mark.slow
def test_wherever_it_strikes_while_a_program_opens_there_is_an_answer() -> None:
    for at in range(MOST_INSTANTS):
        talk = Talk(CHOOSING, at, None)
        with striking(talk.striker):
            arrived = talk.open()
        if not talk.striker.has_struck:
            assert at > 20
            return
        assert arrived.note == STOPPED
        assert arrived.moment.position.place.iteration is None
        for request in ASKS:
            talk.ask(request)
    raise AssertionError("it opens for ever")


@pytest.mark.parametrize(
    "first", mostly_slow(range(len(ASKS)), [1, 4]), ids=[str(type(each).__name__) + str(each.number) for each in ASKS]
)
def test_wherever_it_strikes_in_a_move_all_can_be_reached_afterwards(first: int) -> None:
    unstruck = expected(WORKING, ASKS, "worth(w)")
    for at in range(MOST_INSTANTS):
        talk = Talk(WORKING, at, "worth(w)")
        talk.open()
        for request in ASKS[:first]:
            talk.ask(request)
        talk.thin()
        with striking(talk.striker):
            talk.ask(ASKS[first])
        if not talk.striker.has_struck:
            return
        # The learner stands somewhere else, perhaps: from a place where both have been, all is the same.
        talk.ask(MoveBy(8, Move.HOME, True))
        again = [seen(talk.ask(request)) for request in ASKS]
        assert again == unstruck[1:], at
    raise AssertionError("it moves for ever")


def test_wherever_it_strikes_on_the_way_to_where_a_search_begins_all_can_be_reached_afterwards() -> None:
    asks = (Iterate(1, 4, True), GoTo(2, "worth(w) > 1000", True), MoveBy(3, Move.END, True))
    unstruck = expected(WORKING, asks, None)
    for at in range(MOST_INSTANTS):
        talk = Talk(WORKING, at, None)
        talk.open()
        talk.ask(asks[0])
        run = talk.thin()
        talk.session.position = Position(turn(3), 1)
        run.go(0)
        with striking(talk.striker):
            talk.ask(asks[1])
        if not talk.striker.has_struck:
            return
        assert seen(talk.ask(asks[2])) == unstruck[3], at
    raise AssertionError("it searches for ever")
