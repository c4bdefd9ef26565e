"""Values in a few characters, for tables."""

from __future__ import annotations

import math
from itertools import islice

from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.numbers import number

DECIMALS = 3


def short_value(event: Event, width: int) -> str:
    """An operation's result: a number, as many of an array's first numbers as fit, or the first line of a text."""
    value = event.result
    if event.error is not None:
        return "✗"
    if value is None or value.type_name == "NoneType":
        return ""
    if value.is_array:
        return _numbers(value, width)
    if value.is_number:
        return number(value.data, DECIMALS).strip()
    first, *rest = value.text.split("\n")
    return first + ("…" if rest else "")


def _numbers(value: Value, width: int) -> str:
    size = math.prod(value.shape or ())
    # No number takes less than one column and a space.
    shown = [number(item, DECIMALS).strip() for item in islice(value.data.flat, width)]
    count = len(shown)
    while count and len(text := " ".join(shown[:count]) + (" …" if count < size else "")) > width:
        count -= 1
    return text if count else "…" if size else "empty"
