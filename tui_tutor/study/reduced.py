"""What would fit where an operand has lost an axis: the other axis, or the one that was lost kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import sized

_AXIS = re.compile(r"\baxis=(-?\d)")


def along(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """Ways to sum up that would fit the last operation, which failed cell by cell, each tried on the shapes.

    An array that is set off against its own sums keeps the axis; one that was summed up along the wrong axis takes the
    other.
    """
    event = events[-1]
    is_one = event.kind in (Kind.ELEMENTWISE, Kind.COMPARE) and len(event.operands) == 2
    if not is_one or event.site.symbol.isidentifier():
        return
    for at in (0, 1):
        made = _reduced(events, event.operands[at].token)
        other, text = event.operands[1 - at], event.texts[1 - at].code
        axis = _axis(made) if made is not None else None
        if made is None or axis is None:
            continue
        code, whole = " ".join(made.site.code.split()), made.operands[0]
        size = (whole.shape or ())[1 - axis]
        kept = (size, 1) if axis == 1 else (1, size)
        if other.token == whole.token and code.endswith(")"):
            kept_code = f"{code[:-1]}, keepdims=True)"
            pair = (text, kept_code) if at else (kept_code, text)
            sizes = (sized(other.shape or ()), sized(kept)) if at else (sized(kept), sized(other.shape or ()))
            sign = event.site.symbol.replace("-", "−").replace("*", "∘")
            yield f"{pair[0]} {sign} {pair[1]}", f"{sizes[0]} {sign} {sizes[1]} → {sized(other.shape or ())}"
        elif _goes(flat := ((whole.shape or ())[axis],), other.shape or ()):
            yield _AXIS.sub(f"axis={1 - axis}", code), f"→ {sized(flat)}"


def _reduced(events: Sequence[Event], token: int) -> Event | None:
    """The operation that made a flat array of one of two dimensions, along one of its axes."""
    for event in reversed(events[:-1]):
        made = event.result
        if made is not None and token and made.token == token and event.kind not in (Kind.BIND, Kind.CALL):
            is_one = event.kind is Kind.REDUCE or event.site.symbol in ("argmax", "argmin", "any", "all")
            given = event.operands[0].shape if event.operands else None
            return event if is_one and len(given or ()) == 2 and len(made.shape or ()) == 1 else None
    return None


def _axis(event: Event) -> int | None:
    found = _AXIS.search(event.site.code)
    return int(found[1]) % 2 if found else None


def _goes(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(one, other) == other
    except ValueError:
        return False
