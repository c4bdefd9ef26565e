"""Goals that a learner types besides positions: the next nan, the next change of a name, its next use."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.hearing import look_for_result
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.unfolding import unfolded
from tui_tutor.engine.watch.values import Value, take

GOAL = re.compile(r"(nan|inf)|(changes|shape|uses) ([^\W\d]\w*(?:\.[^\W\d]\w*)*)")
"""What is typed: a kind of number, or a word and a name."""

MOST_WATCHED = 1_000
"""Iterations that are watched one after the other for a name's next use."""

Met = Callable[[Event, Value | None], bool]
"""Whether an operation is what is looked for; with the value that the name in question had before it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What is looked for: `word` is `nan`, `inf`, `changes`, `shape` or `uses`, and `name` the name it is about."""

    word: str
    name: str = ""

    @property
    def told(self) -> str:
        """As it is typed."""
        return f"{self.word} {self.name}".strip()


def read_goal(text: str) -> Goal | None:
    """The goal that a text is; None where it is none."""
    match = GOAL.fullmatch(text)
    if match is None:
        return None
    return Goal(match[1]) if match[1] else Goal(match[2], match[3])


def look_for(engine: Engine, position: Position, goal: Goal, tick: Tick) -> Position | str:
    """The first operation after a position that is what a goal says; else why there is none.

    For nan and infinities the result of each operation is looked at. For a name iterations are run plainly, and it is
    looked at where they end: the first in which it shows is watched. What comes and goes within one iteration is found
    only in the one where the learner stands.
    """
    why_not = _unknown(engine, goal)
    if why_not:
        return why_not
    if not goal.name:
        return look_for_result(engine, position, goal.word, lambda value: _holds(value, goal.word), tick)
    found = _in_place(engine, position.place, goal, position.operation)
    if found is not None:
        return found
    place = position.place
    if place != END and engine.run is not None and engine.has_loop:
        first = 0 if place == SETUP else (place.iteration or 0) + 1
        for iteration in _candidates(engine, first, goal, tick):
            found = _in_place(engine, turn(iteration), goal, 0)
            if found is not None:
                return found
    if tick():
        return "stopped"
    found = _in_place(engine, END, goal, 0) if place != END and engine.is_complete else None
    return found or f"{goal.told} is never met from here on"


def _unknown(engine: Engine, goal: Goal) -> str:
    """Why a name cannot be looked for."""
    if not goal.name:
        return ""
    known = {node.id for node in ast.walk(engine.source.tree) if isinstance(node, ast.Name)}
    known |= {node.arg for node in ast.walk(engine.source.tree) if isinstance(node, ast.arg)}
    root = goal.name.partition(".")[0]
    return "" if root in known else f"there is no name {root!r} in this program"


def _in_place(engine: Engine, place: Place, goal: Goal, after: int) -> Position | None:
    """The first operation of a place, behind the first `after` of it, that is what is looked for."""
    recording = engine.recording(place)
    value = recording.start.get(goal.name)
    for index, event in enumerate(recording.every):
        met = _is_met(event, goal, value)
        value = _value_after(event, goal.name, value)
        if met and index >= after:
            return Position(place, index + 1)
    return None


def _value_after(event: Event, name: str, value: Value | None) -> Value | None:
    for change in event.changes:
        if change.frame == 0 and change.name == name:
            value = change.value
    return value


def _is_met(event: Event, goal: Goal, before: Value | None) -> bool:
    if goal.word == "uses":
        return event.kind is not Kind.DEFINE and any(_names(text.code, goal.name) for text in event.texts)
    after = _value_after(event, goal.name, before)
    if goal.word == "shape":
        return after is not None and before is not None and after.shape != before.shape
    if after is None or before is None:
        return after is not before
    return not after.same_as(before)


def _names(code: str, name: str) -> bool:
    """Whether an operand is written as a name, or as a part of it."""
    return re.match(rf"{re.escape(name)}(?!\w)", code) is not None


def _holds(value: Any, word: str) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind not in "fc":
            return False
    elif not isinstance(value, float | complex):
        return False
    return bool((np.isnan(value) if word == "nan" else np.isinf(value)).any())


def _candidates(engine: Engine, first: int, goal: Goal, tick: Tick) -> Iterator[int]:
    """Iterations in which it may be, in their order."""
    run = engine.run
    assert run is not None
    if goal.word == "uses":
        for iteration in range(first, first + MOST_WATCHED):
            if tick() or not engine.run_to(iteration, tick):
                return
            yield iteration
        return
    if not engine.run_to(first, tick):
        return
    run.go(first)
    look = _Look(goal, lambda: unfolded([run.machine.names_to_look_at()])[0])
    while True:
        found = run.search(first, look.is_met, tick)
        if found is None:
            if engine.run_to(run.known, tick) and run.failure is not None:
                # It may be in the iteration that raised.
                yield run.known
            return
        engine.run_to(found + 1)
        yield found
        first = found + 1
        if not engine.run_to(first, tick):
            return


class _Look:
    """Looks at the names as an iteration ends, and tells whether it is one to be watched."""

    def __init__(self, goal: Goal, names: Callable[[], dict[str, Any]]) -> None:
        self._goal = goal
        self._names = names
        self._before = self._taken()

    def _taken(self) -> Value | None:
        value = self._names().get(self._goal.name)
        return take(value) if value is not None else None

    def is_met(self) -> bool:
        """Whether something is other than when this was asked last."""
        before, self._before = self._before, self._taken()
        if before is None or self._before is None:
            return before is not self._before
        if self._goal.word == "shape":
            return before.shape != self._before.shape
        return not before.same_as(self._before)
