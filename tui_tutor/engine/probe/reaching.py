"""Which statements of a program may run one of its loops, read off the text; it errs on the side of saying yes."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

LOOPS = (ast.For, ast.While)

_BUILT_IN = frozenset(dir(builtins))


class Reach:
    """Knows the names by which a loop of the program may be run: of functions, methods and classes that hold one."""

    def __init__(self, tree: ast.Module) -> None:
        self._defined = {
            node.name: node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        }
        self._everywhere = False
        self._stored = {
            node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
        self.names: set[str] = set()
        self._imported = {
            alias.asname or alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        bodies = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
        while True:
            before = len(self.names), self._everywhere
            for node in bodies:
                if any(isinstance(each, LOOPS) for each in ast.walk(node)) or any(map(self.reaches, node.body)):
                    self.names.add(node.name)
                    # An operator or a `with` may call it, which the text does not tell.
                    self._everywhere |= node.name.startswith("__") and node.name != "__init__"
            if (len(self.names), self._everywhere) == before:
                break

    def reaches(self, node: ast.AST) -> bool:
        """Whether a loop may run while a node does that is no loop itself; what a function holds runs when called."""
        return any(self.calls(each) for each in running(node))

    def reaches_in(self, node: ast.FunctionDef) -> bool:
        """Whether a loop may run while a function does."""
        return node.name in self.names

    def calls(self, node: ast.AST) -> bool:
        """Whether a node by itself may run a loop: a name of what holds one, or a call of nobody knows what."""
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            return node.id in self.names
        if isinstance(node, ast.Attribute):
            return node.attr in self.names
        if self._everywhere and isinstance(node, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.With)):
            return True
        return isinstance(node, ast.Call) and bool(self.names) and not self._is_known(node.func)

    def _is_known(self, callee: ast.expr) -> bool:
        """Whether the text tells what is called: not what was stored, handed over or taken out of something."""
        if isinstance(callee, ast.Attribute):
            return callee.attr not in self._stored
        return isinstance(callee, ast.Name) and (
            callee.id in self._defined or callee.id in self._imported or callee.id in _BUILT_IN
        )


def running(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that run when it does: of what is defined in it the bodies of lambdas and classes alone."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef):
            yield from running(child)
