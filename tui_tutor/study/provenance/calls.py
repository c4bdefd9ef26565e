"""What a call's result was made of, found by following it back through what the function did inside."""

from __future__ import annotations

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Recording
from tui_tutor.study.provenance.cells import Cell, number_at, same
from tui_tutor.study.provenance.makers import Seen, UnknownError, maker
from tui_tutor.study.provenance.shares import Share, main, shares

MOST_STEPS = 2_000
"""Cells inside a call that are followed back."""


def shares_of(recording: Recording, index: int, cell: Cell | None) -> tuple[Share, ...]:
    """What a cell of any operation's result was made of, through a call to what was given to it."""
    event = recording.events[index]
    if event.kind is not Kind.CALL or cell is None or event.result is None or event.result.shape is None:
        return shares(event, cell)
    try:
        found = _through(recording, index, cell)
    except UnknownError:
        found = None
    return found if found is not None else shares(event, None)


def begin_of(recording: Recording, index: int) -> int:
    """The first operation inside a call; the call itself where there is none."""
    events, depth = recording.events, recording.events[index].depth
    while index and events[index - 1].depth > depth:
        index -= 1
    return index


def call_around(recording: Recording, index: int) -> int | None:
    """The call that an operation stands in; None outside of any, and where it has no end."""
    events, inner = recording.events, recording.events[index]
    for at in range(index + 1, len(events)):
        if events[at].depth < inner.depth:
            is_it = events[at].kind is Kind.CALL and inner.path[-1:] == (events[at].site.number,)
            return at if is_it else None
    return None


def _through(recording: Recording, index: int, cell: Cell) -> tuple[Share, ...] | None:
    call, first = recording.events[index], begin_of(recording, index)
    assert call.result is not None
    given = {value.token: at for at, value in reversed(list(enumerate(call.operands)))}
    waiting, found = [(Seen(call.result, cell), index)], dict[tuple[int | None, int, Cell], Share]()
    for _ in range(MOST_STEPS):
        if not waiting:
            return tuple(found.values())
        seen, before = waiting.pop()
        made = maker(recording, seen, before, first)
        if made is None:
            at = given.get(seen.value.token)
            value = call.operands[at] if at is not None else seen.value
            if not same(number_at(value, seen.cell), number_at(seen.value, seen.cell)):
                return None
            found.setdefault((at, value.token, seen.cell), Share(at, value, seen.cell))
            continue
        if made.brought is not None:
            return None
        event = recording.events[made.index]
        parts = shares(event, made.cell)
        best = main(parts, [text.literal for text in event.texts])
        ordered = [*(each for at, each in enumerate(parts) if at != best), *([parts[best]] if best is not None else [])]
        frame = max(0, event.stack[-1].number)
        for each in ordered:
            text = event.texts[each.operand] if each.operand is not None and each.operand < len(event.texts) else None
            if each.cell is None:
                return None
            if text is None or not text.literal:
                code = each.code or (text.code if text is not None else "")
                waiting.append((Seen(each.value, each.cell, code, frame), made.index))
    return None
