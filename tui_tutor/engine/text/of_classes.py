"""What a program's classes may be made of."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from tui_tutor.engine.text.language import calls, names
from tui_tutor.engine.text.meanings import REFUSED, starred, stored
from tui_tutor.engine.text.quoting import code

if TYPE_CHECKING:
    from tui_tutor.engine.text.checker import Checker


_NAMED_TUPLES: tuple[str | None, ...] = ("collections.namedtuple", "typing.NamedTuple")


_KEEPING = frozenset({"dataclasses.dataclass", "enum.unique", "functools.total_ordering", "typing.final"})
"""Decorators that give back a class of the program."""

_UNSURE = frozenset({"str", "typing.Protocol"})
"""Bases that a pattern cannot have: of a text it would take `format`, and a protocol is whoever has its attributes."""


class Bases:
    """The classes of a program.

    `refused` are those that are made of what may not be, and of these. `matched` are those that a pattern may name:
    nothing else can stand under their names, and nobody else's object is one of theirs.
    """

    def __init__(self, tree: ast.Module, checker: Checker) -> None:
        self._checker = checker
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        tuples = _named_tuples(tree, checker)
        self.classes = frozenset(node.name for node in nodes) | {target.id for target in tuples}
        self.matched = self.classes - self._unsure(nodes, stored(tree, {*nodes, *tuples}) | starred(tree))
        refused: set[str] = set()
        while True:
            before = len(refused)
            for node in nodes:
                known = [getattr(base, "id", None) in refused for base in node.bases]
                if any(known) or not all(self._may_be(base, node) for base in node.bases):
                    refused.add(node.name)
            if len(refused) == before:
                break
        self.refused = frozenset(refused)

    def visit(self, node: ast.ClassDef) -> None:
        """Refuse what a class may not be made of."""
        for base in node.bases:
            if not self._may_be(base, node) and self._checker.path(_origin(base)) != REFUSED:
                hint = "use a class of the program, an exception, `Enum` or `ABC`"
                self._checker.refuse(base, f"`{code(base)}` cannot be a base here: {hint}")
            elif isinstance(base, ast.Call):
                self._checker.visit(base)
            elif isinstance(base, ast.Subscript):
                self._checker.visit(base.slice)
        for keyword in node.keywords:
            is_abstract = keyword.arg == "metaclass" and self._checker.path(keyword.value) == "abc.ABCMeta"
            if getattr(keyword.value, "id", None) in self.refused:
                continue
            if not is_abstract and not (keyword.arg == "total" and isinstance(keyword.value, ast.Constant)):
                self._checker.refuse(keyword, f"`{keyword.arg or '**'}` is not allowed here: name the bases alone")

    def _unsure(self, nodes: list[ast.ClassDef], others: frozenset[str]) -> set[str]:
        """The names that may stand for what is no class of the program; `others` are stored in other ways as well."""
        found = {name for name in self.classes if name in others or hasattr(builtins, name)}
        while True:
            before = len(found)
            for node in nodes:
                made = [each.func if isinstance(each, ast.Call) else each for each in node.decorator_list]
                origins = [_origin(base) for base in node.bases]
                if (
                    any(self._checker.path(each) not in _KEEPING for each in made)
                    or any(self._checker.path(each) in _UNSURE for each in origins)
                    or any(getattr(each, "id", None) in found for each in origins)
                ):
                    found.add(node.name)
            if len(found) == before:
                return found

    def _may_be(self, base: ast.expr, node: ast.ClassDef) -> bool:
        origin = _origin(base)
        if isinstance(origin, ast.Name) and origin.id in self.classes:
            return True
        if isinstance(origin, ast.Call):
            return self._checker.path(origin.func) in _NAMED_TUPLES
        path = self._checker.path(origin)
        if path in calls.MIXED_IN:
            return any(self._checker.path(each) in calls.ENUMS for each in node.bases)
        is_error = path in names.EXCEPTIONS - {"SystemExit"} or path == "numpy.linalg.LinAlgError"
        return is_error or path in calls.BASES


def _origin(base: ast.expr) -> ast.expr:
    """`Generic` of `Generic[T]`."""
    return base.value if isinstance(base, ast.Subscript) else base


def _named_tuples(tree: ast.Module, checker: Checker) -> frozenset[ast.Name]:
    """The targets that a kind of named tuple is stored to."""
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
    return frozenset(
        target
        for node in made
        if checker.path(node.value.func) in _NAMED_TUPLES  # type: ignore[attr-defined]
        for target in node.targets
        if isinstance(target, ast.Name)
    )
