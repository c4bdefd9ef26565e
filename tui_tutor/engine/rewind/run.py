"""The plain run of a program's main loop: at full speed, in chunks, remembering the way back.

A chunk is some turns of the loop, after which the program waits at its head again, so a chunk costs hardly more than
Python itself. Between chunks states are kept, the curve is sampled and a stop is heard.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from typing import TypeVar

from tui_tutor.engine.rewind.curve import Curve, value_of
from tui_tutor.engine.rewind.failure import Failure, failure_of
from tui_tutor.engine.rewind.foreign import LostError
from tui_tutor.engine.rewind.history import History
from tui_tutor.engine.rewind.keeping import Keeping
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.output import Output
from tui_tutor.engine.rewind.pace import Tick, paced
from tui_tutor.engine.rewind.printed import MOST, Printed, Stretch
from tui_tutor.engine.rewind.turns import Stand
from tui_tutor.engine.text.looking import Look

WIDEST_CHUNK = 1024
"""Iterations in one chunk at the most."""

T = TypeVar("T")


class Interrupted(BaseException):
    """Raised inside a program's code to stop it in the middle of an iteration."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some iterations: how many are done now, whether there are more, and what they left.

    `value` is the curve's at the end of the last one, None where none is due.
    """

    done: int
    went_on: bool
    exhausted: bool
    printed: list[Stretch]
    value: float | None


class Run:
    """Runs iterations on one machine, keeps what they carry over, and can go back to the start of any of them.

    `known` is the last iteration whose start can be come to again, -1 where the loop never turns. When the loop is
    over `total` is its number of turns. `curve` holds the samples taken so far. `printed` is what the setup has printed
    that the machine does not have any more.
    """

    def __init__(self, machine: Machine, budget: int, curve: Look | None, printed: str = "") -> None:
        self.machine = machine
        self.keeping = Keeping(machine, budget)
        self.known = -1
        self.total: int | None = None
        self.exhausted = True
        self.failure: Failure | None = None
        self.setup_printed = (printed + machine.output.take())[-MOST:]
        self.curve = Curve(curve)
        self._position = 0
        self._intact = True
        self._is_probed = machine.chain_is_probed
        self._ahead: Outcome | None = None
        self._printed = Printed()
        if machine.stand is Stand.HEAD:
            self.keeping.save(0)
            self._arrive(0)
        else:
            self.total = 0
            self.exhausted = machine.exhausted

    @property
    def history(self) -> History:
        """The states that are kept."""
        return self.keeping.history

    @property
    def position(self) -> int:
        """The iteration that the machine would run next."""
        return self._position

    @property
    def is_over(self) -> bool:
        """Whether nothing lies beyond what is known: the loop ended, or raised."""
        return self.total is not None or self.failure is not None

    @property
    def last_end(self) -> int:
        """The last iteration whose end can be come to again, -1 where there is none."""
        return self.known if self.known + 1 == self.total else self.known - 1

    def reach(self, iteration: int, tick: Tick) -> bool:
        """Run until `iteration` can be come to again; False where the loop ends, raises or is stopped before."""
        if self.known < iteration and not self.is_over:
            self._adopt()
            self.go(self.known)
            stopped = paced(tick)
            while self.known < iteration and not self.is_over:
                if not self._chunk(min(iteration, self._boundary())):
                    break
                if stopped():
                    break
        return self.known >= iteration

    def search(self, start: int, met: Callable[[], bool], tick: Tick) -> int | None:
        """The first iteration from `start` on at whose end `met` is true; None where it never is, or when stopped."""
        self.go(start)
        stopped = paced(tick)
        while self._chunk(self._position + 1):
            if met():
                return self._position - 1
            if self._position == self.total or (self.failure is not None and self._position >= self.known):
                return None
            if stopped():
                return None
        return None

    def go(self, iteration: int) -> None:
        """Bring the machine to the start of a known iteration."""
        if not self._intact or not (self.history.nearest(iteration) or 0) <= self._position <= iteration:
            self._position = self.restore(self.machine, iteration)
            self._intact = True
        while self._position < iteration and self._chunk(iteration):
            pass

    def finish(self, iteration: int) -> Machine:
        """The machine as it stands at the end of a known iteration, before anything of the next one."""
        self.go(iteration)
        self._chunk(iteration + 1)
        return self.machine

    def watch(self, iteration: int) -> None:
        """Run one known iteration, at whose start the machine stands, the probed way. What it raises passes through.

        What lies behind it is not known yet; but where the run goes on from there, it need not be run again. Raises
        Interrupted where the machine was stopped on its way there.
        """
        if not self._intact or self._position != iteration:
            raise Interrupted
        machine, self._ahead = self.machine, None
        machine.watch(True)
        try:
            try:
                went_on = machine.turns(iteration + 1)
            finally:
                machine.watch(False)
            # What is plotted may be code of the program too.
            outcome = self._outcome(went_on=went_on)
        except BaseException:
            self._intact = False
            machine.output.take()
            raise
        self._position = outcome.done
        if iteration == self.known and not self.is_over:
            self._ahead = outcome

    def end(self, *, watched: bool) -> None:
        """Run what comes after the main loop, from its end on. Raises Interrupted where that is not come to."""
        machine = self.machine
        if not self.stands_over(probed=watched):
            self.go_over(probed=watched)
            if not self.stands_over(probed=watched):
                raise Interrupted
        machine.output.take()
        machine.watch(watched)
        self._intact = False
        try:
            machine.end()
        finally:
            machine.watch(False)

    def stands_over(self, *, probed: bool) -> bool:
        """Whether the machine stands at the end of the last iteration, as `go_over` brings it there."""
        machine = self.machine
        if not self._intact or machine.stand is not Stand.OVER or self._position != self.total:
            return False
        return not probed or machine.chain_is_probed or len(machine.chain) == 1

    def go_over(self, *, probed: bool = False) -> None:
        """Bring the machine to the end of the main loop's last iteration."""
        assert self.total is not None
        machine = self.machine
        if probed and not machine.chain_is_probed and len(machine.chain) > 1:
            machine.leave()
            self._intact = False
        if not self.total:
            # It never turns: begun again, the program stands where it is over.
            self._begin_again()
            self._intact = True
            return
        self.go(self.total - 1)
        self._chunk(self.total)

    def restore(self, machine: Machine, iteration: int) -> int:
        """Set the machine to the last kept state not after `iteration`; returns which iteration that is."""
        nearest = self.history.nearest(iteration)
        if not machine.can_go_back or nearest is None:
            self._begin_again()
            nearest = self.history.nearest(iteration)
            if nearest is None:
                return 0
        self._ahead = None
        try:
            self.keeping.put_back(nearest)
        except LostError:
            # Begun again, the program comes there by itself.
            self._begin_again()
            return 0
        return nearest

    @contextmanager
    def aside(self) -> Iterator[Machine]:
        """Lend the machine, to be restored and run at will: nothing of it is noted, and all is put back at the end."""
        machine, at = self.machine, self._position
        try:
            with machine.running():
                yield machine
        finally:
            machine.output.take()
            self._intact = False
            if at <= self.known:
                self.go(at)
            elif at == self.total:
                self.go_over()

    def untouched(self, look: Callable[[], T]) -> T:
        """What a look gives that may change what it looks at, and print: all is made what it was before.

        Raises NotRestorable where that cannot be; then nothing was looked at.
        """
        machine = self.machine
        put_back = self.keeping.present() if machine.stand is Stand.HEAD else None
        try:
            with machine.running(), redirect_stdout(Output()):
                return look()
        finally:
            # Where nothing can be put back, as behind the last turn, the program comes here again when it is needed.
            self._intact = False
            if put_back is not None:
                with suppress(LostError):
                    put_back()
                    self._intact = True

    def printed_before(self, iteration: int, most: int = MOST) -> str:
        """The last of what the loop printed in the iterations before the given one, at least `most` characters."""
        return self._printed.before(iteration, most)

    def curve_value(self, machine: Machine) -> float:
        """What the lesson plots, on a machine as it stands; nan where it has no value."""
        return value_of(self.curve.look, machine)

    def note_curve(self, iteration: int) -> None:
        """Note what is plotted at the end of an iteration, if the machine stands there."""
        if self._intact and self._position == iteration + 1:
            self.curve.at_ends[iteration] = self.curve_value(self.machine)

    def curve_at(self, iteration: int) -> float:
        """What is plotted at the end of an iteration; nan where it has no value, or the iteration is not known."""
        if iteration not in self.curve.at_ends and self.come_to_end(iteration):
            self.note_curve(iteration)
        return self.curve.at_ends.get(iteration, float("nan"))

    def plot(self, look: Look | None) -> None:
        """Plot something else: no sample of it is there yet."""
        self.curve = Curve(look)
        # Behind an iteration that was watched lies a value of what was plotted then.
        self._ahead = None

    def sample(self, tick: Tick) -> bool:
        """Take all samples of what is plotted up to the last end that is known; False where that was stopped."""
        stopped = paced(tick)
        while self.curve.look is not None and (at := self.curve.next) <= self.last_end:
            if not self.come_to_end(at):
                return False
            if self.curve.is_due(at):
                # It was come to from a state that is kept, without a run.
                self.curve.add(at, self.curve_value(self.machine))
            if stopped():
                return False
        return True

    def come_to_end(self, iteration: int) -> bool:
        """Bring the machine to the end of an iteration; False where that is not known."""
        if not 0 <= iteration <= self.last_end:
            return False
        if iteration == self.known:
            self.go_over()
        else:
            self.go(iteration + 1)
        return self._intact and self._position == iteration + 1

    def _begin_again(self) -> None:
        """Begin the program again, up to its main loop."""
        machine, self._ahead = self.machine, None
        # The same way as at first: what it leaves behind, such as a generator expression, goes on in that way.
        machine.begin(watched=self._is_probed)
        machine.output.take()
        self._position = 0
        if machine.stand is Stand.HEAD:
            self.keeping.begun_again()

    def _boundary(self) -> int:
        """Where the next chunk has to end at the latest."""
        position = self._position
        end = min(self.keeping.next_after(position), position + WIDEST_CHUNK)
        sample = self.curve.stops_before(position)
        return end if sample is None else min(end, sample)

    def _chunk(self, limit: int) -> bool:
        """Run iterations up to `limit`; False where the loop ended before it, raised or was interrupted."""
        if not self._intact:
            return False
        try:
            return self._run(limit)
        except Interrupted:
            self._intact = False
            self.machine.output.take()
            return False

    def _run(self, limit: int) -> bool:
        """Run iterations and note what they leave. Interrupted may strike anywhere where the program's code runs."""
        machine, self._ahead = self.machine, None
        began = time.perf_counter()
        try:
            went_on = machine.turns(limit)
        except Exception as error:
            out_of_memory = isinstance(error, MemoryError)
            self._fail(machine.at, failure_of(error, machine.program.source), out_of_memory=out_of_memory)
            return False
        self.keeping.spent += time.perf_counter() - began
        outcome = self._outcome(went_on=went_on)
        self._note(outcome)
        return went_on or outcome.done >= limit

    def _outcome(self, *, went_on: bool) -> Outcome:
        machine = self.machine
        at = machine.at
        value = self.curve_value(machine) if self.curve.is_due(at) else None
        return Outcome(at + 1, went_on, machine.exhausted, machine.output.take_by_iteration(), value)

    def _note(self, outcome: Outcome) -> None:
        self._printed.add(outcome.printed)
        if outcome.value is not None:
            self.curve.add(outcome.done - 1, outcome.value)
        if outcome.went_on:
            self._arrive(outcome.done)
        else:
            self._finish(outcome.done, exhausted=outcome.exhausted)

    def _adopt(self) -> None:
        """Where the last known iteration was watched and the machine still stands behind it, that is known too."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and self._intact:
            self._note(ahead)

    def _fail(self, iteration: int, failure: Failure, *, out_of_memory: bool) -> None:
        """The program cannot go on in an iteration, which can be watched up to there."""
        self._position = iteration
        self.known = max(self.known, iteration)
        self._printed.add(self.machine.output.take_by_iteration())
        self.failure = failure
        self._intact = False
        if out_of_memory:
            # What it has taken is needed to go on at all, and will be computed anew.
            self.machine.forget()

    def _arrive(self, iteration: int) -> None:
        """The machine stands at the start of an iteration that there is."""
        self._position = iteration
        if iteration > self.known:
            if iteration:
                self.keeping.arrived(iteration)
            self.known = iteration

    def _finish(self, total: int, *, exhausted: bool) -> None:
        self.known = max(self.known, total - 1)
        if self.total is None:
            self.total = total
            self.exhausted = exhausted
        self._position = total
