"""What is learned and thrown away, and a place that is taken for the item."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.study.facts.fact import INDEX, LOST, Fact
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.purity import FunctionNode


def begun_anew(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether weights are drawn or filled anew in each iteration that learns them."""
    event = seen.events[index]
    name = event.site.name
    if seen.place.part is not Part.LOOP or name is None or event.result is None or event.depth:
        return
    statement = event.site.statement
    made = [e for e in seen.events[:index] if e.site.statement == statement and e.kind in (Kind.RANDOM, Kind.CREATE)]
    if not made or not event.result.is_array or not _is_always_run(seen.tree, event.site.span.line):
        return
    multiplied = any(e.kind is Kind.DOT and any(t.code == name for t in e.texts) for e in seen.events[index:])
    for at in seen.stored.get(name, ()):
        later = seen.events[at]
        is_carried = _turns_between(seen.tree, event.site.span.line, later.site.span.line)
        if at > index and multiplied and not is_carried and _steps(later.site.code, name):
            told = f"{name} begins anew in each iteration"
            yield Fact(
                LOST,
                f"{told}: what line {later.site.span.line} makes of it is gone by the next; begin it above the loop",
            )
            return


def kept_inside(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a function gives its own name another array, of which nothing outside hears."""
    event = seen.events[index]
    name = event.site.name
    if name is None or not event.depth or event.result is None or not event.result.is_array:
        return
    function = _own(seen.tree, event.site.span.line, name)
    if function is not None and event.stack[-1].function == function:
        told = f"this {name} is {function}()'s own name: the array outside stays what it was"
        yield Fact(LOST, f"{told}, and nothing reads this one; return it, or change it in place with {name}[:] = …")


def bound(seen: Seen, index: int) -> Iterator[Fact]:
    """The facts about a name that is bound."""
    yield from begun_anew(seen, index)
    yield from kept_inside(seen, index)


def place_for_item(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a loop over the places in a list computes with the place and never takes the item."""
    event = seen.events[index]
    for name, (items, lines) in _counted(seen.tree).items():
        if event.site.span.line in lines and any(text.code == name for text in event.texts):
            told = f"{name} is a place in {items}, 0, 1, 2 …, and no item of it"
            yield Fact(INDEX, f"{told}: that is {items}[{name}], which this loop never takes")
            return


def _steps(code: str, name: str) -> bool:
    """Whether a statement makes a name's value of its old one."""
    try:
        node = ast.parse(code).body[0]
    except (SyntaxError, IndexError):
        return False
    if isinstance(node, ast.AugAssign):
        return True
    return isinstance(node, ast.Assign) and _reads(node.value, name)


def _reads(node: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in ast.walk(node))


@lru_cache(maxsize=64)
def _is_always_run(tree: ast.Module, line: int) -> bool:
    """Whether a line is a statement of a loop's own body, under no condition."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]
    return any(statement.lineno == line for loop in loops for statement in loop.body)


@lru_cache(maxsize=256)
def _turns_between(tree: ast.Module, line: int, later: int) -> bool:
    """Whether a later line lies in a loop that a line does not: there what it makes is carried from turn to turn."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]
    spans = [range(loop.lineno, (loop.end_lineno or loop.lineno) + 1) for loop in loops]
    return any(later in span and line not in span for span in spans)


@lru_cache(maxsize=64)
def _own(tree: ast.Module, line: int, name: str) -> str | None:
    """The function that gives a parameter another value on a line, made of its old one, and never reads it again."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or name not in {each.arg for each in function.args.args}:
            continue
        for node in function.body:
            if not isinstance(node, ast.Assign) or node.lineno != line or not _reads(node.value, name):
                continue
            end = node.end_lineno or line
            inner = [n for n in ast.walk(function) if isinstance(n, FunctionNode) and n is not function]
            later = any(_reads(each, name) for each in function.body if each.lineno > end)
            return None if later or any(_reads(each, name) for each in inner) else function.name
    return None


@lru_cache(maxsize=8)
def _counted(tree: ast.Module) -> dict[str, tuple[str, range]]:
    """Names that count the places of a list of which their loop takes no item: by name the list, and the lines."""
    found: dict[str, tuple[str, range]] = {}
    for loop in ast.walk(tree):
        name, items = _over_places(loop)
        if isinstance(loop, ast.For) and name:
            used = [n for each in loop.body for n in ast.walk(each)]
            taken = any(isinstance(n, ast.Name) and n.id == items for n in used)
            others = any(isinstance(n, ast.Subscript) and _reads(n.slice, name) for n in used)
            if not taken and others:
                found[name] = (items, range(loop.lineno + 1, (loop.end_lineno or loop.lineno) + 1))
    return found


def _over_places(loop: ast.AST) -> tuple[str, str]:
    """The name and the list of `for name in range(len(list))`; nothing of any other."""
    match loop:
        case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=[ast.Call() as length])):
            match length:
                case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=items)]):
                    return name, items
    return "", ""
