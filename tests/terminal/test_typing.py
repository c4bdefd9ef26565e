"""What is typed into the editor is there again, however the tutor ended."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from seldom import mostly_slow

from terminal.emulator import Terminal, children_of, wait_until

FAILS = """\
import sys
from tui_tutor.screens.edit import EditScreen
def fails(self):
    raise ValueError("on purpose")
EditScreen.action_write = fails
from tui_tutor.cli import main
sys.exit(main(["--motion", "none"]))
"""

WORDS = "typed_by_hand"


def editing(terminal: Terminal) -> None:
    terminal.wait("operation 1 of 16")
    terminal.press("e")
    terminal.wait("esc checks it")


def typed(terminal: Terminal) -> None:
    editing(terminal)
    terminal.press(*f"#{WORDS}\r")
    terminal.wait(WORDS)


def drafts(folder: Path) -> list[str]:
    return [each.read_text(encoding="utf-8") for each in sorted((folder / "drafts").glob("*.py"))]


def kill(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: os.kill(terminal.process.pid, number)


WAYS: dict[str, Callable[[Terminal], None]] = {
    "ctrl+q": lambda terminal: terminal.press("\x11"),
    "ctrl+c": lambda terminal: terminal.press("\x03", "\x03"),
    "SIGTERM": kill(signal.SIGTERM),
    "SIGHUP": kill(signal.SIGHUP),
    "SIGINT": kill(signal.SIGINT),
    "closed": lambda terminal: terminal.close(),
    "an error": lambda terminal: terminal.press("\x13"),
}


@pytest.mark.parametrize("way", mostly_slow(WAYS, ["closed"]))
def test_every_way_out_keeps_what_was_typed(way: str, own_state: Path) -> None:
    with Terminal(command=(sys.executable, "-c", FAILS)) as terminal:
        typed(terminal)
        WAYS[way](terminal)
        if way == "closed":
            terminal.process.wait(timeout=30)
        else:
            terminal.quit()
            assert terminal.taken == []
    (draft,) = drafts(own_state)
    assert draft.startswith(f"#{WORDS}\n")


@pytest.mark.slow
def test_what_is_typed_is_kept_while_it_is_typed(own_state: Path) -> None:
    with Terminal("--motion", "none") as terminal:
        typed(terminal)
        count = 0

        def is_kept() -> bool:
            # Never a moment without a key.
            nonlocal count
            count += 1
            terminal.press("x")
            terminal.read(0.02)
            return any("xxxx" in each for each in drafts(own_state))

        wait_until(is_kept)
        terminal.wait("x" * 5)
        os.killpg(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
    with Terminal("--motion", "none") as terminal:
        editing(terminal)
        terminal.wait("this is what you typed before")
        terminal.wait("xxxx")
        terminal.press("\x11")
        assert terminal.quit() == 0


@pytest.mark.slow
def test_two_tutors_keep_a_draft_each(own_state: Path) -> None:
    with Terminal("--motion", "none") as one, Terminal("--motion", "none") as two:
        editing(one)
        editing(two)
        for terminal, word in ((one, "first"), (two, "second"), (one, "third")):
            terminal.press(*word)
            terminal.wait(word)
        for terminal in (one, two):
            terminal.press("\x11")
            assert terminal.quit() == 0
    kept = drafts(own_state)
    assert [word for word in ("firstthird", "second") if any(word in each for each in kept)] == ["firstthird", "second"]
    assert len(kept) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.slow
def test_a_draft_that_cannot_be_kept_says_so(own_state: Path) -> None:
    os.mkfifo(own_state / "drafts")
    with Terminal("--motion", "none") as terminal:
        typed(terminal)
        terminal.wait("what you typed lasts until you leave: it cannot be kept")
        terminal.press("\x11")
        assert terminal.quit() == 0
        assert terminal.taken == []


def opens_the_original_and_ctrl_r_brings_the_draft() -> None:
    with Terminal("--motion", "none") as terminal:
        editing(terminal)
        terminal.wait("ctrl+r brings it")
        assert WORDS not in terminal.text
        terminal.press("\x12")
        terminal.wait(WORDS)
        terminal.press("\x12")
        terminal.wait(lambda lines: not any(WORDS in each for each in lines))
        terminal.press("\x11")
        assert terminal.quit() == 0


@pytest.mark.slow
def test_a_draft_that_ends_its_process_is_not_opened_again_unasked() -> None:
    with Terminal("--motion", "none") as terminal:
        typed(terminal)
        terminal.press("esc")
        terminal.wait("changed: your edit")
        terminal.wait("operation 1 of")
        (child,) = children_of(terminal.process.pid)
        os.kill(child, signal.SIGKILL)
        terminal.wait("it was started again")
        terminal.press("q")
        assert terminal.quit() == 0
    opens_the_original_and_ctrl_r_brings_the_draft()


@pytest.mark.slow
def test_a_draft_that_ends_the_tutor_is_not_opened_again_unasked() -> None:
    with Terminal(command=(sys.executable, "-c", FAILS)) as terminal:
        typed(terminal)
        terminal.press("\x13")
        assert terminal.quit() == 1
    opens_the_original_and_ctrl_r_brings_the_draft()


@pytest.mark.slow
def test_a_draft_that_is_stepped_and_left_is_opened_again() -> None:
    with Terminal("--motion", "none") as terminal:
        typed(terminal)
        terminal.press("esc")
        terminal.wait("changed: your edit")
        terminal.wait("operation 1 of")
        terminal.press("q")
        assert terminal.quit() == 0
    with Terminal("--motion", "none") as terminal:
        editing(terminal)
        terminal.wait("this is what you typed before")
        terminal.wait(WORDS)
        terminal.press("\x11")
        assert terminal.quit() == 0
