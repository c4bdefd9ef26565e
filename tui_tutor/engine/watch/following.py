"""Whether another loop may run after the one at which a program stands, as the text tells."""

from __future__ import annotations

import ast
from types import FrameType

from tui_tutor.engine.probe.program import Program
from tui_tutor.engine.probe.reaching import LOOPS, Reach, running
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.text.naming import Scope


def can_follow(program: Program, machine: Machine) -> bool:
    """Whether another loop may run after the one at which a machine stands, as the text tells."""
    if machine.site is None or not machine.chain:
        return False
    reach = Reach(program.source.tree)
    loop = program.loops[machine.site].node
    ends = [*(frame.f_lineno for frame in machine.chain[:-1]), None]
    return any(
        _follows(reach, scope_of(program.source.tree, frame), at, loop)
        for frame, at in zip(machine.chain, ends, strict=True)
    )


def scope_of(tree: ast.Module, frame: FrameType) -> Scope:
    """The function or the class's body of a program that a frame runs, or the program itself."""
    code = frame.f_code
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)) and node.lineno == code.co_firstlineno
    ]
    return tree if code.co_name == "<module>" or not found else found[0]


def _follows(reach: Reach, scope: ast.AST, line: int | None, loop: ast.stmt) -> bool:
    """Whether a loop may run in a scope behind the line at which it stands, or behind the loop itself."""
    own = {id(each) for each in ast.walk(loop)} if line is None else set()
    body = scope.body if isinstance(scope, (ast.Module, ast.FunctionDef, ast.ClassDef)) else [scope]
    nodes = [each for statement in body for each in running(statement) if id(each) not in own]
    if line is None:
        last = loop.end_lineno or loop.lineno
    else:
        around = [
            each for each in nodes if isinstance(each, ast.stmt) and each.lineno <= line <= (each.end_lineno or 0)
        ]
        statement = min(around, key=lambda each: (each.end_lineno or 0) - each.lineno, default=None)
        if statement is None:
            return True
        last = statement.end_lineno or line
        # What is called by itself, not what its receiver calls: of `print(train(x).sum())` that is `train` alone.
        calls = [
            each
            for each in running(statement)
            if isinstance(each, ast.Call) and (reach.calls(each.func) or reach.calls(each))
        ]
        if len(calls) > 1:
            return True
    return any(getattr(each, "lineno", 0) > last and (isinstance(each, LOOPS) or reach.calls(each)) for each in nodes)
