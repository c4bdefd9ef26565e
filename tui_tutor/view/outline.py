"""What a program's text says about an operation beyond its own line: where a branch leads, what a loop goes through."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property

from tui_tutor.engine.text.source import Source, Span
from tui_tutor.engine.text.turns import TURN, turn_name
from tui_tutor.view.own_words import OwnWords


@dataclass(frozen=True, slots=True)
class Way:
    """Where a branch leads: the line that runs next there, and its text; line 0 where the text has no such line."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class Ring:
    """What one turn of a loop goes through: lesson steps, or where it has none the text of its lines.

    `stops` are (number, text), a step's number or a line's; `steps` tells which.
    """

    stops: tuple[tuple[int, str], ...]
    steps: bool


class Outline:
    """A program's syntax tree, asked by place."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def own_words(self) -> OwnWords:
        """What the program's author says in it."""
        return OwnWords(self._source)

    @cached_property
    def has_loop(self) -> bool:
        """Whether the program has a loop anywhere, which the iteration keys could go through."""
        return self.loops > 0

    @cached_property
    def loops(self) -> int:
        """How many loops the program's text has."""
        return sum(isinstance(node, ast.For | ast.While) for node in ast.walk(self._source.tree))

    def ways(self, span: Span) -> tuple[Way, Way] | None:
        """Where the branch at a place leads when it holds and when it does not; None for no known branch."""
        node = self._at(span, (ast.If, ast.IfExp, ast.Assert))
        if isinstance(node, ast.IfExp):
            return self._way(node.body), self._way(node.orelse)
        if isinstance(node, ast.Assert):
            return self._after(node), Way(node.lineno, "stops with an AssertionError")
        if isinstance(node, ast.If):
            other = self._way(node.orelse[0]) if node.orelse else self._after(node)
            return self._way(node.body[0]), other
        return None

    def ring(self, span: Span) -> Ring | None:
        """What one turn of the loop at a place goes through; None for no known loop."""
        node = self._at(span, (ast.For, ast.While))
        if not isinstance(node, ast.For | ast.While):
            return None
        last = node.end_lineno or node.lineno
        steps = tuple((number, "") for number, line in self._source.steps if node.lineno < line <= last)
        if steps:
            return Ring(steps, True)
        # Statements that share a line are one stop.
        return Ring(tuple(dict.fromkeys((each.lineno, self._text(each)) for each in node.body)), False)

    def turn_name(self, span: Span) -> str:
        """What one turn of the loop is called whose header stands at a place."""
        node = self._at(span, (ast.For, ast.While))
        return turn_name(node) if isinstance(node, ast.For | ast.While) else TURN

    def taken_apart(self, code: str) -> ast.expr | None:
        """An expression's syntax tree; None where the text is none."""
        try:
            return ast.parse(" ".join(code.split()), mode="eval").body
        except (SyntaxError, ValueError, RecursionError):
            return None

    @cached_property
    def stored(self) -> frozenset[str]:
        """Every name that a statement assigns or a loop sets; not parameters, functions or imports."""
        nodes = (node for node in ast.walk(self._source.tree) if isinstance(node, ast.Name))
        return frozenset(node.id for node in nodes if isinstance(node.ctx, ast.Store))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the text, parameters among them."""
        nodes = list(ast.walk(self._source.tree))
        parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
        return frozenset(parameters | {node.id for node in nodes if isinstance(node, ast.Name)})

    @cached_property
    def _nodes(self) -> dict[tuple[int, int], list[ast.AST]]:
        places: dict[tuple[int, int], list[ast.AST]] = {}
        for node in ast.walk(self._source.tree):
            if isinstance(node, ast.If | ast.IfExp | ast.Assert | ast.For | ast.While):
                places.setdefault((node.lineno, self._source.column(node.lineno, node.col_offset)), []).append(node)
        return places

    @cached_property
    def _following(self) -> dict[ast.stmt, ast.stmt]:
        """The statement after each one in the same block, or after the block that it ends."""
        following: dict[ast.stmt, ast.stmt] = {}

        def block(statements: list[ast.stmt], then: ast.stmt | None) -> None:
            for index, each in enumerate(statements):
                after = statements[index + 1] if index + 1 < len(statements) else then
                if after is not None:
                    following[each] = after
                for field in ("body", "orelse"):
                    part = getattr(each, field, None)
                    again = _is_loop(each) and field == "body"
                    inside = None if isinstance(each, ast.FunctionDef) else each if again else after
                    if isinstance(part, list) and part and isinstance(part[0], ast.stmt):
                        block(part, inside)

        block(self._source.tree.body, None)
        return following

    def _at(self, span: Span, kinds: tuple[type[ast.AST], ...]) -> ast.AST | None:
        found = self._nodes.get((span.line, span.column), [])
        return next((node for node in found if isinstance(node, kinds)), None)

    def _after(self, node: ast.stmt) -> Way:
        after = self._following.get(node)
        return self._way(after) if after is not None else Way(0, "the end of this part")

    def _way(self, node: ast.stmt | ast.expr) -> Way:
        return Way(node.lineno, self._text(node))

    def _text(self, node: ast.stmt | ast.expr) -> str:
        if isinstance(node, ast.stmt):
            return self._source.lines[node.lineno - 1].strip()
        return self._source.segment(self._source.span(node))


def _is_loop(node: ast.stmt) -> bool:
    return isinstance(node, ast.For | ast.While)
