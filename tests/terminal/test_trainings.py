"""Programs whose training lies in a function, a method's loop, under a guard: walked through in a real terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from seldom import mostly_slow
from trainings import TRAININGS, Training

from terminal.emulator import Terminal

LESSON = 'format = 1\ntitle = "A training"\nsummary = "One loop."\n\n[curve]\nexpression = "error"\nlabel = "error"\n'

LONG = 100_000
"""Turns from which on nobody waits for the end."""


def stands(iteration: int, operation: str) -> Callable[[list[str]], bool]:
    """A condition: the status tells this iteration, of however many, and this operation."""

    def found(lines: list[str]) -> bool:
        status = " ".join(lines[:2])
        return any(f"iteration {iteration:,}{after}" in status for after in (" of ", " ·")) and operation in status

    return found


def folder_of(training: Training, folder: Path) -> Path:
    folder.joinpath("program.py").write_text(training.text, encoding="utf-8")
    folder.joinpath("lesson.toml").write_text(LESSON, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", mostly_slow(TRAININGS, ["while in a function"]))
def test_the_training_is_walked_jumped_through_plotted_and_gone_back_in(name: str, tmp_path: Path) -> None:
    training = TRAININGS[name]
    with Terminal(str(folder_of(training, tmp_path))) as terminal:
        terminal.wait("setup · operation 1 of")
        terminal.press("i")
        terminal.wait(stands(0, "operation 1 of"))
        terminal.wait(lambda lines: any("▸" in each and f" {training.line} " in each for each in lines))
        terminal.press("right", "right")
        terminal.wait(stands(0, "operation 3 of"))
        terminal.press("x")
        terminal.wait(stands(10, "operation 3 of"))
        # What is plotted is a name of the function that the training is in.
        terminal.wait(lambda lines: "error " in " ".join(lines[:2]))
        terminal.wait("╭─ error")
        terminal.press("X")
        terminal.wait(stands(0, "operation 3 of"))
        terminal.press("g")
        terminal.wait("go to ")
        terminal.press(*"20:2", "enter")
        terminal.wait(stands(20, "operation 2 of"))
        terminal.press("left", "left")
        terminal.wait(lambda lines: stands(19, "operation ")(lines) and _at_the_last(lines))
        terminal.press("right")
        terminal.wait(stands(20, "operation 1 of"))
        if training.turns >= LONG:
            terminal.press("t")
            terminal.wait(stands(10_020, "operation 1 of"))
            terminal.press("T")
            terminal.wait(stands(20, "operation 1 of"))
        else:
            terminal.press("end")
            terminal.wait(lambda lines: "end · " in " ".join(lines[:2]))
            terminal.press("I")
            terminal.wait(stands(training.turns - 1, "operation "))
        terminal.press("home")
        terminal.wait("setup · operation 1 of")
        terminal.press("q")
        assert terminal.quit() == 0


def _at_the_last(lines: list[str]) -> bool:
    """Whether the last operation of a place is shown."""
    _, _, told = " ".join(lines[:2]).partition("operation ")
    return len(set(told.split()[:3:2])) == 1
