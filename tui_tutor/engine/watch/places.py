"""What a store to a part of something was given, and what part that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui_tutor.engine.probe.sites import OperandText, Site
from tui_tutor.engine.watch.copies import part_of
from tui_tutor.engine.watch.frames import Frame
from tui_tutor.engine.watch.recording import Part
from tui_tutor.engine.watch.values import Value

VALUE_TOO = 3
"""Operands of a store whose value is seen as well: of what is unpacked it is not."""


class Keys:
    """Gives back what it is asked for: the place in brackets, slices and all, as a value."""

    def __getitem__(self, key: Any) -> Any:
        return key


def part_seen(frame: Frame, site: Site, seen: Sequence[tuple[object, Value]]) -> Part | None:
    """The part that is read or stored to, of what was seen: the receiver, and the place unless that has a slice."""
    if not seen or (len(seen) == 1 and site.number not in frame.slices):
        return None
    (receiver, whole), *others = seen
    key = others[0][0] if others else frame.slices.pop(site.number)
    return part_of(receiver, whole, key)


def store_order(
    seen: list[tuple[object, Value]], texts: tuple[OperandText, ...]
) -> tuple[list[tuple[object, Value]], tuple[OperandText, ...]]:
    """What a store saw, in the order it is written: Python computes the value first, then the place."""
    if len(texts) == 2:
        # A part of what is unpacked is never seen by itself.
        return seen, texts
    seen = [*seen[1:], seen[0]]
    return seen, texts if len(seen) == len(texts) else (texts[0], texts[-1])
