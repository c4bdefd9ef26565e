"""An array changed in place that has another name, or is looked at through one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.notices.notice import ALIAS, Notice
from tui_tutor.study.notices.seen import Seen

KINDS = (Kind.UPDATE, Kind.INDEX)


def alias(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a change in place changed the array of another name too, which is read as if it had kept the old one."""
    event = seen.events[index]
    name = _changed(event)
    if name is None or event.result is None or not event.result.is_array:
        return
    for change in event.changes:
        other, value = change.name, change.value
        if other == name or value is None or "." in other or not value.is_array:
            continue
        bound = _bound(seen, other, name)
        if bound is not None and _is_read(seen, index, other, bound):
            line = bound.lineno
            told = f"this changes {other} as well: since line {line} it is the same array as {name}, no copy"
            yield Notice(ALIAS, f"{told}; {name}.copy() would have kept what was")


def _changed(event: Event) -> str | None:
    """The name of the array that an operation changes in place."""
    if event.kind is Kind.UPDATE:
        return event.site.name or _owner(event)
    return _owner(event) if event.site.symbol == "[]=" else None


def _owner(event: Event) -> str | None:
    text = event.texts[0].code if event.texts else ""
    return text if text.isidentifier() else None


def _bound(seen: Seen, other: str, name: str) -> ast.Assign | None:
    """The statement that makes one name stand for the array of another, or for a view of all of it."""
    for node in ast.walk(seen.tree):
        if not isinstance(node, ast.Assign):
            continue
        targets = {target.id for target in node.targets if isinstance(target, ast.Name)}
        # `w = v = …` gives two names to one array.
        if other in targets and (name in targets or _is_same(node.value, name)):
            return node
    return None


def _is_same(node: ast.expr, name: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        # A slice copies a list, but no array.
        whole = not any((node.slice.lower, node.slice.upper, node.slice.step))
        return whole and _is_same(node.value, name)
    return False


def _is_read(seen: Seen, index: int, other: str, bound: ast.Assign) -> bool:
    """Whether a name is read after an operation, before it is bound anew; in a loop the next turn comes after."""
    for event in (*seen.events[index + 1 :], *seen.events[: index + 1]):
        if any(text.code == other for text in event.texts) and event.kind is not Kind.UPDATE:
            return True
        if event.kind is Kind.BIND and event.site.name == other:
            break
    last = max((e.site.span.line for e in seen.events), default=0)
    first = min((e.site.span.line for e in seen.events), default=0)
    return not first <= bound.lineno <= last and any(
        isinstance(node, ast.Name) and node.id == other and isinstance(node.ctx, ast.Load) and node.lineno > last
        for node in ast.walk(seen.tree)
    )
