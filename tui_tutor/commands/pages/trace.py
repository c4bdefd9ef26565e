"""The page of `toytutor trace`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.arguments import NAMING, add_lesson, add_loop, add_seconds, add_trust, iteration, trusted
from tui_tutor.commands.pages.page import CANNOT, DONE, ENDED, Page
from tui_tutor.engine.watch.position import END, SETUP


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_lesson(parser)
    which = parser.add_mutually_exclusive_group()
    first = "this iteration of the main loop, counted from 0 (default: 0; without one, the setup)"
    which.add_argument("--iteration", metavar="N", dest="place", type=iteration, help=first)
    which.add_argument("--setup", dest="place", action="store_const", const=SETUP, help="what comes before the loop")
    which.add_argument("--end", dest="place", action="store_const", const=END, help="what comes after the loop")
    parser.add_argument("--json", action="store_true", help="one record a line, each number to its last bit")
    add_loop(parser)
    add_trust(parser)
    add_seconds(parser, "how long the setup, or one iteration, may take")


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import trace

    return trace.run(
        given.lesson,
        given.place,
        as_json=given.json,
        seconds=given.seconds,
        loop=given.loop,
        arguments=trusted(given),
    )


PAGE = Page(
    "trace",
    "LESSON [options]",
    "list the operations of one iteration, to read or as JSON",
    (
        "Lists every operation of one part of the program, in the order in which they happen: its number, line, kind, "
        "code, the rule of its shapes and its value. As JSON it is one record a line, for other programs.",
        "Where the program raises, what came before is listed.",
        NAMING,
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor trace toy_brain", "iteration 0 of the toy brain"),
        ("toytutor trace toy_brain --iteration 10,000", "iteration 10,000"),
        ("toytutor trace ./my_program.py --setup --json", "what a script does before its loop, as JSON"),
    ),
    statuses=(
        DONE,
        ("1", "the lesson has a problem, the program raised, or it took too long; listed is what came before"),
        CANNOT,
        ENDED,
    ),
    variables=("TOYTUTOR_LESSONS", "TOYTUTOR_MEMORY", "COLUMNS"),
    read_on=("toytutor run --help", "toytutor --help: --at opens the tutor at what was listed"),
)
