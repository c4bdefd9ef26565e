"""What a word that is nothing may have been meant to be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence

from tui_tutor.commands.messages import CannotError, command
from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.pages.page import Page
from tui_tutor.lesson.find import UnknownLessonError, find, listed

_BARE = re.compile(r"[A-Za-z][A-Za-z_-]*")


def closest(word: str, words: Collection[str]) -> str | None:
    """The one that a word is most like, None where it is like none; case does not count."""
    names = {each.lower(): each for each in words}
    found = difflib.get_close_matches(word.lower(), names, n=1)
    return names[found[0]] if found else None


def known(kind: str, name: str, names: Collection[str]) -> str:
    """The name, which is one of several. Raises CannotError where it is not."""
    if name in names:
        return name
    close = closest(name, names)
    hint = f"did you mean {close}?" if close else f"there are: {', '.join(names)}"
    raise CannotError(f"there is no {kind} {name!r}; {hint}")


def page_called(name: str) -> Page:
    """The page of a command, that of the tutor itself for "". Raises CannotError where there is none."""
    if not name:
        return TUTOR
    if name in COMMANDS:
        return COMMANDS[name]
    close = closest(name, COMMANDS)
    hint = f"did you mean {command('help', close)}?" if close else f"there are: {', '.join(COMMANDS)}"
    raise CannotError(f"there is no command {name!r}; {hint}")


def refuse_misspelt(arguments: Sequence[str]) -> None:
    """Raise CannotError where a command line begins with what can only be meant as a command, and is none.

    One that begins so and goes on is no line of the tutor, which opens a single lesson.
    """
    word = arguments[0] if arguments else ""
    if _BARE.fullmatch(word) is None or word in COMMANDS or closest(word, [each.word for each in listed()]):
        return
    close = closest(word, COMMANDS)
    if close is None:
        return
    try:
        find(word)
    except UnknownLessonError:
        meant = command(close, *arguments[1:])
        raise CannotError(f"there is no command and no lesson {word!r}; did you mean {meant}?") from None
