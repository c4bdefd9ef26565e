"""The rules for a condition that a learner types: it may only look at values."""

from __future__ import annotations

import ast

from tui_tutor.engine.text import why
from tui_tutor.engine.text.checker import Checker
from tui_tutor.engine.text.language import conditions, syntax
from tui_tutor.engine.text.quoting import code


class ConditionChecker(Checker):
    """The rules for a learner's condition."""

    plain = syntax.CONDITION_NODES

    def visit_Name(self, node: ast.Name) -> None:
        """A name: the program's values may be called anything."""
        # Whatever the program calls its values; what Python calls so is looked at where it is called.
        if node.id in self.imports or node.id.startswith("__"):
            super().visit_Name(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """An attribute, or a method without its brackets."""
        super().visit_Attribute(node)
        if node.attr in conditions.METHODS and self.path(node) is None:
            self.refuse(node, f"`.{node.attr}` needs its brackets: write `.{node.attr}()`")

    def visit_Call(self, node: ast.Call) -> None:
        """A call of what only looks."""
        text, path = code(node.func), self.path(node.func)
        method = node.func if isinstance(node.func, ast.Attribute) and path is None else None
        most = why.condition_arguments(path, method.attr if method else "")
        if most is None:
            self.refuse(node.func, why.why_not_called(text))
        elif len(node.args) > most:
            self.refuse(node, f"`{text}` takes at most {most} arguments without a name here")
        self.visit_all([method.value, *node.args] if method else node.args)
        for keyword in node.keywords:
            if keyword.arg not in conditions.KEYWORDS:
                self.refuse(keyword, f"`{keyword.arg or '**'}` is not allowed here: values are only looked at")
            self.visit(keyword.value)
