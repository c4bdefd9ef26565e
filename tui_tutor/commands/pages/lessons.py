"""The page of `toytutor lessons`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.page import CANNOT, DONE, Page, Told, nothing


def _files() -> Told:
    from tui_tutor.lesson.find import users_folder

    return ((str(users_folder()), "where your own lessons lie, each in a folder that is called by its name"),)


def _carry_out(_given: argparse.Namespace) -> int:
    from tui_tutor.commands import lessons

    return lessons.run()


PAGE = Page(
    "lessons",
    "",
    "list the lessons",
    (
        "Lists the lessons by name, in the order in which to take them, each with what you reached in it. Your own "
        "come last: those in the folder named below, and in the folders that TOYTUTOR_LESSONS names. Where two have "
        "one name it opens the first; the other is listed by its path, and so opens.",
        "Of a lesson that is broken it is said what tells you more.",
    ),
    nothing,
    _carry_out,
    examples=(("toytutor lessons", "the lessons, and how far you came"),),
    statuses=(DONE, ("1", "a lesson is broken, or TOYTUTOR_LESSONS names what is no folder of lessons"), CANNOT),
    variables=("TOYTUTOR_LESSONS", "TOYTUTOR_STATE", "COLUMNS"),
    files=_files,
    read_on=("toytutor --help", "the README, chapter `Write a lesson`"),
)
