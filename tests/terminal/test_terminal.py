from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from seldom import mostly_slow

from terminal.emulator import KEYS, Terminal, children_of, is_running, wait_until


def status(words: str) -> Callable[[list[str]], bool]:
    """A condition: the words stand in the lines of the status."""
    return lambda lines: any(words in each for each in lines[:2])


@pytest.mark.slow
def test_walks_and_jumps() -> None:
    with Terminal() as terminal:
        terminal.wait(status("setup · operation 1 of 16"))
        terminal.wait("Press → to do the next operation.")
        for key, where in (
            ("right", "setup · operation 2 of 16"),
            ("left", "setup · operation 1 of 16"),
            ("i", "iteration 0 of 60,000 · operation 1 of 54"),
            ("right", "iteration 0 of 60,000 · operation 2 of 54"),
            ("right", "iteration 0 of 60,000 · operation 3 of 54"),
            ("t", "iteration 10,000 of 60,000 · operation 3 of 54"),
            ("T", "iteration 0 of 60,000 · operation 3 of 54"),
            ("home", "setup · operation 1 of 16"),
        ):
            terminal.press(key)
            terminal.wait(status(where))
        terminal.press("g")
        terminal.wait("go to ")
        terminal.press("2", "5", "3", "enter")
        terminal.wait(status("iteration 253 of 60,000 · operation 1 of 48"))
        terminal.wait("for j in range(60000)")


def test_sixty_keys_at_once_end_in_the_sixtieth_state() -> None:
    with Terminal() as terminal:
        terminal.wait(status("setup · operation 1 of 16"))
        terminal.press(KEYS["right"] * 60)
        terminal.wait(status("iteration 1 of 60,000 · operation 23 of 48"))
        terminal.press(KEYS["left"] * 59)
        terminal.wait(status("setup · operation 2 of 16"))


@pytest.mark.slow
def test_the_end_of_a_long_run_can_be_left_early(tmp_path: Path) -> None:
    program = tmp_path / "long.py"
    program.write_text("total = 0\nfor j in range(1000000000):\n    total += j\n")
    with Terminal(str(program)) as terminal:
        terminal.wait(status("setup · operation 1 of 2"))
        terminal.press("end")
        terminal.wait(status("running: iteration"))
        terminal.press("esc")
        terminal.wait("stopped")
        terminal.wait(status("operation"))


@pytest.mark.slow
def test_runs_to_the_end() -> None:
    with Terminal() as terminal:
        terminal.wait(status("setup · operation 1 of 16"))
        terminal.press("end")
        terminal.wait(status("end · operation 2 of 2"))
        terminal.wait(lambda lines: "results" in lines[0])


@pytest.mark.slow
def test_narrow() -> None:
    with Terminal("--at", "0:3", columns=80, rows=24) as terminal:
        terminal.wait(status("iteration 0 of 60,000 · operation 3 of 54"))
        terminal.wait(lambda lines: "np.dot(l0, syn0)" in lines[2] and "4×3 · 3×4 → 4×4" in lines[2])
        terminal.press("left", "right")
        terminal.wait("C1·H1:  1×(−0.16596) + 0×(−0.70649) + 1×(−0.20647) = −0.3724")
        terminal.press("tab")
        terminal.wait("syn0 3×4")


def test_too_small_and_larger_again() -> None:
    with Terminal("--at", "0:3", columns=20, rows=5) as terminal:
        terminal.wait("needs 60×20")
        terminal.resize(120, 40)
        terminal.wait(status("iteration 0 of 60,000 · operation 3 of 54"))
        terminal.wait("C1·H1:")
        terminal.resize(80, 24)
        terminal.wait(lambda lines: "iteration 0 of 60,000 · operation 3 of 54" in lines[1])
        terminal.resize(20, 5)
        terminal.wait("needs 60×20")


