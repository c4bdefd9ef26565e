"""While a program is being opened its first operation is told, and how far its setup has come."""

from __future__ import annotations

import pytest
from talk import script, talk, wait_until

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Position
from tui_tutor.runner import opening
from tui_tutor.runner.protocol import Arrived, Opening
from tui_tutor.study.study import StudiedMoment, Study

ENDLESS = """first = 7
second = [first, 2]
limit = next(n for n in iter(int, 1) if n < 0)
for j in range(5):
    first += j
"""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "AT_FIRST", 0.001)
    monkeypatch.setattr(opening, "AGAIN", 0.001)


def opened_up_to(operations: int) -> tuple[Engine, list[Opening]]:
    """An engine whose opening waits after some operations until that is told, and is stopped there."""
    engine, told = Engine(Source("script.py", ENDLESS), seed=1), list[Opening]()

    def tick() -> bool:
        if len(engine.begun.events) < operations:
            return False
        wait_until(lambda: any(each.operations == operations for each in told))
        return True

    with opening.telling(3, "script.py", lambda: engine, told.append):
        engine.open(tick)
    return engine, told


def names_of(moment: StudiedMoment) -> list[tuple[str, object, bool]]:
    return [(each.name, each.value.data, each.changed) for each in moment.names if each.value is not None]


def test_the_first_operation_is_told_once_and_is_the_one_that_is_shown_later() -> None:
    engine, told = opened_up_to(30)
    (moment,) = [each.moment for each in told if each.moment is not None]
    real = Study(engine).moment(Position(SETUP, 1))
    assert moment.event is not None
    assert real.event is not None
    assert (moment.position, moment.stack, moment.printed) == (real.position, real.stack, real.printed)
    assert moment.event.site == real.event.site
    assert names_of(moment) == names_of(real) == [("first", 7, True)]


def test_how_far_it_is_and_where() -> None:
    _, told = opened_up_to(30)
    assert {each.number for each in told} == {3}
    # Told while the program waited; once it is stopped there may be another one, of no line.
    then = next(each for each in told if each.operations == 30)
    assert (then.line, then.is_in_loop, then.and_more) == (3, False, False)


def test_nothing_is_told_any_more_once_it_is_open() -> None:
    told: list[Opening] = []
    with opening.telling(1, "script.py", lambda: None, told.append):
        wait_until(lambda: bool(told))
    count = len(told)
    assert (told[0].operations, told[0].moment, told[0].and_more) == (0, None, False)
    with talk(script("x = 1\n")) as other:
        other.arrived()
    assert len(told) == count


@pytest.mark.slow
def test_a_process_tells_of_an_endless_setup_and_is_stopped_in_it() -> None:
    with talk(script(ENDLESS)) as talking:
        told = talking.wait(lambda reply: isinstance(reply, Opening) and reply.and_more)
        assert talking.client.is_busy
        assert talking.client.is_wanted(told)
        talking.client.stop()
        arrived = talking.arrived()
        assert (str(arrived.moment.position), arrived.note) == ("setup:1", "stopped")
        assert arrived.moment.operations == max(e.operations for e in talking.replies if isinstance(e, Opening))
        assert not talking.client.is_wanted(told)
    assert any(each.moment is not None for each in talking.replies if isinstance(each, Opening))
    assert not isinstance(talking.replies[0], Arrived)
