"""What a guarded program does that leads nowhere in here, read off its text: it draws, or it asks what time it is."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tui_tutor.engine.text.language import modules
from tui_tutor.engine.text.meanings import imports, is_drawing
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source

_KINDS = frozenset({"datetime.datetime", "datetime.date"})
_OF_KINDS = frozenset({"now", "today", "utcnow"})

_UNASKED = frozenset({"gmtime", "localtime", "ctime", "asctime", "strftime"})
"""Functions of `time` that write down a time, and ask for the present one only where they are given none."""

_NUMBERS = frozenset({"hist", "hist2d"})
"""Calls that draw, and give numbers besides."""


def drawing_lines(source: Source) -> frozenset[int]:
    """The first lines of statements that draw, and do nothing else; none of a program that is trusted."""
    if source.trust is not None:
        return frozenset()
    try:
        tree = source.tree
    except ProblemsError:
        return frozenset()
    roots = _drawing_names(tree)
    return frozenset(
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call) and _draws(node.value, roots)
    )


def clock_calls(source: Source) -> frozenset[tuple[int, str]]:
    """Line and text of each call that asks the clock; none of a program that is trusted."""
    if source.trust is not None:
        return frozenset()
    meaning = imports(source.tree)
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    return frozenset((node.lineno, " ".join(_text(source, node).split())) for node in calls if _asks(node, meaning))


def _asks(node: ast.Call, meaning: dict[str, str]) -> bool:
    path = _path(node.func, meaning)
    module, _, name = path.rpartition(".")
    if module in _KINDS:
        return name in _OF_KINDS
    if module != "time" or name not in modules.CLOCK:
        return False
    given = len(node.args) + len(node.keywords) - (name == "strftime")
    return name not in _UNASKED or given <= 0


def _path(node: ast.expr, meaning: dict[str, str]) -> str:
    """What a name with its attributes means; "" for anything else."""
    if isinstance(node, ast.Name):
        return meaning.get(node.id, "")
    if isinstance(node, ast.Attribute):
        holder = _path(node.value, meaning)
        return f"{holder}.{node.attr}" if holder else ""
    return ""


def _text(source: Source, node: ast.expr) -> str:
    return ast.get_source_segment(source.text, node) or ""


def _drawing_names(tree: ast.Module) -> frozenset[str]:
    """Names of what draws: imported, or what such a thing gave; none that ever holds something else."""
    stores = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.For)]
    others: set[str] = set()
    while True:
        roots = _reached(stores, {name for name, path in imports(tree).items() if is_drawing(path)} - others, others)
        more = {
            name
            for node in stores
            if isinstance(node, ast.Assign) and not _draws(node.value, roots)
            for name in _stored_in(node)
        }
        if not more & roots:
            return frozenset(roots)
        others |= more


def _reached(stores: Collection[ast.Assign | ast.For], roots: set[str], others: set[str]) -> set[str]:
    """Names to which what draws comes from some, without those that hold something else."""
    found: set[str] = set()
    while roots - found:
        found = set(roots)
        for node in stores:
            if _draws(node.value if isinstance(node, ast.Assign) else node.iter, roots):
                roots = roots | set(_stored_in(node)) - others
    return roots


def _draws(node: ast.expr, roots: Collection[str]) -> bool:
    """Whether an expression is something that draws, of its call or its part."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute) and node.attr in _NUMBERS:
            return False
        node = node.func if isinstance(node, ast.Call) else node.value
    return isinstance(node, ast.Name) and node.id in roots


def _stored_in(node: ast.Assign | ast.For) -> Iterator[str]:
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        for each in ast.walk(target):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                yield each.id
