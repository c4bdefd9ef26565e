"""What a loop or an unpacking takes a value from, read off its text and held against the numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Recording
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.cells import Cell, number_at, same
from tui_tutor.study.provenance.makers import Made
from tui_tutor.study.provenance.shares import Share

Path = tuple[int, ...]


def brought_from(recording: Recording, made: Made, turn: int) -> tuple[Share, ...]:
    """The cell of an array that a brought number lay in; empty where that is not known.

    `turn` is which turn of its loop an operation is that is a loop's advance.
    """
    event, value = recording.events[made.index], made.brought
    if value is None or made.cell is None or event.kind not in (Kind.LOOP, Kind.BIND):
        return ()
    names = {each.name for each in event.changes if each.value is not None and each.value.token == value.token}
    frame = max(0, event.stack[-1].number) if event.stack else 0
    for name, code, path in _sources(event.site.code, event.kind, turn):
        held = value_of(recording, code, frame, made.index) if name in names else None
        if held is None or held.shape is None or len(path) + len(made.cell) != len(held.shape):
            continue
        cell: Cell = (*path, *made.cell)
        if same(number_at(held, cell), number_at(value, made.cell)):
            return (Share(None, held, cell, None, code),)
    return ()


def value_of(recording: Recording, name: str, frame: int, index: int) -> Value | None:
    """What a name stood for before an operation, in a call or outside of any."""
    for event in reversed(recording.events[: index + 1]):
        for change in reversed(event.changes):
            if change.name == name and change.frame in (frame, 0) and event is not recording.events[index]:
                return change.value
    return recording.locals.get(frame, {}).get(name) or recording.start.get(name)


def _sources(code: str, kind: Kind, turn: int) -> Iterator[tuple[str, str, Path]]:
    """The names that are stored, each with what it is taken from and where it lies in that."""
    try:
        node = ast.parse(f"{code}: pass" if kind is Kind.LOOP else code).body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError, IndexError):
        return
    if isinstance(node, ast.For):
        yield from _of_turn(node.target, node.iter, turn)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _unpacked(target, node.value, ())


def _of_turn(target: ast.expr, items: ast.expr, turn: int) -> Iterator[tuple[str, str, Path]]:
    """The same of what is gone through, in one turn."""
    if not isinstance(items, ast.Call):
        yield from _unpacked(target, items, (turn,))
    elif not isinstance(items.func, ast.Name) or items.keywords or not isinstance(target, ast.Tuple):
        return
    elif items.func.id == "zip" and len(items.args) == len(target.elts):
        for each, argument in zip(target.elts, items.args, strict=True):
            yield from _of_turn(each, argument, turn)
    elif items.func.id == "enumerate" and items.args and len(target.elts) == 2:
        yield from _of_turn(target.elts[1], items.args[0], turn)


def _unpacked(target: ast.expr, value: ast.expr, path: Path) -> Iterator[tuple[str, str, Path]]:
    if isinstance(target, ast.Name):
        yield target.id, ast.unparse(value), path
    elif isinstance(target, ast.Tuple | ast.List) and not any(isinstance(each, ast.Starred) for each in target.elts):
        is_written = isinstance(value, ast.Tuple | ast.List) and not path and len(value.elts) == len(target.elts)
        for at, each in enumerate(target.elts):
            if is_written and isinstance(value, ast.Tuple | ast.List):
                yield from _unpacked(each, value.elts[at], ())
            else:
                yield from _unpacked(each, value, (*path, at))
