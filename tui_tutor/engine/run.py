"""The plain run of a program's main loop: at full speed, in chunks, remembering the way back.

A chunk is one `exec` of the loop's body over a few of its items, so a chunk costs hardly more than Python itself.
Between chunks states are kept, the curve is sampled and a stop is heard.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from tui_tutor.engine.carried import Carried
from tui_tutor.engine.failure import Failure, failure_of
from tui_tutor.engine.headers import header
from tui_tutor.engine.history import History
from tui_tutor.engine.looking import Look, number_of
from tui_tutor.engine.machine import OURS, STATE, Machine
from tui_tutor.engine.outside import Outside, settings
from tui_tutor.engine.printed import MOST, Printed
from tui_tutor.engine.state import Freezer, NotRestorable, is_unchanging
from tui_tutor.engine.thaw import thaw

TICK = 0.06
"""Seconds between two looks at whether to go on: the pace at which progress is told."""

WIDEST_CHUNK = 1024
"""Iterations in one chunk at the most."""

SAMPLES_PER_DECADE = 100
"""How densely the curve is sampled on a logarithmic axis: closer than a terminal's columns."""

REPLAY = 2e-3
"""Seconds that running from a kept state to the one wanted may take; it decides how many states are kept."""

MEASURED = 32
"""Iterations that are run one by one before it is known how long one takes."""

WIDEST_STRIDE = 128
"""The most iterations between two kept states while memory is no concern."""

OUTSIDE = "numpy"
"""The name under which what a program changes in numpy itself is kept; `numpy` is imported, not carried."""

SAVING = 0.1
"""The part of a run's time that keeping states may take, before fewer are kept."""

LONGEST_REPLAY = 0.03
"""Seconds to run again that are borne to keep within that part."""

Tick = Callable[[], bool]
"""Called now and then during a run; true stops it."""


class Interrupted(BaseException):
    """Raised inside a program's code to stop it in the middle of an iteration."""


