"""The seeds that a program's text sets, as far as they are numbers in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tui_tutor.engine.text.source import Source
from tui_tutor.study.literals import Literal, literal_at

CALLED = re.compile(r"(^|_)(seed|random_state)$", re.IGNORECASE)
"""What a name or parameter is called that holds a seed."""

_SEEDED = frozenset("seed default_rng RandomState Random SeedSequence PCG64 PCG64DXSM MT19937 Philox SFC64".split())
"""What is given a seed."""


def seeds(source: Source) -> list[list[Literal]]:
    """The seeds in the order of the text, those together that are the same number: what is seeded alike stays so."""
    places: dict[object, list[Literal]] = {}
    found = [literal_at(source, node) for each in ast.walk(source.tree) for node in _given(each)]
    for literal in sorted((each for each in found if each is not None), key=lambda each: each.span):
        if isinstance(literal.value, int) and not isinstance(literal.value, bool):
            places.setdefault(literal.value, []).append(literal)
    return list(places.values())


def _given(node: ast.AST) -> list[ast.expr]:
    """What may be a seed in a part of the text: given to a generator, or to a name that says so."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = [each.value for each in node.keywords if each.arg is not None and CALLED.search(each.arg)]
        return [*(node.args[:1] if name in _SEEDED else ()), *named]
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [node.value] if any(map(_is_seed, targets)) else []
    if isinstance(node, ast.FunctionDef):
        return list(_defaults(node.args))
    return []


def _defaults(arguments: ast.arguments) -> Iterator[ast.expr]:
    for argument, value in zip(reversed(arguments.args), reversed(arguments.defaults), strict=False):
        if CALLED.search(argument.arg):
            yield value
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if CALLED.search(argument.arg) and default is not None:
            yield default


def _is_seed(target: ast.expr) -> bool:
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    return CALLED.search(name) is not None
