"""What a program's author wants to be kept in sight, said in comments: `#watch EXPRESSION`, a line each."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.naming import every_name
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.said import Said, said
from tui_tutor.study.pins import MOST_PINS, why_not_pinned

WORD = "watch"

UNREADABLE = "this cannot be read; write one expression, such as `w[0, 0]`"


def watched(source: Source) -> tuple[str, ...]:
    """The expressions of a program's `#watch` lines, in their order."""
    return tuple(dict.fromkeys(each.expression for each in said(source, WORD)))


def unwatchable(source: Source) -> list[Problem]:
    """What is wrong with a program's `#watch` lines, each at its line and column."""
    known = every_name(source.tree) | {"np"} | set(dir(builtins))
    found: list[Problem] = []
    kept: set[str] = set()
    for each in said(source, WORD):
        problems = list(_problems(source, each, known))
        kept |= {each.expression} if not problems else set()
        if len(kept) > MOST_PINS:
            problems = [_problem(source, each, 0, f"{MOST_PINS} expressions are kept in sight at most")]
            kept.remove(each.expression)
        found += problems
    return found


def _problems(source: Source, told: Said, known: set[str]) -> Iterator[Problem]:
    """What is wrong with one of them, as far as its text and the program's tell."""
    try:
        tree = ast.parse(told.expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield _problem(source, told, max(0, (getattr(error, "offset", None) or 1) - 1), UNREADABLE)
        return
    refused = guard.check_expression(told.expression, source.path, source.tree)
    for each in refused:
        yield _problem(source, told, each.column, each.message)
    unknown = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id not in known]
    for node in unknown:
        column = len(told.expression.encode()[: node.col_offset].decode())
        yield _problem(source, told, column, f"the program has no name {node.id!r}")
    if not refused and not unknown and (why_not := why_not_pinned(told.expression, source.tree)):
        yield _problem(source, told, 0, why_not)


def _problem(source: Source, told: Said, column: int, message: str) -> Problem:
    where = source.cell_at(told.line)
    cell = f" ({where})" if where else ""
    return Problem(source.path, told.line, told.column + column, f"#{WORD}: {message}{cell}")
