"""Inner loops: which one an operation stands in, and which turn of it that is."""

from __future__ import annotations

import ast
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tui_tutor.engine.probe.reaching import LOOPS
from tui_tutor.engine.probe.sites import Kind, Site
from tui_tutor.engine.text.source import Source, Span
from tui_tutor.engine.watch.recording import CallPath, Operation

Insides = Mapping[int, Sequence[Span]]
"""For the site of each loop's head, where that stands which happens in a turn: the body, and what a `while` asks."""

Begun = Mapping[tuple[int, int], int]
"""Turns that runs of loops have had before a recording begins, by the loop's site and the number of its frame."""


@dataclass(frozen=True, slots=True)
class Inner:
    """The innermost inner loop that a position stands in.

    `head` is where its header stands and `turn` which turn it is, from 0. `total` is how many turns this run of the
    loop has, None where it goes on beyond what is watched.
    """

    head: Span
    turn: int
    total: int | None


@dataclass(slots=True, eq=False)
class LoopRun:
    """One run of an inner loop: the operations with which its turns begin, and the first one that comes after it.

    `before` are turns that it has had before the recording begins; `goes_on` tells that it is not over at its end.
    """

    site: Site
    frame: int
    before: int = 0
    heads: list[int] = field(default_factory=list)
    stop: int = 0
    goes_on: bool = True

    def turn_at(self, index: int) -> int:
        """Which of the turns seen here an operation belongs to, from 0."""
        return bisect_right(self.heads, index) - 1

    def bounds(self, turn: int) -> tuple[int, int]:
        """The first operation of a turn, and the first one after it."""
        return self.heads[turn], self.heads[turn + 1] if turn + 1 < len(self.heads) else self.stop


class Inners:
    """The runs of inner loops among the operations of one part of a program.

    `insides` are the program's loops. With `in_turn` the first operation is the main loop's own advance, which is no
    inner loop's. `begun` are runs that go on here.
    """

    def __init__(
        self, events: Sequence[Operation], sites: Sequence[Site], insides: Insides, *, in_turn: bool, begun: Begun
    ) -> None:
        self.runs: list[LoopRun] = []
        self._of = array("i")
        self._sites = sites
        self._insides = insides
        self._begun = begun
        self._active: dict[int, list[int]] = {}
        self._paths: dict[int, CallPath] = {}
        for index, event in enumerate(events):
            self._of.append(self._enter(index, event, is_main=in_turn and index == 0))

    @property
    def count(self) -> int:
        """How many operations were looked at."""
        return len(self._of)

    def at(self, index: int) -> LoopRun | None:
        """The run of the innermost inner loop that an operation belongs to; None where it belongs to none."""
        found = self._of[index] if 0 <= index < len(self._of) else -1
        return self.runs[found] if found >= 0 else None

    def inner(self, index: int) -> Inner | None:
        """The same, as it is told."""
        run = self.at(index)
        if run is None:
            return None
        total = None if run.goes_on else run.before + len(run.heads)
        return Inner(run.site.span, run.before + run.turn_at(index), total)

    def going_on(self) -> dict[tuple[int, int], int]:
        """The turns of the runs that are not over with the last operation, of loops in what leads to the main loop."""
        return {
            (run.site.number, run.frame): run.before + len(run.heads)
            for run in self.runs
            if run.goes_on and run.frame <= 0
        }

    def end(self, count: int, *, is_over: bool) -> None:
        """No more operations come than `count`; `is_over` tells that the program has no others."""
        for run in self.runs:
            if run.goes_on:
                run.stop, run.goes_on = count, not is_over

    def _enter(self, index: int, event: Operation, *, is_main: bool) -> int:
        frame = event.stack[-1].number
        if frame not in self._paths:
            self._called(frame, event, index)
        if event.kind is Kind.LOOP and not is_main:
            self._advance(frame, event.site, index)
        else:
            self._close(frame, event.site, index)
        for each in reversed(event.stack):
            if self._active.get(each.number):
                return self._active[each.number][-1]
        return -1

    def _called(self, frame: int, event: Operation, index: int) -> None:
        """A function reports for the first time: its call may be the first that is heard of its caller after a loop."""
        self._paths[frame] = event.path
        if len(event.stack) > 1:
            caller = event.stack[-2].number
            if event.path and event.path[:-1] == self._paths.get(caller, ()):
                self._close(caller, self._sites[event.path[-1]], index)

    def _advance(self, frame: int, site: Site, index: int) -> None:
        """A loop goes on, or begins."""
        active = self._active.setdefault(frame, [])
        while active and self.runs[active[-1]].site is not site and not self._holds(active[-1], site):
            self._leave(active.pop(), index)
        if not active or self.runs[active[-1]].site is not site:
            active.append(len(self.runs))
            self.runs.append(LoopRun(site, frame, self._begun.get((site.number, frame), 0)))
        self.runs[active[-1]].heads.append(index)

    def _close(self, frame: int, site: Site, index: int) -> None:
        """End the runs of a frame that an operation in it, or a call, lies outside of."""
        active = self._active.get(frame)
        while active and not self._holds(active[-1], site):
            self._leave(active.pop(), index)

    def _holds(self, run: int, site: Site) -> bool:
        at = (site.span.line, site.span.column)
        return any(
            (span.line, span.column) <= at < (span.end_line, span.end_column)
            for span in self._insides.get(self.runs[run].site.number, ())
        )

    def _leave(self, run: int, index: int) -> None:
        self.runs[run].stop, self.runs[run].goes_on = index, False


def insides(source: Source, sites: Iterable[Site]) -> dict[int, list[Span]]:
    """For each loop of a program, by the site of its head, where that stands which happens in one of its turns."""
    nodes = {
        (node.lineno, source.column(node.lineno, node.col_offset)): node
        for node in ast.walk(source.tree)
        if isinstance(node, LOOPS)
    }
    found: dict[int, list[Span]] = {}
    for site in sites:
        node = nodes.get((site.span.line, site.span.column)) if site.kind is Kind.LOOP else None
        if node is not None:
            first, last = source.span(node.body[0]), source.span(node.body[-1])
            body = Span(first.line, first.column, last.end_line, last.end_column)
            found[site.number] = [body, source.span(node.test)] if isinstance(node, ast.While) else [body]
    return found
