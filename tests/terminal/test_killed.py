from __future__ import annotations

import os
import random
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest

from terminal.emulator import KEYS, Terminal, wait_until
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Store, content_key

MOST = 8
"""Moves made before a kill at the most."""


def key() -> str:
    lesson = load(find("toy_brain"))
    return content_key(lesson.source.text)


def killed_at_a_random_moment(chance: random.Random) -> tuple[str | None, set[str]]:
    """What is remembered after a kill, and what may be: the last position that was shown, or the one before."""
    stops = [3, 10, 11, 12, 19, 20, 21, 22]
    moves = chance.randint(1, MOST)
    with Terminal("--motion", "none", "--at", "0:2") as terminal:
        terminal.wait("operation 2 of 54")
        for before, stop in pairwise([2, *stops[:moves]]):
            # A disk that is busy keeps nobody waiting: what is written takes its time.
            if before > 2:
                wait_until(lambda: Store().load(key())[0].position == f"0:{before}")  # noqa: B023
            terminal.press(KEYS["right"])
            terminal.wait_raw(f"operation {stop} of 54".encode())
        time.sleep(chance.random() * 0.02)
        os.killpg(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
    progress, note = Store().load(key())
    assert note is None, note
    return progress.position, {f"0:{each}" for each in [2, *stops][moves - 1 : moves + 1]}


@pytest.mark.parametrize("seed", [1])
@pytest.mark.slow
def test_a_kill_loses_no_more_than_the_last_move(seed: int) -> None:
    position, allowed = killed_at_a_random_moment(random.Random(seed))
    assert position in allowed


@pytest.mark.slow
def test_two_hundred_kills_lose_no_more_than_the_last_move(own_state: Path) -> None:
    chance = random.Random(20)
    for _ in range(200):
        for file in own_state.glob("*"):
            if file.is_file():
                file.unlink()
        position, allowed = killed_at_a_random_moment(chance)
        assert position in allowed


@pytest.mark.slow
def test_one_comes_back_to_where_one_was() -> None:
    with Terminal("--motion", "none", "--at", "253:10") as terminal:
        terminal.wait("operation 10 of 48")
        terminal.press(KEYS["right"])
        terminal.wait("operation 11 of 48")
        terminal.press("q")
        assert terminal.quit() == 0
    with Terminal("--motion", "none") as terminal:
        terminal.wait("iteration 253 of 60,000 · operation 11 of 48")
        terminal.wait("welcome back")
        terminal.press("q")
        assert terminal.quit() == 0
    with Terminal("--motion", "none", "--fresh") as terminal:
        terminal.wait("setup · operation 1 of 16")
        terminal.press("q")
        assert terminal.quit() == 0


@pytest.mark.slow
@pytest.mark.parametrize("text", [None, "for j in [1, 2, 3]:\n    x = j\n"], ids=["with a setup", "without"])
def test_who_did_nothing_is_not_welcomed_back(text: str | None, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(text or "x = 1\nfor j in range(3):\n    x = j\n")
    for _ in range(2):
        with Terminal("--motion", "none", str(program)) as terminal:
            terminal.wait("operation 1 of")
            terminal.wait("? help")
            assert b"welcome back" not in terminal.written
            terminal.press("q")
            assert terminal.quit() == 0
    with Terminal("--motion", "none", str(program)) as terminal:
        terminal.wait("operation 1 of")
        terminal.press("right")
        terminal.wait("operation 2 of")
        terminal.press("q")
        assert terminal.quit() == 0
    with Terminal("--motion", "none", str(program)) as terminal:
        terminal.wait("welcome back")
        terminal.wait("operation 2 of")
        terminal.press("home", "q")
        assert terminal.quit() == 0


@pytest.mark.slow
def test_a_damaged_file_costs_nothing_but_itself(own_state: Path) -> None:
    own_state.mkdir(exist_ok=True)
    (own_state / f"{key()}.json").write_bytes(b'{"format": 1, "key"')
    with Terminal("--motion", "none") as terminal:
        terminal.wait("setup · operation 1 of 16")
        assert terminal.process.poll() is None
        terminal.press("q")
        assert terminal.quit() == 0
