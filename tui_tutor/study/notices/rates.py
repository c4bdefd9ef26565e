"""The numbers that a change of weights was multiplied by on its way: the rate among them."""

from __future__ import annotations

import re

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.notices.activations import real
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

FARTHEST = 8
"""Operations that a change is followed back through."""

_CALLED = re.compile(r"(?:^|[._])(?:lr|rate|learning_?rate|alpha|eta|pace|step_?size|step)$", re.IGNORECASE)

_TIMES, _PRODUCTS = ("*", "multiply"), ("@", "dot", "matmul")

MOST = 20
"""Operations behind a change that are looked at."""

Factor = tuple[str, float]
"""A number, how it is written in front."""


def factors(seen: Seen, index: int) -> list[Factor]:
    """The numbers that the change of an update was multiplied by, the last first: `0.1`, or `rate = 0.1`."""
    found: list[Factor] = []
    change = _change(seen, index)
    value, at = change if change is not None else (None, index)
    for _ in range(FARTHEST):
        made = seen.maker(value, at) if value is not None else None
        if made is None:
            break
        at, event = made, seen.events[made]
        if event.kind not in (Kind.ELEMENTWISE, Kind.DOT) or len(event.operands) > 2:
            break
        found += _multiplied(event)
        value = next((each for each in event.operands if each.is_array), None)
    return found


def rate(seen: Seen, index: int) -> Factor | None:
    """The one of them that is called a rate; else the last that is no whole number."""
    found = factors(seen, index)
    called = [each for each in found if _CALLED.search(each[0].partition(" = ")[0])]
    return next(iter(called or [each for each in found if not each[1].is_integer()]), None)


def told(seen: Seen, index: int) -> str:
    """The rate in words, after a semicolon; nothing where there is none."""
    found = rate(seen, index)
    if found is None:
        return ""
    name, _, number = found[0].rpartition(" = ")
    called = name if name.endswith("rate") else f"the rate {name}".rstrip()
    return f"; {called} is {number}"


def inputs(seen: Seen, index: int) -> tuple[str, Value] | None:
    """What a change of weights was multiplied by and was there before the iteration: the inputs, and their text."""
    statement = seen.events[index].site.statement
    # A number is not known again: what it was computed from stands in the same statement.
    there = [at for at in range(index) if seen.events[at].site.statement == statement]
    for at in [*_behind(seen, index), *reversed(there)]:
        event = seen.events[at]
        if event.site.symbol not in (*_TIMES, *_PRODUCTS):
            continue
        for text, each in zip(event.texts, event.operands, strict=False):
            made = seen.made_by(each, at)
            if made is not None and made.kind is Kind.TRANSPOSE and made.operands:
                text, each = made.texts[0], made.operands[0]
            is_given = seen.maker(each, at) is None and not each.weight and text.code not in seen.weights
            if is_given and not text.literal and real(each) is not None:
                return text.code, each
    return None


def examples(seen: Seen, index: int) -> int | None:
    """Over how many examples a change is a sum that is divided by nothing; None where it is no such sum."""
    found = None
    for at in _behind(seen, index):
        event = seen.events[at]
        if event.kind is Kind.REDUCE or event.site.symbol.removesuffix("=") in ("/", "divide", "true_divide"):
            return None
        if event.kind is Kind.DOT and found is None and len(event.operands) == 2:
            found = (event.operands[0].shape or (1,))[-1]
    return found if found is not None and found > 1 and len(factors(seen, index)) == 1 else None


def _behind(seen: Seen, index: int) -> list[int]:
    """The operations that a change was computed by, the nearest first."""
    change = _change(seen, index)
    waiting, found = [change] if change is not None else [], list[int]()
    while waiting and len(found) < MOST:
        value, before = waiting.pop(0)
        at = seen.maker(value, before)
        if at is not None and at not in found:
            found.append(at)
            waiting += [(each, at) for each in seen.events[at].operands if each.is_array]
    return found


def _change(seen: Seen, index: int) -> tuple[Value, int] | None:
    """What is added to a name's old value, and the operation before which it was made."""
    event = seen.events[index]
    if event.kind is Kind.UPDATE:
        return (event.operands[1], index) if len(event.operands) == 2 else None
    made = seen.maker(event.result, index) if event.result is not None else None
    if made is None or len(seen.events[made].operands) != 2:
        return None
    sides = list(zip(seen.events[made].texts, seen.events[made].operands, strict=True))
    others = [value for text, value in sides if text.code != event.site.name]
    return (others[0], made) if len(others) == 1 else None


def _multiplied(event: Event) -> list[Factor]:
    if event.site.symbol not in _TIMES or len(event.operands) != 2:
        return []
    found: list[Factor] = []
    for text, each in zip(event.texts, event.operands, strict=True):
        if each.is_number and isinstance(each.data, (int, float)) and not isinstance(each.data, bool) and each.data:
            is_plain = text.literal or text.code.lstrip("-").replace(".", "", 1).isdigit()
            found.append(
                (code(text.code) if is_plain else f"{code(text.code)} = {digits(each.data)}", float(each.data))
            )
    return found
