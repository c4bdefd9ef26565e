"""What notices are found in: the operations of one part of the program, and what is known of the run around it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Place
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.network import Network
from tui_tutor.study.notices.timeline import Timeline
from tui_tutor.study.sampling import Sampled

NAMING = frozenset({Kind.BIND, Kind.CALL, Kind.LOOP, Kind.BRANCH, Kind.PRINT, Kind.DEFINE, Kind.IMPORT})
"""Kinds of operations whose result was there before them."""

DEEPEST = 40
"""Operations that a value is followed back through."""

Samples = list[tuple[int, float]]


class Course(Protocol):
    """The error at the ends of iterations, one of them the last of `samples`; what asks for `more` may get some after.

    `goes_uphill` tells whether a small part of that iteration's step makes it larger already.
    """

    samples: Samples

    def more(self) -> Samples:
        """The samples with those after the iteration for as long as they rise."""
        ...

    def goes_uphill(self) -> bool | None:
        """None where nobody can tell."""
        ...


@dataclass(eq=False)
class Seen:
    """One recorded part of a run, at `place`.

    `start` are the names' values before its first operation, `learned` the names that the main loop learns. `errors`
    gives the error around an iteration, `network` is what the program trains. `sampled` gives the program's function
    that an operation calls as a curve. `since` tells where nan and inf were met first so far, by position.
    `is_last` tells whether the loop ends with this iteration. `first` is which operation of its place
    the first of `events` is, from 0. `shares` is what was counted once for all runs of an operation, by its number.
    """

    events: Sequence[Event]
    start: Mapping[str, Value]
    place: Place
    tree: ast.Module
    learned: frozenset[str] = frozenset()
    errors: Callable[[], Course | None] = lambda: None
    network: Network | None = None
    sampled: Callable[[int], tuple[Sampled, ...]] = lambda _index: ()
    since: dict[str, str] = field(default_factory=dict)
    is_last: Callable[[], bool] = lambda: False
    first: int = 0
    shares: dict[int, float] = field(default_factory=dict)

    @cached_property
    def is_learned(self) -> bool:
        """Whether every prediction of this part that is known of is near its target."""
        found = list(misses(self.events, self.network))
        return bool(found) and all(_is_near(event, self.network) for event in found)

    @cached_property
    def timeline(self) -> Timeline:
        """Which names stood for which arrays when."""
        return Timeline(self.start, self.events)

    @cached_property
    def _makers(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, event in enumerate(self.events):
            if event.result is not None and event.result.token and event.kind not in NAMING:
                found.setdefault(event.result.token, []).append(index)
        return found

    def maker(self, value: Value, index: int) -> int | None:
        """The last operation before `index` that computed a value; None where it was there at the beginning."""
        made = self._makers.get(value.token)
        if not made or not value.token:
            return None
        return next((at for at in reversed(made) if at < index), None)

    def made_by(self, value: Value, index: int) -> Event | None:
        """The same as an event."""
        at = self.maker(value, index)
        return self.events[at] if at is not None else None

    def is_made_of(self, value: Value, index: int, token: int, kinds: frozenset[Kind]) -> bool:
        """Whether a value was computed from another one by operations of these kinds alone."""
        waiting, left = [(value, index)], DEEPEST
        while waiting and left:
            each, before = waiting.pop()
            left -= 1
            if each.token == token:
                return True
            at = self.maker(each, before)
            if at is not None and self.events[at].kind in kinds:
                waiting += [(operand, at) for operand in self.events[at].operands if operand.is_array]
        return False

    def is_fixed(self, value: Value, index: int) -> bool:
        """Whether what a value was computed from was there before, whole: no row of it picked, nothing drawn."""
        waiting, left = [(value, index)], DEEPEST
        while waiting and left:
            each, before = waiting.pop()
            left -= 1
            at = self.maker(each, before)
            if at is None:
                if each.token not in self._given:
                    return False
                continue
            if self.events[at].kind in (Kind.INDEX, Kind.RANDOM, Kind.OTHER):
                return False
            waiting += [(operand, at) for operand in self.events[at].operands if operand.is_array]
        return not waiting

    @cached_property
    def _given(self) -> set[int]:
        """The arrays that names stood for before, those left over from an iteration before among them."""
        return {value.token for value in self.start.values() if value.is_array}

    @cached_property
    def weights(self) -> frozenset[str]:
        """What the loop learns: its own names, and what this part updates and multiplies, such as `self.w`."""
        updated = {e.site.name for e in self.events if e.kind is Kind.UPDATE and e.site.name is not None}
        multiplied = {text.code for e in self.events if e.kind is Kind.DOT for text in e.texts}
        return self.learned | (updated & multiplied)

    @cached_property
    def first_update(self) -> int | None:
        """The first operation that changes what the loop learns: a weight, if it is known, and no velocity."""
        network = set(self.network.weights) if self.network is not None else set()
        found = [at for name in (self.weights & network) or self.weights for at in self.stored.get(name, ())]
        return min(found, default=None)

    @cached_property
    def stored(self) -> dict[str, list[int]]:
        """The operations that store each name, in order."""
        found: dict[str, list[int]] = {}
        for index, event in enumerate(self.events):
            if event.site.name is not None and event.kind in (Kind.BIND, Kind.UPDATE):
                found.setdefault(event.site.name, []).append(index)
        return found


def missed(events: Sequence[Event], network: Network | None) -> Event | None:
    """The last operation that subtracts a network's prediction from its target, or the other way round."""
    return next(misses(reversed(events), network), None)


def misses(events: Iterable[Event], network: Network | None) -> Iterator[Event]:
    """Each operation that does so."""
    target = network.target if network is not None else None
    for event in events if target is not None else ():
        if event.site.symbol not in ("-", "subtract") or len(event.operands) != 2 or event.result is None:
            continue
        if any(text.code == target for text in event.texts):
            yield event


NEAR = 0.1
"""The part of the target's range up to which a prediction is near it."""


def _is_near(event: Event, network: Network | None) -> bool:
    """Whether what is missed is a small part of the target's range."""
    texts = [text.code for text in event.texts]
    target = event.operands[texts.index(network.target)] if network is not None and network.target in texts else None
    if target is None or target.shape is None or event.result is None or event.result.shape is None:
        return False
    off, wanted = np.abs(np.asarray(event.result.data, float)), np.asarray(target.data, float)
    if not off.size or not wanted.size:
        return False
    reach = float(np.ptp(wanted)) or max(1.0, float(np.max(np.abs(wanted))))
    return bool(np.max(off) < NEAR * reach)
