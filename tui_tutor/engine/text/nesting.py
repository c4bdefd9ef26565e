"""Where a program is nested deeper than Python can read: Python itself tells no line."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterator

MOST_TRIED = 20
"""Statements that are tried, those first that are most likely to be too deep."""

_LEVELS = frozenset({"not", "lambda", "if", "await"})


def too_deep_line(text: str) -> int:
    """The line of the statement that Python cannot read because it is nested too deeply; 1 where none is found."""
    statements = sorted(_statements(text), key=lambda each: -each[0])[:MOST_TRIED]
    return next((line for _, line, words in statements if _is_too_deep(words)), 1)


def _statements(text: str) -> Iterator[tuple[int, int, str]]:
    """Each simple statement or header: how many levels it may have, its line, and its text."""
    lines, levels, first = text.split("\n"), 0, 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NEWLINE:
                yield levels, first, "\n".join(lines[first - 1 : token.end[0]]).strip()
                levels, first = 0, 0
            elif token.type in (tokenize.OP, tokenize.NAME):
                first = first or token.start[0]
                levels += token.string in _LEVELS if token.type == tokenize.NAME else token.string not in ",:;"
    except (tokenize.TokenError, SyntaxError):
        return


def _is_too_deep(words: str) -> bool:
    header = words.endswith(":")
    branch = "if 1: pass\n" if words.startswith(("elif", "else")) else ""
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(f"{branch}{words}{' pass' if header else ''}")
    except (RecursionError, MemoryError):
        return True
    except (SyntaxError, ValueError):
        return False
    return False
