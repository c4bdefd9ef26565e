"""The program's own text in messages."""

from __future__ import annotations

import ast

LONGEST = 60
"""Characters of the program's text in a message."""


def code(node: ast.AST) -> str:
    """An expression's text, short and in one line."""
    try:
        text = " ".join(ast.unparse(node).split())
    except ValueError:
        # It holds a whole number of more digits than Python writes.
        return "…"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
