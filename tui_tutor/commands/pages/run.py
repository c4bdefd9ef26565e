"""The page of `toytutor run`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.arguments import NAMING, add_lesson, add_loop, add_trust, trusted
from tui_tutor.commands.pages.page import CANNOT, DONE, ENDED, Page


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_lesson(parser)
    add_loop(parser)
    add_trust(parser)


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import run

    return run.run(given.lesson, given.loop, trusted(given))


PAGE = Page(
    "run",
    "LESSON [options]",
    "run the program at full speed, and print what it prints",
    (
        "Runs the program to its end, as Python itself runs it. Standard output is what the program prints and nothing "
        "else. Where the program raises, the exception and its line are told on standard error.",
        NAMING,
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor run toy_brain", "train the toy brain, and see its error fall"),
        ("toytutor run ./my_program.py > out.txt", "keep what a script of yours prints"),
    ),
    statuses=(DONE, ("1", "the lesson has a problem, or the program raised"), CANNOT, ENDED),
    variables=("TOYTUTOR_LESSONS", "TOYTUTOR_MEMORY"),
    read_on=("toytutor trace --help", "toytutor check --help"),
)
