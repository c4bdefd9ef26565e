"""What every check of the guard does: it visits a tree, and refuses each node that is not known to be harmless."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tui_tutor.engine.text import why
from tui_tutor.engine.text.language import modules, syntax
from tui_tutor.engine.text.meanings import REFUSED, is_drawing, member
from tui_tutor.engine.text.problems import LINE_END, Problem
from tui_tutor.engine.text.quoting import code
from tui_tutor.engine.text.source import Source

DEEPEST: Final = 100
"""Levels of nesting; what copies or rewrites the tree later needs several places on Python's stack for each."""

LARGEST_EXPONENT: Final = 1_000_000
"""Of a power of whole numbers; more takes so long that the program seems to hang."""


def problems(tree: ast.AST, checker: Checker) -> list[Problem]:
    """What a checker finds in a tree, in source order."""
    deep = _too_deep(tree)
    try:
        if deep is None:
            checker.visit(tree)
    except RecursionError:
        deep = tree
    if deep is not None:
        checker.refuse(deep, "this is nested too deeply; store parts of it in names first", guard=False)
    return sorted(dict.fromkeys(checker.told(tree)), key=lambda problem: (problem.line, problem.column))


def _too_deep(tree: ast.AST) -> ast.AST | None:
    """A node below the deepest level; looked for level by level, so that this needs no stack."""
    level = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return next((node for node in level if hasattr(node, "lineno")), None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem and its node; `may_follow` says that another may be the cause."""

    problem: Problem
    node: ast.AST
    may_follow: bool


class Checker:
    """Visits a tree and refuses every node that has neither a rule (`visit_…`) nor a place in `plain`."""

    plain: frozenset[type[ast.AST]]

    def __init__(self, source: Source, imports: Mapping[str, str]) -> None:
        self.source = source
        self.imports = imports
        self.refusals: list[Refusal] = []
        self._f_string: ast.AST | None = None
        # Attributes of the program's own objects: what they are taken of is looked at as they are used.
        self.own: frozenset[str] = frozenset()
        self.stored: frozenset[str] = frozenset()

    def visit(self, node: ast.AST) -> None:
        """Look at a node, and at all that its rule looks at."""
        rule = getattr(self, f"visit_{type(node).__name__}", None)
        if rule is not None:
            rule(node)
        elif type(node) in self.plain:
            self.visit_all(ast.iter_child_nodes(node))
        else:
            name = type(node).__name__
            self.refuse(node, why.why_not_syntax(name), width=syntax.WIDTHS.get(name, 0))

    def visit_all(self, nodes: Iterable[ast.AST | None]) -> None:
        """Look at several nodes; those that are missing are none."""
        for node in nodes:
            if node is not None:
                self.visit(node)

    def told(self, _tree: ast.AST) -> list[Problem]:
        """The problems that are to be told."""
        return [each.problem for each in self.refusals]

    def refuse(
        self, node: ast.AST, message: str | None, *, guard: bool = True, may_follow: bool = False, width: int = 0
    ) -> None:
        """Note a problem at a node; no message, no problem. `guard` says whether Python itself would run it.

        `may_follow`: what the node is part of may be refused already. `width` is of a part of it that stands first.
        """
        if message is not None:
            self.refusals.append(Refusal(self.problem(node, message, guard=guard, width=width), node, may_follow))

    def problem(self, node: ast.AST, message: str, *, guard: bool = False, kind: str = "", width: int = 0) -> Problem:
        """What is wrong at a node."""
        # Before 3.12, Python cannot say well where something stands inside an f-string.
        place = self._f_string or node
        line = min(getattr(place, "lineno", 1), len(self.source.lines))
        column = self.source.column(line, getattr(place, "col_offset", 0))
        end = column + width if width else self._end(place, line)
        return Problem(self.source.path, line, column, message, kind, guard, end=end)

    def _end(self, place: ast.AST, line: int) -> int:
        """Where a node ends on its first line; 0 where it tells nothing."""
        end_line, end = getattr(place, "end_lineno", None), getattr(place, "end_col_offset", None)
        if end_line is None or end is None:
            return 0
        return self.source.column(line, end) if end_line == line else LINE_END

    def path(self, node: ast.AST) -> str | None:
        """What an expression names: a built-in, a module, or its member as `numpy.random.seed`; None for all else."""
        if isinstance(node, ast.Name):
            built_in = node.id in why.USABLE and node.id not in self.stored
            path = self.imports.get(node.id, node.id if built_in else None)
            # What takes the place of an import that fails is a value like any other.
            return None if path == REFUSED and node.id in self.stored else path
        if not isinstance(node, ast.Attribute):
            return None
        owner = self.path(node.value)
        if owner == REFUSED:
            return REFUSED
        return (
            member(owner, node.attr) if owner is not None and (owner in modules.MODULES or is_drawing(owner)) else None
        )

    def visit_Constant(self, node: ast.Constant) -> None:
        """A number, a text or the like."""
        if type(node.value) not in syntax.CONSTANTS:
            self.refuse(node, f"`{code(node)}` is not allowed here")

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """An operator; a power may be too large to compute."""
        if isinstance(node.op, ast.Pow) and number(node.left) >= 2 and number(node.right) > LARGEST_EXPONENT:
            self.refuse(node, f"`{code(node)}` is too large a number to compute; use a smaller power", guard=False)
        else:
            self.visit_all([node.left, node.op, node.right])

    def visit_Name(self, node: ast.Name) -> None:
        """A name that is read, or stored."""
        path = self.imports.get(node.id)
        if not isinstance(node.ctx, ast.Load):
            self.bind(node, node.id)
        elif path is None:
            if node.id not in self.stored or node.id.startswith("__"):
                self.refuse(node, why.why_not_name(node.id))
        elif path != REFUSED and not is_drawing(path):
            self.refuse(node, why.why_not_member(path, node.id))

    def bind(self, node: ast.AST, name: str) -> None:
        """Refuse a name that may not be given a value."""
        path = self.imports.get(name)
        if path is not None and path != REFUSED:
            self.refuse(node, f"`{name}` is imported, so it must keep its meaning; choose another name here")
        else:
            self.refuse(node, why.why_not_stored(name))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """What is taken of a module, of what draws, or of a value."""
        path = self.path(node)
        if path == REFUSED:
            return
        if path is not None and not isinstance(node.ctx, ast.Load) and not is_drawing(path):
            self.refuse(node, f"`{code(node)}` cannot be changed: it belongs to a module; store values in names")
        elif is_drawing(path):
            self._visit_drawing(node)
        elif path is not None:
            self.refuse(node, why.why_not_member(path, code(node)))
        else:
            self.visit(node.value)
            self.visit_attribute_of_value(node)

    def _visit_drawing(self, node: ast.Attribute) -> None:
        if node.attr in modules.FROM_A_FILE:
            self.refuse(
                node, f"`{code(node)}` is not allowed here: no file is read; write the numbers as `np.array([…])`"
            )
        elif node.attr.startswith("_"):
            self.refuse(node, why.why_not_attribute(node.attr))

    def visit_attribute_of_value(self, node: ast.Attribute) -> None:
        """An attribute of what is no module."""
        if not isinstance(node.ctx, ast.Load):
            self.refuse(node, why.why_not_own(node.attr), may_follow=True)
        elif node.attr not in self.own:
            self.refuse(node, why.why_not_attribute(node.attr), may_follow=True)


def number(node: ast.expr) -> float:
    """A number, or a power of numbers such as the exponent in `10**10**10`; 0 for all else."""
    try:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return float(number(node.left) ** number(node.right))
        return float(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else 0.0
    except OverflowError:
        return math.inf
