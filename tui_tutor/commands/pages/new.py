"""The page of `toytutor new`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.arguments import add_seconds
from tui_tutor.commands.pages.page import DONE, ENDED, Page


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the folder to make; it may exist if it is empty")
    parser.add_argument("--from", metavar="SCRIPT", dest="script", help="a .py file to make the lesson of")
    add_seconds(parser, "how long the script may run")


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import new

    return new.run(given.folder, given.script, given.seconds)


PAGE = Page(
    "new",
    "FOLDER [options]",
    "write a small lesson to begin with, or make one of a script",
    (
        "Writes a folder with a complete small lesson, to be changed into your own: lesson.toml, program.py, and a "
        "text for each step. Nothing is ever written over.",
        "From a script it copies the program; where that has no comments #1, #2, … its paragraphs become steps. It "
        "runs it once, notes its names and the shapes of its arrays, leaves axes to fill in, and writes the beginning "
        "of a text for each step. What is still to be written is marked TODO.",
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor new my_lesson", "a lesson of six steps to change"),
        ("toytutor new my_lesson --from ./my_program.py", "a lesson about a script of yours"),
    ),
    statuses=(
        DONE,
        ("1", "the script has a problem or does not end, or the folder cannot be written"),
        ("2", "the folder is there and not empty, or there is no such script"),
        ENDED,
    ),
    variables=("TOYTUTOR_MEMORY",),
    read_on=("toytutor check --help", "the README, chapter `Write a lesson`"),
)
