"""Something to look at beside the run: snapshots and the bowl, which move nobody and stop nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
import test_session as session
from aside import COUNTS, ENDLESS_ELSEWHERE, ENDLESS_IN_THE_END, plotted, snapshots_of
from here import Here
from talk import script, toy

from tui_tutor.engine.watch.moves import Move
from tui_tutor.lesson.model import Lesson
from tui_tutor.runner import child
from tui_tutor.runner.asides import BATCH
from tui_tutor.runner.protocol import (
    Arrived,
    Aside,
    Diagnose,
    Diagnosed,
    Iterate,
    Measure,
    Measured,
    MoveBy,
    Recall,
    Recalled,
    Watch,
    Watched,
)
from tui_tutor.study.bowl import Bowl
from tui_tutor.study.replay import paced


def never() -> bool:
    return False


def after(asked: int) -> Callable[[], bool]:
    """Gives up when it is asked that often."""
    ticks = iter([False] * (asked - 1))
    return lambda: next(ticks, True)


def looked(talk: session.Talk, aside: Aside, given_up: Callable[[], bool] = never) -> list[object]:
    talk.sent.clear()
    talk.session.look(aside, given_up)
    return list(talk.sent)


def bowl_of(replies: Sequence[object]) -> Bowl | None:
    (measured,) = replies
    assert isinstance(measured, Measured)
    return measured.bowl


def test_snapshots_come_in_batches_and_in_order() -> None:
    talk = session.Talk(toy(), "0:3")
    talk.ask(Iterate(1, 1000, True))
    replies = looked(talk, Watch(1, 0, 1000, 30))
    batches = [reply for reply in replies if isinstance(reply, Watched)]
    assert len(batches) == len(replies)
    assert snapshots_of(replies) == paced(0, 1000, 30)
    assert {batch.number for batch in batches} == {1}
    assert [batch.last for batch in batches] == [False] * (len(batches) - 1) + [True]
    assert {len(batch.snapshots) for batch in batches[:-1]} == {BATCH}
    assert len(batches[-1].snapshots) < BATCH


def test_snapshots_are_what_the_learner_sees_there() -> None:
    talk = session.Talk(toy(), "0:3")
    talk.ask(Iterate(1, 300, True))
    (batch,) = looked(talk, Watch(1, 253, 254, 2))
    assert isinstance(batch, Watched)
    then = {state.name: state.value for state in batch.snapshots[0].names}
    now = {state.name: state.value for state in session.Talk(toy(), "253:48").last.moment.names}
    assert {"syn0", "syn1", "l2", "j"} <= then.keys() <= now.keys()
    for name, value in then.items():
        other = now[name]
        assert value is not None
        assert other is not None
        assert value.same_as(other)


def test_other_iterations_are_recalled_though_nobody_was_there_yet() -> None:
    talk = session.Talk(toy(), "0:36")
    before = talk.last.moment.position
    (found,) = looked(talk, Recall(3, (0, 253, 1000)))
    assert isinstance(found, Recalled)
    assert found.number == 3
    assert [each.iteration for each in found.snapshots] == [0, 253, 1000]
    outputs = {each.iteration: {name.name: name.value for name in each.names}["l2"] for each in found.snapshots}
    assert outputs[253] is not None
    np.testing.assert_allclose(outputs[253].data.ravel()[:2], [0.74, 0.70], atol=0.005)
    assert talk.session.position == before


@pytest.mark.parametrize("text", ["x = 1\n", COUNTS])
def test_what_there_is_not_is_not_recalled(text: str) -> None:
    (found,) = looked(session.Talk(script(text)), Recall(3, (0, 499, 100_000)))
    assert isinstance(found, Recalled)
    assert [each.iteration for each in found.snapshots] == ([] if text == "x = 1\n" else [0, 499])


@pytest.mark.parametrize("text", ["x = 1\n", "x = 1\nfor i in range(0):\n    x = 2\n"])
def test_nothing_to_watch_is_told_at_once(text: str) -> None:
    (batch,) = looked(session.Talk(script(text)), Watch(4, 0, 10, 5))
    assert isinstance(batch, Watched)
    assert (batch.number, batch.snapshots, batch.last) == (4, (), True)


def test_only_what_is_known_is_watched() -> None:
    talk = session.Talk(script(COUNTS), "0:1")
    talk.ask(Iterate(1, 20, True))
    engine = talk.session.engine
    assert engine is not None
    known = engine.last_known
    assert known < 400
    found = snapshots_of(looked(talk, Watch(1, 0, 400, 401)))
    assert found == list(range(known + 1))


@pytest.mark.parametrize("asked", [1, 2, BATCH, BATCH + 1, 2 * BATCH + 3])
@pytest.mark.slow
def test_a_watch_that_is_given_up_sends_what_it_has_and_ends(asked: int) -> None:
    talk = session.Talk(toy(), "0:3")
    talk.ask(Iterate(1, 1000, True))
    replies = looked(talk, Watch(1, 0, 1000, 100), after(asked))
    assert snapshots_of(replies) == paced(0, 1000, 100)[: asked - 1]
    assert [reply.last for reply in replies if isinstance(reply, Watched)][-1:] == [True]


@pytest.mark.slow
def test_the_bowl_of_the_toy_brain() -> None:
    found = bowl_of(looked(session.Talk(toy()), Measure(0)))
    assert found is not None
    assert set(found.names) == {"syn0", "syn1"}
    assert np.isfinite(found.heights).all()


def test_without_a_curve_there_is_no_bowl() -> None:
    talk = session.Talk(script(COUNTS))
    (measured,) = looked(talk, Measure(9))
    assert isinstance(measured, Measured)
    assert (measured.number, measured.bowl) == (9, None)


@pytest.mark.parametrize("asked", [1, 2, 300])
@pytest.mark.slow
def test_a_bowl_that_is_given_up_is_not_sent(asked: int) -> None:
    assert looked(session.Talk(toy(), "300:3"), Measure(0), after(asked)) == []


@pytest.mark.parametrize("aside", [Watch(2, 0, 1000, 20), Measure(2), Diagnose(2)])
@pytest.mark.few(1)
def test_nobody_is_moved(aside: Aside) -> None:
    talk, other = (session.Talk(toy(), "0:3") for _ in range(2))
    for each in (talk, other):
        each.ask(Iterate(1, 1000, True))
    position = talk.session.position
    assert not any(isinstance(reply, Arrived) for reply in looked(talk, aside))
    assert talk.session.position == position
    for request in (MoveBy(3, Move.FORWARD, False), Iterate(4, 200, True), MoveBy(5, Move.BACK, True)):
        ours, theirs = talk.ask(request), other.ask(request)
        assert str(ours.moment.position) == str(theirs.moment.position)
        assert (ours.note, ours.moment.printed) == (theirs.note, theirs.moment.printed)
        for one, two in zip(ours.moment.names, theirs.moment.names, strict=True):
            assert one.name == two.name
            assert (one.value is None) == (two.value is None)
            assert one.value is None or (two.value is not None and one.value.same_as(two.value))


@pytest.mark.parametrize("aside", [Watch(7, 0, 5, 3), Measure(7)])
def test_what_took_too_long_is_told_empty(aside: Aside) -> None:
    talk = session.Talk(toy())
    talk.sent.clear()
    talk.session.look_in_vain(aside, "this takes too long")
    (reply,) = talk.sent
    assert reply.number == 7
    if isinstance(aside, Watch):
        assert isinstance(reply, Watched)
        assert (reply.snapshots, reply.last) == ((), True)
    else:
        assert isinstance(reply, Measured)
        assert reply.bowl is None


HALVES = """import numpy as np
w = np.array([1.0, 0.5])
for j in range(40):
    loss = np.sum(w * w)
    w -= 0.5 * w
