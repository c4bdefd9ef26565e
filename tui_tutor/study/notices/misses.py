"""What a prediction misses its target by, as an expression that can be looked at when an iteration ends."""

from __future__ import annotations

import ast
import math
from functools import lru_cache
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.curve import modules_beside
from tui_tutor.engine.text.looking import CURVE, Look
from tui_tutor.engine.watch.harmless import HarmlessLook
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.study.network import Network
from tui_tutor.study.notices.seen import missed

_REACHED = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Slice, ast.Tuple)
_PRODUCTS = frozenset({"dot", "matmul"})


class Miss(Look):
    """The mean of what a prediction misses its target by, where the target is what it was at first."""

    def __init__(self, said: str, target: str, first: Any) -> None:
        # It is made of two others, which are compiled once.
        self.text = f"np.mean(np.abs(({target}) - ({said})))"
        self._off, self._target = _harmless(self.text), _harmless(target)
        self.names = self._off.names
        self._first = first

    def __call__(self, namespace: dict[str, Any], more: Any = None) -> Any:
        """Its value in a namespace; nan where the target is another."""
        modules = more or modules_beside(namespace)
        # What a loop that goes through its data misses of one sample tells nothing of what it misses of another.
        if not np.array_equal(self._target(namespace, modules), self._first):
            return math.nan
        return self._off(namespace, modules)


def miss_of(recording: Recording, network: Network | None, weights: frozenset[str]) -> Miss | None:
    """What an iteration's prediction misses its target by, as an expression of names that stand when it ends."""
    event, at = _compared(recording, network, weights)
    if event is None or event.depth != recording.events[0].depth:
        return None
    codes = [text.code for text in event.texts]
    target, said = event.operands[at], codes[1 - at]
    if target.shape is None or not target.whole:
        return None
    behind = recording.events[recording.events.index(event) + 1 :]
    stored = {change.name for each in behind for change in each.changes} - weights
    names = [_reached(code) for code in codes]
    if any(each is None or each & stored for each in names):
        return None
    return Miss(said, codes[at], target.data)


def _compared(recording: Recording, network: Network | None, weights: frozenset[str]) -> tuple[Event | None, int]:
    """The operation that compares a prediction with its target, and which operand that is.

    Without a network it is the last difference of an array that was there before and one that weights were put in.
    """
    event = missed(recording.events, network)
    if event is not None and network is not None:
        return event, [text.code for text in event.texts].index(network.target or "")
    made: dict[str, frozenset[str]] = {}
    found: tuple[Event | None, int] = (None, 0)
    for each in recording.events:
        if each.kind is Kind.BIND and each.site.name is not None:
            names = _reached(each.site.code.partition("=")[2].strip()) or frozenset()
            made[each.site.name] = names.union(*(made.get(name, set()) for name in names))
        elif each.site.symbol in ("-", "subtract") and len(each.operands) == 2:
            sides = [_reached(text.code) or frozenset() for text in each.texts]
            through = [side.union(*(made.get(name, set()) for name in side)) & weights for side in sides]
            for at in (0, 1):
                code, value = each.texts[at].code, each.operands[at]
                is_given = code in recording.start and code not in made and code not in weights and value.is_array
                if is_given and not through[at] and through[1 - at] and value.shape == each.operands[1 - at].shape:
                    found = each, at
    return found


@lru_cache(maxsize=64)
def _harmless(text: str) -> HarmlessLook:
    return HarmlessLook(text, CURVE)


@lru_cache(maxsize=512)
def _reached(code: str) -> frozenset[str] | None:
    """The names that an expression of names, parts, operators and products takes; None for any other."""
    try:
        tree = ast.parse(code, mode="eval")
    except SyntaxError:
        return None
    for node in ast.walk(tree.body):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _PRODUCTS:
            continue
        if not isinstance(node, (*_REACHED, ast.expr_context, ast.operator, ast.unaryop)):
            return None
    return frozenset(ast.unparse(node) for node in ast.walk(tree.body) if isinstance(node, (ast.Name, ast.Attribute)))
