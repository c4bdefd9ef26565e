from __future__ import annotations

import pytest
from talk import FAILS_AT_TWO, at, script, toy

from tui_tutor.engine.watch.moves import Move
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.protocol import Arrived, Fold, GoTo, Iterate, MoveBy, Open, Progress, Request
from tui_tutor.runner.session import STOPPED, Answer, Session


class Talk:
    """A session without a process, and what it has sent."""

    def __init__(self, lesson: Lesson, position: str | None = None) -> None:
        self.sent: list[Answer] = []
        self.stops = False
        self.stops_after: int | None = None
        self.session = Session(self.sent.append, self.is_stopped)
        curve = lesson.curve.expression if lesson.curve is not None else None
        source = lesson.source
        start = at(position) if position is not None else None
        self.session.open(Open(0, source.path, source.text, dict(lesson.axes), curve, 1, start))
        self.session.answer()

    def is_stopped(self) -> bool:
        told = sum(isinstance(each, Progress) for each in self.sent)
        return self.stops or (self.stops_after is not None and told >= self.stops_after)

    def ask(self, request: Request) -> Arrived:
        self.sent.clear()
        self.session.do(request)
        self.session.answer()
        return self.last

    @property
    def last(self) -> Arrived:
        last = self.sent[-1]
        assert isinstance(last, Arrived)
        return last

    @property
    def place(self) -> str:
        return str(self.last.moment.position)


def test_opens_at_the_beginning() -> None:
    talk = Talk(toy())
    assert talk.place == "setup:1"
    assert talk.last.number == 0
    assert talk.last.note is None
    assert talk.last.found


@pytest.mark.parametrize("place", ["setup:3", "0:3", "253:7", "0:9"])
@pytest.mark.slow
def test_opens_at_a_position(place: str) -> None:
    assert Talk(toy(), place).place == place


@pytest.mark.parametrize(
    ("place", "note"), [("setup:17", "the setup has 16 operations"), ("5:49", "iteration 5 has 48 operations")]
)
def test_says_that_a_position_does_not_exist(place: str, note: str) -> None:
    talk = Talk(toy(), place)
    assert not talk.last.found
    assert note in (talk.last.note or "")
    assert talk.ask(MoveBy(1, Move.HOME, True)).found


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        (FAILS_AT_TWO, "2:", 7),
        ("x = 1\ny = x / 0\nfor j in range(3):\n    x = j\n", "setup:2", 2),
        ("def f(x):\n    return 1 / x\ny = f(1)\nf(0)\n", "setup:", 2),
    ],
    ids=["loop", "setup", "inside a function"],
)
def test_the_end_of_a_program_that_raises_is_where_it_failed(text: str, place: str, line: int) -> None:
    talk = Talk(script(text), "end")
    assert talk.last.found
    assert talk.place.startswith(place)
    event = talk.last.moment.event
    assert event is not None
    assert event.error
    assert (talk.last.note or "").startswith(f"the program stops here (line {line}): ")
    there, note = talk.place, talk.last.note
    talk.ask(MoveBy(1, Move.HOME, True))
    assert talk.ask(GoTo(2, "end", True)).note == note
    assert talk.place == there
    assert not Talk(script(text), "end:2").last.found


def test_moves() -> None:
    talk = Talk(toy(), "0:3")
    for request, place in (
        (MoveBy(1, Move.FORWARD, True), "0:10"),
        (MoveBy(2, Move.BACK, True), "0:3"),
        (MoveBy(3, Move.FORWARD, False), "0:4"),
        (Fold(4), "0:10"),
        (Iterate(5, 1, True), "1:10"),
        (Iterate(6, -1, True), "0:10"),
        (GoTo(7, "253:7", True), "253:7"),
        (GoTo(8, "step 13", True), "253:43"),
    ):
        arrived = talk.ask(request)
        assert (arrived.number, str(arrived.moment.position), arrived.note) == (request.number, place, None)


def test_a_note_is_said_once() -> None:
    talk = Talk(toy())
    assert talk.ask(MoveBy(1, Move.BACK, True)).note
    assert talk.ask(MoveBy(2, Move.FORWARD, True)).note is None
    assert "cannot go to" in (talk.ask(GoTo(3, "nonsense", True)).note or "")


def test_a_jump_tells_how_far_it_is() -> None:
    talk = Talk(toy(), "0:3")
    arrived = talk.ask(Iterate(1, 10_000, True))
    told = [each for each in talk.sent if isinstance(each, Progress)]
    assert told
    assert [each.number for each in told] == [1] * len(told)
    assert {each.goal for each in told} == {10_000}
    assert {each.total for each in told} == {60_000}
    iterations = [each.iteration for each in told]
    assert iterations == sorted(iterations)
    assert 0 < iterations[0] <= iterations[-1] <= 10_000
    assert {"X", "y", "syn0", "syn1", "l1"} <= {state.name for state in told[-1].names}
    assert {state.name for state in told[-1].names if state.value is not None and state.value.weight} == {
        "syn0",
        "syn1",
    }
    assert str(arrived.moment.position) == "10000:3"


