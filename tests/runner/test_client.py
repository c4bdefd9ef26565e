from __future__ import annotations

import os
import signal

import numpy as np
import pytest
from here import Here
from talk import ENDLESS, FAILS_AT_TWO, LONG, is_running, script, talk, toy, wait_until

from tui_tutor.engine.watch.moves import Move
from tui_tutor.runner.client import MOST_DEATHS
from tui_tutor.runner.protocol import Arrived, Died, MoveBy, Progress

DRAWS = """import numpy as np
x = np.random.random(3)
for j in range(100):
    x = x + np.random.random(3)
"""

HUNGRY = """import numpy as np
kept = []
for j in range(1000):
    kept.append(np.ones(1000000))
"""

HUNGRY_IN_ONE = """import numpy as np
for j in range(5):
    kept = []
    if j == 2:
        for k in range(1000):
            kept.append(np.ones(1000000))
"""

DEAF = """import numpy as np
x = 1
for j in range(5):
    x = x + 1
    if j == 3:
        x = sum(range(1000000000000))
"""
"""Its sum is done in C, where Python hears no signal."""


def numbers(arrived: Arrived, name: str) -> list[float]:
    (state,) = (state for state in arrived.moment.names if state.name == name)
    assert state.value is not None
    return [float(each) for each in np.ravel(state.value.data)]


def test_opens_and_moves() -> None:
    with talk(toy()) as opened:
        assert opened.place() == "setup:1"
        for move, place in ((Move.FORWARD, "setup:2"), (Move.BACK, "setup:1"), (Move.STEP, "setup:2")):
            opened.client.move(move, True)
            assert opened.place() == place
        opened.client.go("253:7", True)
        assert opened.place() == "253:7"
        opened.client.fold()
        assert opened.place() == "253:10"
        assert not opened.client.is_busy


def test_a_jump_and_a_second_visit() -> None:
    with talk(toy(), "0:3") as opened:
        opened.arrived()
        opened.told()
        opened.client.iterate(10_000, True)
        assert opened.client.is_busy
        assert opened.place() == "10000:3"
        assert opened.told()
        for count, place in ((-10_000, "0:3"), (10_000, "10000:3")):
            opened.client.iterate(count, True)
            assert opened.place() == place
            assert opened.told() == []


def test_stop_keeps_what_was_reached_and_the_operation() -> None:
    with talk(script(LONG), "0:2") as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        opened.progress()
        opened.client.stop()
        assert opened.arrived().note == "stopped"
        opened.client.go("0:2", True)
        opened.arrived()
        opened.client.iterate(10**11, True)
        told = opened.progress()
        opened.client.stop()
        arrived = opened.arrived()
        reached = arrived.moment.position.place.iteration
        assert reached is not None
        assert told.iteration <= reached + 1
        assert arrived.note == "stopped"
        assert (arrived.moment.position.operation, arrived.moment.operations) == (2, 2)
        opened.client.iterate(1, True)
        assert opened.arrived().moment.position.place.iteration == reached + 1


@pytest.mark.slow
def test_stop_at_rest_does_nothing() -> None:
    with talk(toy()) as opened:
        opened.arrived()
        opened.client.stop()
        opened.client.move(Move.FORWARD, True)
        assert opened.place() == "setup:2"


def test_sixty_moves_and_one_reply() -> None:
    here = Here(toy())
    here.said()
    for number in range(2, 61):
        here._queue.put(MoveBy(number, Move.FORWARD, False))
    here._serve(MoveBy(1, Move.FORWARD, False))
    (arrived,) = here.said()
    assert isinstance(arrived, Arrived)
    assert (arrived.number, str(arrived.moment.position)) == (60, "0:45")


