"""Two versions of one program, run side by side: where they part, how they learn, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value

LOOKED_AT = 3
"""Iterations whose operations are compared one by one; versions that agree so far hardly part later."""

LAST_LINES = 4
"""Lines of what a version has printed that are compared."""

Numbered = list[tuple[int, Event | None]]

Curve = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One version at its end, or where it failed.

    `prediction` is the named value there, None where it does not exist. `failed` is the operation that raised, with
    its message; `clash` the first operation that brings together axes which mean different things. `stopped` is after
    how many seconds it was stopped before it had come to its end, None where it was not. `printed` is the last of what
    it printed.
    """

    curve: Curve
    prediction: Value | None
    iterations: int
    failed: Event | None = None
    failure: str | None = None
    clash: Event | None = None
    clash_at: str | None = None
    stopped: float | None = None
    printed: str = ""

    def cut(self, limit: int) -> Side:
        """The same with large arrays cut to their corners."""
        value = self.prediction.cut(limit) if self.prediction is not None else None
        return replace(self, prediction=value, failed=_cut(self.failed, limit), clash=_cut(self.clash, limit))


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """The first operation at which two versions differ: where, and what each did there, None where one has ended."""

    at: str
    one: Event | None
    other: Event | None


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two versions of a program."""

    one: Side
    other: Side
    parting: Parting | None

    def cut(self, limit: int) -> Comparison:
        """The same comparison with large arrays cut to their corners, light enough to be sent."""
        parted = self.parting
        if parted is not None:
            parted = Parting(parted.at, _cut(parted.one, limit), _cut(parted.other, limit))
        return Comparison(self.one.cut(limit), self.other.cut(limit), parted)


def compare(one: Engine, other: Engine, prediction: str | None, tick: Callable[[], bool] = never) -> Comparison | None:
    """Run both versions to their ends; None where `tick` asked to stop."""
    for engine in (one, other):
        engine.run_to_end(tick)
        if tick():
            return None
    return compared(one, other, prediction)


def compared(one: Engine, other: Engine, prediction: str | None) -> Comparison:
    """Two versions that have been run as far as they go."""
    return Comparison(side(one, prediction), side(other, prediction), parting(one, other))


def _cut(event: Event | None, limit: int) -> Event | None:
    return event.cut(limit) if event is not None else None


def side(engine: Engine, prediction: str | None) -> Side:
    """An engine that has been run as far as it goes."""
    run = engine.run
    failed = _failed(engine)
    failure = engine.failure or (run.failure if run is not None else None)
    clash_at, clash = _clash(engine)
    value = _value(engine, prediction) if prediction is not None else None
    return Side(
        curve=tuple(engine.curve),
        prediction=value,
        iterations=run.total if run is not None and run.total is not None else max(0, engine.last_known),
        failed=failed,
        failure=failure.message if failure is not None else None,
        clash=clash,
        clash_at=clash_at,
        printed=_printed(engine),
    )


def parting(one: Engine, other: Engine) -> Parting | None:
    """The first operation whose text or result differs; None where they agree as far as they are looked at."""
    changed: Parting | None = None
    for place in _places(one, other):
        events = _events(one, place), _events(other, place)
        for index in range(max(map(len, events))):
            pair = [each[index] if index < len(each) else (0, None) for each in events]
            here = Parting(str(Position(place, pair[1][0] or pair[0][0])), pair[0][1], pair[1][1])
            if _differ_in_result(here.one, here.other):
                return _comparable(here, place, events)
            if changed is None and _differ_in_text(here.one, here.other):
                changed = here
    return changed


def _comparable(parted: Parting, place: Place, events: tuple[Numbered, Numbered]) -> Parting:
    """Where two different operations meet, what their statements come to says more than the operations themselves."""
    one, other = parted.one, parted.other
    if one is None or other is None or one.site.symbol == other.site.symbol or other.error is not None:
        return parted
    last = [_last_of(each, event) for each, event in zip(events, (one, other), strict=True)]
    return Parting(str(Position(place, last[1][0])), last[0][1], last[1][1])


def _last_of(events: Numbered, event: Event) -> tuple[int, Event | None]:
    """The last operation of an operation's statement that computes something; where none does, the operation itself."""
    same = [
        (number, each)
        for number, each in events
        if each is not None
        and each.site.statement == event.site.statement
        and each.kind not in (Kind.BIND, Kind.UPDATE, Kind.PRINT, Kind.BRANCH, Kind.LOOP)
    ]
    return same[-1] if same else next((number, each) for number, each in events if each is event)


def _places(one: Engine, other: Engine) -> list[Place]:
    known = max(one.last_known, other.last_known)
    return [SETUP, *(turn(iteration) for iteration in range(min(LOOKED_AT, known + 1)))]


def _events(engine: Engine, place: Place) -> Numbered:
    """The operations of a place outside of calls with their numbers; none where the version does not get there."""
    if place.iteration is not None and place.iteration > engine.last_known:
        return []
    return [(number, each) for number, each in enumerate(engine.recording(place).events, 1) if each.depth == 0]


def _differ_in_result(one: Event | None, other: Event | None) -> bool:
    if one is None or other is None:
        return True
    if one.error != other.error or one.kind != other.kind:
        return True
    if one.result is None or other.result is None:
        return one.result is not other.result
    # Objects that are neither numbers nor arrays tell nothing by their text.
    return one.result.shape is not None and not one.result.same_as(other.result)


def _differ_in_text(one: Event | None, other: Event | None) -> bool:
    return one is not None and other is not None and one.site.code != other.site.code


def _failed(engine: Engine) -> Event | None:
    # Of a setup it is known whether it failed, without its operations being counted.
    places = [SETUP] if engine.failure is not None else []
    for place in (*places, *([turn(engine.last_known)] if engine.last_known >= 0 else [])):
        failed = engine.recording(place).failed
        if failed is not None:
            return failed
    return None


def _clash(engine: Engine) -> tuple[str | None, Event | None]:
    """The first operation of the setup or the first iteration whose axes do not mean the same."""
    for place in (SETUP, *([turn(0)] if engine.last_known >= 0 else [])):
        for index, event in enumerate(engine.recording(place).events):
            if event.clash is not None:
                return str(Position(place, index + 1)), event
    return None, None


def _printed(engine: Engine) -> str:
    """The last lines that a version has printed, as far as its run came."""
    after = [END] if engine.is_complete and engine.has_loop else []
    for place in (*after, *([turn(engine.last_known)] if engine.last_known >= 0 else []), SETUP):
        count = len(engine.recording(place).every)
        if count:
            printed = moment(engine, Position(place, count)).printed
            return "\n".join(printed.rstrip("\n").split("\n")[-LAST_LINES:])
    return ""


def _value(engine: Engine, name: str) -> Value | None:
    """A name's value at the end of the last iteration that can be watched."""
    place = turn(engine.last_known) if engine.last_known >= 0 else SETUP
    count = len(engine.recording(place).every)
    if not count:
        return None
    names = moment(engine, Position(place, count)).names
    return next((each.value for each in names if each.name == name), None)
