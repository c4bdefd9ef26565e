"""Watches and measurements asked by a client of the process that runs a program."""

from __future__ import annotations

import pytest
import talk as process
from aside import COUNTS, ENDLESS_ELSEWHERE, ENDLESS_IN_THE_END, measured, plotted, snapshots_of
from talk import script, talk, toy

from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner.protocol import (
    Broken,
    Reply,
    Watched,
)
from tui_tutor.study.replay import paced


def watched(opened: process.Talk) -> list[Reply]:
    """The replies up to the last batch."""
    opened.replies.clear()
    opened.wait(lambda reply: isinstance(reply, Watched) and reply.last)
    return list(opened.replies)


def test_a_client_watches() -> None:
    with talk(toy(), "0:3") as opened:
        opened.arrived()
        opened.client.iterate(1000, True)
        assert opened.place() == "1000:3"
        last = opened.client.last_number
        number = opened.client.watch(0, 1000, 40)
        assert not opened.client.is_busy
        replies = watched(opened)
        assert all(isinstance(reply, Watched) and reply.number == number for reply in replies)
        assert [reply.last for reply in replies if isinstance(reply, Watched)].count(True) == 1
        assert snapshots_of(replies) == paced(0, 1000, 40)
        assert not opened.client.is_busy
        assert opened.client.last_number == last
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "1000:4"


@pytest.mark.slow
def test_a_client_measures() -> None:
    with talk(toy(), "253:7") as opened:
        opened.arrived()
        opened.client.measure()
        assert not opened.client.is_busy
        found = measured(opened)
        assert found is not None
        assert found.heights.shape == (len(found.up), len(found.across))
        assert not opened.client.is_busy
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "253:8"


def test_a_client_measures_a_program_without_a_curve() -> None:
    with talk(script(COUNTS)) as opened:
        opened.arrived()
        opened.client.measure()
        assert measured(opened) is None
        opened.client.move(Move.FORWARD, True)
        assert opened.place() == "setup:2"


@pytest.mark.slow
def test_a_move_is_answered_and_the_watch_is_given_up() -> None:
    with talk(toy(), "0:3") as opened:
        opened.arrived()
        opened.client.iterate(20_000, True)
        assert opened.place() == "20000:3"
        opened.replies.clear()
        opened.client.watch(0, 20_000, 20_000)
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "20000:4"
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "20000:5"
        assert len(snapshots_of(opened.replies)) < len(paced(0, 20_000, 20_000))
        opened.client.watch(0, 20_000, 10)
        assert snapshots_of(watched(opened)) == paced(0, 20_000, 10)


@pytest.mark.slow
def test_a_move_in_the_middle_of_a_watch_is_answered() -> None:
    with talk(toy(), "0:3") as opened:
        opened.arrived()
        opened.client.iterate(20_000, True)
        assert opened.place() == "20000:3"
        opened.replies.clear()
        opened.client.watch(0, 20_000, 20_000)
        opened.wait(lambda reply: isinstance(reply, Watched))
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "20000:4"
        found = [reply for reply in opened.replies if isinstance(reply, Watched)]
        assert [reply.last for reply in found] == [False] * (len(found) - 1) + [True]
        assert snapshots_of(found) == paced(0, 20_000, 20_000)[: len(snapshots_of(found))]
        assert len(snapshots_of(found)) < len(paced(0, 20_000, 20_000))


@pytest.mark.slow
def test_a_move_right_after_a_measurement_is_answered() -> None:
    with talk(toy(), "253:7") as opened:
        opened.arrived()
        opened.client.measure()
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "253:8"
        opened.client.measure()
        assert measured(opened) is not None


@pytest.mark.slow
def test_the_later_of_two_asides_is_looked_at() -> None:
    with talk(toy(), "253:7") as opened:
        opened.arrived()
        opened.client.measure()
        opened.client.watch(0, 200, 10)
        assert snapshots_of(watched(opened)) == paced(0, 200, 10)


@pytest.mark.slow
@pytest.mark.parametrize("text", [ENDLESS_ELSEWHERE, ENDLESS_IN_THE_END])
def test_a_loop_that_other_weights_make_endless_does_not_hang(text: str) -> None:
    with talk(plotted(text), "0:2") as opened:
        opened.arrived()
        before = opened.process
        opened.client.measure()
        assert measured(opened) is None
        opened.client.measure()
        opened.busy()
        opened.client.move(Move.FORWARD, True)
        assert opened.place().startswith("0:")
        assert not opened.client.is_busy
        assert opened.process == before
        assert not any(isinstance(reply, Broken) for reply in opened.replies)
