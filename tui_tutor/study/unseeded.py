"""Random numbers that a program draws before it has set a seed: no two of its runs are the same."""

from __future__ import annotations

import ast
from collections.abc import Collection

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.language import numpys, scikit
from tui_tutor.engine.text.language.modules import DRAWS
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.engine.watch.recording import Event

WORDS = (
    "no seed is set before this draws random numbers, so each run differs; "
    "np.random.seed(1) above it makes every run the same"
)

KIND = "unseeded"

_OWN = ("Generator", "RandomState", "SeedSequence", "BitGenerator", *numpys.GENERATORS)
"""Kinds of generators that a program makes for itself."""


def unseeded(engine: Engine) -> Problem | None:
    """The first draw of a program that has run to its end, where it comes before any seed; None where none does."""
    # Watching moves it as well.
    has_moved = _has_moved(engine.seed)
    places = [SETUP, *([turn(0)] if engine.last_known >= 0 else [])]
    for event in (event for place in places for event in engine.recording(place).events):
        if event.kind is Kind.RANDOM and event.site.symbol == "seed":
            return None
        if _is_draw(event):
            span = event.site.span
            return Problem(engine.source.path, span.line, span.column, WORDS, KIND, end=span.end_on_line)
    # In no operation that was watched: a later iteration may draw, or what comes after the loop.
    nodes = list(ast.walk(engine.source.tree))
    own = {target.id for node in nodes for target in _generators(node)}
    calls = [node for node in nodes if isinstance(node, ast.Call) and _may_draw(node, own)]
    first = min(calls, key=lambda node: (node.lineno, node.col_offset), default=None)
    if first is None or not has_moved:
        return None
    span = engine.source.span(first)
    return Problem(engine.source.path, span.line, span.column, WORDS, KIND, end=span.end_on_line)


def _is_draw(event: Event) -> bool:
    """Whether an operation draws from numpy's own generator; one that a program makes for itself has a seed."""
    own = any(value.type_name in _OWN for value in event.operands)
    return event.kind is Kind.RANDOM and event.site.symbol not in numpys.GENERATORS and not own


def _generators(node: ast.AST) -> list[ast.Name]:
    """The names that a statement gives a generator of the program's own, which has a seed."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return []
    is_made = _name(node.value.func) in numpys.GENERATORS
    return [target for target in node.targets if is_made and isinstance(target, ast.Name)]


def _may_draw(call: ast.Call, own: Collection[str]) -> bool:
    """Whether a call is of something that draws from numpy's own generator, by its name."""
    name = _name(call.func)
    if name in scikit.DRAWS:
        return not any(keyword.arg == "random_state" for keyword in call.keywords)
    receiver = getattr(call.func, "value", None)
    is_own = isinstance(receiver, ast.Name) and receiver.id in own
    return name not in ("seed", *numpys.GENERATORS) and f"numpy.random.{name}" in DRAWS and not is_own


def _name(function: ast.expr) -> str:
    return str(getattr(function, "attr", None) or getattr(function, "id", ""))


def _has_moved(seed: int) -> bool:
    """Whether numpy's own generator is somewhere else than where the run found it."""
    now, then = np.random.get_state(legacy=False), np.random.RandomState(seed).get_state(legacy=False)
    assert isinstance(now, dict)
    assert isinstance(then, dict)
    return now["state"]["pos"] != then["state"]["pos"] or not np.array_equal(now["state"]["key"], then["state"]["key"])
