"""The first operation whose result has a nan or an infinity: the program is run with probes that only look at results.

So it is found wherever it comes to be, be it inside a function or gone when its iteration ends, and in arrays of any
size; nothing is copied. The iterations heard so are those of the plain run, which needs no second one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind, Site
from tui_tutor.engine.rewind.contents import attributes_of
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.pace import Tick
from tui_tutor.engine.watch.deaf import Deaf
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.places import VALUE_TOO
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.recorder import Enough

PACE = 256
"""Operations between two looks at whether to go on, where no iteration ends."""

STOPPED = "stopped"


class Hearing(Deaf):
    """Looks at the result of each operation, which is counted from 1, behind the first `after`.

    `met_at` is the first whose result `holds`; None as long as there is none.
    """

    def __init__(
        self, sites: Sequence[Site], holds: Callable[[Any], bool], after: int = 0, stop: Tick | None = None
    ) -> None:
        super().__init__()
        self.after, self.count = after, 0
        self.met_at: int | None = None
        self._holds, self._stop = holds, stop
        # Of stores to a part of something the result is what lies there, or what was stored to.
        self._stores = {each.number: each for each in sites if _is_store(each)}
        self._given: dict[int, list[Any]] = {}
        self._keys: dict[int, Any] = {}
        self._holders: dict[int, Any] = {}

    def begin(self) -> None:
        """Another iteration begins, of which every operation counts."""
        self.after = self.count = 0

    def _result(self, value: Any) -> None:
        self.count += 1
        if self.met_at is None and self.count > self.after and self._holds(value):
            self.met_at = self.count
        if self._stop is not None and self.count % PACE == 0 and self._stop():
            raise Enough

    def done(self, _number: int, value: Any) -> Any:
        """The result of an operation."""
        self._result(value)
        return value

    def bound(self, _number: int, _is_global: bool, value: Any) -> Any:
        """What a name was given."""
        self._result(value)
        return value

    def branch(self, _number: int, test: Any) -> Any:
        """A branch, whose result is neither nan nor infinite."""
        self._result(None)
        return test

    def looped(self, _number: int, _names: list[str], values: list[Any]) -> None:
        """What a loop brings."""
        self._result(values[0] if len(values) == 1 else None)

    def defined(self, _number: int, _name: str | None, _is_global: bool, value: Any) -> Any:
        """A function, or a module."""
        self._result(None)
        return value

    def see(self, number: int, value: Any) -> Any:
        """An operand: kept where it may be what is stored to."""
        if number in self._stores:
            self._given.setdefault(number, []).append(value)
        return value

    def placed(self, number: int, key: Any) -> Any:
        """The place in brackets that is about to be updated."""
        self._keys[number] = key
        return key

    def stored(self, number: int) -> None:
        """A store into an array, a list or a dictionary."""
        seen, key, site = self._given.pop(number, []), self._keys.pop(number, None), self._stores.get(number)
        found = None
        if seen and site is not None and site.kind is Kind.UPDATE:
            found = _item(seen[0], key)
        elif seen and site is not None:
            # The value comes before the receiver, where it is seen at all.
            found = seen[min(len(seen) - 1, int(len(site.operands) == VALUE_TOO))]
        self._result(found)

    def holder(self, number: int, _attribute: str, value: Any) -> Any:
        """An object that is about to be given another attribute."""
        self._holders[number] = value
        return value

    def held(self, number: int, attribute: str) -> None:
        """An attribute that was just stored."""
        self._result(attributes_of(self._holders.pop(number, None)).get(attribute))


def _is_store(site: Site) -> bool:
    return site.symbol == "[]=" or (site.kind is Kind.UPDATE and site.name is None)


def _item(receiver: Any, key: Any) -> Any:
    """What lies at a place; nothing of the program is run to get it."""
    if type(receiver) in (np.ndarray, list, dict):
        with suppress(Exception):
            return receiver[key]
    return None


def look_for_result(
    engine: Engine, position: Position, word: str, holds: Callable[[Any], bool], tick: Tick
) -> Position | str:
    """The first operation behind a position whose result `holds` what `word` says; else how far it was looked for."""
    place, after = position.place, position.operation
    if place == SETUP:
        met = _in_setup(engine, holds, after, tick)
        if met is not None or tick():
            return met or STOPPED
        after = 0
    run = engine.run
    if place != END and run is not None and engine.has_loop:
        met = _in_loop(engine, Position(turn(place.iteration or 0), after), holds, tick)
        if met is not None:
            return met
        if tick():
            return f"{STOPPED}: there is no {word} in the iterations up to {max(0, run.position - 1):,}"
        after = 0
    met = _in_end(engine, holds, after, tick) if engine.is_complete else None
    return met or f"{word} is never met from here on: the result of each operation was looked at"


def _in_setup(engine: Engine, holds: Callable[[Any], bool], after: int, tick: Tick) -> Position | None:
    hearing = Hearing(engine.program.sites, holds, after, tick)
    machine = Machine(engine.program, engine.seed, hearing, engine.main)
    with suppress(Exception, Enough):
        machine.begin(watched=True)
    machine.leave()
    return Position(SETUP, hearing.met_at) if hearing.met_at is not None else None


def _in_loop(engine: Engine, start: Position, holds: Callable[[Any], bool], tick: Tick) -> Position | None:
    run, first = engine.run, start.place.iteration or 0
    assert run is not None
    if not engine.run_to(first, tick):
        return None
    run.go(first)
    hearing = Hearing(engine.program.sites, holds, start.operation)

    def is_met() -> bool:
        if hearing.met_at is None:
            hearing.begin()
        return hearing.met_at is not None

    with run.machine.listened_to(hearing):
        found = run.search(first, is_met, tick)
    if hearing.met_at is None:
        return None
    if found is None:
        # It is in the iteration that raised, if that is known by now.
        return Position(turn(run.known), hearing.met_at) if run.failure is not None else None
    engine.run_to(found + 1)
    return Position(turn(found), hearing.met_at)


def _in_end(engine: Engine, holds: Callable[[Any], bool], after: int, tick: Tick) -> Position | None:
    run = engine.run
    if run is None:
        return None
    hearing = Hearing(engine.program.sites, holds, after, tick)
    if not run.stands_over(probed=True):
        run.go_over(probed=True)
    with run.machine.listened_to(hearing), suppress(Exception, Enough):
        run.end(watched=True)
    return Position(END, hearing.met_at) if hearing.met_at is not None else None
