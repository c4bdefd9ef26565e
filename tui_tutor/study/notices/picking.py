"""Whether each iteration looks at other data: then the error of one tells nothing of the error of another."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event

_SEEDS = frozenset({"seed", "default_rng", "RandomState"})


def picks_data(events: Sequence[Event]) -> bool:
    """Whether an iteration draws, goes over anything but a count, or picks items by that or by a count of its own."""
    counts: set[str] = set()
    for index, event in enumerate(events):
        if event.kind is Kind.RANDOM and event.site.symbol not in _SEEDS:
            return True
        if event.kind is Kind.LOOP:
            names = {change.name for change in event.changes}
            if index:
                # What an inner loop goes over it goes over in each iteration.
                counts -= names
                continue
            if any(change.value is not None and not _is_count(change.value.data) for change in event.changes):
                return True
            counts |= names
        elif event.kind in (Kind.BIND, Kind.UPDATE):
            if event.kind is Kind.UPDATE or _names(event.site.code.partition("=")[2]) & counts:
                counts |= {c.name for c in event.changes if c.value is not None and _is_count(c.value.data)}
        elif event.kind is Kind.INDEX and _names(event.site.code) & counts:
            return True
    return False


def _is_count(data: object) -> bool:
    return isinstance(data, int) and not isinstance(data, bool)


@lru_cache(maxsize=512)
def _names(code: str) -> frozenset[str]:
    try:
        return frozenset(n.id for n in ast.walk(ast.parse(code.strip(), mode="eval")) if isinstance(n, ast.Name))
    except SyntaxError:
        return frozenset()
