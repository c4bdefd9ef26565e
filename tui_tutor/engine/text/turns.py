"""What the turns of a loop are called, as its own text tells: samples, rows, layers."""

from __future__ import annotations

import ast

TURN = "turn"
"""What a turn is called where the text tells nothing."""

SHORTEST = 3
"""Letters of a name that says something: `i` and `kk` count, they do not tell what."""

INDICES = frozenset("index idx ind num number count counter item elem element val value key iteration iter".split())
"""Names that only count, or say nothing of what they are."""

NO_PLURALS = ("ss", "us", "is", "bias")
"""Ends of words that end like plurals and are none."""


def turn_name(loop: ast.For | ast.While) -> str:
    """What one turn of a loop is called: the name of its target, or the one for what it runs over; else `turn`."""
    if not isinstance(loop, ast.For):
        return TURN
    told = [_word(name) for name in _targets(loop.target)]
    found = next((word for word in told[::-1] if word), "")
    return found or next((word for name in _names(loop.iter) if (word := _word(_singular(name)))), TURN)


def _targets(target: ast.expr) -> list[str]:
    if isinstance(target, ast.Tuple | ast.List):
        return [name for each in target.elts for name in _targets(each)]
    return [target.id] if isinstance(target, ast.Name) else []


def _names(node: ast.expr) -> list[str]:
    """The names in what a loop runs over, as they are written."""
    found = [
        (each.lineno, each.col_offset, each.attr if isinstance(each, ast.Attribute) else each.id)
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute | ast.Name)
    ]
    return [name for *_, name in sorted(found)]


def _word(name: str) -> str:
    words = name.strip("_").replace("_", " ")
    return words if len(words) >= SHORTEST and words.lower() not in INDICES else ""


def _singular(name: str) -> str:
    """One of what a plural names, without `n_` for how many there are; "" for what is no plural."""
    name = name.removeprefix("n_").removeprefix("num_").lower()
    if not name.endswith("s") or name.endswith(NO_PLURALS):
        return ""
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-2] if name.endswith(("ches", "shes", "xes", "sses", "iases")) else name[:-1]
