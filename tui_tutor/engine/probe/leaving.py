"""Where a program goes on or is left: what catches, what comes finally, and what is broken off."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from tui_tutor.engine.probe.pieces import TURNS, located


class Ours(ast.If):
    """A branch of the tutor's own, which no probe is put around."""

    # It is compiled as what it is made of.
    _fields = ast.If._fields


class Finally(ast.If):
    """What comes finally, where the program goes on; its test is the tutor's, its body the author's."""

    _fields = ast.If._fields


class Handlers(ast.NodeTransformer):
    """Makes a program that is left run nothing more on its way out.

    One that is `trusted` can catch all that Python knows, but for what ends it.
    """

    def __init__(self, *, trusted: bool = False) -> None:
        self._trusted = trusted

    def visit_Try(self, node: ast.Try) -> ast.AST:
        """What catches everything catches what a program can raise; what comes finally does not come any more."""
        self.generic_visit(node)
        for handler in node.handlers:
            if self._trusted and (handler.type is None or "BaseException" in ast.unparse(handler.type)):
                asked = ast.Call(ast.Attribute(ast.Name(TURNS, ast.Load()), "is_ended", ast.Load()), [], [])
                handler.body.insert(0, located(Ours(asked, [ast.Raise()], []), handler.body[0]))
            elif handler.type is None:
                handler.type = ast.copy_location(ast.Name("Exception", ast.Load()), handler)
        if node.finalbody:
            ended = ast.Attribute(ast.Name(TURNS, ast.Load()), "is_ended", ast.Load())
            goes_on = ast.UnaryOp(ast.Not(), ast.Call(ended, [], []))
            node.finalbody = [located(Finally(goes_on, node.finalbody, []), node.finalbody[0])]
        return node


class Breaks(ast.NodeTransformer):
    """Lets the tutor wait where a loop is broken off, and go on with an earlier turn: `asked` makes what asks it."""

    def __init__(self, asked: Callable[[ast.AST], ast.expr]) -> None:
        self._asked = asked

    def inside(self, body: Iterable[ast.stmt]) -> list[ast.stmt]:
        """The statements of a loop's body."""
        made: list[ast.stmt] = []
        for statement in body:
            changed = self.visit(statement)
            made += changed if isinstance(changed, list) else [changed]
        return made

    def visit_Break(self, node: ast.Break) -> list[ast.stmt]:
        """Going on with a turn is `continue`: it leads to the loop's head, as the end of a turn does."""
        return [located(Ours(self._asked(node), [ast.Continue()], []), node), node]

    def visit_For(self, node: ast.stmt) -> ast.stmt:
        """What is broken off in there is another loop, or more than a loop."""
        return node

    visit_While = visit_Try = visit_With = visit_FunctionDef = visit_ClassDef = visit_For
