"""What the main loop learns, as its first iteration shows: arrays that are made of what they were before.

The program's text tells that of plain names. What an object or a list holds has many names in the text (`self.w`,
`layer.w`, `weights[i]`, `W` of a `zip`), so there the values themselves are followed.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.engine.watch.values import Value
from tui_tutor.engine.watch.writing import KEEPS_FAMILY

_MAKING = frozenset({Kind.ELEMENTWISE, Kind.UPDATE, Kind.CALL, Kind.BIND})
"""Kinds whose result may be made of what an operand was."""


def learned_in(recording: Recording) -> frozenset[str]:
    """The names and parts that a part of the run changes into something made of what they were before.

    Of plain names those that are changed in place, since what is stored under them the text tells.
    """
    made_of = {v.token: {name} for name, v in recording.start.items() if _may_learn(name, v)}
    for name, value in recording.start.items():
        if value.token in made_of:
            made_of[value.token].add(name)
    used: set[int] = set()
    found: set[str] = set()
    for event in recording.events:
        _follow(event, made_of)
        for change in event.changes:
            start = recording.start.get(change.name)
            if change.frame or change.value is None or start is None or not _may_learn(change.name, start):
                continue
            if change.value.token == start.token:
                is_made = event.kind is Kind.UPDATE
            else:
                is_made = not change.name.isidentifier() and change.name in made_of.get(change.value.token, ())
            if is_made and (start.is_array or start.token in used):
                found.add(change.name)
        if event.kind is Kind.ELEMENTWISE and any(each.is_array for each in event.operands):
            used |= {each.token for each in event.operands if each.is_number}
    return frozenset(found)


def tagged(recording: Recording, names: frozenset[str]) -> None:
    """Mark the values of names as weights in a recording, from where they first have any name."""
    if not names:
        return
    changes = [each for event in recording.events for each in event.changes if each.frame == 0]
    values = [*recording.start.items(), *((each.name, each.value) for each in changes)]
    meant = {value.token for name, value in values if name in names and value is not None and value.is_array}
    if not meant:
        return
    tokens = {value.token for value in recording.start.values()} & meant

    def mark(value: Value) -> Value:
        return replace(value, weight=True) if value.token in tokens and not value.weight else value

    recording.start = {name: mark(value) for name, value in recording.start.items()}
    for index, event in enumerate(recording.events):
        tokens |= {each.value.token for each in event.changes if each.value is not None} & meant
        is_kept = event.kind in KEEPS_FAMILY and bool(event.operands) and event.operands[0].token in tokens
        if is_kept and event.result is not None and event.result.is_array:
            tokens.add(event.result.token)
        seen = [*event.operands, *([event.result] if event.result is not None else [])]
        seen += [each.value for each in event.changes if each.value is not None]
        if any(value.token in tokens and not value.weight for value in seen):
            recording.events[index] = replace(
                event,
                operands=tuple(map(mark, event.operands)),
                result=mark(event.result) if event.result is not None else None,
                changes=tuple(
                    replace(each, value=mark(each.value)) if each.value is not None else each for each in event.changes
                ),
            )


def _may_learn(name: str, value: Value) -> bool:
    """Whether a value can be learned: an array of numbers with a fraction; of what holds several, such a number too."""
    if value.is_array:
        return bool(value.data.dtype.kind in "fc")
    return not name.isidentifier() and value.is_number and isinstance(value.data, float | np.floating)


def _follow(event: Event, made_of: dict[int, set[str]]) -> None:
    """Note what the result of an operation is made of."""
    result = event.result
    if result is None or result.shape is None or event.kind not in _MAKING:
        return
    for operand in event.operands:
        if operand.token in made_of and operand.shape == result.shape and operand.token != result.token:
            made_of.setdefault(result.token, set()).update(made_of[operand.token])
