"""Lists that are repeated or joined where arrays would be computed with."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.watch.values import Value
from tui_tutor.study.facts.fact import LIST, Fact
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import digits


def _is_list(value: Value) -> bool:
    """Whether a value is a list."""
    return value.type_name == "list" and value.length is not None


def lists(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether a list of numbers is repeated or joined where an array would be computed with."""
    event = seen.events[index]
    if event.site.symbol not in ("*", "+") or len(event.operands) != 2 or event.result is None:
        return
    one, other = event.operands
    texts = [text.code for text in event.texts]
    if event.site.symbol == "*" and _is_list(one) != _is_list(other):
        at = 0 if _is_list(one) else 1
        if _is_of_floats(event.operands[at]) and texts[at].isidentifier() and event.operands[1 - at].is_number:
            told = f"a list times {digits(event.operands[1 - at].data)} is the list again and again"
            yield Fact(LIST, f"{told}, {event.result.length} items; np.array({texts[at]}) would be multiplied")
        return
    are_lists = _is_list(one) and _is_list(other) and 1 < (one.length or 0) == other.length
    if are_lists and all(map(_is_of_floats, (one, other))) and any(text.isidentifier() for text in texts):
        told = f"two lists are joined, to {event.result.length} items"
        yield Fact(LIST, f"{told}; np.array(…) of both would be added, item by item")


def _is_of_floats(value: Value) -> bool:
    """Whether a list's text is that of numbers, one with a point among them."""
    text = value.text.strip("[]")
    try:
        return "." in text and all(np.isfinite(float(each)) for each in text.split(","))
    except ValueError:
        return False
