"""A third argument that numpy takes for the place to write to."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.notices.notice import OUT, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code

KINDS = (Kind.DOT, Kind.ELEMENTWISE, Kind.COMPARE)

_MADE_TO_BE_FILLED = frozenset({"empty", "zeros", "empty_like", "zeros_like", "ones", "ones_like", "full"})


def out(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a positional argument beyond the operands was overwritten, which was not made to be.

    An array that the program only ever makes empty, or one of the operands themselves, is meant to be written to.
    """
    event = seen.events[index]
    count = _operands(event.site.symbol)
    if event.error is not None or count is None or len(event.operands) <= count:
        return
    text, value = event.texts[count], event.operands[count]
    if text.keyword is not None or not value.is_array or event.result is None or event.result.token != value.token:
        return
    if any(each.token == value.token for each in event.operands[:count]) or _is_place(seen, text.code):
        return
    name, first, second = (code(each.code) for each in (text, event.texts[0], event.texts[count - 1]))
    what = "product" if event.kind is Kind.DOT else "operand"
    told = f"the third argument is where the result is written: {name} is overwritten, and was no {what}"
    told = told if count == 2 else told.replace("third", "second")
    use = f"; {first} · {second} · {name} would be two products" if event.kind is Kind.DOT else ""
    yield Notice(OUT, told + use)


def _operands(symbol: str) -> int | None:
    if symbol == "dot":
        return 2
    found = getattr(np, symbol, None) if symbol.isidentifier() else None
    return found.nin if isinstance(found, np.ufunc) else None


def _is_place(seen: Seen, name: str) -> bool:
    """Whether all that the program stores under a name is made to be filled."""
    stored = [
        node.value
        for node in ast.walk(seen.tree)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ]
    made = [isinstance(each, ast.Call) and _called(each) in _MADE_TO_BE_FILLED for each in stored]
    return bool(made) and all(made)


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", None) or getattr(node.func, "id", ""))
