"""The page of the tutor itself."""

from __future__ import annotations

import argparse

from tui_tutor import __version__
from tui_tutor.commands.pages.arguments import LESSON, NAMING, add_lesson, add_loop, add_trust, trusted
from tui_tutor.commands.pages.page import CANNOT, DONE, ENDED, VARIABLES, Page
from tui_tutor.commands.pages.settings import files


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_lesson(parser, nargs="?", help=f"{LESSON} (default: toy_brain)")
    parser.add_argument("--at", metavar="POSITION", help="open there: 253, 253:7, setup:3 or end")
    add_loop(parser)
    add_trust(parser)
    parser.add_argument("--fresh", action="store_true", help="forget where you were, and your answers")
    motion = "how much moves: full, reduced or none"
    parser.add_argument("--motion", metavar="HOW", choices=("full", "reduced", "none"), help=motion)
    parser.add_argument("--theme", metavar="NAME", help="the colours: toytutor-light, nord, dracula, …")
    shown = "the picture to begin with: network, neurons, error, s-curve, gaps, bowl, wishes or survey"
    parser.add_argument("--picture", metavar="NAME", help=shown)
    content = "what the program was when a link to it was made; where it has changed since, that is said"
    parser.add_argument("--content", metavar="DIGITS", help=content)
    parser.add_argument("--ascii", action="store_true", help="draw with plain ASCII signs only")
    version = f"toytutor {__version__}"
    parser.add_argument("-V", "--version", action="version", version=version, help="show the version and end")


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import tutor

    options = tutor.Options(
        at=given.at,
        motion=given.motion,
        theme=given.theme,
        ascii_only=given.ascii,
        fresh=given.fresh,
        picture=given.picture,
        content=given.content,
        loop=given.loop,
        arguments=trusted(given),
    )
    return tutor.run(given.lesson, options)


PAGE = Page(
    "",
    "[LESSON] [options]",
    "see a neural network learn, one operation at a time, in a terminal",
    (
        "Opens a numpy program and moves through it by one operation, one iteration or ten thousand iterations, "
        "forward and backward, with every matrix as it is at that moment. It needs a terminal of at least 60 by 20; "
        "? in it shows the keys, q leaves.",
        f"{NAMING} A folder that is called like a command opens as ./NAME.",
        "A guard keeps programs from files, the network and other programs. What it refuses of a script opens a page, "
        "to mend it or to trust it. With --trust a script of your own runs as python would run it in its folder, with "
        "your rights: its arguments follow --, and what it does outside of itself is done again when you go back and "
        "forth.",
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor", "open the lesson toy_brain, where you left it"),
        ("toytutor --at 253:7", "open it at iteration 253, operation 7"),
        ("toytutor ./my_program.py", "open a numpy script of your own"),
        ("toytutor --trust ./my_program.py -- --rate 0.1", "as python would run it, with arguments of its own"),
    ),
    statuses=(
        DONE,
        ("1", "the lesson or script has a problem"),
        CANNOT,
        ENDED,
    ),
    variables=tuple(name for name in VARIABLES if name != "COLUMNS"),
    files=files,
    read_on=("toytutor COMMAND --help", "the README"),
)
