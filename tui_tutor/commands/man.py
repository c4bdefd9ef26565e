"""The manual as a page for `man`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from tui_tutor import __version__
from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.pages.page import VARIABLES, Page, Told
from tui_tutor.commands.parser import parser_of


def page() -> str:
    """The whole manual in the language of `man`, in ASCII."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield f'.TH TOYTUTOR 1 "" "toytutor {__version__}" "User Commands"'
    yield from (".SH NAME", f"toytutor \\- {_plain(TUTOR.does)}", ".SH SYNOPSIS")
    for usage in (TUTOR.usage, "toytutor COMMAND …"):
        yield from (f".B {_plain(usage)}", ".br")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(TUTOR.about)
    yield ".SH OPTIONS"
    yield from _options(TUTOR)
    yield ".SH COMMANDS"
    for each in COMMANDS.values():
        yield from _command(each)
    yield ".SH EXIT STATUS"
    yield from _terms(TUTOR.statuses)
    yield ".SH ENVIRONMENT"
    yield from _terms(VARIABLES.items())
    yield ".SH FILES"
    yield from _terms(TUTOR.files())
    yield ".SH EXAMPLES"
    yield from _terms(TUTOR.examples)
    yield ".SH SEE ALSO"
    yield from _paragraphs(TUTOR.read_on)


def _command(each: Page) -> Iterator[str]:
    """A section for one command."""
    yield f".SS {_plain(each.usage)}"
    yield from _paragraphs(each.about)
    yield from _options(each, "help")
    statuses: Told = tuple(entry for entry in each.statuses if entry not in TUTOR.statuses)
    for heading, terms in (("Exit status:", statuses), ("Examples:", each.examples)):
        if terms:
            yield from (".PP", heading)
            yield from _terms(terms)


def _options(each: Page, *known: str) -> Iterator[str]:
    """All that it takes, but what is known already."""
    actions = (action for action in parser_of(each)._actions if action.dest not in known)
    yield from _terms((_written(action), action.help or "") for action in actions)


def _written(action: argparse.Action) -> str:
    """An option, or an argument, as it is written: `--at POSITION`."""
    value = str(action.metavar) if action.metavar is not None else ""
    names = ", ".join(action.option_strings)
    return f"{names} {value}".strip() if action.nargs != 0 else names


def _terms(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, words in entries:
        yield from (".TP", f".B {_plain(term)}", _plain(words))


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (".PP", _plain(text))


def _plain(text: str) -> str:
    """Text of which `man` obeys nothing."""
    signs = {"\\": "\\e", "-": "\\-", '"': "\\(dq"}
    plain = "".join(signs.get(sign) or (sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in text)
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
