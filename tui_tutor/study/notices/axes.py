"""Sizes that agree although their axes mean different things."""

from __future__ import annotations

from collections.abc import Iterator

from tui_tutor.study.clashes import clash_words
from tui_tutor.study.notices.notice import AXES, Notice
from tui_tutor.study.notices.seen import Seen


def axes(seen: Seen, index: int) -> Iterator[Notice]:
    """Whether an operation brings together two axes that mean different things."""
    event = seen.events[index]
    if event.clash is not None and event.error is None:
        yield Notice(AXES, clash_words(event))
