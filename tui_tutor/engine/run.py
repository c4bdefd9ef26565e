"""The plain run of a program's main loop: at full speed, in chunks, remembering the way back.

A chunk is one `exec` of the loop's body over a few of its items, so a chunk costs hardly more than Python itself.
Between chunks states are kept, the curve is sampled and a stop is heard.
"""

from __future__ import annotations

import bisect
import time
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import numpy as np

from tui_tutor.engine.carried import Carried
from tui_tutor.engine.failure import Failure, failure_of
from tui_tutor.engine.history import History
from tui_tutor.engine.machine import Machine

TICK = 0.03
"""Seconds between two looks at whether to go on: the pace at which progress is told."""

WIDEST_CHUNK = 1024
"""Iterations in one chunk at the most."""

SAMPLES_PER_DECADE = 100
"""How densely the curve is sampled on a logarithmic axis: closer than a terminal's columns."""

REPLAY = 1e-3
"""Seconds that running from a kept state to the one wanted may take; it decides how many states are kept."""

MEASURED = 64
"""Iterations that are run one by one before it is known how long one takes."""

WIDEST_STRIDE = 32
"""The most iterations between two kept states while memory is no concern."""

GENERATOR = "numpy.random"
"""The name under which numpy's own generator travels with the carried values; no program can have it."""

MOST_OUTPUT = 4_000_000
"""Characters kept of what the loop prints; older lines are dropped first."""

Tick = Callable[[], bool]
"""Called now and then during a run; true stops it."""


class Interrupted(BaseException):
    """Raised inside a program's code to stop it in the middle of an iteration."""


class Length(int):
    """Stands for a list that only grows: its length at one time."""


