"""The network asked about other rows, and two versions side by side, through sessions and real processes."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import talk as process
import test_session as session
from seldom import mostly_slow
from talk import PATIENCE, at, busy, is_running, script, talk, toy

from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner.comparing import GONE, Comparing
from tui_tutor.runner.protocol import LONGEST, Compared, GoTo, Iterate, Tried, Try
from tui_tutor.study.newcomers import combinations

ROWS = tuple(combinations(3))

NO_SEED = """import numpy as np
X = np.ones((2, 3))
w = np.ones((3, 1))
for j in range(9):
    out = X.dot(w)
    w += 0.01
"""

SLOW = """import numpy as np
np.random.seed(1)
X = np.ones((2, 3))
w = np.zeros((3, 1))
for j in range(10):
    t = 0
    while X.shape[0] > 2:
        t += 1
    out = X.dot(w)
    w += 1.0
"""
"""Endless on other rows than its own two."""

FAILS = "\nimport numpy as np\nX = np.ones((4, 3))\nw = np.ones((3, 4))\nfor j in range(10):\n    out = {}\n"

ENDLESS = "x = 0\nwhile True:\n    x = x + 1\n"


def never() -> bool:
    return False


def tried(talk: session.Talk, request: Try, given_up: Callable[[], bool] = never) -> Tried:
    talk.sent.clear()
    talk.session.look(request, given_up)
    (reply,) = talk.sent
    assert isinstance(reply, Tried)
    assert reply.number == request.number
    return reply


def asked(talk: process.Talk, data: str, output: str, rows: object = ROWS, seed: int | None = None) -> Tried:
    assert isinstance(rows, tuple)
    talk.client.try_inputs(data, output, rows, seed)
    reply = talk.wait(lambda reply: isinstance(reply, Tried))
    assert isinstance(reply, Tried)
    return reply


def answer(reply: Tried) -> list[float]:
    assert reply.answers is not None, reply.note
    return [float(each) for each in reply.answers.outputs.data.ravel()]


def test_a_session_answers_where_the_learner_stands() -> None:
    talk = session.Talk(toy(), "0:20")
    first = tried(talk, Try(4, "X", "l2", ROWS))
    assert first.note is None
    assert first.answers is not None
    assert (first.answers.iteration, first.answers.seed) == (0, 1)
    assert first.answers.known.count(True) == 4
    talk.ask(Iterate(5, 1000, True))
    later = tried(talk, Try(5, "X", "l2", ROWS))
    assert later.answers is not None
    assert later.answers.iteration == 1000
    assert answer(later) != answer(first)


def test_trying_moves_nobody() -> None:
    talk = session.Talk(toy(), "0:20")
    tried(talk, Try(1, "X", "l2", ROWS, 2))
    assert talk.ask(Iterate(2, 0, True)).moment.position == at("0:20")


@pytest.mark.slow
def test_another_seed_is_trained_as_far_as_the_learner_came() -> None:
    talk = session.Talk(toy(), "300:20")
    own, other = tried(talk, Try(1, "X", "l2", ROWS)), tried(talk, Try(1, "X", "l2", ROWS, 2))
    again = tried(talk, Try(1, "X", "l2", ROWS, 1))
    assert other.answers is not None
    assert (other.answers.iteration, other.answers.seed) == (300, 2)
    assert answer(other) != answer(own) == answer(again)


@pytest.mark.parametrize("place", ["setup:1", "setup:16"])
def test_before_the_loop_another_seed_answers_as_it_begins(place: str) -> None:
    talk = session.Talk(toy(), place)
    reply = tried(talk, Try(1, "X", "l2", ROWS, 2))
    assert reply.answers is not None
    assert (reply.answers.iteration, reply.answers.seed) == (0, 2)


def test_in_the_end_another_seed_is_trained_to_the_end() -> None:
    text = "import numpy as np\nnp.random.seed(1)\nX = np.ones((2, 3))\nw = np.random.random((3, 1))\n"
    text += "for j in range(9):\n    out = X.dot(w)\n    w += 0.01\nprint(w)\n"
    talk = session.Talk(script(text))
    talk.ask(GoTo(1, "end", True))
    assert talk.place.startswith("end")
    own, other = tried(talk, Try(1, "X", "out", ROWS)), tried(talk, Try(1, "X", "out", ROWS, 2))
    assert own.answers is not None
    assert other.answers is not None
    assert own.answers.iteration == other.answers.iteration == 8
    assert answer(own)[1:] != answer(other)[1:]


def test_a_session_says_why_there_is_no_answer() -> None:
    talk = session.Talk(script(NO_SEED), "0:1")
    assert tried(talk, Try(1, "X", "nothing", ROWS)).note == "the loop `for j in range(9)` gives nothing no value"
    assert tried(talk, Try(1, "X", "out", ((1.0,),))).note == "each row must have 3 numbers"
    assert tried(talk, Try(1, "X", "out", ROWS, 2)).note == "this program sets no seed that could be another one"
    assert tried(talk, Try(1, "X", "out", ROWS)).note is None


@pytest.mark.slow
def test_a_try_that_is_given_up_says_nothing() -> None:
    talk = session.Talk(toy(), "20000:20")
    reply = tried(talk, Try(1, "X", "l2", ROWS, 2), lambda: True)
    assert (reply.answers, reply.note) == (None, None)


def test_a_try_that_takes_too_long_says_so() -> None:
    talk = session.Talk(toy(), "0:20")
    talk.sent.clear()
    talk.session.look_in_vain(Try(7, "X", "l2", ROWS), "this takes too long")
    (reply,) = talk.sent
    assert isinstance(reply, Tried)
    assert (reply.number, reply.answers, reply.note) == (7, None, "this takes too long")


def test_a_process_answers() -> None:
    with talk(toy(), "0:20") as talking:
        talking.arrived()
        reply = asked(talking, "X", "l2")
        assert reply.answers is not None
        assert (reply.answers.iteration, reply.answers.seed) == (0, 1)
        assert [tuple(row) for row in reply.answers.rows.data] == list(ROWS)
        assert answer(reply) == answer(tried(session.Talk(toy(), "0:20"), Try(0, "X", "l2", ROWS)))
        other = asked(talking, "X", "l2", seed=2)
        assert answer(other) != answer(reply)
        assert asked(talking, "X", "nothing").answers is None


def test_a_process_that_was_asked_still_moves() -> None:
    with talk(toy(), "0:20") as talking:
        talking.arrived()
        asked(talking, "X", "l2")
        talking.client.iterate(100, True)
        assert talking.place() == "100:20"
        reply = asked(talking, "X", "l2")
        assert reply.answers is not None
        assert reply.answers.iteration == 100


@pytest.mark.slow
def test_a_jump_ends_a_long_try_at_once() -> None:
    with talk(toy(), "59000:20") as talking:
        talking.arrived()
        talking.client.try_inputs("X", "l2", ROWS, 2)
        talking.client.iterate(-58_000, True)
        assert talking.place() == "1000:20"


@pytest.mark.slow
def test_a_forward_part_that_never_ends_is_given_up() -> None:
    with talk(script(SLOW), "0:1") as talking:
        talking.arrived()
        assert asked(talking, "X", "out", ((1.0, 1.0, 1.0),)).note is None
        assert asked(talking, "X", "out").note == "this takes too long"
        talking.client.iterate(3, True)
        reply = talking.arrived()
        assert str(reply.moment.position).startswith("3:")


class Waiting:
    """Two versions being compared, and what came of it."""

    def __init__(self, lesson: Lesson, changed: str, prediction: str | None = "out", seconds: float = LONGEST) -> None:
        self.came: queue.SimpleQueue[Compared] = queue.SimpleQueue()
        source = Source(lesson.source.path, changed)
        self.comparing = Comparing(lesson, source, prediction, 1, self.came.put, seconds=seconds)

    @property
    def pid(self) -> int:
        return self.comparing._link.pid

    def gone(self) -> None:
        """Wait until nothing more will be told."""
        self.comparing._link._reader.join(PATIENCE)
        assert not self.comparing._link._reader.is_alive()

    def outcome(self) -> Compared:
        return self.came.get(timeout=PATIENCE)


@contextmanager
def comparing(
    lesson: Lesson, changed: str, prediction: str | None = "out", seconds: float = LONGEST
) -> Iterator[Waiting]:
    waiting = Waiting(lesson, changed, prediction, seconds)
    try:
        yield waiting
    finally:
        waiting.comparing.close()


def test_a_version_that_fails_is_compared() -> None:
    good, bad = FAILS.format("X.dot(w)"), FAILS.format("X * w")
    with comparing(script(good), bad) as waiting:
        found = waiting.outcome()
        assert found.note is None
        assert found.comparison is not None
        one, other = found.comparison.one, found.comparison.other
        assert (one.iterations, one.failure) == (10, None)
        assert other.failure == "ValueError: operands could not be broadcast together with shapes (4,3) (3,4)"
        assert other.failed is not None
        assert other.failed.site.code == "X * w"
        assert one.prediction is not None
        assert other.prediction is None
        assert found.comparison.parting is not None
        assert found.comparison.parting.at == "0:2"
    assert waiting.came.empty()


def test_a_mistake_of_the_toy_brain_keeps_its_axes_on_the_way() -> None:
    lesson = toy()
    name = "l1 * syn1 in place of the product"
    mistake = next(each for each in lesson.what_ifs if each.name == name)
    with comparing(lesson, mistake.apply(lesson.source).text, "l2") as waiting:
        found = waiting.outcome().comparison
    assert found is not None
    assert found.one.iterations == 60_000
    assert found.other.clash is not None
    assert found.other.clash.clash == ("customer", "hidden")
    assert (found.other.clash_at, found.other.clash.shapes) == ("0:12", "4×4 ∘ 4×1 → 4×4")


TWO_LOOPS = """rate = 1
for warm in range(3):
    w = warm
