"""Which run of which loop is the main one: the one that a reader would call the training.

Of all runs of loops that lie in no other loop's run it is the one that does the most work: its turns times the
operations of its first turn. What the text cannot tell is counted by running the program, plainly but for first turns.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, compress, repeat
from operator import length_hint
from typing import Any

import numpy as np

from tui_tutor.engine.probe.heads import why_no_site
from tui_tutor.engine.probe.program import Program
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.turns import Main, Turns
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.watch.deaf import Deaf
from tui_tutor.engine.watch.estimate import Told, told
from tui_tutor.engine.watch.recorder import Enough

MOST_WORK = 1_000_000
"""Operations that are run to find the main loop; beyond them it is the best of those that were met."""

MOST_COUNTED = 100_000
"""Operations of a first turn that are counted: a turn that has more is taken to have as many."""

STANDS = 8
"""Runs of one loop whose first turns are counted; those of later runs are taken to be like the last of these."""

LOOKED_AT, LONG = 1.5, 10.0
"""Seconds of computing after which a loop is asked how long it will take in all, and from how many on it takes long.

Then it is the main loop, unless one before it does more work, or the text tells of one. Few operations on large
matrices take long; nobody waits for a whole training to be run only to find it.
"""

SIZED = frozenset({list, tuple, range, dict, str, np.ndarray})
"""Types of what a loop goes through of which `len` tells how often it turns, unless it changes meanwhile."""

SLICE = 256
"""The most turns between two looks at whether to go on: asking costs more than a turn."""


@dataclass(slots=True)
class Work:
    """What a run of a loop does: its turns, the operations of its first turn, and the turns it is to have, if known.

    `number` is the loop's, `run` the run's own.
    """

    number: int
    run: int
    operations: int = 0
    turns: int = 0
    total: int | None = None
    thrown: BaseException | None = None
    since: float = field(default_factory=time.process_time)

    @property
    def done(self) -> int:
        """So much work."""
        return self.turns * self.operations


def main_on(program: Program, line: int | None) -> Main:
    """The loop on a line, or the first that runs. Raises ProblemsError where no loop there can be the main one."""
    if line is None:
        return Main()
    found = [site for site in program.loops if site.node.lineno == line]
    if not found:
        source = program.source
        message = f"{why_no_site(source.tree, line)}, so it cannot be the main loop"
        raise ProblemsError([Problem(source.path, min(line, len(source.lines)), 0, message)])
    return Main(number=found[0].number)


class Counter(Deaf):
    """Counts operations in the place of a recorder, up to `most`, when it lets `enough` know."""

    def __init__(self, enough: Callable[[], None]) -> None:
        super().__init__()
        self.count = 0
        self.most = -1
        self._enough = enough

    def operation(self, _number: int, /) -> None:
        """One more."""
        self.count += 1
        if self.count == self.most:
            self._enough()


class Choosing(Turns):
    """What loops ask while it is not known which is the main one: each stands at its head as if it were that.

    `work` is the run that began last. `stopped` tells whether to go on. Python's own iterators count turns, so that a
    loop that was passed by goes on at full speed; Enough is raised in it where nothing can come of going on. A run of
    which it is known before how much it does, and that this is no more than another's, is not even counted.
    """

    is_chosen = False

    def __init__(self, machine: Machine, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped
        self._texts: dict[int, Told] = {}
        super().__init__(machine, Main())

    def begin(self) -> None:
        """The program begins anew."""
        super().begin()
        self.work: Work | None = None
        self.is_last = False
        self._allowed, self._spent = MOST_WORK, 0
        self._most, self._best = 0, 0
        self._stood: dict[int, int] = {}
        self._like: dict[int, Work] = {}
        self._small: dict[int, int] = {}
        self._passed: tuple[Any, int] | None = None
        self._told, self._began = 0, 0
        self._slice = repeat(True, 0)
        if not self.is_chosen:
            self._begin_counting()

    def choose(self, run: int) -> None:
        """From here on it is known which run is the main one."""
        self.is_chosen, self.main, self.turn, self.work, self._passed = True, Main(run), Turns.turn, None, None

    @property
    def chosen(self) -> int:
        """Which run that is: as far as it is known, if nobody chooses any more."""
        if not self.is_chosen:
            if self.work is not None:
                self._count(self.work)
            self.choose(self._best)
        return self.main.run

    # What loops are told

    def passes(self, number: int, values: Any) -> bool:
        """Whether a run that begins does no more work than another has done, by how much it goes through."""
        if self.is_chosen:
            return super().passes(number, values)
        operations = self._small.get(number)
        if operations is None or type(values) not in SIZED or self._spent > self._allowed:
            return False
        try:
            if len(values) * operations > self._most:
                return False
        except (TypeError, OverflowError):
            # An array without dimensions, or a range that has no length.
            return False
        self._passed = values, operations
        return True

    def is_main(self, number: int) -> bool:
        """Whether a run is to stand at its head: not where many of the same loop have stood before."""
        if self.is_chosen:
            return super().is_main(number)
        if self._spent > self._allowed:
            raise Enough
        self.is_last = False
        self._stood[number] = stood = self._stood.get(number, 0) + 1
        self.work = work = Work(number, self.runs)
        if stood > STANDS:
            work.operations = self._like[number].operations
            if not self._told_of(number).is_cut_short:
                self._small[number] = work.operations
            self._began = self.counted
        self._like[number] = work
        return stood <= STANDS

    def others(self, items: Iterator[Any]) -> Iterator[Any]:
        """The turns of a run that is passed by, counted."""
        return items if self.is_chosen else compress(items, self._ticks)

    def ended(self) -> None:
        """A run is over."""
        if self.is_chosen or self.work is None:
            return
        if self._passed is not None:
            # What it went through may have grown meanwhile.
            (values, operations), self._passed = self._passed, None
            done = len(values) * operations
            self._spent += done
            if done > self._most:
                self._most, self._best = done, self.runs - 1
            return
        work = self.work
        work.turns += self.counted - self._began
        work.thrown = sys.exception()
        self._began = self.counted
        self._spent += work.done
        self._count(work)

    def turned(self, work: Work, operations: int) -> None:
        """The first turn of a run has done so many operations."""
        work.operations, work.turns = operations, 1

    def _count(self, work: Work) -> None:
        if work.done > self._most:
            self._most, self._best = work.done, work.run

    # What is known of runs

    def may_be_found(self, work: Work) -> bool:
        """Whether the first turn of a run can tell that it is the main one."""
        return (work.total or 0) * MOST_COUNTED > MOST_WORK

    def weigh(self, work: Work) -> bool:
        """Whether a run whose first turn is known is the main one, whatever follows."""
        known = self._sure(work)
        if (self.is_last and known > self._most) or self._takes_long(work, 1):
            return True
        if known > MOST_WORK:
            if known > max(self._most, self._told_of(work.number).most_of_others):
                return True
            # It is gone through, since there is one that does more.
            self._allowed += known
        return False

    def is_likely(self, work: Work) -> bool:
        """Whether a run whose first turn is known does the most work so far, and the text tells of none with more."""
        return self._sure(work) > max(self._most, self._told_of(work.number).most_of_others)

    def failed(self, error: Exception) -> None:
        """The program has failed: a run that ended by that was to have all its turns."""
        work = self.work
        if work is not None and work.thrown is error:
            work.turns = max(work.turns, work.total or 0)

    def pass_by(self) -> None:
        """The present run is passed by."""
        super().pass_by()
        if self.work is not None:
            self._count(self.work)
        # Few turns are gone through before it is asked again whether to go on: each may take seconds.
        self._told, self._slice = self.counted, repeat(True, 0)
        self._begin_counting()
        self._began = self.counted

    # Pieces

    def _sure(self, work: Work) -> int:
        """The work that a run does at the least, if it does not fail."""
        return work.operations * (1 if self._told_of(work.number).is_cut_short else work.total or 1)

    def _takes_long(self, work: Work, turns: int) -> bool:
        """Whether a run that has turned so often takes long, and does more work than any other."""
        elapsed, every = time.process_time() - work.since, max(turns, work.total or 0)
        is_long = elapsed > LOOKED_AT and elapsed * every > LONG * turns
        return is_long and every * work.operations > max(self._most, self._told_of(work.number).most_of_others)

    def _told_of(self, number: int) -> Told:
        """What the text tells of a loop; it is looked at once."""
        if number not in self._texts:
            program = self._machine.program
            self._texts[number] = told(program.source.tree, program.loops[number].node)
        return self._texts[number]

    @property
    def counted(self) -> int:
        """Turns of runs that were passed by."""
        return self._told - length_hint(self._slice)

    def _begin_counting(self) -> None:
        self._ticks = chain.from_iterable(self._slices())
        self.turn = self._ticks.__next__

    def _slices(self) -> Iterator[Iterator[Any]]:
        for size in chain((1, 2, 4, 8, 16, 32, 64, 128), repeat(SLICE)):
            self._told += size
            self._slice = repeat(True, size)
            yield self._slice
            if self._stopped() or not self._goes_on():
                work = self.work
                assert work is not None
                # As many as there will be, if the loop is not broken off.
                work.turns = max(work.turns, (work.total or 0) - self.counted + self._began)
                raise Enough

    def _goes_on(self) -> bool:
        """Whether a run that is gone through is to be gone through further."""
        work = self.work
        assert work is not None
        turns = work.turns + self.counted - self._began
        done = work.operations * turns
        if (self.is_last and done > self._most) or self._takes_long(work, turns):
            return False
        if self._spent + done > self._allowed:
            more = max(self._most, self._told_of(work.number).most_of_others)
            if done > more:
                return False
            self._allowed = self._spent + more
        return True
