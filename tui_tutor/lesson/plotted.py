"""What a script without a lesson's files would plot: the number that tells how well it does.

It is read off the text: a comment that says it, what the script itself plots, collects or prints in a loop, and what
its names are called.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.model import Curve, Lesson
from tui_tutor.lesson.said import said

NAMES = tuple("loss losses cost costs error errors err errs mse sse rmse mae J history".split())
"""What people call it, likeliest first; a name counts that is one of these, begins or ends with one."""

_SUMS = frozenset("mean sum average norm max min dot vdot sqrt abs float square".split())
"""Functions whose outermost call makes one number of many, or leaves one number one."""

_PLOTS = frozenset({"plot", "semilogy", "semilogx", "loglog", "scatter"})

Loop = ast.For | ast.While


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression, how it is called, and how likely it is to be what is meant: the smallest is the likeliest."""

    rank: tuple[int, int]
    expression: str
    label: str


def plotted(source: Source) -> Curve | None:
    """The expression of the program's names to be plotted at the end of each iteration; None where nothing tells."""
    for told in said(source, "plot"):
        return Curve(told.expression, told.expression, told.line, told.column)
    loops = [node for node in ast.walk(source.tree) if isinstance(node, Loop)]
    shown = set(_shown(source.tree))
    found = [each for loop in loops for each in _in_loop(loop, shown)]
    likely = sorted(found, key=lambda each: each.rank)
    # What only looks like one is no reason to refuse a script.
    best = next((each for each in likely if not _why_not(each.expression, source.tree)), None)
    return Curve(best.expression, best.label, guessed=True) if best is not None else None


def as_plotted(lesson: Lesson, text: str | None) -> Lesson:
    """A lesson with what was kept as to be plotted; what the guard refuses, and None, is nothing."""
    if text is None or _why_not(text, lesson.source.tree):
        return lesson
    return lesson.with_plot(text)


def _why_not(expression: str, tree: ast.Module) -> str:
    """Why an expression cannot be plotted; empty where it can."""
    # Only here: it brings numpy and all that runs a program, which to read a lesson takes none of.
    from tui_tutor.study.plots import why_not_plotted

    return why_not_plotted(expression, tree)


def _in_loop(loop: Loop, shown: set[str]) -> Iterator[_Found]:
    """What a loop tells: collected in a list that is plotted, stored under such a name, collected, or printed."""
    own = [node for statement in loop.body for node in ast.walk(statement)]
    counted = (
        {each.id for each in ast.walk(loop.target) if isinstance(each, ast.Name)} if isinstance(loop, ast.For) else ()
    )
    for node in own:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            held = ast.unparse(node.func.value)
            likely = _likeliness(held.rpartition(".")[2])
            if node.args and ast.unparse(node.args[0]) in counted:
                # Along what something is drawn, such as the number of the iteration.
                continue
            if node.args and (held in shown or likely is not None):
                yield _collected(node.args[0], held, (0, 0) if held in shown else (2, likely or 0))
        elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from _stored(target, node.value, shown, is_sum=isinstance(node, ast.AugAssign))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield from _printed(node)


def _collected(value: ast.expr, held: str, rank: tuple[int, int]) -> _Found:
    """What is put at the end of a list: by its own name where it has one."""
    if isinstance(value, (ast.Name, ast.Attribute)):
        return _Found(rank, _number(value.id if isinstance(value, ast.Name) else ast.unparse(value), None), held)
    return _Found(rank, f"np.mean({held}[-1])", held)


def _stored(target: ast.expr, value: ast.expr, shown: set[str], *, is_sum: bool) -> Iterator[_Found]:
    if isinstance(target, ast.Subscript) and ast.unparse(target.value) in shown | set(NAMES):
        # One place a turn, as in `losses[i] = loss`.
        if isinstance(value, ast.Name):
            yield _Found((0, 1), _number(value.id, None), ast.unparse(target.value))
    elif isinstance(target, (ast.Name, ast.Attribute)):
        name = ast.unparse(target)
        likely = _likeliness(name.rpartition(".")[2])
        if name in shown and not isinstance(value, (ast.List, ast.ListComp)) and likely is not None:
            yield _Found((0, 2), _number(name, value), name)
        elif likely is not None and not isinstance(value, (ast.List, ast.ListComp)):
            one = _is_one(value) or is_sum
            expression = _number(name, value)
            yield _Found((1 if one else 3, likely), expression, _label(name, expression))


def _printed(call: ast.Call) -> Iterator[_Found]:
    """What is printed beside a text that says what it is, or is such an expression itself."""
    for node in ast.walk(call):
        if not isinstance(node, (ast.Call, ast.Name, ast.Attribute)) or node is call or node is call.func:
            continue
        names = [each for each in ast.walk(node) if isinstance(each, (ast.Name, ast.Attribute))]
        likely = [_likeliness(ast.unparse(each).rpartition(".")[2]) for each in names]
        ranks = [each for each in likely if each is not None]
        if ranks and isinstance(node, ast.Call) and _is_one(node) and "str" not in ast.unparse(node.func):
            text = ast.unparse(node)
            yield _Found((2, min(ranks)), text, text)


def _number(name: str, value: ast.expr | None) -> str:
    """An expression that is one number, whatever a name holds."""
    if value is not None and _is_one(value):
        return name
    # Misses of either sign would cancel each other out.
    is_miss = re.search(r"err|delta|diff|resid", name, re.IGNORECASE) is not None
    return f"np.mean(np.abs({name}))" if is_miss else f"np.mean({name})"


def _label(name: str, expression: str) -> str:
    return f"mean |{name}|" if "np.abs" in expression else name


def _is_one(value: ast.expr) -> bool:
    """Whether an expression is one number, as far as its text tells."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, (int, float))
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else ast.unparse(value.func)
        if any(each.arg == "axis" for each in value.keywords):
            return False
        if name in ("float", "mean", "sum", "average", "norm", "max", "min", "vdot"):
            return True
        return name in _SUMS and bool(value.args) and _is_one(value.args[0])
    if isinstance(value, ast.BinOp):
        # A sum that is scaled: what scales it is hardly an array.
        left, right = value.left, value.right
        return (_is_sum(left) and _is_scale(right)) or (_is_scale(left) and _is_sum(right))
    return isinstance(value, ast.UnaryOp) and _is_one(value.operand)


def _is_sum(value: ast.expr) -> bool:
    return not isinstance(value, ast.Constant) and _is_one(value)


def _is_scale(value: ast.expr) -> bool:
    return isinstance(value, (ast.Constant, ast.Name, ast.Attribute)) or _is_one(value)


def _likeliness(name: str) -> int | None:
    """How likely a name is that of the error, the smallest the likeliest; None where it is not."""
    words = re.split(r"[_\d]+", name)
    for rank, each in enumerate(NAMES):
        if name == each:
            return rank
        if each != "J" and each in [word.lower() for word in words]:
            return rank + len(NAMES)
    return None


def _shown(tree: ast.AST) -> Iterator[str]:
    """Names that the script draws a curve of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _PLOTS:
            told = [each for each in node.args if not (isinstance(each, ast.Constant) and isinstance(each.value, str))]
            # Of several it is every second one: the others say along what it is drawn.
            for argument in told[1::2] or told:
                if isinstance(argument, (ast.Name, ast.Attribute)):
                    yield ast.unparse(argument)
