"""The attributes of a program's objects among its names: an instance is shown by what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tui_tutor.engine.imported.asked import MODULE
from tui_tutor.engine.rewind.contents import attributes_of

DEEPEST = 3
"""Instances inside instances, or in lists of such, that are unfolded."""

MOST = 200
"""Attributes that are shown of one name."""


def unfolded(frames: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The names of each frame with the attributes of their instances; an instance is unfolded under its first name."""
    seen: set[int] = set()
    return [_unfolded(names, seen) for names in frames]


def _unfolded(names: Mapping[str, object], seen: set[int]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in names.items():
        found[name] = value
        if type(value).__module__ == MODULE or type(value) is list:
            _unfold(name, value, found, seen, DEEPEST, len(found) + MOST)
    return found


def _unfold(name: str, value: Any, found: dict[str, object], seen: set[int], depth: int, most: int) -> None:
    if type(value) is list:
        if depth and value and all(type(each).__module__ == MODULE for each in value[:MOST]):
            for index, each in enumerate(value[:MOST]):
                _unfold(f"{name}[{index}]", each, found, seen, depth - 1, most)
        return
    if type(value).__module__ != MODULE or id(value) in seen or isinstance(value, BaseException):
        return
    seen.add(id(value))
    for attribute, each in attributes_of(value).items():
        if len(found) >= most:
            return
        if not callable(each):
            found[f"{name}.{attribute}"] = each
        if depth:
            _unfold(f"{name}.{attribute}", each, found, seen, depth - 1, most)
