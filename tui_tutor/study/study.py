"""A run studied: its moments with all that is read off them, and what is read off the run as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import Self
from weakref import WeakKeyDictionary

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import Moment, moment
from tui_tutor.engine.watch.position import SETUP, Part, Place, Position
from tui_tutor.engine.watch.recording import Event, Recording, Window
from tui_tutor.study.backward import Source, maker_of, source_of
from tui_tutor.study.draws import Rolls, Spread, is_drawn, rolls, spreads
from tui_tutor.study.excerpt import Excerpt, excerpt
from tui_tutor.study.facts.fact import Fact
from tui_tutor.study.failing import Failing, failing
from tui_tutor.study.network import Network, network_of
from tui_tutor.study.notices.book import Book
from tui_tutor.study.notices.notice import Notice
from tui_tutor.study.sampling import Sampled, sampled_call, sampled_definition


@dataclass(frozen=True, slots=True, eq=False)
class StudiedMoment(Moment):
    """A moment, and what is read off its operation and those before it.

    `sampled` is the program's function that this operation calls or defines, and `functions` the one that was called
    or defined last. `network` is what the program's main loop trains, `source` the product behind this operation,
    `made` the operation whose result this one gives a name. `is_drawn` marks arithmetic on random draws, `spreads`
    are what the draws can be, before this operation and after it, and `rolls` are draws with and without the seed
    that this operation sets. `notices` are what it did that a learner would want to know, and `within` what
    the operations before it in its statement did, those of the calls that it made among them, each with its code.
    `failing` is why it failed, where it did. `facts` are those about it, else about the last before it in its
    statement that has some, each with the code of its operation. `excerpt` is the part of a large network that a cut
    moment keeps.
    """

    sampled: tuple[Sampled, ...] = ()
    functions: tuple[Sampled, ...] = ()
    network: Network | None = None
    source: Source | None = None
    made: Event | None = None
    is_drawn: bool = False
    spreads: tuple[Spread, ...] = ()
    rolls: Rolls = ()
    notices: tuple[Notice, ...] = ()
    within: tuple[tuple[str, Notice], ...] = ()
    failing: Failing | None = None
    facts: tuple[tuple[str, Fact], ...] = ()
    excerpt: Excerpt | None = None

    def cut(self, limit: int) -> Self:
        """The same moment with large arrays cut to their corners, light enough to be sent."""
        # A class with slots is made anew by its decorator, so that `super()` would look for the old one.
        light = Moment.cut(self, limit)
        source = replace(self.source, product=self.source.product.cut(limit)) if self.source is not None else None
        made = self.made.cut(limit) if self.made is not None else None
        part = excerpt(self.network, {each.name: each for each in self.names}, limit)
        return replace(light, source=source, made=made, excerpt=part)


def begun(events: Sequence[Event], last: int) -> int:
    """The first operation of the statement that an operation stands in, those of the calls made in it among them."""
    event, first = events[last], last
    while first:
        before = events[first - 1]
        inside = before.depth > event.depth
        if not inside and (before.depth, before.site.statement) != (event.depth, event.site.statement):
            break
        first -= 1
    return first


class Study:
    """Studies the run of one engine; what was found out about a recording is kept as long as the recording is."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.book = Book(engine, lambda: self.network, self.sampled)
        self._networks: WeakKeyDictionary[Recording, Network | None] = WeakKeyDictionary()
        self._lasts: WeakKeyDictionary[Recording, dict[int, tuple[Sampled, ...]]] = WeakKeyDictionary()
        self._samples: WeakKeyDictionary[Recording, dict[int, tuple[Sampled, ...]]] = WeakKeyDictionary()

    def moment(self, position: Position) -> StudiedMoment:
        """The moment at a position that exists, in a place that can be watched."""
        bare = moment(self.engine, position)
        event, place = bare.event, position.place
        window = self.engine.recording(place).window(bare.position.operation)
        events = window.events
        last = min(position.operation - window.first, len(events)) - 1
        return StudiedMoment(
            **{each.name: getattr(bare, each.name) for each in fields(Moment)},
            sampled=self.sampled(place, window.first + last) if event is not None else (),
            functions=self._last_sampled(place, window, last),
            network=self.network,
            source=source_of(events, last) if event is not None else None,
            made=maker_of(events, last) if event is not None else None,
            is_drawn=event is not None and is_drawn(events, last),
            spreads=spreads(events, last) if event is not None else (),
            rolls=rolls(event, self.engine.seed) if event is not None else (),
            notices=self.book.at(position) if event is not None else (),
            within=tuple(self._within(place, window, last)) if event is not None else (),
            facts=self._facts(place, window, last) if event is not None else (),
            failing=self._failing(place) if event is not None and event.error is not None else None,
        )

    def _failing(self, place: Place) -> Failing | None:
        """Why the last operation of a place failed."""
        before = [SETUP] if place != SETUP else []
        return failing([(each, self.engine.recording(each).events) for each in (*before, place)])

    def _within(self, place: Place, window: Window, last: int) -> Iterator[tuple[str, Notice]]:
        """The notices of the operations before one in its statement, first to last."""
        events = window.events
        for index in range(begun(events, last), last):
            for notice in self.book.near(place, window.first + index):
                if not notice.again:
                    yield " ".join(events[index].site.code.split()), notice

    def _facts(self, place: Place, window: Window, last: int) -> tuple[tuple[str, Fact], ...]:
        """The facts about an operation; else about the last before it in its statement that has some."""
        events, depth = window.events, window.events[last].depth
        for index in range(last, begun(events, last) - 1, -1):
            # What a call takes is told of the call itself.
            if events[index].depth == depth and (found := self.book.facts_at(place, window.first + index)):
                code = " ".join(events[index].site.code.split()) if index < last else ""
                return tuple((code, fact) for fact in found)
        return ()

    @property
    def network(self) -> Network | None:
        """The network that the main loop trains, as its first iteration tells; None where it trains none."""
        first = self.engine.first
        if first is None:
            return None
        if first not in self._networks:
            self._networks[first] = network_of(first, self.engine.weights)
        return self._networks[first]

    def sampled(self, place: Place, index: int) -> tuple[Sampled, ...]:
        """The program's function that an operation calls or defines, sampled; empty where it cannot be, or does not."""
        window = self.engine.recording(place).window(index + 1)
        return self._sampled(place, window, index - window.first)

    def _sampled(self, place: Place, window: Window, at: int) -> tuple[Sampled, ...]:
        """The same of an operation of a window, counted from the window's first."""
        event, index = window.events[at], window.first + at
        if event.kind not in (Kind.CALL, Kind.DEFINE) or event.error is not None:
            return ()
        samples = self._samples.setdefault(self.engine.recording(place), {})
        if index not in samples:
            samples[index] = ()
            # A function that is stopped has no picture, but all else can be shown.
            with suppress(Interrupted):
                samples[index] = self._sample(window, at)
        return samples[index]

    def _sample(self, window: Window, index: int) -> tuple[Sampled, ...]:
        event, tree, names = window.events[index], self.engine.source.tree, self.engine.names_to_look_at()
        if event.kind is Kind.DEFINE:
            return sampled_definition(names, tree, event)
        found = sampled_call(names, tree, window.events, index)
        return (found,) if found is not None else ()

    def _last_sampled(self, place: Place, window: Window, last: int) -> tuple[Sampled, ...]:
        """The samples of the function that was called or defined last in a window; else in the setup."""
        # Each key asks for it anew: what was gone through once is known.
        known = self._lasts.setdefault(self.engine.recording(place), {})
        found: tuple[Sampled, ...] | None = None
        passed: list[int] = []
        for at in range(last, -1, -1):
            found = known.get(window.first + at)
            if found is None and window.events[at].kind in (Kind.CALL, Kind.DEFINE):
                found = self._sampled(place, window, at) or None
            passed.append(window.first + at)
            if found is not None:
                break
        if found is None and place.part is not Part.SETUP:
            setup = self.engine.recording(SETUP)
            found = self._last_sampled(SETUP, setup.window(len(setup.events)), len(setup.events) - 1)
        known.update(dict.fromkeys(passed, found or ()))
        return found or ()
