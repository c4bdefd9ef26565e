"""`toytutor LESSON`: what must hold before the tutor can open. Nothing of Textual is imported until it does."""

from __future__ import annotations

import difflib
import os
import sys
from dataclasses import dataclass
from typing import TextIO

from tui_tutor.commands.messages import CannotError, command
from tui_tutor.commands.opening import load_quietly, with_loop
from tui_tutor.commands.options import COMMANDS
from tui_tutor.engine.position import Position, parse_position
from tui_tutor.lesson.find import DEFAULT, UnknownLessonError, find


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the tutor itself, as they were written."""

    at: str | None = None
    motion: str | None = None
    theme: str | None = None
    ascii_only: bool = False
    fresh: bool = False
    loop: int | None = None


def run(word: str | None, options: Options) -> int:
    """Open the tutor and return its exit status."""
    word = word if word is not None else DEFAULT
    try:
        path = find(word)
    except UnknownLessonError as error:
        raise CannotError(f"{error}{_meant_command(word)}") from None
    _need_terminal(word)
    lesson = with_loop(load_quietly(path), options.loop)
    position = _position(options.at)

    from tui_tutor.launch import ImpossiblePositionError, run_tutor

    try:
        return run_tutor(
            lesson,
            at=position,
            motion=options.motion,
            theme=options.theme,
            ascii_only=options.ascii_only,
            fresh=options.fresh,
        )
    except (ImpossiblePositionError, ValueError) as error:
        # ValueError is how an unknown theme is told.
        raise CannotError(str(error)) from error


def not_terminals() -> list[str]:
    """Those of the three standard streams that are no terminal."""
    streams: dict[str, TextIO | None] = {
        "standard input": sys.stdin,
        "standard output": sys.stdout,
        "standard error": sys.stderr,
    }
    return [name for name, stream in streams.items() if stream is None or not stream.isatty()]


def _need_terminal(word: str) -> None:
    missing = not_terminals()
    if missing:
        *others, last = missing
        names = f"{', '.join(others)} and {last} are not" if others else f"{last} is not"
        raise CannotError(
            f"the tutor needs a terminal, and {names}; without one, {command('trace', word)} "
            f"lists the operations and {command('run', word)} runs the program"
        )
    terminal = os.environ.get("TERM", "")
    if terminal == "dumb" or (not terminal and os.name != "nt"):
        says = f"TERM is {terminal}" if terminal else "TERM is not set"
        raise CannotError(
            f"the tutor cannot draw on this terminal ({says}); {command('trace', word)} lists the operations here, "
            "and TERM=xterm-256color fits most terminals"
        )


def _position(text: str | None) -> Position | None:
    if text is None:
        return None
    position = parse_position(text)
    if position is None:
        raise CannotError(
            f"--at {text!r} is no position: write N:K (iteration N, operation K from 1), such as 253:7, "
            "or setup:3, end:2, 253, setup or end"
        )
    return position


def _meant_command(word: str) -> str:
    if word in COMMANDS:
        return f"; {word} is a command and comes first: `toytutor {word} …`"
    close = difflib.get_close_matches(word, COMMANDS, n=1)
    return f"; or was it the command {command(close[0])}?" if close else ""
