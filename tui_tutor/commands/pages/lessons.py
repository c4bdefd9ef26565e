"""The page of `toytutor lessons`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.page import CANNOT, DONE, Page, nothing


def _carry_out(_given: argparse.Namespace) -> int:
    from tui_tutor.commands import lessons

    return lessons.run()


PAGE = Page(
    "lessons",
    "",
    "list the lessons",
    ("Lists the lessons by name, in the order in which to take them, each with what you reached in it.",),
    nothing,
    _carry_out,
    examples=(("toytutor lessons", "the lessons, and how far you came"),),
    statuses=(DONE, ("1", "a lesson has problems"), CANNOT),
    variables=("TOYTUTOR_STATE", "COLUMNS"),
    read_on=("toytutor --help", "the README, chapter `Write a lesson`"),
)
