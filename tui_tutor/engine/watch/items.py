"""What lies in the lists that one array or one number is made of: kept where that is done, since lists change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tui_tutor.engine.watch.recording import Items
from tui_tutor.engine.watch.values import Value

ASSEMBLING = frozenset(
    "array asarray asanyarray concatenate stack vstack hstack dstack column_stack row_stack block append sum mean max "
    "min amax amin prod".split()
)
"""Functions that take numbers and arrays out of lists, as numpy and Python call them."""

MOST = 256
"""Numbers and arrays that are kept of one list."""

DEEPEST = 4
"""Lists inside each other."""


JOINING = frozenset({type(np.c_), type(np.r_)})
"""What puts arrays beside each other that stand in its brackets."""


def items_of(
    function: object, seen: Sequence[tuple[object, Value]], take: Callable[[object], Value]
) -> dict[int, Items] | None:
    """What lies in the lists and tuples that such a function was given, by their place; None where there is nothing.

    Without a function they are those in brackets.
    """
    if function is None:
        if not seen or type(seen[0][0]) not in JOINING:
            return None
    elif getattr(function, "__name__", "") not in ASSEMBLING:
        return None
    found = {at: _items(each, take, DEEPEST) for at, (each, _) in enumerate(seen) if type(each) in (list, tuple)}
    kept: dict[int, Items] = {at: items for at, items in found.items() if items is not None and _fits(items)}
    return kept or None


def _items(value: object, take: Callable[[object], Value], depth: int) -> Items | None:
    """None where something else lies in it, or too much."""
    if type(value) not in (list, tuple):
        taken = take(value)
        return taken if taken.shape is not None and taken.whole else None
    assert isinstance(value, list | tuple)
    if not depth or len(value) > MOST:
        return None
    items: list[Items] = []
    for each in value:
        item = _items(each, take, depth - 1)
        if item is None:
            return None
        items.append(item)
    return tuple(items)


def _fits(items: Items) -> bool:
    return isinstance(items, tuple) and 0 < _count(items) <= MOST


def _count(items: Items) -> int:
    return sum(map(_count, items)) if isinstance(items, tuple) else 1
