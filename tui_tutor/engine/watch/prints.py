"""Prints of containers: what tells, in less time than writing it takes, that a text would be the same again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from tui_tutor.engine.imported.asked import MODULE
from tui_tutor.engine.watch.texts import DEEPEST, LONGEST_TEXT, MOST_CELLS

SETTLED: Final = frozenset({int, float, complex, bool, str, bytes, type(None)})
"""Types of items whose text stays what it is."""

_CONTAINERS: Final = (list, tuple, dict, set, frozenset)


class UnsettledError(Exception):
    """Raised where the text of an item may change without its looking any different."""


def print_of(value: Any) -> list[Any] | None:
    """All that the text of a container tells: its items themselves, of an array its bytes. None where that is not all.

    An object of the program is told by its class alone.
    """
    found: list[Any] = []
    try:
        for each in _read(value, 0):
            found.append(each)
            if len(found) > LONGEST_TEXT:
                # Each has a character of the text at the least.
                break
    except UnsettledError:
        return None
    return found


def are_alike(one: list[Any], other: list[Any]) -> bool:
    """Whether two prints are of the same text; no item is asked whether it equals another."""
    return len(one) == len(other) and all(
        a is b or (type(a) is tuple and type(b) is tuple and a == b) for a, b in zip(one, other, strict=True)
    )


def is_settled(item: Any) -> bool:
    """Whether the text of an item stays what it is."""
    kind = type(item)
    # An object's type is asked, never the object: it may be one of the program's.
    return kind in SETTLED or (issubclass(kind, np.number | np.bool_) and kind.__module__ == "numpy")


def _read(value: Any, depth: int) -> Iterator[Any]:
    kind = type(value)
    if kind in _CONTAINERS:
        if depth > DEEPEST:
            raise UnsettledError
        yield (kind, len(value))
        for each in value:
            yield from _read(each, depth + 1)
            if kind is dict:
                yield from _read(value[each], depth + 1)
    elif is_settled(value) or kind.__module__ == MODULE:
        yield value
    elif kind is np.ndarray and value.size <= MOST_CELLS and not value.dtype.hasobject:
        yield (value.dtype, value.shape, value.tobytes())
    else:
        raise UnsettledError
