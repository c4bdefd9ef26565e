"""Which refusals only follow from others, so that one cause is told once.

What a refused call gives back has attributes that nobody knows: of `r = requests.get(…)` neither `r.json` nor what is
made of it is to be told, where `requests` is. Names are followed by their spelling, whatever scope they are of: since
something else is refused then, no program runs for it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MOST: Final = 50
"""Refusals of attributes from which on is followed what comes of them; nobody reads more of them."""


@dataclass(frozen=True, slots=True)
class _Flow:
    """What values come of: those of `targets` of the names and nodes of `sources`."""

    targets: frozenset[str]
    sources: frozenset[str]
    nodes: frozenset[ast.AST]


class Causes:
    """What is refused of a program: nodes, and names (attributes as `.name`) whose values come of those."""

    def __init__(self, tree: ast.AST, refused: Iterable[ast.AST], lost: Iterable[str]) -> None:
        self._flows = list(_flows(tree))
        self._refused = set(refused)
        self._lost = set(lost)
        self._added = 0
        self._spread()

    def explain(self, node: ast.Attribute) -> bool:
        """Whether what an attribute is taken of comes of what is refused."""
        return self._is_lost(*_parts(node.value))

    def add(self, node: ast.AST) -> None:
        """A node is refused as well."""
        self._refused.add(node)
        self._added += 1
        if self._added <= MOST:
            self._spread()

    def _is_lost(self, names: frozenset[str], nodes: frozenset[ast.AST]) -> bool:
        return not self._lost.isdisjoint(names) or not self._refused.isdisjoint(nodes)

    def _spread(self) -> None:
        while True:
            reached = [each for each in self._flows if self._is_lost(each.sources, each.nodes)]
            self._flows = [each for each in self._flows if not self._is_lost(each.sources, each.nodes)]
            if not reached:
                return
            for each in reached:
                self._lost |= each.targets


def _flows(tree: ast.AST) -> Iterator[_Flow]:
    functions: dict[str, list[ast.FunctionDef]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            functions.setdefault(node.name, []).append(node)
    for node in ast.walk(tree):
        for targets, value in _stores(node):
            yield _Flow(frozenset(name for each in targets for name in _targets(each)), *_parts(value))
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            for function in functions.get(name, ()):
                yield from _given(node, function)
        elif isinstance(node, ast.FunctionDef):
            given = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value is not None]
            for value in given:
                yield _Flow(frozenset({node.name, f".{node.name}"}), *_parts(value))


def _stores(node: ast.AST) -> Iterator[tuple[list[ast.expr], ast.expr]]:
    """Where a node stores, and what."""
    if isinstance(node, ast.Assign):
        yield node.targets, node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr | ast.AugAssign) and node.value is not None:
        yield [node.target], node.value
    elif isinstance(node, ast.For | ast.comprehension):
        yield [node.target], node.iter
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield [node.optional_vars], node.context_expr


def _given(call: ast.Call, function: ast.FunctionDef) -> Iterator[_Flow]:
    """What a call gives to the parameters of a function of the program."""
    names = [each.arg for each in [*function.args.posonlyargs, *function.args.args]]
    # A method's own object stands first.
    names = names[1:] if isinstance(call.func, ast.Attribute) else names
    for name, value in zip(names, call.args, strict=False):
        yield _Flow(frozenset({name}), *_parts(value))
    for keyword in call.keywords:
        yield _Flow(frozenset({keyword.arg or ""}), *_parts(keyword.value))


def _targets(target: ast.expr) -> Iterator[str]:
    """The names that a target stores to: `a` and `b` of `a, b[0]`, `.w` of `self.w`."""
    if isinstance(target, ast.Tuple | ast.List):
        for each in target.elts:
            yield from _targets(each)
    elif isinstance(target, ast.Subscript | ast.Starred):
        yield from _targets(target.value)
    elif isinstance(target, ast.Attribute):
        yield f".{target.attr}"
    elif isinstance(target, ast.Name):
        yield target.id


def _parts(value: ast.expr) -> tuple[frozenset[str], frozenset[ast.AST]]:
    """The names in an expression, attributes as `.name`, and all its nodes."""
    nodes = frozenset(ast.walk(value))
    names = {each.id for each in nodes if isinstance(each, ast.Name)}
    names |= {f".{each.attr}" for each in nodes if isinstance(each, ast.Attribute)}
    return frozenset(names), nodes
