"""The page of a script that is refused: what is wrong, each at its line, and what there is to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

from tui_tutor.engine.text.problems import Problem
from tui_tutor.view.excerpt import excerpt
from tui_tutor.view.lines import EMPTY, Line, Piece, line, wrap
from tui_tutor.view.signs import shown

MOST = 200
"""Problems that are shown: more than these nobody mends one by one."""

GUARD = (
    "The guard keeps a file that someone sent you from reaching your files, the network and other programs. "
    "Python would run this one."
)
PYTHON = "Python itself cannot run it."


def may_be_trusted(problems: Sequence[Problem]) -> bool:
    """Whether nothing but the guard refuses a script."""
    return all(problem.guard for problem in problems)


def page(problems: Sequence[Problem], lines: Sequence[str], columns: int) -> list[Line]:
    """All that is wrong, under the keys; `lines` are those of the script."""
    trusts = may_be_trusted(problems)
    things = "One thing stands" if len(problems) == 1 else f"{len(problems):,} things stand"
    why = GUARD if trusts else PYTHON
    told = [*wrap(line((f"{things} in its way. ", "strong"), (why, "prose")), columns), EMPTY]
    told += _key("e", "mend it in the editor; it is tried again when you leave that with esc", columns)
    if trusts:
        told += _key("t", "trust it, if it is your own: it runs as python would run it", columns)
    told += [*_key("q", "leave", columns), EMPTY]
    gutter = len(str(max((each.line for each in problems), default=1))) + 2
    for _, group in groupby(problems[:MOST], key=lambda each: each.line):
        told += _at_line(list(group), lines, columns, gutter)
    if len(problems) > MOST:
        told.append(line((f"and {len(problems) - MOST:,} more", "dim")))
    return told


def question(path: str, columns: int) -> list[Line]:
    """What trusting a script means, before it is trusted."""
    name, folder = Path(path).name, str(Path(path).absolute().parent)
    told = [line((f"Is {shown(name)} your own?", "strong")), EMPTY]
    for words in (
        "Trusted, it runs with your rights, as `python` would run it: it can read, change and delete your files, use "
        "the network and start other programs, and so can whatever it imports. The guard does not look at it.",
        f"It runs in its folder, {shown(folder)}. What it does outside of itself, such as writing to a file, is done "
        "again whenever you go back and forth.",
        "You are asked once: it stays trusted where it lies, until its text changes.",
    ):
        told += [*wrap(line((words, "prose")), columns), EMPTY]
    told += _key("y", "it is mine: trust it and open it", columns)
    told += _key("esc", "back", columns)
    return told


def _key(key: str, words: str, columns: int) -> list[Line]:
    first, *rest = wrap(line((words, "prose")), max(1, columns - 6))
    return [
        line((f" {key} ".center(5), "key"), (" ", "text"), *first),
        *(line(("      ", "text"), *each) for each in rest),
    ]


def _at_line(problems: Sequence[Problem], lines: Sequence[str], columns: int, gutter: int) -> list[Line]:
    """Problems of one line: that line of the script, a mark under each place, and what is wrong there."""
    margin: Piece = (" " * (gutter + 2), "text")
    room = max(10, columns - gutter - 2)
    words = [line(margin, *each) for problem in problems for each in wrap(line((problem.message, "prose")), room)]
    number = problems[0].line
    if not 1 <= number <= len(lines):
        return [*words, EMPTY]
    if len(problems) > 1 and len(shown(lines[number - 1])) > room:
        # Not all of its places can be shown at once.
        return [each for problem in problems for each in _at_line([problem], lines, columns, gutter)]
    parts = [excerpt(lines[number - 1], each.column, each.end, room) for each in problems]
    code: list[Piece] = [(f"{number:>{gutter}}  ", "gutter")]
    marks: list[Piece] = [margin]
    at = 0
    for before, word, _ in sorted(parts, key=lambda part: len(part[0])):
        if len(before) >= at:
            code += [(before[at:], "code"), (word, "code failed")]
            marks += [(" " * cell_len(before[at:]), "text"), ("^" * max(1, cell_len(word)), "error")]
            at = len(before) + max(1, len(word))
    code.append(("".join(parts[0])[at:], "code"))
    return [line(*code), line(*marks), *words, EMPTY]
