"""What reads a command line, made of a page of the manual; its help is that page."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from tui_tutor.commands.messages import printable
from tui_tutor.commands.pages import COMMANDS, TUTOR
from tui_tutor.commands.pages.page import VARIABLES, Page, Told

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

WIDTH = 79
"""Columns of the help."""

MARGIN = 18
"""Columns of the terms that are explained, where they are short enough."""


def parser_of(page: Page) -> argparse.ArgumentParser:
    """The parser of a command's options."""
    usage = f"{page.usage}\n       {page.command} COMMAND …" if page is TUTOR else page.usage
    description = "\n\n".join(textwrap.fill(words, WIDTH) for words in (_sentence(page.does), *page.about))
    parser = _Parser(
        prog=page.command,
        usage=usage,
        description=description,
        epilog="\n\n".join(_sections(page)),
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, max_help_position=MARGIN, width=WIDTH),
        allow_abbrev=False,
        add_help=False,
    )
    page.add_options(parser)
    parser.add_argument("-h", "--help", action="help", help="show this and end")
    return parser


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in words that a terminal obeys nothing of: a name may be anything."""

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> Any:
        """Read a command line; what follows `--` behind `--trust` are the arguments of the script that is trusted."""
        words = list(args or ())
        at = words.index("--trust") if "--trust" in words else len(words)
        at = words.index("--", at) if "--" in words[at:] else len(words)
        given = super().parse_args(words[:at], namespace)
        if at < len(words):
            given.arguments = words[at + 1 :]
        return given

    def error(self, message: str) -> NoReturn:
        super().error(printable(f"{message}{self._meant(message)}"))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # Argparse's own says nothing of a disk that is full.
        stream = file if file is not None else sys.stderr
        if message and stream is not None:
            stream.write(message)

    def _meant(self, message: str) -> str:
        """The option that an unknown one may have been meant to be."""
        given = re.search(r"unrecognized arguments: (--[\w-]+)", message)
        options = [each for action in self._actions for each in action.option_strings if each.startswith("--")]
        close = difflib.get_close_matches(given[1], options, n=1, cutoff=0.7) if given else []
        return f"; did you mean {close[0]}?" if close else ""


def _sections(page: Page) -> Iterator[str]:
    """What there is to say besides the options, a paragraph under each heading."""
    if page is TUTOR:
        yield _section("commands", tuple((each.called, each.does) for each in COMMANDS.values()))
    for heading, entries in (
        ("examples", page.examples),
        ("exit status", page.statuses),
        ("files", page.files()),
        ("environment", tuple((name, VARIABLES[name]) for name in page.variables)),
    ):
        if entries:
            yield _section(heading, entries)
    if page.read_on:
        yield "\n".join(["read on:", *(f"  {each}" for each in page.read_on)])


def _section(heading: str, entries: Told) -> str:
    """A heading, and its terms with what they mean beside them; below them where one of them is too long."""
    margin = max(len(term.strip()) for term, _ in entries) + 4
    beside = margin <= 2 * MARGIN
    lines = [f"{heading}:"]
    for term, words in entries:
        first = f"  {term.strip()}"
        if beside:
            lines += textwrap.wrap(words, WIDTH, initial_indent=first.ljust(margin), subsequent_indent=" " * margin)
        else:
            lines += [first, textwrap.fill(words, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)]
    return "\n".join(lines)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
