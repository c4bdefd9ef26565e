"""`toytutor lessons`: the lessons that come with the tutor, and a user's own that open by name."""

from __future__ import annotations

import shlex
import shutil
import textwrap

from tui_tutor.commands.messages import command, complain, counted, printable
from tui_tutor.commands.pages import COMMANDS
from tui_tutor.lesson.find import VARIABLE, misnamed_folders, users_folder
from tui_tutor.lesson.model import Lesson
from tui_tutor.lesson.progress import Progress, Store, content_key
from tui_tutor.lesson.shelf import Shelved, shelf

WIDEST = 80
"""Columns beyond which a summary is no easier to read."""

LONGEST_NAME = 20
"""Columns of a name that titles stand beside; a longer one, or a path, has a line of its own."""


def run() -> int:
    """List the lessons: name, title, number of steps, summary; a broken one with the way to find out more."""
    found = shelf()
    words = [_word(each) for each in found]
    margin = max((len(word) for word in words if len(word) <= LONGEST_NAME), default=0) + 2
    width = min(WIDEST, max(40, shutil.get_terminal_size().columns))
    store = Store()
    for each, word in zip(found, words, strict=True):
        lines = _told(each, word, margin, width, store)
        print("\n".join(map(printable, lines)), end="\n\n")
    print("`toytutor NAME` opens a lesson; so it does a folder and a .py file of your own.")
    print(f"Lessons in {printable(str(users_folder()))} and in folders named by {VARIABLE} are listed as well.")
    misnamed = misnamed_folders()
    for words_ in misnamed:
        complain(f"toytutor: {words_}")
    return 1 if misnamed or any(each.lesson is None for each in found) else 0


def _word(each: Shelved) -> str:
    """What is typed to open a lesson: its path where its name is a command's, or looks like an option."""
    word = each.found.word
    return shlex.quote(str(each.found.path) if word in COMMANDS or word.startswith("-") else word)


def _told(each: Shelved, word: str, margin: int, width: int, store: Store) -> list[str]:
    if each.lesson is None:
        lines = [f"is broken: {counted(each.problems, 'problem')}", f"{command('check', each.found.word)} says which"]
        return _beside(word, margin, lines)
    key = content_key(each.lesson.source.text)
    return entry(each.lesson, word, margin, width, store.all([key]).get(key, Progress()))


def entry(lesson: Lesson, word: str, margin: int, width: int, progress: Progress) -> list[str]:
    """The lines that tell of one lesson, its texts in one column, and what was reached in it."""
    steps = counted(lesson.steps, "step")
    if progress.finished:
        steps = f"✓ finished, {steps}"
    elif progress.steps_seen:
        steps = f"{len(progress.steps_seen)} of {steps} seen"
    room = width - margin
    first = f"{lesson.title}{steps:>{max(room - len(lesson.title), len(steps) + 2)}}"
    return _beside(word, margin, [first, *textwrap.wrap(lesson.summary, room)])


def _beside(word: str, margin: int, lines: list[str]) -> list[str]:
    """Lines in the column of texts, the word before the first of them, or above it where it is too long for that."""
    indented = [" " * margin + line for line in lines]
    if len(word) + 2 > margin:
        return [word, *indented]
    return [f"{word:<{margin}}{lines[0]}", *indented[1:]]