@pytest.mark.slow
def test_nobody_listens_yet_and_nothing_is_lost() -> None:
    with talk(toy()) as opened:
        opened.arrived()
        late: list[object] = []
        opened.client._on_reply = None
        opened.client.move(Move.FORWARD, True)
        wait_until(lambda: not opened.client.is_busy)
        opened.client.listen(late.append)
        assert [type(each) for each in late] == [Arrived]


def test_a_failing_program_can_be_walked() -> None:
    with talk(script(FAILS_AT_TWO)) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        arrived = opened.arrived()
        assert arrived.moment.event is not None
        assert "not aligned" in (arrived.moment.event.error or "")
        opened.client.move(Move.BACK, True)
        assert opened.arrived().moment.position.place.iteration == 2


# What the program does to its process


def test_an_endless_loop_is_stopped() -> None:
    with talk(script(ENDLESS)) as opened:
        opened.arrived()
        process = opened.process
        opened.client.iterate(9, True)
        opened.busy()
        opened.client.stop()
        arrived = opened.arrived()
        assert arrived.moment.position.place.iteration == 3
        assert arrived.note == "stopped"
        assert opened.process == process
        opened.client.move(Move.HOME, True)
        assert opened.place() == "setup:1"


@pytest.mark.slow
def test_a_search_that_meets_an_endless_loop_is_stopped() -> None:
    with talk(script(ENDLESS)) as opened:
        opened.arrived()
        process = opened.process
        opened.client.go("x[0] > 100", True)
        opened.busy()
        opened.client.stop()
        assert opened.arrived().note == "stopped"
        assert opened.process == process


def test_an_endless_loop_is_watched_as_far_as_it_is_kept() -> None:
    with talk(script(ENDLESS)) as opened:
        opened.arrived()
        opened.client.go("3", True)
        arrived = opened.arrived()
        assert str(arrived.moment.position) == "3:1"
        assert "more operations than are held" in (arrived.moment.unfinished or "")


def test_an_endless_loop_in_what_is_watched_is_stopped() -> None:
    with talk(script("x = 1\nwhile True:\n    x = 2\n    while True:\n        pass\n")) as opened:
        opened.busy()
        opened.client.stop()
        opened.arrived()
        opened.client.move(Move.HOME, True)
        assert opened.place() == "setup:1"


def test_code_that_hears_no_signal_is_ended_and_begun_anew() -> None:
    with talk(script(DEAF), "2:2") as opened:
        opened.arrived()
        process = opened.process
        opened.client.iterate(3, True)
        opened.busy()
        for _ in range(5):
            opened.client.stop()
        assert opened.wait(lambda reply: isinstance(reply, Died)) == Died(-signal.SIGKILL, stopped=True)
        assert opened.place() == "2:2"
        assert opened.process != process
        opened.client.move(Move.HOME, True)
        assert opened.place() == "setup:1"
        assert not any(isinstance(reply, Died) and not reply.restarts for reply in opened.replies)


@pytest.mark.slow
def test_a_program_that_takes_too_much_memory_fails_at_its_operation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_MEMORY", str(400 << 20))
    with talk(script(HUNGRY_IN_ONE)) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        arrived = opened.arrived()
        event = arrived.moment.event
        assert event is not None
        assert "MemoryError" in (event.error or "")
        assert event.site.code in ("np.ones(1000000)", "kept.append(np.ones(1000000))")
        assert arrived.moment.position.place.iteration == 2
        opened.client.move(Move.HOME, True)
        assert opened.place() == "setup:1"


@pytest.mark.slow
def test_a_program_whose_way_back_takes_too_much_memory_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOYTUTOR_MEMORY", str(400 << 20))
    with talk(script(HUNGRY)) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        arrived = opened.arrived()
        error = arrived.moment.event.error if arrived.moment.event is not None else None
        assert "emory" in f"{arrived.note} {error}"
        opened.client.go("0:3", True)
        assert opened.place() == "0:3"


def test_one_huge_array_fails_at_its_operation() -> None:
    with talk(script("import numpy as np\nx = 1\ny = np.ones(10000000000)\n")) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        event = opened.arrived().moment.event
        assert event is not None
        assert "MemoryError" in (event.error or "")


