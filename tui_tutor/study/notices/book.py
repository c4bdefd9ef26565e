"""The notices of a run as far as it was watched, and where each of them was met first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.position import END, SETUP, Part, Place, Position, turn
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.study.facts.fact import Fact
from tui_tutor.study.facts.finding import facts
from tui_tutor.study.network import Network
from tui_tutor.study.notices.errors import Errors
from tui_tutor.study.notices.finding import AROUND, MOST_OPERATIONS, Found, found, notices_of
from tui_tutor.study.notices.not_finite import has
from tui_tutor.study.notices.notice import INF, NAN, Notice
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.sampling import Sampled


@dataclass(frozen=True, slots=True)
class Met:
    """A notice where it was met first: its operation's position, line, column (from 0), and code."""

    kind: str
    position: Position
    line: int
    column: int
    code: str
    words: str


class Book:
    """Notes what is noticed in one engine's run. It watches only what is asked for, and never the plain run.

    `network` gives what the program trains, `sampled` the program's function that an operation of a place calls.
    """

    def __init__(
        self,
        engine: Engine,
        network: Callable[[], Network | None],
        sampled: Callable[[Place, int], tuple[Sampled, ...]],
    ) -> None:
        self._engine = engine
        self._network = network
        self._sampled = sampled
        # With how many operations a recording had when its notices were looked for.
        self._found: WeakKeyDictionary[Recording, tuple[int, Found]] = WeakKeyDictionary()
        self._looked: WeakKeyDictionary[Recording, tuple[Sequence[Event], int, Seen]] = WeakKeyDictionary()
        self._met: dict[tuple[str, int], Met] = {}
        self._searched: set[str] = set()
        self._errors = Errors(engine, network)

    def met_until(self, position: Position) -> tuple[Met, ...]:
        """What was met up to an operation of the run."""
        last = (order(position.place), position.operation)
        return tuple(met for met in self.met if (order(met.position.place), met.position.operation) <= last)

    @property
    def met(self) -> tuple[Met, ...]:
        """Each kind at each of its operations once, where it was met first, in the order of the run."""
        return tuple(sorted(self._met.values(), key=lambda met: (order(met.position.place), met.position.operation)))

    def of(self, place: Place) -> Found:
        """The notices of a place that can be watched."""
        recording = self._engine.recording(place)
        if place.part is Part.SETUP and self._engine.is_brief:
            # What follows may tell otherwise: all are looked for once it is watched.
            return {}
        count, known = self._found.get(recording, (-1, {}))
        # One that is not finished may have got longer.
        if count == len(recording.events):
            return known
        count, notices = len(recording.events), found(self.seen(place))
        self._found[recording] = count, notices
        self._note(place, recording.events, notices)
        return notices

    def at(self, position: Position) -> tuple[Notice, ...]:
        """The notices of one operation."""
        return self.near(position.place, position.operation - 1)

    def near(self, place: Place, index: int) -> tuple[Notice, ...]:
        """The notices of an operation, counted from 0, of whatever place, of however many operations that has.

        Of what lies beyond all that are looked at together, it is looked for where it is asked for; of a stretch that
        is watched again only that is told which needs no more.
        """
        notices = self.of(place)
        is_brief = place.part is Part.SETUP and self._engine.is_brief
        if index < MOST_OPERATIONS and not is_brief:
            return notices.get(index, ())
        seen = self._around(place, index)
        at = index - seen.first
        is_stretch = is_brief or seen.first > 0 or index >= len(self._engine.recording(place).events)
        if is_stretch and at + AROUND >= len(seen.events):
            return ()
        with np.errstate(all="ignore"):
            found = notices_of(seen, at, alone=is_stretch)
        self._note(place, seen.events, {at: found} if found else {}, seen.first)
        return found

    def facts_at(self, place: Place, index: int) -> tuple[Fact, ...]:
        """The facts about an operation, counted from 0."""
        seen = self._around(place, index)
        return facts(seen, index - seen.first)

    def _around(self, place: Place, index: int) -> Seen:
        """The operations around one, with what was known before the first of them."""
        recording = self._engine.recording(place)
        window = recording.window(index + 1)
        known = self._looked.get(recording)
        if known is None or known[0] is not window.events or known[1] != len(window.events):
            seen = replace(
                self.seen(place),
                events=window.events,
                start=window.names.get(0, {}),
                sampled=lambda at: self._sampled(place, window.first + at),
                first=window.first,
            )
            known = self._looked[recording] = (window.events, len(window.events), seen)
        return known[2]

    def look_at(self, iterations: list[int], tick: Callable[[], bool] = never) -> None:
        """Look at iterations that are known; what is new in one is looked for back to the one before it."""
        before: int | None = None
        for iteration in iterations:
            if tick() or iteration > self._engine.last_known:
                return
            known = {met.kind for met in self._met.values()}
            notices = self.of(turn(iteration))
            kinds = {each.kind for many in notices.values() for each in many if not each.again} - known
            if before is not None:
                for kind in sorted(kinds):
                    self._first_of(kind, before, iteration, tick)
            before = iteration

    def _first_of(self, kind: str, low: int, high: int, tick: Callable[[], bool]) -> None:
        """Look where a kind begins that iteration `high` has and `low` has not, by halves."""
        while high - low > 1 and not tick():
            middle = (low + high) // 2
            notices = self.of(turn(middle)).values()
            if any(each.kind == kind and not each.again for many in notices for each in many):
                high = middle
            else:
                low = middle

    def seen(self, place: Place) -> Seen:
        """What notices are found in, of a place that can be watched."""
        engine = self._engine
        recording = engine.recording(place)
        return Seen(
            recording.events,
            recording.start,
            place,
            engine.source.tree,
            engine.weights,
            lambda: self._errors.around(place.iteration or 0, recording),
            self._network(),
            lambda index: self._sampled(place, index),
            self._since(place, recording),
            lambda: self._is_last(place.iteration),
        )

    def _is_last(self, iteration: int | None) -> bool:
        """Whether the loop ends with an iteration; where only its end can tell, the program is run on to there."""
        engine = self._engine
        if iteration is None or iteration < engine.last_known:
            return False
        if engine.source.trust is not None:
            # What it does outside it is to do when the learner comes there.
            return engine.total == iteration + 1
        return not engine.run_to(iteration + 1, engine.tick) and engine.is_complete and engine.total == iteration + 1

    def _since(self, place: Place, recording: Recording) -> dict[str, str]:
        """Where nan and infinities were met first, before a place; looked for where its beginning holds some."""
        since: dict[str, str] = {}
        wild = [v.data for v in recording.start.values() if has(v, None)] if place.part is not Part.SETUP else []
        for kind, test in ((NAN, np.isnan), (INF, np.isinf)):
            if place.part is Part.SETUP:
                continue
            begun = any(bool(np.any(test(data))) for data in wild)
            if begun and kind not in self._searched and not self._earlier(kind, place):
                self._searched.add(kind)
                self._search(test, place)
            first = self._earlier(kind, place)
            if first is not None:
                since[kind] = str(first.position)
        return since

    def _earlier(self, kind: str, place: Place) -> Met | None:
        found = [met for met in self._met.values() if met.kind == kind]
        first = min(found, key=lambda met: (order(met.position.place), met.position.operation), default=None)
        return first if first is not None and order(first.position.place) < order(place) else None

    def _search(self, test: Callable[..., Any], place: Place) -> None:
        """Watch the iteration at whose beginning no name holds such a number while the next one's does."""
        run = self._engine.run
        high = place.iteration if place.iteration is not None else self._engine.last_known
        if run is None or high < 0:
            return

        def begun(iteration: int) -> bool:
            run.go(iteration)
            return any(_holds(value, test) for value in run.machine.names().values())

        low = 0
        if begun(low):
            self.of(SETUP)
            return
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if begun(middle) else (middle, high)
        if turn(low) != place:
            self.of(turn(low))

    def _note(self, place: Place, events: Sequence[Event], notices: Found, first: int = 0) -> None:
        """Note the notices of some operations of a place, which begin with the `first` of it, from 0."""
        for met in told(place, events, notices, first):
            key = (met.kind, events[met.position.operation - 1 - first].site.number)
            known = self._met.get(key)
            if known is None or order(met.position.place) < order(known.position.place):
                self._met[key] = met


def told(place: Place, events: Sequence[Event], notices: Found, first: int) -> Iterator[Met]:
    """The notices of a place one by one, without what only goes on."""
    for index, many in notices.items():
        event = events[index]
        code = " ".join(event.site.code.split())
        for each in many:
            if not each.again:
                at = Position(place, first + index + 1)
                yield Met(each.kind, at, event.site.span.line, event.site.span.column, code, each.words)


def order(place: Place) -> int:
    """Where a place comes in a run."""
    if place.part is Part.SETUP:
        return -1
    return place.iteration if place.iteration is not None and place != END else 1 << 62


def _holds(value: object, test: Callable[..., Any]) -> bool:
    """Whether a number or an array of floats holds what a test of numpy's tells."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "fc" and bool(np.any(test(value)))
    return isinstance(value, (float, complex, np.inexact)) and bool(test(value))
