"""Which run of which loop is the main one: the one that a reader would call the training.

Of all runs of loops that lie in no other loop's run it is the one that does the most work: its turns times the
operations of its first turn. What the text cannot tell is counted by running the program, plainly but for first turns.
"""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType
from typing import Any

import numpy as np

from tui_tutor.engine.probe.program import Program
from tui_tutor.engine.probe.reaching import LOOPS, Reach, running
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.turns import Turns
from tui_tutor.engine.text.digits import length
from tui_tutor.engine.watch.deaf import Deaf
from tui_tutor.engine.watch.estimate import is_cut_short, most_told
from tui_tutor.engine.watch.recorder import Enough

MOST_WORK = 1_000_000
"""Operations that are run to find the main loop; beyond them it is the best of those that were met."""

LOOKED_AT, LONG = 1.5, 10.0
"""Seconds of computing after which a loop is asked how long it will take in all, and from how many on it takes long.

Then it is the main loop, unless one before it does more work, or the text tells of one. Few operations on large
matrices take long; nobody waits for a whole training to be run only to find it.
"""


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


def scope_of(tree: ast.Module, frame: FrameType) -> ast.Module | ast.FunctionDef | ast.Lambda:
    """The function of a program that a frame runs, or the program itself."""
    code = frame.f_code
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.Lambda)) and node.lineno == code.co_firstlineno
    ]
    return tree if code.co_name == "<module>" or not found else found[0]


def main_run(program: Program, seed: int, stopped: Callable[[], bool]) -> int:
    """The number of the main run among those that lie in no other loop's run."""
    counter = _Counter(stopped)
    machine = Machine(program, seed, counter, None)
    machine.turns_asked = _Counted(machine, counter)
    # A failure or a stop is met again, and told, when the setup is watched; so is what it prints.
    with suppress(Exception, Enough), np.errstate(), np.printoptions():
        machine.begin()
    machine.leave()
    return counter.best()


def _follows(reach: Reach, scope: ast.AST, line: int | None, loop: ast.stmt) -> bool:
    """Whether a loop may run in a scope behind the line at which it stands, or behind the loop itself."""
    own = {id(each) for each in ast.walk(loop)} if line is None else set()
    body = scope.body if isinstance(scope, (ast.Module, ast.FunctionDef)) else [scope]
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


class _Counter(Deaf):
    """Counts operations, in the place of a recorder."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        super().__init__()
        self.count = 0
        self.done_work, self.most_work = 0, MOST_WORK
        self.runs: list[list[int]] = []
        """Of each run its turns and the operations of its first turn."""
        self._stopped = stopped
        self._since = 0.0
        self.told: Callable[[], int] = int
        """The work that the text tells of another loop than the present one."""

    def best(self) -> int:
        """The run that does the most work, the first of equals."""
        works = [turns * operations for turns, operations in self.runs]
        return works.index(max(works)) if works else 0

    def turned(self, total: int) -> None:
        """One turn more of the present run, of so many in all; 0 where nobody knows."""
        turns, operations = self.runs[-1]
        self.done_work += operations
        if self.done_work > self.most_work or (turns % 64 == 0 and self._stopped()):
            raise Enough
        elapsed = time.process_time() - self._since
        if elapsed > LOOKED_AT and elapsed * max(total, turns) > LONG * turns and self._is_best(total):
            raise Enough

    def began(self) -> None:
        """A run begins."""
        self.runs.append([0, 0])
        self.count = 0
        self._since = time.process_time()

    def _is_best(self, total: int) -> bool:
        """Whether the present run does the most work, should it turn so often."""
        turns, operations = self.runs[-1]
        before = max((turns * operations for turns, operations in self.runs[:-1]), default=0)
        return max(turns, total) * operations > max(before, self.told())

    def operation(self, _number: int, /) -> None:
        """One more."""
        self.count += 1


class _Counted(Turns):
    """What loops ask while they are counted."""

    def __init__(self, machine: Machine, counter: _Counter) -> None:
        self._counter = counter
        counter.told = self._told
        super().__init__(machine, None)

    def turns(self, number: int, values: Any, _witness: Callable[[], Any] | None = None) -> Iterator[Any]:
        """What a loop goes on, its turns counted where it lies in no other."""
        if self._frame is not None:
            return iter(values)
        self._begin(number, sys._getframe(1), None)
        items = iter(values)
        return self._turns_counted(items, length(values))

    def decide(self, number: int, test: Any, _witness: Callable[[], Any] | None = None) -> Any:
        """The same for a `while` loop."""
        frame = sys._getframe(1)
        if self._frame is None:
            self._begin(number, frame, None)
            self._first()
        elif self._frame is frame and self._number == number:
            self._next()
        return test

    def breaks(self, number: int) -> bool:
        """The turn that breaks off counts."""
        if self._frame is sys._getframe(1) and self._number == number:
            self._next()
        return False

    def _turns_counted(self, items: Iterator[Any], total: int | None) -> Iterator[Any]:
        self._first(total)
        for item in items:
            yield item
            self._next()

    def _first(self, total: int | None = None) -> None:
        self._total = total
        self._counter.began()
        self._machine.watch(True)

    def _next(self) -> None:
        """A turn has ended."""
        run = self._counter.runs[-1]
        run[0] += 1
        if run[0] == 1:
            run[1] = self._counter.count
            self._machine.watch(False)
            self._weigh(run[1])
        try:
            self._counter.turned(self._total or 0)
        except Enough:
            # As many as there will be, if the loop is not broken off.
            run[0] = max(run[0], self._total or 0)
            raise

    def _weigh(self, operations: int) -> None:
        """Go through a loop that is known to do much work only where the text tells of one that does more."""
        program, work = self._machine.program, (self._total or 0) * operations
        assert self._number is not None
        loop = program.loops[self._number].node
        if work > MOST_WORK and not is_cut_short(loop):
            goes_on = most_told(program.source.tree, loop) > work
            self._counter.most_work = self._counter.most_work + work if goes_on else 0

    def _told(self) -> int:
        """The most work that the text tells of another loop than the present one."""
        assert self._number is not None
        program = self._machine.program
        return most_told(program.source.tree, program.loops[self._number].node)

    def left(self, number: int) -> None:
        """A loop that was left in its first turn has done as much as it has."""
        if self._number == number and self._frame is sys._getframe(1):
            self._frame = self._number = None
            run = self._counter.runs[-1]
            if not run[0]:
                run[:] = [1, self._counter.count] if self._counter.count else [0, 0]
            self._machine.watch(False)