"""


def reports(replies: Sequence[object]) -> list[Diagnosed]:
    return [reply for reply in replies if isinstance(reply, Diagnosed)]


def test_a_diagnosis_comes_decade_by_decade_and_runs_on() -> None:
    talk = session.Talk(plotted(HALVES, "loss"), "0:3")
    before = talk.last.moment.position
    replies = looked(talk, Diagnose(5))
    found = reports(replies)
    assert len(found) == len(replies)
    assert {each.number for each in found} == {5}
    assert [each.last for each in found] == [False] * (len(found) - 1) + [True]
    (layer,) = found[-1].report.layers
    assert [each.iteration for each in layer.readings] == [0, 1, 3, 9, 10, 20, 39]
    assert [each.weights for each in layer.readings[:2]] == [(0.625**0.5), (0.625**0.5) / 2]
    assert {each.rate for each in layer.readings} == {0.5}
    assert dict(found[-1].report.errors)[3] == 1.25 / 4**3
    assert (found[-1].report.reached, found[-1].report.total, found[-1].report.is_over) == (39, 40, True)
    assert talk.session.position == before


def test_a_diagnosis_that_is_given_up_tells_no_end() -> None:
    talk = session.Talk(plotted(HALVES, "loss"), "0:3")
    assert not any(each.last for each in reports(looked(talk, Diagnose(5), after(4))))


@pytest.mark.filterwarnings("ignore:divide by zero")
def test_what_a_diagnosis_met_is_no_news_before_the_learner_comes_there() -> None:
    text = HALVES + "    late = np.log(np.maximum(0.0, 20.0 - j))\n"
    talk = session.Talk(plotted(text, "loss"), "0:3")
    (met,) = reports(looked(talk, Diagnose(5)))[-1].report.noticed
    assert (met.kind, met.position.place.iteration) == ("inf", 20)
    assert talk.ask(Iterate(6, 10, True)).noticed == ()
    assert [each.kind for each in talk.ask(Iterate(7, 15, True)).noticed] == ["inf"]


# What takes too long


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Lesson], Here]]:
    before = signal.getsignal(signal.SIGINT)

    def make(lesson: Lesson) -> Here:
        monkeypatch.setattr(child, "LONGEST_ASIDE", 0.05)
        here = Here(lesson)
        signal.signal(signal.SIGINT, here._interrupt)
        return here

    yield make
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("text", [ENDLESS_ELSEWHERE, ENDLESS_IN_THE_END])
@pytest.mark.few(1)
def test_an_endless_bowl_is_given_up(
    impatient: Callable[[Lesson], Here], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "LONGEST_BOWL", 1.0)
    here = impatient(plotted(text))
    here.said()
    here._answer(Measure(0))
    assert bowl_of(here.said()) is None
    here._answer(Iterate(1, 2, True))
    arrived = here.said()[-1]
    assert isinstance(arrived, Arrived)
    assert (str(arrived.moment.position.place.iteration), arrived.note) == ("1", None)


HANGS = """import numpy as np
w = np.array([1.0, 0.5])
for j in range(40):
    loss = np.sum(w * w)
    while j == 5:
        loss = loss + 0.0
    w -= 0.5 * w
