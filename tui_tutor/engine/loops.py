"""Which of a program's loops is the main loop: the one that the iteration keys move through."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import FrameType
from typing import Any

from tui_tutor.engine.digits import length

Loop = ast.For | ast.While

MOST_LINES = 500_000
"""Lines of a program that are run to find out how many turns its loops have."""


class TooLongError(Exception):
    """Raised in a program that runs more lines than it may."""


@contextmanager
def lines_at_most(path: str, most: int = MOST_LINES) -> Iterator[None]:
    """Within this the program of `path` may run so many lines; then TooLongError is raised in it."""
    left = most
    before: Any = sys.gettrace()

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        # Whoever traces already goes on doing so: a program may be halted at a line of its own.
        outer = before(frame, event, argument) if before is not None else None
        if frame.f_code.co_filename != path:
            return outer

        def count(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal left, outer
            left -= event == "line"
            if left < 0:
                raise TooLongError
            if outer is not None:
                outer = outer(frame, event, argument)
            return count

        return count

    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(before)


def candidates(tree: ast.Module) -> list[Loop]:
    """The loops that stand on the program's own level, in order."""
    return [statement for statement in tree.body if isinstance(statement, (ast.For, ast.While))]


def known_turns(tree: ast.Module, loop: Loop) -> int | None:
    """The number of turns where the text alone tells it: `range` of numbers, or of names bound once to a number."""
    if not isinstance(loop, ast.For):
        return None
    call = loop.iter
    if isinstance(call, (ast.List, ast.Tuple)):
        return len(call.elts)
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"):
        return None
    numbers = [_constant(tree, argument) for argument in call.args]
    if call.keywords or not 1 <= len(numbers) <= 3 or any(number is None for number in numbers):
        return None
    try:
        return length(range(*(number for number in numbers if number is not None)))
    except ValueError:
        return None


def choose(loops: Sequence[Loop], turns: Sequence[int | None]) -> Loop | None:
    """The loop with the most turns, the first of equals; where none is known the first `while`, else the first."""
    known = [(count, -index) for index, count in enumerate(turns) if count is not None]
    if known:
        return loops[-max(known)[1]]
    return next((loop for loop in loops if isinstance(loop, ast.While)), loops[0] if loops else None)


def _constant(tree: ast.Module, node: ast.expr) -> int | None:
    """The number that an expression is: a literal, or a name that is bound once, to a number or another such name."""
    sign, followed = 1, set[str]()
    while True:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            sign, node = -sign, node.operand
        elif isinstance(node, ast.Name) and node.id not in followed:
            followed.add(node.id)
            bound = _bound_once(tree).get(node.id)
            if bound is None:
                return None
            node = bound
        else:
            return sign * node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


@lru_cache(maxsize=4)
def _bound_once(tree: ast.Module) -> dict[str, ast.expr]:
    """What each name is bound to that is stored nowhere but in one of the program's own `=` statements."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    stores = Counter(node.id for node in names)
    assigned = [(target, each.value) for each in tree.body if isinstance(each, ast.Assign) for target in each.targets]
    return {target.id: value for target, value in assigned if isinstance(target, ast.Name) and stores[target.id] == 1}