# What happens to the process


@pytest.mark.slow
def test_a_killed_process_is_begun_anew_where_it_was() -> None:
    with talk(toy(), "253:7") as opened:
        opened.arrived()
        process = opened.process
        os.kill(process, signal.SIGKILL)
        assert opened.wait(lambda reply: isinstance(reply, Died)) == Died(-signal.SIGKILL, True)
        assert opened.place() == "253:7"
        assert opened.process != process
        opened.client.move(Move.FORWARD, False)
        assert opened.place() == "253:8"
        assert is_running(opened.process)


def test_a_process_killed_in_a_jump_is_begun_anew() -> None:
    with talk(script(LONG), "5:2") as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        opened.progress()
        os.kill(opened.process, signal.SIGKILL)
        opened.wait(lambda reply: isinstance(reply, Died))
        assert opened.place() == "5:2"
        assert not opened.client.is_busy


def test_a_process_that_keeps_dying_is_given_up() -> None:
    with talk(script("x = sum(range(10**12))\n")) as opened:
        killed = 0
        while True:
            os.kill(opened.process, signal.SIGKILL)
            killed += 1
            died = opened.wait(lambda reply: isinstance(reply, Died))
            assert isinstance(died, Died)
            if not died.restarts:
                break
            wait_until(lambda: is_running(opened.process))
        assert killed == MOST_DEATHS
        opened.client.move(Move.FORWARD, True)
        opened.client.stop()


@pytest.mark.slow
def test_many_kills() -> None:
    with talk(toy(), "5:3") as opened:
        for _ in range(20):
            assert opened.place() == "5:3"
            os.kill(opened.process, signal.SIGKILL)
            opened.wait(lambda reply: isinstance(reply, Died))
        assert opened.place() == "5:3"


def test_a_program_without_a_seed_keeps_its_numbers() -> None:
    with talk(script(DRAWS)) as opened:
        opened.arrived()
        opened.client.go("7:3", True)
        before = numbers(opened.arrived(), "x")
        os.kill(opened.process, signal.SIGKILL)
        opened.wait(lambda reply: isinstance(reply, Died))
        opened.arrived()
        for place in ("0:1", "7:3"):
            opened.client.go(place, True)
            arrived = opened.arrived()
        assert numbers(arrived, "x") == before


def test_two_sessions_draw_other_numbers() -> None:
    drawn = []
    for _ in range(2):
        with talk(script(DRAWS), "0:3") as opened:
            drawn.append(numbers(opened.arrived(), "x"))
    assert drawn[0] != drawn[1]


def test_closing_ends_the_process() -> None:
    with talk(toy()) as opened:
        opened.arrived()
        process = opened.process
        opened.client.close()
        assert not is_running(process)
        opened.client.close()


def test_what_a_program_prints_stays_off_the_wire() -> None:
    text = 'import numpy as np\nprint("x" * 100000)\nx = np.ones(3) / 0\nprint(x)\n'
    with talk(script(text)) as opened:
        opened.arrived()
        opened.client.move(Move.END, True)
        arrived = opened.arrived()
        assert arrived.moment.printed.endswith("[inf inf inf]\n")


@pytest.mark.slow
def test_progress_is_told_while_a_run_goes_on() -> None:
    with talk(toy(), "0:3") as opened:
        opened.arrived()
        opened.told()
        opened.client.move(Move.END, True)
        opened.arrived()
        told = opened.told()
        assert len(told) > 3
        assert [each.iteration for each in told] == sorted(each.iteration for each in told)
        assert all(isinstance(each, Progress) and each.total == 60_000 for each in told)
        for each in told:
            # What it has printed is told as well: a line every 10,000 iterations.
            assert each.printed.count("Total error now") == -(-each.iteration // 10_000)