@pytest.mark.slow
def test_the_curve_is_sent_in_pieces_that_fit_together() -> None:
    talk = Talk(toy(), "0:3")
    talk.ask(Iterate(1, 5000, True))
    samples = [sample for each in talk.sent if isinstance(each, Arrived | Progress) for sample in each.curve]
    talk.ask(Iterate(2, 5000, True))
    samples += [sample for each in talk.sent if isinstance(each, Arrived | Progress) for sample in each.curve]
    iterations = [iteration for iteration, _ in samples]
    assert iterations == sorted(set(iterations))
    assert iterations[0] == 0
    assert talk.session.engine is not None
    assert samples == talk.session.engine.curve


def test_where_it_was_it_goes_without_running() -> None:
    talk = Talk(toy(), "0:3")
    talk.ask(Iterate(1, 10_000, True))
    for number, count in enumerate((-10_000, 10_000), 2):
        talk.ask(Iterate(number, count, True))
        assert [type(each) for each in talk.sent] == [Arrived]
    assert talk.place == "10000:3"


def test_a_stopped_jump_keeps_what_was_reached() -> None:
    talk = Talk(toy(), "0:3")
    talk.stops_after = 1
    arrived = talk.ask(Iterate(1, 50_000, True))
    talk.stops_after = None
    reached = arrived.moment.position.place.iteration
    assert reached is not None
    assert 0 < reached < 50_000
    assert arrived.note
    assert talk.ask(Iterate(2, 1, True)).moment.position.place.iteration == reached + 1


def test_what_was_stopped_before_it_began_is_refused() -> None:
    talk = Talk(toy(), "0:3")
    talk.sent.clear()
    talk.session.refuse(7)
    talk.session.answer()
    assert (talk.last.number, talk.place, talk.last.note) == (7, "0:3", STOPPED)


def test_several_requests_and_one_answer() -> None:
    talk = Talk(toy(), "0:1")
    talk.sent.clear()
    for number in range(1, 4):
        talk.session.do(MoveBy(number, Move.FORWARD, False))
    talk.session.answer()
    assert [type(each) for each in talk.sent] == [Arrived]
    assert (talk.last.number, talk.place) == (3, "0:4")


def test_a_program_that_fails_opens_all_the_same() -> None:
    talk = Talk(script(FAILS_AT_TWO))
    arrived = talk.ask(MoveBy(1, Move.END, True))
    event = arrived.moment.event
    assert event is not None
    assert event.error is not None
    assert "not aligned" in event.error
    assert arrived.moment.position.place.iteration == 2
    assert "the program stops here" in (arrived.note or "")


def test_large_arrays_are_cut_to_a_corner() -> None:
    talk = Talk(script("import numpy as np\nx = np.zeros((300, 400))\n"))
    arrived = talk.ask(MoveBy(1, Move.END, True))
    (state,) = arrived.moment.names
    assert state.value is not None
    assert (state.value.shape, state.value.data.shape, state.value.whole) == ((300, 400), (64, 64), False)


FLAT = """import numpy as np
y = np.array([1.0, 0.0, 1.0])
w = np.zeros((3, 1))
for j in range(400):
    gap = y - w
    if j == 90:
        w = np.log(w) * 0
    d = gap.mean()
"""


def test_opens_where_the_setup_failed() -> None:
    talk = Talk(script("import numpy as np\na = np.ones((4, 3))\nb = np.ones((2, 3))\nc = a @ b\nd = 1\n"))
    assert talk.place == "setup:6"
    failing = talk.last.moment.failing
    assert failing is not None
    assert [origin.line for origin in failing.origins if origin is not None] == [2, 3]
    assert talk.ask(MoveBy(1, Move.END, True)).moment.position == talk.last.moment.position


def test_what_was_noticed_is_told_with_every_answer() -> None:
    talk = Talk(script(FLAT), "0:2")
    assert [(each.kind, str(each.position)) for each in talk.last.noticed] == [("two-way-broadcast", "0:2")]
    assert [each.kind for each in talk.last.moment.notices] == ["two-way-broadcast"]
    bound = talk.ask(MoveBy(1, Move.FORWARD, True)).moment
    assert bound.notices == ()
    assert [(code, each.kind) for code, each in bound.within] == [("y - w", "two-way-broadcast")]


@pytest.mark.filterwarnings("ignore:divide by zero")
@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_jump_finds_where_a_notice_that_it_passed_began() -> None:
    talk = Talk(script(FLAT), "0:2")
    passed = {each.kind: each.position for each in talk.ask(Iterate(1, 300, True)).noticed}
    assert str(passed["inf"]) == "90:6"
    assert str(passed["nan"]) == "90:7"
    still = next(each for each in talk.ask(Iterate(2, 1, True)).moment.notices if each.kind == "nan")
    assert still.again
    assert still.words == "still nan since 90:7"