def test_quitting_restores_the_terminal() -> None:
    with Terminal() as terminal:
        terminal.wait(status("setup · operation 1 of 16"))
        assert terminal.attributes != terminal.before
        (child,) = children_of(terminal.process.pid)
        terminal.press("q")
        assert terminal.quit() == 0
        assert terminal.has_drawn
        assert terminal.taken == []
        wait_until(lambda: not is_running(child))


@pytest.mark.parametrize(
    ("number", "busy"),
    mostly_slow(
        product((signal.SIGTERM, signal.SIGHUP, signal.SIGKILL), (False, True)),
        [(signal.SIGTERM, False), (signal.SIGKILL, True)],
    ),
)
@pytest.mark.few(1)
@pytest.mark.slow
def test_a_signal_leaves_no_child_behind(number: signal.Signals, busy: bool) -> None:
    with Terminal() as terminal:
        terminal.wait(status("setup · operation 1 of 16"))
        (child,) = children_of(terminal.process.pid)
        if busy:
            terminal.press("end")
            terminal.wait(status("running"))
        os.kill(terminal.process.pid, number)
        terminal.quit()
        wait_until(lambda: not is_running(child))


@pytest.mark.slow
def test_begins_at_a_position() -> None:
    with Terminal("--at", "253:7") as terminal:
        terminal.wait(status("iteration 253 of 60,000 · operation 7 of 48"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--at", "253:99"), "iteration 253 has 48 operations, so there is no operation 99"),
        (("--theme", "nonsense", "--at", "99999999"), "there is no theme 'nonsense'"),
        pytest.param(("--at", "99999999"), "there is no iteration 99,999,999: the last is", marks=pytest.mark.slow),
    ],
)
@pytest.mark.few(1)
@pytest.mark.slow
def test_what_cannot_be_shown(words: tuple[str, ...], message: str) -> None:
    with Terminal(*words) as terminal:
        assert terminal.quit() == 2
        assert terminal.attributes == terminal.before
        assert f"toytutor: {message}" in terminal.text
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize(("columns", "rows"), mostly_slow([(120, 40), (80, 24)], [(80, 24)]))
@pytest.mark.slow
def test_only_ascii(columns: int, rows: int) -> None:
    with Terminal("--ascii", "--motion", "none", "--at", "0:3", columns=columns, rows=rows) as terminal:
        seen = []
        terminal.wait("4x3 . 3x4 > 4x4")
        seen.append(terminal.text)
        terminal.press("m")
        terminal.wait("iteration 1,000 of 60,000")
        seen.append(terminal.text)
        terminal.press("?")
        terminal.wait("Step by step")
        terminal.wait_quiet(0.2)
        seen.append(terminal.text)
        terminal.press("esc")
        terminal.wait("> next  < back")
        terminal.wait(lambda lines: not any("Step by step" in each for each in lines))
        terminal.press("g")
        terminal.wait("go to ")
        seen.append(terminal.text)
        terminal.press("esc")
        terminal.wait(lambda lines: not any("go to " in each for each in lines))
        terminal.press("f")
        terminal.wait("calls are unfolded")
        terminal.press("tab", "tab", "tab", "tab", "tab")
        terminal.wait_quiet(0.2)
        seen.append(terminal.text)
        assert [c for text in seen for c in text if not c.isascii()] == []


@pytest.mark.slow
def test_an_endless_setup_shows_its_first_operation_and_lets_go(tmp_path: Path) -> None:
    program = tmp_path / "endless.py"
    program.write_text(
        "first = 7\nlimit = next(n for n in iter(int, 1) if n < 0)\nfor j in range(5):\n    first += j\n"
    )
    with Terminal(str(program)) as terminal:
        terminal.wait("operations of the setup so far · line 2")
        terminal.wait("This is its first operation.")
        terminal.press("esc")
        terminal.wait(status("setup · operation 1 of 8,000+"))
        terminal.press("right")
        terminal.wait(status("setup · operation 2 of 8,000+"))
        terminal.press("q")
        assert terminal.quit() == 0
    with Terminal(str(program)) as terminal:
        terminal.wait("operations of the setup so far · line 2")
        terminal.press("q")
        assert terminal.quit() == 0
