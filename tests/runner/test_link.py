"""Nobody waits for the process, every reply is known by its number, and no process is left behind."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable

import pytest
from talk import LONG, PATIENCE, is_running, script, talk, toy, wait_until

from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner import process
from tui_tutor.runner.client import Client
from tui_tutor.runner.link import Link
from tui_tutor.runner.protocol import Died, Measured, Reply, Tried, Watched

DEAF = "x = 1\nfor j in range(5):\n    x = x + 1\n    if j == 3:\n        x = sum(range(10**12))\n"

MORE_THAN_A_PIPE_HOLDS = 20_000
"""Requests, of a hundred bytes or so each."""


def within_patience(act: Callable[[], None]) -> None:
    """Do something on a thread, so that the test ends where it does not."""
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.mark.slow
def test_whoever_asks_never_waits_for_the_process() -> None:
    with talk(script(DEAF), "2:2") as opened:
        opened.arrived()
        opened.client.iterate(2, True)
        opened.busy()

        def ask() -> None:
            for _ in range(MORE_THAN_A_PIPE_HOLDS):
                opened.client.move(Move.FORWARD, True)
            opened.client.watch(0, 1, 2)
            opened.client.stop()

        within_patience(ask)
        assert opened.wait(lambda reply: isinstance(reply, Died)) == Died(-signal.SIGKILL, stopped=True)
        assert opened.place() == "2:2"


@pytest.mark.slow
def test_a_client_is_closed_while_the_process_is_deaf() -> None:
    with talk(script(DEAF), "2:2") as opened:
        opened.arrived()
        opened.client.iterate(2, True)
        for _ in range(MORE_THAN_A_PIPE_HOLDS):
            opened.client.move(Move.FORWARD, True)
        process_id = opened.process
        within_patience(opened.client.close)
        wait_until(lambda: not is_running(process_id))


@pytest.mark.slow
def test_every_reply_tells_what_it_answers() -> None:
    with talk(toy(), "0:3") as opened:
        client = opened.client
        first = opened.arrived()
        assert client.is_wanted(first)
        client.iterate(1000, True)
        asked = client.last_number
        assert not client.is_wanted(first)
        arrived = opened.arrived()
        assert (arrived.number, client.is_wanted(arrived)) == (asked, True)
        replies: list[tuple[type[Reply], Callable[[], int]]] = [
            (Watched, lambda: client.watch(0, 5, 3)),
            (Measured, client.measure),
            (Tried, lambda: client.try_inputs("X", "l2", ((0.0, 0.0, 1.0),), None)),
        ]
        for kind, ask in replies:
            number = ask()
            assert number > asked
            reply = opened.wait(lambda reply, kind=kind: isinstance(reply, kind))  # type: ignore[misc]
            assert getattr(reply, "number", None) == number
            assert client.is_wanted(reply)
            assert client.last_number == asked
            assert not client.is_busy
            ask()
            assert not client.is_wanted(reply), "it was asked again"
        client.move(Move.FORWARD, True)
        assert not client.is_wanted(reply)
        assert not client.is_wanted(arrived)


def test_progress_is_wanted_until_the_answer_comes() -> None:
    with talk(script(LONG), "0:2") as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        told = opened.progress()
        assert opened.client.is_wanted(told)
        opened.client.move(Move.FORWARD, True)
        assert opened.client.is_wanted(told), "it is on the way to what was asked last"
        opened.client.stop()
        opened.arrived()
        assert not opened.client.is_wanted(told)


class Processes:
    """Every process that is started; `before` is called before each but the first."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, before: Callable[[], None] = lambda: None) -> None:
        self.started: list[subprocess.Popen[bytes]] = []
        start = process.start

        def starting() -> subprocess.Popen[bytes]:
            if self.started:
                before()
            self.started.append(start())
            return self.started[-1]

        monkeypatch.setattr(process, "start", starting)

    def wait_for_their_end(self) -> None:
        wait_until(lambda: not any(is_running(each.pid) for each in self.started))


def test_closing_between_a_death_and_the_restart_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = Processes(monkeypatch)
    client = Client(toy())
    closed = threading.Event()

    def on_reply(reply: Reply) -> None:
        if isinstance(reply, Died):
            client.close()
            closed.set()

    client.listen(on_reply)
    os.kill(client._link.pid, signal.SIGKILL)
    assert closed.wait(PATIENCE)
    client._link._reader.join(PATIENCE)
    assert len(processes.started) == 1
    processes.wait_for_their_end()


def test_closing_while_the_process_is_started_again_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    starting = threading.Event()

    def before() -> None:
        starting.set()
        wait_until(lambda: client._closing)

    processes = Processes(monkeypatch, before)
    client = Client(toy())
    reader = client._link._reader
    os.kill(client._link.pid, signal.SIGKILL)
    assert starting.wait(PATIENCE)
    within_patience(client.close)
    reader.join(PATIENCE)
    assert len(processes.started) == 2
    processes.wait_for_their_end()


def test_an_end_before_the_beginning_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: queue.SimpleQueue[int] = queue.SimpleQueue()
    link = Link(lambda reply: None, lambda status, words: ended.put(status))
    link.kill()
    wait_until(lambda: link.has_ended)
    start = threading.Thread.start

    def started_and_gone_on(thread: threading.Thread) -> None:
        """Let a thread run for a while before whoever started it goes on."""
        start(thread)
        thread.join(0.2)

    monkeypatch.setattr(threading.Thread, "start", started_and_gone_on)
    link.begin()
    assert ended.get(timeout=PATIENCE) == -signal.SIGKILL
