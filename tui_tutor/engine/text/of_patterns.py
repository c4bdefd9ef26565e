"""The rules for the patterns of `match`."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from tui_tutor.engine.text import why
from tui_tutor.engine.text.checker import Checker
from tui_tutor.engine.text.language import calls
from tui_tutor.engine.text.of_classes import Bases
from tui_tutor.engine.text.quoting import code
from tui_tutor.engine.text.source import Source


class PatternChecker(Checker):
    """Patterns may read attributes of the program's classes, and of numbers, alone."""

    bases: Bases

    def __init__(self, source: Source, imports: Mapping[str, str]) -> None:
        super().__init__(source, imports)
        self.match_arguments: set[ast.expr] = set()
        """Stores of the attributes that a pattern reads by their places, all of them written out."""

    def take_match_arguments(self, targets: list[ast.expr], value: ast.expr | None) -> None:
        """Let a class name the attributes that a pattern reads by their places, written out."""
        parts = value.elts if isinstance(value, ast.Tuple) else [ast.Constant(None)]
        told = [each.value if isinstance(each, ast.Constant) else None for each in parts]
        if all(isinstance(each, str) and why.why_not_own(each) is None for each in told):
            self.match_arguments.update(targets)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        """A name that a pattern stores."""
        if node.name is not None:
            self.bind(node, node.name)
        self.visit_all([getattr(node, "pattern", None)])

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        """A pattern for a dictionary."""
        if node.rest is not None:
            self.bind(node, node.rest)
        self.visit_all([*node.keys, *node.patterns])

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        """A pattern for an object, which reads its attributes."""
        is_own = isinstance(node.cls, ast.Name) and node.cls.id in self.bases.matched
        if not is_own and getattr(node.cls, "id", None) in self.bases.classes:
            hint = "its name, or one that it is made of, must stand for a class of the program and nothing else"
            self.refuse(node.cls, f"`{code(node.cls)}` cannot be matched here: {hint}")
            return
        if not is_own and self.path(node.cls) not in calls.MATCHED:
            self.refuse(
                node.cls, f"`{code(node.cls)}` cannot be matched here: use a class of the program, or a number's"
            )
        for name in node.kwd_attrs:
            hint = why.why_not_own(name) or f"`{name}` is not allowed here: match a class of the program"
            self.refuse(node, why.why_not_own(name) if is_own else hint)
        self.visit_all([*node.patterns, *node.kwd_patterns])
