"""The pages of `toytutor help` and `toytutor version`."""

from __future__ import annotations

import argparse

from tui_tutor import __version__
from tui_tutor.commands.pages.page import CANNOT, DONE, Page, nothing


def _add_command(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("command", metavar="COMMAND", nargs="?", help="a command (default: the tutor itself)")


def _help(given: argparse.Namespace) -> int:
    from tui_tutor.commands.parser import parser_of
    from tui_tutor.commands.spelling import page_called

    print(parser_of(page_called(given.command or "")).format_help(), end="")
    return 0


def _version(_given: argparse.Namespace) -> int:
    print(f"toytutor {__version__}")
    return 0


HELP = Page(
    "help",
    "[COMMAND]",
    "show the help of a command",
    ("Shows what `toytutor COMMAND --help` shows.",),
    _add_command,
    _help,
    examples=(
        ("toytutor help", "the tutor itself, and which commands there are"),
        ("toytutor help trace", "a command"),
    ),
    read_on=("toytutor completion --help: the man page, and completion in your shell",),
)

VERSION = Page(
    "version",
    "",
    "show the version",
    ("Shows which version of toytutor this is.",),
    nothing,
    _version,
    examples=(("toytutor version", "the same as toytutor --version"),),
    statuses=(DONE, CANNOT),
)
