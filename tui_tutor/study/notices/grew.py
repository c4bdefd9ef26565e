"""A name whose array is stretched into another shape by what is added to it."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.notice import GREW, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code

KINDS = (Kind.BIND,)

_CELLWISE = frozenset({Kind.ELEMENTWISE})


def grew(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether a name gets another shape because its own old array was stretched, cell by cell.

    What is joined, picked or computed anew may have any size in any iteration.
    """
    event = seen.events[index]
    name, new = event.site.name, event.result
    if seen.place.part is not Part.LOOP or name is None or new is None or not new.is_array:
        return
    old = _before(seen, index, name, event)
    if old is None or not old.is_array or old.shape == new.shape:
        return
    if seen.is_made_of(new, index, old.token, _CELLWISE):
        by = _stretching(seen, index, new, old)
        told = f"{name} was {size(old)} and is {size(new)} from here on"
        yield Notice(GREW, f"{told}: {by} stretched it; is a sum over the rows missing?")


def _before(seen: Seen, index: int, name: str, event: Event) -> Value | None:
    """What a name stood for before an operation that stores it."""
    for at in reversed([each for each in seen.stored.get(name, ()) if each < index]):
        stored = seen.events[at]
        if stored.stack[-1].number == event.stack[-1].number:
            return stored.result
    if event.stack[-1].number <= 0:
        return seen.start.get(name)
    # An attribute is known under the name of its object outside.
    _, dot, attribute = name.rpartition(".")
    found = [value for known, value in seen.start.items() if dot and known.endswith(f".{attribute}")]
    return found[0] if len(found) == 1 else None


def _stretching(seen: Seen, index: int, new: Value, old: Value) -> str:
    """The operation that turned the old shape into the new one."""
    value, at = new, index
    for _ in range(8):
        made = seen.maker(value, at)
        if made is None:
            break
        event = seen.events[made]
        inner = next((each for each in event.operands if each.shape == new.shape), None)
        if any(each.token == old.token for each in event.operands) or inner is None:
            other = next((t for t, v in zip(event.texts, event.operands, strict=True) if v.token != old.token), None)
            sizes = next((size(v) for v in event.operands if v.token != old.token), "")
            return f"{code(other.code)} ({sizes})" if other is not None else code(event.site.code)
        value, at = inner, made
    return code(seen.events[index].site.code)