"""


@pytest.mark.slow
def test_a_diagnosis_of_a_program_that_hangs_tells_what_there_was_before(
    impatient: Callable[[Lesson], Here], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "LONGEST_DIAGNOSIS", 0.5)
    here = impatient(plotted(HANGS, "loss"))
    here.said()
    here._answer(Diagnose(1))
    last = reports(here.said())[-1]
    assert last.last
    assert last.report.reached <= 5
    assert last.report.layers[0].readings[0].iteration == 0
    assert not last.report.is_over
    here._answer(Iterate(2, 2, True))
    arrived = here.said()[-1]
    assert isinstance(arrived, Arrived)
    assert arrived.moment.position.place.iteration == 1


@pytest.mark.slow
def test_a_watch_of_a_slow_program_is_given_up_and_the_program_goes_on(
    impatient: Callable[[Lesson], Here],
) -> None:
    slow = "x = 0\nfor i in range(6):\n" + "    x += sum(range(1000000))\n" * 12
    here = impatient(script(slow))
    here._answer(Iterate(1, 5, True))
    here.said()
    here._answer(Watch(1, 0, 4, 5))
    replies = here.said()
    found = snapshots_of(replies)
    assert found == paced(0, 4, 5)[: len(found)]
    assert 4 not in found
    assert isinstance(replies[-1], Watched)
    assert replies[-1].last
    here._answer(MoveBy(2, Move.END, True))
    arrived = here.said()[-1]
    assert isinstance(arrived, Arrived)
    (x,) = (state.value for state in arrived.moment.names if state.name == "x")
    assert x is not None
    assert x.data == 6 * 12 * sum(range(1_000_000))
