"""Arguments that several commands take, and how what is written is read."""

from __future__ import annotations

import argparse
import math
import re
from typing import Any

from tui_tutor.engine.watch.position import Place, turn

LESSON = "a lesson's name, a lesson folder, or a .py or .ipynb file"

NAMING = (
    "A bare word is the name of a lesson that `toytutor lessons` lists; anything with a path separator or ending in "
    ".py or .ipynb, and any folder, is a path."
)


def add_lesson(parser: argparse.ArgumentParser, **more: Any) -> None:
    """The lesson that a command is about."""
    parser.add_argument("lesson", metavar="LESSON", **{"help": LESSON, **more})


def add_seconds(parser: argparse.ArgumentParser, waits: str) -> None:
    """How long a program is waited for; `waits` says what takes so long."""
    parser.add_argument("--seconds", metavar="S", type=seconds, default=20.0, help=f"{waits} (default: 20)")


def add_loop(parser: argparse.ArgumentParser) -> None:
    """Which loop is the main one."""
    which = "the line of the main loop (default: of the one that does the most)"
    parser.add_argument("--loop", metavar="LINE", type=line, help=which)


def add_trust(parser: argparse.ArgumentParser) -> None:
    """That a script is the user's own; what follows `--` are its arguments."""
    own = "a script of your own: run it as python would, without the guard; its arguments after --"
    parser.add_argument("--trust", action="store_true", help=own)
    parser.set_defaults(arguments=())


def trusted(given: argparse.Namespace) -> tuple[str, ...] | None:
    """The arguments of a script that is trusted; None where none is."""
    return tuple(given.arguments) if given.trust else None


def line(text: str) -> int:
    """A line's number."""
    if re.fullmatch(r"0*[1-9][0-9]{0,8}", text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no line: give the number of the line on which a loop begins")
    return int(text)


def iteration(text: str) -> Place:
    """An iteration that was written as a number, with or without separators."""
    digits = re.sub("[,_]", "", text)
    if re.fullmatch(r"[0-9]{1,18}", digits) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no iteration: give a number from 0 on, such as 0 or 59,999")
    return turn(int(digits))


def seconds(text: str) -> float:
    """A time that was written as a number."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: give a number of seconds, such as 60")
    return number