class Run:
    """Runs iterations on one machine, keeps what they carry over, and can go back to the start of any of them.

    `known` is the last iteration whose start can be restored, -1 where the loop never turns. When the loop is over
    `total` is its number of turns. `curve` holds the samples taken so far as (iteration, value).
    """

    def __init__(self, machine: Machine, carried: Carried, history: History, curve: CodeType | None) -> None:
        self.machine = machine
        self.carried = carried
        self.history = history
        self.known = -1
        self.total: int | None = None
        self.exhausted = True
        self.failure: Failure | None = None
        self.setup_printed = machine.output.take()
        self.curve: list[tuple[int, float]] = []
        self._curve_code = curve
        self._sample_at = 0
        self._position = 0
        self._intact = True
        self._spent = 0.0
        self._generator = self._setup_generator = np.random.get_state()
        self._longest: dict[str, list[Any]] = {}
        self._logged: list[int] = []
        self._texts: list[str] = []
        self._log_size = 0
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
        if self._position != iteration or not self._intact:
            self._position = self.restore(self.machine, iteration)
            self._generator = np.random.get_state()
            self._intact = True
            while self._position < iteration and self._chunk(iteration):
                pass

    def restore(self, machine: Machine, iteration: int) -> int:
        """Set a machine's names to the last kept state not after `iteration`; returns which iteration that is."""
        nearest = self.history.nearest(iteration)
        values = self.history.load(nearest, machine.namespace)
        np.random.set_state(values.pop(GENERATOR, self._setup_generator))
        for name in self.carried.names | (self.carried.written if nearest == 0 else frozenset()):
            if name not in values:
                machine.namespace.pop(name, None)
        for name, value in values.items():
            machine.namespace[name] = self._longest[name][:value] if isinstance(value, Length) else value
        return nearest

    def printed_before(self, iteration: int) -> str:
        """What the loop printed in the iterations before the given one."""
        return "".join(self._texts[: bisect.bisect_left(self._logged, iteration)])

    def curve_value(self, machine: Machine) -> float:
        """What the lesson plots, on a machine as it stands; nan where it has no value."""
        if self._curve_code is None:
            return float("nan")
        try:
            with np.errstate(all="ignore"):
                return float(eval(self._curve_code, machine.namespace))
        except Exception:
            return float("nan")

    def _boundary(self) -> int:
        """Where the next chunk has to end at the latest."""
        stride = self.history.stride
        end = (self._position // stride + 1) * stride
        if self._curve_code is not None:
            end = min(end, max(self._sample_at, self._position) + 1)
        return min(end, self._position + WIDEST_CHUNK)

    def _chunk(self, limit: int) -> bool:
        """Run iterations up to `limit`; False where the loop ended before it, raised or was interrupted."""
        np.random.set_state(self._generator) if self.carried.draws else None
        start, machine = self._position, self.machine
        turns = _Turns(machine, start, limit)
        machine.output.iteration = turns.at
        began = time.perf_counter()
        try:
            went_on = machine.turns(turns.items)
        except Interrupted:
            self._intact = False
            return False
        except Exception as error:
            self._position = turns.at()
            self._know(self._position)
            self._log()
            self.failure = failure_of(error, machine.program.source)
            self._intact = False
            return False
        finally:
            self._generator = np.random.get_state() if self.carried.draws else self._generator
        self._spent += time.perf_counter() - began
        self._log()
        done = turns.at() + 1
        self._sample(done - 1)
        over = not went_on or turns.stopped or not machine.has_item(done)
        if over:
            self._finish(done, exhausted=went_on)
        else:
            self._arrive(done)
        return done > start and (done >= limit or not over)

    def _arrive(self, iteration: int) -> None:
        """The machine stands at the start of an iteration that there is."""
        self._position = iteration
        if iteration > self.known:
            self.known = iteration
            if iteration % self.history.stride == 0:
                self._save(iteration)
            if iteration == MEASURED:
                self._widen(self._spent / iteration)

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
        namespace = self.machine.namespace
        names = self.carried.names if iteration else self.carried.names | self.carried.written
        values = {name: namespace[name] for name in names if name in namespace}
        for name in self.carried.grown:
            self._shorten(name, values)
        if self.carried.draws:
            values[GENERATOR] = np.random.get_state()
        self.history.save(iteration, values)

    def _shorten(self, name: str, values: dict[str, Any]) -> None:
        """Keep a list that only grows by its length; its items must be ones that cannot change themselves."""
        grown = values.get(name)
        if isinstance(grown, list) and (not grown or isinstance(grown[-1], (bool, int, float, str, np.generic))):
            if len(grown) >= len(self._longest.get(name, [])):
                self._longest[name] = grown
            values[name] = Length(len(grown))

    def _log(self) -> None:
        for iteration, text in self.machine.output.take_by_iteration():
            if not self._logged or iteration > self._logged[-1]:
                self._logged.append(iteration)
                self._texts.append(text)
                self._log_size += len(text)
        while self._log_size > MOST_OUTPUT and len(self._texts) > 1:
            self._log_size -= len(self._texts.pop(0))
            self._logged.pop(0)

    def _sample(self, iteration: int) -> None:
        if self._curve_code is not None and iteration >= self._sample_at:
            self.curve.append((iteration, self.curve_value(self.machine)))
            digits = len(str(SAMPLES_PER_DECADE)) - 1
            self._sample_at = iteration + 10 ** max(0, len(str(iteration)) - digits)


class _Turns:
    """The items that one chunk runs over, and how far it has come."""

    def __init__(self, machine: Machine, start: int, limit: int) -> None:
        self.stopped = False
        self._machine = machine
        self._limit = limit
        self._at = start
        self.items: Iterator[Any]
        if machine.items is None:
            self.items = self._conditioned(start)
        else:
            chosen = machine.items.between(start, limit)
            self._limit = start + len(chosen)
            self.items = iter(chosen)

    def at(self) -> int:
        """The iteration that was begun last."""
        if self._machine.items is None:
            return self._at
        remaining: int = self.items.__length_hint__()  # type: ignore[attr-defined]
        return self._limit - remaining - 1

    def _conditioned(self, start: int) -> Iterator[int]:
        for iteration in range(start, self._limit):
            self._at = iteration
            yield iteration
            if not self._machine.again():
                self.stopped = True
                return
