"""A process that dies, or has to be ended, or runs out of memory: it is said why and where, and the learner goes on."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from here import Here
from talk import Talk, script, talk

from tui_tutor.engine.watch.limits import AGAIN
from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner import limits
from tui_tutor.runner.child import LANDING
from tui_tutor.runner.last_words import line_of
from tui_tutor.runner.protocol import Arrived, Broken, Died, MoveBy, Progress, Reply
from tui_tutor.view.replies import broken_words, died_words

DEEP = """def deep(n):
    m = range(9)
    for i in range(n):
        m = map(abs, m)
    return list(m)
"""
"""Maps in maps: with many of them Python itself ends, without an exception."""

IN_A_MOVE = DEEP + "for j in range(5):\n    x = deep(3 + 300000 * (j == 3))\n"

IN_THE_SETUP = """from functools import reduce
x = 1
def deep(n):
    return list(reduce(lambda m, _: map(abs, m), range(n), range(9)))
y = deep(300000)
z = 3
"""
"""No loop that could be the main one, at which opening would stop before it dies."""

DEAF_LATER = """x = 0
for j in range(100):
    x = sum(range(10**6 if j < 30 else 10**12))
"""
"""Every few iterations are told of, until it is deaf."""

DIED = "the program crashed (nested too deep?)"

GIGABYTE = 1 << 30

HUGE = {
    "a text": ("x = 1\nfor j in range(3):\n    y = '%*d' % (10**9, 1)\n", "'%*d' % (10**9, 1)", 3),
    "a text in the setup": ("x = 1\ny = '%*d' % (10**9, 1)\nz = 3\n", "'%*d' % (10**9, 1)", 2),
    "a list": ("x = 1\nfor j in range(3):\n    y = [0] * 10**9\n", "[0] * 10**9", 3),
    "a text that doubles": ("x = 'a'\nfor j in range(60):\n    x = x + x\n", "x + x", 3),
    "an array": ("import numpy as np\nfor j in range(3):\n    y = np.ones(10**9)\n", "np.ones(10**9)", 3),
}


def peak(pid: int) -> int:
    """The most bytes of memory that a process has had."""
    (line,) = (each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def died(opened: Talk) -> Died:
    reply = opened.wait(lambda reply: isinstance(reply, Died))
    assert isinstance(reply, Died)
    return reply


def arrived(opened: Talk) -> Arrived:
    reply = opened.wait(lambda reply: isinstance(reply, Arrived))
    assert isinstance(reply, Arrived)
    return reply


# Depth


@pytest.mark.slow
def test_what_is_nested_too_deep_is_said_with_its_line_and_the_tutor_goes_on() -> None:
    with talk(script(IN_A_MOVE), "1:2") as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        reply = died(opened)
        assert (reply.restarts, reply.line) == (True, 5)
        if os.name == "posix":
            assert reply.status == -signal.SIGSEGV
            assert died_words(reply) == f"line 5: {DIED}; it was started again"
        assert str(arrived(opened).moment.position) == "1:2"
        opened.client.iterate(1, True)
        assert opened.arrived().moment.position.place.iteration == 2


@pytest.mark.slow
def test_a_program_that_dies_as_it_opens_is_opened_up_to_there() -> None:
    with talk(script(IN_THE_SETUP)) as opened:
        reply = died(opened)
        assert (reply.restarts, reply.line) == (True, 4)
        first = arrived(opened)
        assert (str(first.moment.position), first.note, first.found) == ("setup:1", None, True)
        opened.client.move(Move.FORWARD, True)
        second = opened.arrived()
        assert second.moment.event is not None
        assert second.moment.event.site.code == "x = 1"
        opened.client.move(Move.END, True)
        assert opened.arrived().note == "the program was stopped here"


@pytest.mark.slow
def test_what_a_loop_carries_may_be_nested_too_deep_to_be_kept() -> None:
    with talk(script("m = range(9)\nfor i in range(300000):\n    m = map(abs, m)\n")) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        reply = opened.arrived()
        assert str(reply.moment.position) == "299999:3"
        assert reply.note == f"m, which holds a World, {AGAIN}"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ('  File "a.py", line 3 in f\n  File "a.py", line 7 in <module>\n', 3),
        ('Thread 0x1 (most recent call first):\n  File "b.py", line 3 in f\n  File "a.py", line 7 in <module>\n', 7),
        ('  File "xa.py", line 3 in f\n', None),
        ("", None),
    ],
)
def test_the_line_in_last_words(words: str, line: int | None) -> None:
    assert line_of(words, "a.py") == line


def test_the_line_in_last_words_of_a_file_with_any_name() -> None:
    assert line_of('  File "\\xe9\\u65e5(1).py", line 3 in f\n', "é日(1).py") == 3
    assert line_of(f'  File "{"x" * 500}...", line 4 in f\n', "x" * 700) == 4


# A stop that is not heard


@pytest.mark.slow
def test_what_was_reached_is_kept_where_the_process_has_to_be_ended() -> None:
    with talk(script(DEAF_LATER), "0:3") as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        opened.wait(lambda reply: isinstance(reply, Progress) and reply.iteration > 20)
        # More than the iterations take that are left until it is deaf.
        for _ in range(8):
            opened.busy()
        opened.client.stop()
        reply = died(opened)
        assert (reply.restarts, reply.stopped) == (True, True)
        assert "did not hear the stop" in died_words(reply)
        told = max(each.iteration for each in opened.told())
        there = arrived(opened)
        assert str(there.moment.position) == f"{told - 1}:3"
        assert there.found
        assert not opened.client.is_busy


def test_a_jump_that_heard_its_stop_is_given_time_to_show_where_it_is() -> None:
    here = Here(script("x = 1\n"))
    here._doing = here._struck_through = 5
    for heard, is_struck in ((None, True), (time.monotonic(), False), (time.monotonic() - LANDING - 1, True)):
        here._session.stopped_at = heard
        assert here._is_struck() is is_struck


# Memory


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.few(2)
def test_what_needs_too_much_memory_fails_at_its_operation(name: str) -> None:
    text, code, line = HUGE[name]
    with talk(script(text)) as opened:
        opened.arrived()
        process = opened.process
        opened.client.move(Move.END, True)
        end = opened.arrived()
        event = end.moment.event
        assert event is not None
        assert (event.site.code, event.site.span.line) == (code, line)
        assert "MemoryError: " in (event.error or "")
        assert f"(line {line})" in (end.note or "")
        assert peak(process) < GIGABYTE + (256 << 20)
        opened.client.move(Move.BACK, True)
        assert opened.arrived().note is None
        assert opened.process == process


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = []\nfor j in range(10**9):\n    x.append(j + 0.5)\n", marks=pytest.mark.slow),
        "x = []\nfor j in range(3):\n    for k in range(j * 10**9):\n        x.append(k + 0.5)\n",
        pytest.param(
            "import numpy as np\nx = []\nfor j in range(10**9):\n    x.append(np.ones(10000))\n", marks=pytest.mark.slow
        ),
        pytest.param("x = {}\nfor j in range(10**9):\n    x[j] = [j]\n", marks=pytest.mark.slow),
    ],
)
@pytest.mark.slow
def test_what_takes_all_memory_bit_by_bit_leaves_the_learner_where_they_stood(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOYTUTOR_MEMORY", str(200 << 20))
    with talk(script(text)) as opened:
        opened.arrived()
        process = opened.process
        opened.client.move(Move.END, True)
        end = opened.arrived()
        assert "emory" in (end.note or "")
        opened.client.move(Move.HOME, True)
        assert opened.place() == "setup:1"
        assert opened.process == process


@pytest.mark.slow
def test_what_has_taken_all_memory_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_MEMORY", str(200 << 20))
    turns = "    for k in range(10 if j < 4 else 10**9):\n        x.append('a' * 2000)\n"
    text = "y = 0\nfor j in range(9):\n    x = []\n" + turns
    with talk(script(text)) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        assert opened.arrived().moment.position.place.iteration == 4
        process = opened.process
        opened.client.iterate(-2, True)
        assert opened.arrived().moment.position.place.iteration == 2
        assert opened.process == process


def test_a_program_may_take_a_gigabyte() -> None:
    assert limits.MEMORY == GIGABYTE


# A bug of the tutor's own


def test_a_bug_is_told_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Here(script("x = 1\ny = 2\n"))
    here.said()

    def fail(_request: object) -> None:
        raise AssertionError("not so")

    monkeypatch.setattr(here._session, "do", fail)
    here._serve(MoveBy(1, Move.FORWARD, True))
    replies: list[Reply] = here.said()
    (broken,) = replies
    assert isinstance(broken, Broken)
    file, _, line = broken.where.rpartition(":")
    assert (broken.number, broken.message) == (1, "AssertionError: not so")
    assert file == __file__
    assert int(line) == fail.__code__.co_firstlineno + 1
    assert f"(at {broken.where})" in broken_words(broken)
    monkeypatch.undo()
    here._serve(MoveBy(2, Move.FORWARD, True))
    assert isinstance(here.said()[-1], Arrived)
