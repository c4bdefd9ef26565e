"""The next iteration in which a line runs: iterations are run with probes that only hear which operation is done."""

from __future__ import annotations

import ast

from tui_tutor.engine.probe.program import Program
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.watch.deaf import Deaf


class _Listening(Deaf):
    """Hears whether an operation of some sites was done."""

    def __init__(self, sites: frozenset[int]) -> None:
        super().__init__()
        self.sites = sites
        self.is_met = False

    def operation(self, number: int, /) -> None:
        """One of those, or another."""
        if number in self.sites:
            self.is_met = True


def sites_of(program: Program, line: int) -> frozenset[int]:
    """The operations that a line has, and those of the statement that begins on it."""
    return frozenset(each.number for each in program.sites if line in (each.span.line, each.statement_line))


def can_turn(program: Program, line: int) -> bool:
    """Whether a line may run in the main loop: it stands there, or in what can be called, or is asked for, from there.

    What is done once, outside of any function, is not looked for through all iterations.
    """
    if program.loop is None:
        return False
    for node in ast.walk(program.source.tree):
        if isinstance(node, ast.FunctionDef):
            first = node.body[0].lineno
        elif node is program.loop or isinstance(node, ast.Lambda | ast.GeneratorExp):
            assert isinstance(node, ast.stmt | ast.expr)
            first = node.lineno
        else:
            continue
        if first <= line <= (node.end_lineno or first):
            return True
    return False


def next_turn(run: Run, program: Program, start: int, line: int, tick: Tick) -> int | None:
    """The first iteration from `start` on in which a line runs; None where it never does, or when stopped."""
    sites = sites_of(program, line)
    if not sites:
        return None
    listening = _Listening(sites)
    # On the way there nothing is to be heard.
    run.go(start)
    with run.machine.listened_to(listening):
        return run.search(start, lambda: listening.is_met, tick)