class Run:
    """Runs iterations on one machine, keeps what they carry over, and can go back to the start of any of them.

    `known` is the last iteration whose start can be restored, -1 where the loop never turns. When the loop is over
    `total` is its number of turns. `curve` holds the samples taken so far as (iteration, value).
    """

    def __init__(self, machine: Machine, carried: Carried, budget: int, curve: Look | None) -> None:
        self.machine = machine
        self.carried = carried
        self.history = History(Freezer(machine.codes, carried.grown), budget)
        self.known = -1
        self.total: int | None = None
        self.exhausted = True
        self.failure: Failure | None = None
        self.setup_printed = machine.output.take()[-MOST:]
        self.curve: list[tuple[int, float]] = []
        self._look = curve
        self._sample_at = 0
        self._position = 0
        self._intact = True
        self._spent = self._saving = 0.0
        self._printed = Printed()
        self._outside = Outside(carried)
        self._taken = self._outside.take()
        # What no iteration can change is left out of the states: most of all the functions and modules.
        constant = {name for name, value in machine.names().items() if is_unchanging(value)}
        self._left_out = OURS | (constant - carried.written - carried.ended)
        machine.output.iteration = lambda: machine.at
        self._save(0)
        if machine.starts:
            self._arrive(0)
        else:
            self.total = 0

    @property
    def position(self) -> int:
        """The iteration that the machine would run next."""
        return self._position

    @property
    def is_over(self) -> bool:
        """Whether nothing lies beyond what is known: the loop ended, or raised."""
        return self.total is not None or self.failure is not None

    def reach(self, iteration: int, tick: Tick) -> bool:
        """Run until `iteration` can be restored; False where the loop ends, raises or is stopped before."""
        if self.known < iteration and not self.is_over:
            self.go(self.known)
            told = time.perf_counter()
            while self.known < iteration and not self.is_over:
                if not self._chunk(min(iteration, self._boundary())):
                    break
                now = time.perf_counter()
                if now - told > TICK:
                    told = now
                    if tick():
                        break
        return self.known >= iteration

    def search(self, start: int, met: Callable[[], bool], tick: Tick) -> int | None:
        """The first iteration from `start` on at whose end `met` is true; None where it never is, or when stopped."""
        self.go(start)
        told = time.perf_counter()
        while self._chunk(self._position + 1):
            if met():
                return self._position - 1
            if self._position == self.total or (self.failure is not None and self._position >= self.known):
                return None
            now = time.perf_counter()
            if now - told > TICK:
                told = now
                if tick():
                    return None
        return None

    def go(self, iteration: int) -> None:
        """Bring the machine to the start of a known iteration."""
        if not self._intact or not self.history.nearest(iteration) <= self._position <= iteration:
            self._position = self.restore(self.machine, iteration)
            self._taken = self._outside.take()
            self._intact = True
        while self._position < iteration and self._chunk(iteration):
            pass

    def finish(self, iteration: int) -> Machine:
        """The machine as it stands at the end of a known iteration, before anything of the next one."""
        self.go(iteration)
        self._chunk(iteration + 1)
        return self.machine

    def restore(self, machine: Machine, iteration: int) -> int:
        """Set a machine to the last kept state not after `iteration`; returns which iteration that is.

        What each iteration writes anew before it reads it is left as it was, but for the first iteration.
        """
        nearest = self.history.nearest(iteration)
        namespace = machine.namespace
        values = thaw(self.history.load(nearest), namespace, machine.codes)
        self._outside.put(values.pop(OUTSIDE))
        stay = self._left_out | (self.carried.renewed if nearest else frozenset())
        for name in [name for name in namespace if name not in values and name not in stay]:
            del namespace[name]
        namespace.update(values)
        return nearest

    @contextmanager
    def aside(self) -> Iterator[Machine]:
        """Lend the machine, to be restored and run at will: nothing of it is noted, and all is put back at the end."""
        machine, outside = self.machine, (np.random.get_state(legacy=True), settings())
        namespace = dict(machine.namespace)
        try:
            with machine.running():
                yield machine
        finally:
            machine.output.take()
            machine.namespace.clear()
            machine.namespace.update(namespace)
            self._outside.keep(outside)
            self._intact = False

    def printed_before(self, iteration: int) -> str:
        """What the loop printed in the iterations before the given one."""
        return self._printed.before(iteration)

    def curve_value(self, machine: Machine) -> float:
        """What the lesson plots, on a machine as it stands; nan where it has no value."""
        return value_of(self._look, machine)

    def _boundary(self) -> int:
        """Where the next chunk has to end at the latest."""
        stride = self.history.stride
        end = (self._position // stride + 1) * stride
        if self._look is not None:
            end = min(end, max(self._sample_at, self._position) + 1)
        return min(end, self._position + WIDEST_CHUNK)

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
        start, machine = self._position, self.machine
        self._outside.keep(self._taken)
        began = time.perf_counter()
        try:
            went_on = machine.turns(start, limit)
        except Exception as error:
            out_of_memory = isinstance(error, MemoryError)
            self._fail(machine.at, failure_of(error, machine.program.source), out_of_memory=out_of_memory)
            return False
        finally:
            self._taken = self._outside.take()
        self._spent += time.perf_counter() - began
        self._printed.add(machine.output.take_by_iteration())
        done = machine.at + 1
        self._sample(machine.at)
        if went_on:
            return self._arrive(done)
        self._finish(done, exhausted=machine.exhausted)
        return done >= limit

    def _fail(self, iteration: int, failure: Failure, *, out_of_memory: bool) -> None:
        """The program cannot go on in an iteration, which can be watched up to there."""
        self._position = iteration
        self._know(iteration)
        self._printed.add(self.machine.output.take_by_iteration())
        self.failure = failure
        self._intact = False
        if out_of_memory:
            # What it has taken is needed to go on at all, and will be computed anew.
            self.machine.forget(self._left_out)

    def _arrive(self, iteration: int) -> bool:
        """The machine stands at the start of an iteration that there is; False where its state cannot be kept."""
        self._position = iteration
        if iteration > self.known:
            try:
                if iteration and iteration % self.history.stride == 0:
                    self._save(iteration)
            except NotRestorable as error:
                self._give_up(error)
                return False
            self.known = iteration
            if iteration == MEASURED:
                self._widen(self._spent / iteration)
        return True

    def _give_up(self, error: NotRestorable) -> None:
        """Stop before an iteration whose state cannot be kept, although Python could run it."""
        source, loop = self.machine.program.source, self.machine.program.loop
        assert loop is not None
        self.failure = Failure(header(source, loop), cannot_carry(error))
        self._intact = False

    def _know(self, iteration: int) -> None:
        # Between kept states an iteration is reached by running to it, so knowing needs no state of its own.
        self.known = max(self.known, iteration)

    def _widen(self, seconds: float) -> None:
        """Keep fewer states of a program whose iterations are short: they are as quickly run again."""
        while self.history.stride < WIDEST_STRIDE and 2 * self.history.stride * seconds < REPLAY:
            self.history.thin()

    def _finish(self, total: int, *, exhausted: bool) -> None:
        self._know(total - 1)
        if self.total is None:
            self.total = total
            self.exhausted = exhausted
        self._position = total
        self._intact = False

    def _save(self, iteration: int) -> None:
        """Keep the present state. Raises NotRestorable."""
        began = time.perf_counter()
        namespace = self.machine.namespace
        skip = self._left_out | (self.carried.renewed if iteration else frozenset())
        values = {name: value for name, value in namespace.items() if name not in skip}
        values[OUTSIDE] = self._taken
        while not self._saved(iteration, values):
            pass
        cost = time.perf_counter() - began
        self._saving += cost
        mean = self._spent / max(1, iteration)
        # How long an iteration takes is not known well at first, but that keeping this much is dear is seen at once.
        if self._saving > SAVING * self._spent and (iteration > MEASURED or (iteration and cost > LONGEST_REPLAY)):
            # Bringing a state back takes about as long as keeping it; running on from there, with probes, may as well.
            while 0 < 2 * self.history.stride * mean < max(LONGEST_REPLAY, cost / 4):
                self.history.thin()
            self._saving = 0.0

    def _saved(self, iteration: int, values: dict[str, Any]) -> bool:
        """Keep values, unless one is found that cannot be kept: where the loop does not read it, it is left out."""
        try:
            self.history.save(iteration, values)
        except NotRestorable as error:
            name = error.name
            if name in STATE or (name in self.carried.loaded and name not in self.carried.renewed):
                raise
            self._left_out |= {name}
            del values[name]
            return False
        return True

    def _sample(self, iteration: int) -> None:
        if self._look is not None and iteration >= self._sample_at:
            self.curve.append((iteration, self.curve_value(self.machine)))
            digits = len(str(SAMPLES_PER_DECADE)) - 1
            self._sample_at = iteration + 10 ** max(0, len(str(iteration)) - digits)


def value_of(look: Look | None, machine: Machine) -> float:
    """The one number that an expression of a machine's names is; nan where it is none."""
    if look is None:
        return float("nan")
    try:
        with np.errstate(all="ignore"):
            return number_of(look(machine.namespace))
    except Exception:
        return float("nan")


def cannot_carry(error: NotRestorable) -> str:
    """What a learner is told of a value that cannot be brought back."""
    if error.too_deep:
        return (
            f"the loop carries a {error.type_name} over from one iteration to the next that is nested too deep to be "
            "brought back when you go backward; nest it less"
        )
    return (
        f"the loop carries a {error.type_name} over from one iteration to the next, which cannot be brought back when "
        "you go backward; make it a list or an array"
    )
