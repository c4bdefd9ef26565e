"""The options of every command, as the contract spells them. Imports nothing heavy, so that help is instant."""

from __future__ import annotations

import argparse
import math
import re
from typing import NoReturn

from tui_tutor import __version__
from tui_tutor.commands.messages import printable
from tui_tutor.engine.position import END, SETUP, Place, turn

COMMANDS = {
    "lessons": ("", "list the lessons"),
    "run": ("LESSON", "run the program at full speed, and print what it prints"),
    "trace": ("LESSON", "list the operations of one iteration, to read or as JSON"),
    "check": ("PATH…", "say everything that is wrong with lessons and scripts"),
}
"""Each command with what it takes and what it does."""

LESSON = "a lesson's name, a lesson folder, or a .py file"

LANGUAGES = ("en",)

_ABOUT = """\
See a neural network learn, one operation at a time, in a terminal.

  toytutor                      open the lesson toy_brain
  toytutor --at 253:7           open it at iteration 253, operation 7
  toytutor ./my_program.py      open a numpy script of your own"""

_TRACE_EXAMPLES = """\
examples:
  toytutor trace toy_brain --iteration 10,000
  toytutor trace ./my_program.py --setup --json"""

_CHECK_EXAMPLES = """\
examples:
  toytutor check toy_brain
  toytutor check ./my_lesson ./my_program.py --seconds 60"""


def tutor_parser() -> argparse.ArgumentParser:
    """The options of the tutor itself; its help is that of the whole command."""
    commands = "\n".join(f"  {f'{name} {takes}'.strip():<15} {does}" for name, (takes, does) in COMMANDS.items())
    more = "`toytutor COMMAND --help` says more. A folder so named opens as ./NAME."
    parser = _parser(
        "toytutor",
        "toytutor [LESSON] [options]\n       toytutor COMMAND …",
        _ABOUT,
        f"commands:\n{commands}\n\n{more}",
    )
    tutor = parser.add_argument_group("the tutor")
    tutor.add_argument("lesson", metavar="LESSON", nargs="?", help=f"{LESSON} (toy_brain)")
    tutor.add_argument("--at", metavar="POSITION", help="open there: 253, 253:7, setup:3 or end")
    _loop_option(tutor)
    tutor.add_argument("--fresh", action="store_true", help="forget where you were")
    tutor.add_argument("--motion", metavar="HOW", choices=("full", "reduced", "none"), help="full, reduced or none")
    tutor.add_argument("--theme", metavar="NAME", help="the colours")
    tutor.add_argument("--ascii", action="store_true", help="draw with plain ASCII signs only")
    tutor.add_argument("--lang", metavar="LANG", type=_language, default="en", help="the language: en")
    about = parser.add_argument_group("about")
    about.add_argument("-h", "--help", action="help", help="show this and end")
    about.add_argument("--version", action="version", version=f"toytutor {__version__}", help="show the version")
    return parser


def command_parser(name: str) -> argparse.ArgumentParser:
    """The options of a command."""
    takes, does = COMMANDS[name]
    examples = {"trace": _TRACE_EXAMPLES, "check": _CHECK_EXAMPLES}.get(name, "")
    usage = f"toytutor {name} {takes}{' [options]' if examples else ''}".strip()
    parser = _parser(f"toytutor {name}", usage, f"{does[0].upper()}{does[1:]}.", examples)
    if name in ("run", "trace"):
        parser.add_argument("lesson", metavar="LESSON", help=LESSON)
    if name in ("run", "trace", "check"):
        _loop_option(parser)
    if name == "trace":
        _trace_options(parser)
    if name == "check":
        parser.add_argument("paths", metavar="PATH", nargs="+", help=LESSON)
        waits = "how long each program may run (20)"
        parser.add_argument("--seconds", metavar="S", type=_seconds, default=20.0, help=waits)
    parser.add_argument("-h", "--help", action="help", help="show this and end")
    return parser


def _parser(prog: str, usage: str, description: str, epilog: str) -> argparse.ArgumentParser:
    return _Parser(
        prog=prog,
        usage=usage,
        description=description,
        epilog=epilog,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, max_help_position=18, width=79),
        allow_abbrev=False,
        add_help=False,
    )


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in words that a terminal obeys nothing of: a name may be anything."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def _trace_options(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    first = "this iteration of the main loop, counted from 0 (0)"
    which.add_argument("--iteration", metavar="N", dest="place", type=_iteration, default=turn(0), help=first)
    which.add_argument("--setup", dest="place", action="store_const", const=SETUP, help="what comes before the loop")
    which.add_argument("--end", dest="place", action="store_const", const=END, help="what comes after the loop")
    parser.add_argument("--json", action="store_true", help="one record a line, each number to its last bit")
    waits = "how long the setup, or one iteration, may take (20)"
    parser.add_argument("--seconds", metavar="S", type=_seconds, default=20.0, help=waits)


def _loop_option(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    which = "the line of the main loop, whichever does the most"
    parser.add_argument("--loop", metavar="LINE", type=_line, help=which)


def _line(text: str) -> int:
    if re.fullmatch(r"0*[1-9][0-9]{0,8}", text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no line: give the number of the line on which a loop begins")
    return int(text)


def _iteration(text: str) -> Place:
    digits = re.sub("[,_]", "", text)
    if re.fullmatch(r"[0-9]{1,18}", digits) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no iteration: give a number from 0 on, such as 0 or 59,999")
    return turn(int(digits))


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: give a number of seconds, such as 60")
    return seconds


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"there is no {text!r} yet: only English is there, --lang en")
    return text
