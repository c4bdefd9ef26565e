"""Every way out: the terminal is as it was, the child has ended, the exit status tells of the signal."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import termios
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from seldom import mostly_slow

from terminal.emulator import Terminal, children_of, is_running, wait_until
from tui_tutor.lesson.find import find
from tui_tutor.lesson.load import load
from tui_tutor.lesson.progress import Store, content_key

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGXCPU)

FAILS = """\
import sys
from tui_tutor.screens.moving import Moving
def fails(self):
    raise ValueError("on purpose")
Moving.action_fold = fails
from tui_tutor.cli import main
sys.exit(main(["--motion", "none"]))
"""


def opened(terminal: Terminal) -> int:
    """Wait until the first screen is there; the process of the program."""
    terminal.wait("operation 1 of 16")
    (child,) = children_of(terminal.process.pid)
    return child


def is_raw(terminal: Terminal) -> bool:
    modes = terminal.attributes[3]
    assert isinstance(modes, int)
    return not modes & (termios.ICANON | termios.ECHO)


def kept_position() -> str | None:
    lesson = load(find("toy_brain"))
    return Store().load(content_key(lesson.source.text))[0].position


@pytest.mark.parametrize("number", mostly_slow(ENDING, [signal.SIGHUP, signal.SIGINT]), ids=lambda number: number.name)
@pytest.mark.few(1)
def test_a_signal_leaves_a_sane_terminal(number: signal.Signals) -> None:
    with Terminal("--motion", "none") as terminal:
        child = opened(terminal)
        terminal.press("right")
        terminal.wait("operation 2 of 16")
        os.kill(terminal.process.pid, number)
        assert terminal.quit() == 128 + number
        assert terminal.taken == []
        assert terminal.said_after == ""
        wait_until(lambda: not is_running(child))
    assert kept_position() == "setup:2"


@pytest.mark.parametrize("keys", mostly_slow(["q", "\x11", "\x03\x03", "?\x03\x03"], ["q"]), ids=repr)
@pytest.mark.slow
def test_keys_leave_a_sane_terminal(keys: str) -> None:
    with Terminal("--motion", "none") as terminal:
        child = opened(terminal)
        terminal.press(*keys)
        assert terminal.quit() == 0
        assert terminal.taken == []
        wait_until(lambda: not is_running(child))


@pytest.mark.slow
def test_a_run_does_not_keep_a_signal_from_leaving() -> None:
    with Terminal("--motion", "none") as terminal:
        child = opened(terminal)
        terminal.press("end")
        terminal.wait("running: iteration")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.quit() == 128 + signal.SIGTERM
        assert terminal.taken == []
        wait_until(lambda: not is_running(child))


@pytest.mark.parametrize("controls", [False, True], ids=["no hang-up is sent", "the system hangs up"])
@pytest.mark.slow
def test_a_closed_terminal_ends_the_tutor(controls: bool) -> None:
    with Terminal("--motion", "none", controls=controls) as terminal:
        child = opened(terminal)
        terminal.press("right")
        terminal.wait("operation 2 of 16")
        terminal.close()
        assert terminal.process.wait(timeout=30) == 128 + signal.SIGHUP
        wait_until(lambda: not is_running(child))
    assert kept_position() == "setup:2"


@pytest.mark.slow
def test_a_terminal_that_takes_nothing_any_more_is_left_all_the_same() -> None:
    with Terminal("--motion", "none") as terminal:
        child = opened(terminal)
        # Nobody reads what these keys draw, so that drawing comes to a halt.
        terminal.press("i", *["right", "left"] * 200)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.process.wait(timeout=30) == 128 + signal.SIGTERM
        assert terminal.attributes == terminal.before
        wait_until(lambda: not is_running(child))


@pytest.mark.slow
def test_an_error_of_the_tutors_own_is_said_in_two_lines() -> None:
    with Terminal(command=(sys.executable, "-c", FAILS)) as terminal:
        child = opened(terminal)
        terminal.press("right")
        terminal.wait("operation 2 of 16")
        terminal.press("f")
        assert terminal.quit() == 1
        assert terminal.taken == []
        assert "this is a bug in toytutor, please report it: ValueError: on purpose" in terminal.said_after
        assert "<string>:4" in terminal.said_after
        assert len(terminal.said_after.splitlines()) == 2
        wait_until(lambda: not is_running(child))
    assert kept_position() == "setup:2"


@pytest.mark.parametrize(
    ("key", "shown"),
    mostly_slow(
        [
            ("", "? help"),
            ("?", "Step by step"),
            ("g", "go to "),
            ("w", "what if"),
            ("e", "esc checks"),
            ("\x10", "Search"),
        ],
        [("e", "esc checks")],
    ),
    ids=["the tutor", "help", "go to", "what if", "the editor", "the palette"],
)
@pytest.mark.slow
def test_ctrl_c_says_how_to_leave_over_every_screen(key: str, shown: str) -> None:
    with Terminal("--motion", "none", columns=80, rows=24) as terminal:
        terminal.wait("operation 1 of 16")
        terminal.press(key)
        terminal.wait(shown)
        terminal.press("\x03")
        terminal.wait("ctrl+c once more leaves toytutor; all is kept")
        assert terminal.process.poll() is None
        terminal.press("\x11")
        assert terminal.quit() == 0
        assert terminal.taken == []


def suspended(terminal: Terminal) -> None:
    """Stopped by its own key: the terminal is a shell's again."""
    terminal.press("\x1a")
    wait_until(lambda: terminal.read(0.05) or terminal.is_stopped())
    wait_until(lambda: not terminal.read(0.05) and terminal.is_stopped())
    assert terminal.taken == []
    assert f"kill -CONT {terminal.process.pid}" in terminal.said_after


