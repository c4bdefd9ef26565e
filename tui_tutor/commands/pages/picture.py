"""The page of `toytutor picture`."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace

from tui_tutor.commands.pages.arguments import NAMING, add_lesson, add_loop, add_seconds, add_trust, trusted
from tui_tutor.commands.pages.page import DONE, ENDED, Page
from tui_tutor.view.layout import SMALLEST

LARGEST = (400, 150)
"""Columns and rows of the largest picture."""

SIZE = (120, 40)


def _size(text: str) -> tuple[int, int]:
    """A size that was written as columns by rows."""
    match = re.fullmatch(r"([0-9]{1,5})[x×]([0-9]{1,5})", text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size: give columns by rows, such as 120x40 or 80x24")
    columns, rows = int(match[1]), int(match[2])
    if not (SMALLEST[0] <= columns <= LARGEST[0] and SMALLEST[1] <= rows <= LARGEST[1]):
        smallest, largest = ("x".join(map(str, each)) for each in (SMALLEST, LARGEST))
        raise argparse.ArgumentTypeError(f"{text!r} is too small or too large: from {smallest} to {largest}")
    return columns, rows


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_lesson(parser)
    file = "where to write it: a name that ends in .svg or .txt; with --sheet in .html"
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=file)
    parser.add_argument("--at", metavar="POSITION", help="the position: 253, 253:7, setup:3 or end (default: setup)")
    parser.add_argument("--size", metavar="SIZE", type=_size, help="columns by rows (default: 120x40)")
    themes = "the colours: toytutor-light, nord, dracula, … (default: toytutor; of a sheet toytutor-light)"
    parser.add_argument("--theme", metavar="NAME", help=themes)
    shown = "the picture beside the stage: network, neurons, error, s-curve, gaps, bowl, wishes or survey"
    parser.add_argument("--picture", metavar="NAME", help=shown)
    keys = "a film of these keys being pressed from there on, as one SVG that moves: 'a' acts out, 't' jumps"
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--frames", metavar="KEYS", help=keys)
    which.add_argument("--sheet", action="store_true", help="a page to print: all steps of a lesson, with iteration 0")
    add_loop(parser)
    add_trust(parser)
    add_seconds(parser, "how long the program may take to come further")


def _carry_out(given: argparse.Namespace) -> int:
    from tui_tutor.commands import picture

    wishes = picture.Wishes(given.at, given.size, given.theme, given.picture, given.frames, given.seconds)
    wishes = replace(wishes, loop=given.loop, arguments=trusted(given))
    return (
        picture.sheet(given.lesson, given.output, wishes)
        if given.sheet
        else picture.run(given.lesson, given.output, wishes)
    )


PAGE = Page(
    "picture",
    "LESSON -o FILE [options]",
    "write the screen at a position to a file, as a picture, a film or a page to print",
    (
        "Runs the program to a position and draws the very screen that the tutor shows there, with all that is "
        "computed behind it; it needs no terminal. An .svg has the colours of a theme and needs nothing from "
        "elsewhere, no font, no script; a .txt is the same screen as text. A file that is there already is replaced.",
        "KEYS of --frames are written as the tutor's footer and help write them, with blanks between them: the moves "
        "and iterations (right, down, ], i, x, c, m, t, end, …), a, v, + and -. The film goes on for ever; where "
        "nothing is to move, its last still is shown.",
        NAMING,
    ),
    _add_options,
    _carry_out,
    examples=(
        ("toytutor picture toy_brain --at 0:3 -o product.svg", "a product, 120 by 40"),
        ("toytutor picture toy_brain --at end --size 80x24 --picture error -o curve.txt", "as text, 80 by 24"),
        ("toytutor picture toy_brain --at 0:3 --frames 'a t' -o film.svg", "it is acted out, then 10,000 iterations"),
        ("toytutor picture --trust ./my_program.py -o end.svg --at end -- --rate 0.1", "a script of your own"),
        ("toytutor picture --sheet toy_brain -o sheet.html", "a page to print for a class"),
    ),
    statuses=(
        DONE,
        ("1", "the lesson or script has a problem, the program cannot get there, or it took too long"),
        ("2", "it cannot be done so: an unknown lesson, position, theme or picture; a file that cannot be written"),
        ENDED,
    ),
    variables=("TOYTUTOR_LESSONS", "TOYTUTOR_MEMORY"),
    read_on=("toytutor --help: --at opens the tutor at the same position",),
)
