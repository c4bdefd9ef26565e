"""`~` before a truth value of Python's, which is a whole number to it."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.notices.notice import NOT, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

KINDS = (Kind.ELEMENTWISE, Kind.OTHER)


def not_of_bool(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an operation turns the bits of True or False, which gives a number that counts as true."""
    event = seen.events[index]
    if event.site.symbol != "~" or len(event.operands) != 1 or event.result is None:
        return
    if isinstance(event.operands[0].data, bool):
        text, value = code(event.texts[0].code), event.operands[0].data
        given = f"~{value} is {digits(event.result.data)}, which counts as true like every number but 0"
        yield Notice(NOT, f"{given}; `not {text}` is {not value}")
