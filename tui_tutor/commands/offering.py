"""What may come next on a command line: what shells ask when a key completes a word.

It is found in the options of the commands as they are, so that nothing has to be told twice.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.pages.page import Told
from tui_tutor.commands.parser import parser_of
from tui_tutor.lesson.find import LESSON_FILE, listed
from tui_tutor.lesson.model import PICTURES


class Paths(StrEnum):
    """Which paths fit; the shell itself looks for them."""

    NONE = ""
    SCRIPTS = ":scripts"
    FILES = ":files"
    FOLDERS = ":folders"


@dataclass(frozen=True)
class Offers:
    """Words, each with what it is, and paths."""

    words: Told = ()
    paths: Paths = Paths.NONE


_PATHS = {
    "LESSON": Paths.SCRIPTS,
    "PATH": Paths.SCRIPTS,
    "SCRIPT": Paths.SCRIPTS,
    "FILE": Paths.FILES,
    "FOLDER": Paths.FOLDERS,
}
"""The paths that fit an argument, by the name that its help gives to its value."""


def lines(words: Sequence[str]) -> Iterator[str]:
    """The answer to a shell: a word a line, a tab and what it is; in the last line which paths fit."""
    found = offers(words)
    for word, told in found.words:
        yield f"{word}\t{told}"
    if found.paths:
        yield found.paths


def offers(words: Sequence[str]) -> Offers:
    """What fits in the place of the last of the words that follow `toytutor`."""
    *before, current = _parted(words)
    page = COMMANDS.get(before[0], TUTOR) if before else TUTOR
    parser = parser_of(page)
    typed = _Typed(parser, before if page is TUTOR else before[1:])
    if typed.awaiting is not None:
        return _values(typed.awaiting)
    if typed.is_literal and any(action.dest == "trust" for action in typed.used):
        # What follows are the script's own arguments.
        return Offers(paths=Paths.FILES)
    option, equals, _ = current.partition("=")
    if option.startswith("--") and equals:
        return _after_equals(parser, option)
    place = typed.place
    if current.startswith("-") and not typed.is_literal:
        return Offers(tuple(_options(parser, typed.used)))
    if place is None:
        return Offers(tuple(_options(parser, typed.used)) if not current else ())
    values = _values(place)
    commands = tuple((name, each.does) for name, each in COMMANDS.items()) if page is TUTOR and not before else ()
    return Offers((*commands, *values.words), values.paths)


def _parted(words: Sequence[str]) -> list[str]:
    """The words, `--option=value` in two where a shell has handed it on in three, and `0:3` in one, as bash does."""
    parted: list[str] = []
    for index, word in enumerate(words):
        if parted and word and (word == ":" or words[index - 1] == ":"):
            parted[-1] += word
            continue
        if word == "=" and parted and parted[-1].startswith("--"):
            if index == len(words) - 1:
                parted.append("")
            continue
        parted.append(word)
    return parted or [""]


class _Typed:
    """What has been typed before the word to complete.

    `awaiting` is the option whose value comes next, `place` the argument that comes next, None where there is no
    further one; `used` are the options that were given, and `is_literal` is true after `--`.
    """

    def __init__(self, parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
        options = parser._option_string_actions
        self.used: set[argparse.Action] = set()
        self.awaiting: argparse.Action | None = None
        self.is_literal = False
        count = 0
        for word in words:
            name, equals, _ = word.partition("=")
            if self.awaiting is not None:
                self.awaiting = None
            elif not self.is_literal and word == "--":
                self.is_literal = True
            elif not self.is_literal and name in options:
                self.used.add(options[name])
                self.awaiting = options[name] if options[name].nargs != 0 and not equals else None
            else:
                count += 1
        places = [action for action in parser._actions if not action.option_strings]
        repeated = places[-1] if places and places[-1].nargs in ("+", "*") else None
        self.place = places[count] if count < len(places) else repeated


def _options(parser: argparse.ArgumentParser, used: set[argparse.Action]) -> Iterator[tuple[str, str]]:
    """The options that can still be given, each under its long name."""
    excluded = set(used)
    for group in parser._mutually_exclusive_groups:
        if used.intersection(group._group_actions):
            excluded.update(group._group_actions)
    for action in parser._actions:
        if action.option_strings and action not in excluded and action.help != argparse.SUPPRESS:
            yield action.option_strings[-1], action.help or ""


def _after_equals(parser: argparse.ArgumentParser, option: str) -> Offers:
    action = parser._option_string_actions.get(option)
    found = _values(action) if action is not None and action.nargs != 0 else Offers()
    return Offers(tuple((f"{option}={word}", told) for word, told in found.words), found.paths)


def _values(action: argparse.Action) -> Offers:
    """What an argument, or the value of an option, can be."""
    paths = _PATHS.get(str(action.metavar), Paths.NONE)
    if action.choices is not None:
        return Offers(tuple((str(choice), "") for choice in action.choices))
    if action.metavar in ("LESSON", "PATH"):
        return Offers(tuple(_lessons()), paths)
    if action.metavar == "COMMAND":
        return Offers(tuple((name, page.does) for name, page in COMMANDS.items()))
    if action.dest == "theme":
        return Offers(tuple((name, "") for name in _themes()))
    if action.dest == "picture":
        return Offers(tuple((name, "") for name in PICTURES))
    return Offers(paths=paths)


def _lessons() -> Iterator[tuple[str, str]]:
    """The lessons that open by name, but for words that would have to be quoted, each shell in its own way."""
    return ((each.word, _title(each.path)) for each in listed() if re.fullmatch(r"[\w./-]+", each.word))


def _title(path: Path) -> str:
    try:
        with (path / LESSON_FILE).open("rb") as file:
            title = tomllib.load(file).get("title", "")
    except (OSError, ValueError, RecursionError):
        return ""
    return " ".join(str(title).split())


def _themes() -> list[str]:
    from tui_tutor.widgets.themes import ALL_THEMES

    return sorted(ALL_THEMES)
