"""The page of `toytutor check`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.arguments import LESSON, NAMING, add_loop, add_seconds, add_trust, trusted
from tui_tutor.commands.pages.page import CANNOT, ENDED, Page


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help=LESSON)
    add_loop(parser)
    add_trust(parser)
    add_seconds(parser, "how long each program may run")


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import check

    return check.run(given.paths, given.seconds, given.loop, trusted(given))


PAGE = Page(
    "check",
    "PATH… [options]",
    "say everything that is wrong with lessons and scripts",
    (
        "Reads the files, runs the program to its end and computes what is plotted. Every problem is told, all at "
        "once, each as path:line:column: message, on standard error; what is good is told on standard output.",
        "Warnings, as path:line:column: warning: words [kind], are of what runs and is hardly meant so: names that the "
        "program does not have [names], axes that do not fit the shapes or each other [axes], random draws without a "
        "seed [unseeded], what-ifs that fail in the setup or iteration 0 or change nothing [what-if], texts that are "
        "never shown [step], milestones that are never reached [milestone].",
        NAMING,
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor check toy_brain", "a lesson that comes with the tutor"),
        ("toytutor check ./my_lesson ./my_program.py --seconds 60", "work of your own, with more time"),
    ),
    statuses=(
        ("0", "nothing is wrong, though there may be warnings"),
        ("1", "something is wrong with at least one of them"),
        CANNOT,
        ENDED,
    ),
    variables=("TOYTUTOR_LESSONS", "TOYTUTOR_MEMORY"),
    read_on=("the README, chapter `Write a lesson`",),
)
