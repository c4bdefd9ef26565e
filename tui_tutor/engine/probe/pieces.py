"""What probes are made of: numbered sites, the texts of operands, and calls to the recorder."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeVar

from tui_tutor.engine.probe.scopes import yields
from tui_tutor.engine.probe.sites import FunctionSite, Kind, OperandText, Site
from tui_tutor.engine.text.source import Source, Span

RECORDER = "__tt__"
"""The name under which probed code finds its recorder; the guard keeps such names out of programs.

It ends in underscores as well, so that Python takes it for what it is inside classes too.
"""

ON = "__tt_on__"
"""The name of a list that tells, for each stretch of code by its number, whether its probed way is to be gone."""

TURNS = "__tt_turns__"
"""The name under which a program finds what its loops ask."""

MISSING = "__tt_missing__"
"""The name of what stands for a name that has no value."""

COMPREHENSIONS = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})
"""Names of frames in which an expression of another frame is computed."""

N = TypeVar("N", bound=ast.AST)


class Pieces(ast.NodeTransformer):
    """The sites and functions of one program found so far, and the syntax that reports them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sites: list[Site] = []
        self.functions: list[FunctionSite] = []
        self._statements = 0
        self._statement_line = 0
        self._global_names: list[set[str]] = []
        self._is_class = False
        self._classes: list[str] = []
        self._lambdas: dict[Span, ast.expr] = {}
        self.stretches: list[tuple[int, int]] = []

    def _site(
        self, kind: Kind, symbol: str, span: Span, operands: tuple[OperandText, ...] = (), name: str | None = None
    ) -> Site:
        site = Site(
            number=len(self.sites),
            kind=kind,
            symbol=symbol,
            code=self.source.segment(span),
            span=span,
            statement=self._statements,
            statement_line=self._statement_line,
            step=self.source.step_at(span.line),
            operands=operands,
            name=name,
        )
        self.sites.append(site)
        return site

    def _function(self, name: str, arguments: ast.arguments, line: int) -> int:
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
        pairs = list(zip(positional, [*defaults, *arguments.defaults], strict=True))
        named = list(zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
        texts = (
            *(self._parameter(arg, default) for arg, default in pairs),
            *([OperandText(f"*{arguments.vararg.arg}", keyword=arguments.vararg.arg)] if arguments.vararg else []),
            *(self._parameter(arg, default) for arg, default in named),
            *([OperandText(f"**{arguments.kwarg.arg}", keyword=arguments.kwarg.arg)] if arguments.kwarg else []),
        )
        self.functions.append(FunctionSite(len(self.functions), name, texts, line))
        return len(self.functions) - 1

    def _parameter(self, argument: ast.arg, default: ast.expr | None) -> OperandText:
        name = argument.arg
        return self._text(default, name) if default is not None else OperandText(name, keyword=name)

    def _defaults(self, arguments: ast.arguments) -> ast.arguments:
        arguments.defaults = [self._expr(default) for default in arguments.defaults]
        arguments.kw_defaults = [self._expr(default) if default else None for default in arguments.kw_defaults]
        return arguments

    def _text(self, node: ast.expr, keyword: str | None = None) -> OperandText:
        if isinstance(node, ast.Starred):
            node = node.value
        return OperandText(self.source.segment(self.source.span(node)), is_literal(node), keyword)

    def _expr(self, node: ast.expr) -> ast.expr:
        result = self.visit(node)
        assert isinstance(result, ast.expr)
        return result

    def stretch(self, first: int, last: int) -> ast.expr:
        """Whether a new stretch of code, from one line to another, goes its probed way."""
        self.stretches.append((first, last))
        return ast.Subscript(ast.Name(ON, ast.Load()), ast.Constant(len(self.stretches) - 1), ast.Load())

    def choice(self, probed: ast.expr, plain: ast.expr, origin: ast.expr) -> ast.expr:
        """An expression both ways; where a generator waits in it the way may change: it has one."""
        if yields(plain):
            return probed
        test = self.stretch(origin.lineno, origin.end_lineno or origin.lineno)
        return self._at(ast.IfExp(self._at(test, origin), probed, plain), origin)

    def _attribute_name(self, name: str) -> str:
        """What an attribute is called in its object: Python puts the class's name before one with two underscores."""
        if not self._classes or not name.startswith("__") or name.endswith("__"):
            return name
        return f"_{self._classes[-1].lstrip('_')}{name}"

    def _is_global(self, name: str) -> bool:
        return not self._global_names or name in self._global_names[-1]

    def _see(self, site: Site, value: ast.expr) -> ast.expr:
        return self._probe("see", site, [value], value)

    def _see_argument(self, site: Site, value: ast.expr) -> ast.expr:
        if isinstance(value, ast.Starred):
            return self._at(ast.Starred(self._see(site, value.value), ast.Load()), value)
        return self._see(site, value)

    def _see_index(self, site: Site, index: ast.expr) -> ast.expr:
        # A slice is no expression of its own and cannot pass through a call.
        parts = index.elts if isinstance(index, ast.Tuple) else [index]
        if not any(isinstance(part, (ast.Slice, ast.Starred)) for part in parts):
            return self._see(site, index)
        return self._probe("sliced", site, [self._key(index, index)], index)

    def _placed(self, site: Site, index: ast.expr, origin: ast.AST) -> ast.expr:
        """The place that an update is about to change."""
        return self._probe("placed", site, [self._key(index, origin)], origin)

    def _key(self, index: ast.expr, origin: ast.AST) -> ast.expr:
        """What stands in brackets; a slice in it becomes a value by being asked for as an item."""
        keys = self._at(ast.Attribute(ast.Name(RECORDER, ast.Load()), "keys", ast.Load()), origin)
        return self._at(ast.Subscript(keys, index, ast.Load()), origin)

    def _done(self, site: Site, node: ast.expr, origin: ast.expr) -> ast.expr:
        return self._probe("done", site, [self._at(node, origin)], origin)

    def _probe(self, method: str, site: Site, arguments: Sequence[ast.expr], origin: ast.AST) -> ast.expr:
        return self._recorder_call(method, [ast.Constant(site.number), *arguments], origin)

    def _statement_probe(self, method: str, site: Site, arguments: Sequence[ast.expr], origin: ast.stmt) -> ast.stmt:
        return self._at(ast.Expr(self._probe(method, site, arguments, origin)), origin)

    def _recorder_call(self, method: str, arguments: Sequence[ast.expr], origin: ast.AST) -> ast.expr:
        function = self._at(ast.Attribute(ast.Name(RECORDER, ast.Load()), method, ast.Load()), origin)
        # Python takes a method's call to stand where the method's name ends: that is to be the first line.
        function.end_lineno, function.end_col_offset = function.lineno, function.col_offset
        return self._at(ast.Call(function, list(arguments), []), origin)

    def _at(self, node: N, origin: ast.AST) -> N:
        return located(node, origin)


def located(node: N, origin: ast.AST) -> N:
    """A new node at the place of another one, and so all in it that is new; what has a place keeps it.

    Unlike `ast.fix_missing_locations` this does not enter what has a place: a program is made new from the inside
    out, and each of its parts would be gone through as often as it lies in others.
    """
    ast.copy_location(node, origin)
    for child in ast.iter_child_nodes(node):
        if not hasattr(child, "lineno"):
            located(child, node if node._attributes else origin)
    return node


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a constant, or a number with a sign."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        node = node.operand
        return isinstance(node, ast.Constant) and isinstance(node.value, (int, float, complex))
    return isinstance(node, ast.Constant)


def stored_names(target: ast.expr) -> list[str]:
    """The names that a target binds, in order."""
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def captured(pattern: ast.pattern) -> list[str]:
    """The names that a pattern stores, in order."""
    found: list[str] = []
    for node in ast.walk(pattern):
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            found.append(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.append(node.rest)
    return found


def parameters(arguments: ast.arguments) -> list[ast.expr]:
    """What reads a function's parameters, in order."""
    positional = [*arguments.posonlyargs, *arguments.args, arguments.vararg]
    every = [*positional, *arguments.kwonlyargs, arguments.kwarg]
    return [ast.Name(arg.arg, ast.Load()) for arg in every if arg is not None]
