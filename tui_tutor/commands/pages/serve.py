"""The page of `toytutor serve`."""

from __future__ import annotations

import argparse

from tui_tutor.commands.pages.arguments import LESSON, NAMING, add_lesson
from tui_tutor.commands.pages.page import CANNOT, ENDED, Page

MOST_SESSIONS = 1_000


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_lesson(parser, nargs="?", help=f"{LESSON} (default: toy_brain)")
    host = "the address to listen at; 0.0.0.0 opens it to the network (default: 127.0.0.1, this computer alone)"
    parser.add_argument("--host", metavar="HOST", default="127.0.0.1", help=host)
    port = "the port; 0 takes any that is free (default: 8000)"
    parser.add_argument("--port", metavar="PORT", type=_port, default=8000, help=port)
    sessions = "how many pages may be open at a time (default: 30)"
    parser.add_argument("--sessions", metavar="N", type=_sessions, default=30, help=sessions)
    idle = "minutes without a key after which a page is closed (default: 30)"
    parser.add_argument("--idle", metavar="MINUTES", type=_minutes, default=30.0, help=idle)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 to 65535, such as 8000")
    return int(text)


def _sessions(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) <= MOST_SESSIONS):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pages: give one from 1 to {MOST_SESSIONS:,}")
    return int(text)


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 1_440:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: give minutes up to 1440, such as 30 or 0.5")
    return minutes


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import serve

    return serve.run(given.lesson, serve.Options(given.host, given.port, given.sessions, given.idle))


PAGE = Page(
    "serve",
    "[LESSON] [options]",
    "show the tutor in a browser (extra web)",
    (
        "Serves the tutor to browsers: each page has a tutor of its own, in a process of its own. A page that is "
        "loaded again goes on where it was; what learners do is kept as long as it is served. From a page no file is "
        "written and no script is opened; the lessons are all there (L). Nothing is fetched from the internet.",
        "Opened to a network, whoever reaches the address can use the tutor and run programs on this computer, as far "
        "as the guard lets them. Do so on a network that you trust.",
        NAMING,
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor serve", "the toy brain at http://127.0.0.1:8000/, for this computer alone"),
        ("toytutor serve shapes --host 0.0.0.0 --sessions 25", "a lesson for a class of 25 on the network"),
    ),
    statuses=(
        ("1", "the lesson or script has a problem"),
        ("2", CANNOT[1].replace("impossible position", "address that cannot be had, the extra missing")),
        ENDED,
    ),
    variables=("TOYTUTOR_LESSONS", "TOYTUTOR_MEMORY"),
    read_on=("the README, chapter `In a browser`",),
)
