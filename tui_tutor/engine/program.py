"""A program, parsed once and compiled twice: as it is, to run fast, and with probes, to be watched.

Both are split in three parts: the setup up to the main loop, one turn of the loop, and the end. What the loop runs
over, or a `while` loop's first condition, is computed in the setup; a `while` loop's next condition at the end of
each turn.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from dataclasses import dataclass
from types import CodeType

from tui_tutor.engine.loops import Loop
from tui_tutor.engine.pieces import located
from tui_tutor.engine.probe import Prober
from tui_tutor.engine.sites import FunctionSite, Site
from tui_tutor.engine.source import Source

ITEMS = "__tt_items"
"""The iterator that the main `for` loop goes on."""

BEGIN = "__tt_begin"
"""The function that makes that iterator of what the loop runs over."""

AHEAD = "__tt_ahead"
"""The item of the turn that comes next; there is none where the loop is over."""

TURNS = "__tt_turns"
"""What the engine hands the loop to run over instead: the items of some turns, one after the other."""

AGAIN = "__tt_again"
"""Whether the loop goes on: false after `break`, or when a `while` loop's first condition is."""


@dataclass(frozen=True, slots=True)
class Code:
    """One compilation of a program. `condition` is a `while` loop's test; `end_exhausted` begins with its `else`."""

    setup: CodeType
    turns: CodeType | None
    condition: CodeType | None
    end: CodeType
    end_exhausted: CodeType


@dataclass(frozen=True)
class Program:
    """A program ready to run. `loop` is the main loop in the plain syntax tree, None where there is none."""

    source: Source
    loop: Loop | None
    plain: Code
    probed: Code
    sites: Sequence[Site]
    functions: Sequence[FunctionSite]

    @property
    def is_while(self) -> bool:
        """Whether the main loop is a `while`."""
        return isinstance(self.loop, ast.While)


def compile_program(source: Source, loop: Loop | None) -> Program:
    """Compile a program around its main loop, one of the statements of `source.tree` or None."""
    index = source.tree.body.index(loop) if loop is not None else len(source.tree.body)
    prober = Prober(source)
    return Program(
        source,
        loop,
        _compile(source, source.tree, index, None),
        _compile(source, copy.deepcopy(source.tree), index, prober),
        prober.sites,
        prober.functions,
    )


def _compile(source: Source, tree: ast.Module, index: int, prober: Prober | None) -> Code:
    """Compile the parts in the order in which they run, so that sites are numbered in that order."""
    before = tree.body[:index]
    setup = prober.body(before) if prober else before
    if index == len(tree.body):
        nothing = _code(source, [])
        return Code(_code(source, setup), None, None, nothing, nothing)
    loop = tree.body[index]
    assert isinstance(loop, (ast.For, ast.While))
    test = copy.deepcopy(loop.test) if isinstance(loop, ast.While) else None
    first = loop.iter if isinstance(loop, ast.For) else loop.test
    stored = prober.expression(first, loop) if prober else first
    begun = _begun(stored, first) if isinstance(loop, ast.For) else _truth(stored)
    setup = [*setup, _store(ITEMS if isinstance(loop, ast.For) else AGAIN, begun, loop)]
    head = [prober.loop_head(loop)] if prober else []
    body = [*head, *(prober.body(loop.body) if prober else loop.body)]
    condition = None
    if test is not None:
        again = prober.expression(test, loop) if prober else test
        condition = compile(ast.Expression(_truth(again)), source.path, "eval", dont_inherit=True)
    turns = _turns(loop, body)
    otherwise = prober.body(loop.orelse) if prober else loop.orelse
    rest = prober.body(tree.body[index + 1 :]) if prober else tree.body[index + 1 :]
    end = _code(source, rest)
    end_exhausted = _code(source, [*otherwise, *rest])
    return Code(_code(source, setup), _code(source, [turns]), condition, end, end_exhausted)


def _turns(loop: Loop, body: list[ast.stmt]) -> ast.For:
    """The loop's body under a `for` of ours; `break` skips the `else`, so AGAIN tells whether it was met."""
    target = loop.target if isinstance(loop, ast.For) else ast.Name("__tt_turn", ast.Store())
    again = _store(AGAIN, ast.Constant(True), loop)
    turns = ast.For(target, ast.Name(TURNS, ast.Load()), body, [again])
    return located(turns, loop)


def _begun(items: ast.expr, origin: ast.expr) -> ast.expr:
    """What makes the loop's iterator, at the place of what it runs over: there Python says that it cannot be one."""
    call = ast.Call(ast.Name(BEGIN, ast.Load()), [items], [])
    return ast.fix_missing_locations(ast.copy_location(call, origin))


def _truth(test: ast.expr) -> ast.expr:
    """A condition as true or false, decided where the condition stands: an array has no truth value."""
    inner = ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
    return ast.copy_location(ast.UnaryOp(ast.Not(), inner), test)


def _store(name: str, value: ast.expr, origin: ast.AST) -> ast.stmt:
    statement = ast.Assign([ast.Name(name, ast.Store())], value)
    return ast.fix_missing_locations(ast.copy_location(statement, origin))


def _code(source: Source, statements: list[ast.stmt]) -> CodeType:
    return compile(ast.Module(statements, []), source.path, "exec", dont_inherit=True)