def stopped(terminal: Terminal) -> None:
    """Stopped from outside: the terminal stays as it was."""
    os.kill(terminal.process.pid, signal.SIGSTOP)
    wait_until(terminal.is_stopped)
    assert is_raw(terminal)


@pytest.mark.parametrize(
    ("halt", "controls"),
    list(product((suspended, stopped), (False, True))),
)
@pytest.mark.slow
def test_after_a_stop_the_screen_is_drawn_anew(halt: Callable[[Terminal], None], controls: bool) -> None:
    with Terminal("--motion", "none", controls=controls) as terminal:
        child = opened(terminal)
        terminal.press("right")
        terminal.wait("operation 2 of 16")
        for _ in range(2):
            halt(terminal)
            terminal.screen.reset()
            os.kill(terminal.process.pid, signal.SIGCONT)
            terminal.wait("operation 2 of 16")
            terminal.wait("q quit")
            assert is_raw(terminal)
        terminal.press("right")
        terminal.wait("operation 3 of 16")
        terminal.press("q")
        assert terminal.quit() == 0
        assert terminal.taken == []
        wait_until(lambda: not is_running(child))


@pytest.mark.slow
def test_it_is_drawn_anew_whichever_thread_hears_that_it_goes_on() -> None:
    tell = getattr(ctypes.CDLL(None), "tgkill", None)
    if tell is None:
        pytest.skip("a thread cannot be told anything by itself here")
    with Terminal("--motion", "none") as terminal:
        opened(terminal)
        terminal.wait("q quit")
        process = terminal.process.pid
        while terminal.read(0.3):
            pass
        terminal.screen.reset()
        other = max(int(each.name) for each in Path(f"/proc/{process}/task").iterdir())
        assert tell(process, other, signal.SIGCONT) == 0
        terminal.wait("operation 1 of 16")


@pytest.mark.slow
def test_a_signal_after_a_stop_leaves_a_sane_terminal() -> None:
    with Terminal("--motion", "none") as terminal:
        opened(terminal)
        stopped(terminal)
        os.kill(terminal.process.pid, signal.SIGCONT)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.quit() == 128 + signal.SIGTERM
        assert terminal.taken == []


@pytest.mark.slow
def test_in_an_editor_ctrl_z_undoes_and_ctrl_c_copies() -> None:
    with Terminal("--motion", "none") as terminal:
        opened(terminal)
        terminal.press("e")
        terminal.wait("esc checks it")
        terminal.press("Z", "Y")
        terminal.wait("ZY")
        terminal.press("\x1a")
        terminal.wait(lambda lines: not any("ZY" in each for each in lines))
        terminal.press("\x03")
        terminal.wait("ctrl+c once more leaves")
        terminal.press("\x03")
        assert terminal.quit() == 0
        assert terminal.taken == []