for j in range(40):
    w = w + rate
    for k in range(3):
        w = w + k
"""


@pytest.mark.parametrize(
    ("line", "added", "expected"),
    [(2, "\n", (3, 3)), (2, "for k in []: pass\n", (40, 40))],
    ids=["moved", "not found again"],
)
@pytest.mark.slow
def test_versions_go_through_the_loop_that_was_chosen(line: int, added: str, expected: tuple[int, int]) -> None:
    lesson = replace(script(TWO_LOOPS), loop=line)
    with comparing(lesson, added + TWO_LOOPS.replace("rate = 1", "rate = 2"), "w") as waiting:
        found = waiting.outcome().comparison
    assert found is not None
    assert (found.one.iterations, found.other.iterations) == expected


@pytest.mark.slow
def test_a_version_that_the_guard_refuses_is_told() -> None:
    with comparing(script(FAILS.format("X")), "import socket\n") as waiting:
        found = waiting.outcome()
    assert found.comparison is None
    assert "`socket` cannot be imported here" in (found.note or "")


@pytest.mark.parametrize(
    ("text", "reaches"),
    mostly_slow(
        [
            (ENDLESS, True),
            ("x = 0\nfor j in range(9):\n    while j == 3:\n        x += 1\n", True),
            ("x = 0\nfor j in range(9):\n    if j == 3:\n        sum(1 for _ in iter(int, 1))\n", True),
            ("sum(1 for _ in iter(int, 1))\nfor j in range(9):\n    x = j\n", False),
        ],
        [(ENDLESS, True)],
    ),
)
def test_a_version_that_does_not_end_is_compared_as_far_as_it_came(text: str, reaches: bool) -> None:
    ends = "x = 0\nfor j in range(9):\n    x = x + 1\n"
    with comparing(script(ends), text, None, 0.6) as waiting:
        found = waiting.outcome()
    assert found.note is None
    assert found.comparison is not None
    one, other = found.comparison.one, found.comparison.other
    assert (one.stopped, other.stopped) == (None, 0.6)
    assert one.iterations == 9
    assert (other.iterations > 0) == reaches


def test_nothing_is_told_of_what_was_closed() -> None:
    waiting = Waiting(script(ENDLESS), ENDLESS)
    busy(waiting.pid)
    waiting.comparing.close()
    waiting.gone()
    assert not is_running(waiting.pid)
    waiting.comparing.close()
    assert waiting.came.empty()


def test_a_comparison_closed_as_it_begins_is_gone() -> None:
    waiting = Waiting(script(ENDLESS), ENDLESS)
    waiting.comparing.close()
    waiting.gone()
    assert not is_running(waiting.pid)
    assert waiting.came.empty()


def test_a_process_that_was_killed_is_told() -> None:
    with comparing(script(ENDLESS), ENDLESS) as waiting:
        busy(waiting.pid)
        os.kill(waiting.pid, signal.SIGKILL)
        found = waiting.outcome()
        assert (found.comparison, found.note) == (None, GONE)
        waiting.gone()
        assert not is_running(waiting.pid)
    assert waiting.came.empty()


def test_of_two_tries_the_last_one_is_answered() -> None:
    with talk(toy(), "0:20") as talking:
        talking.arrived()
        talking.client.try_inputs("X", "l2", ROWS, 2)
        last = asked(talking, "X", "l2", seed=3)
        while last.answers is None or last.answers.seed != 3:
            found = talking.wait(lambda each: isinstance(each, Tried))
            assert isinstance(found, Tried)
            last = found
