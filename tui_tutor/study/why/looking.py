"""Looking at a run for why its error falls or does not: at a few iterations of each decade, as far as it is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.study.notices.seen import misses
from tui_tutor.study.study import Study
from tui_tutor.study.why.readings import layers_of, numbers_in, readings
from tui_tutor.study.why.report import Decade, Layer, Reading, Report

EACH = 3
"""Iterations of a decade that are looked at: its first, its last, and the middle one as logarithms go."""


class Looking:
    """Looks at the run of one study. `report` is what was found out so far."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._engine = study.engine
        self._found: dict[str, list[Reading]] = {}
        self._errors: dict[int, float] = {}
        self._layers: list[Layer] = []
        self._label = ""
        self._last: int | None = None
        self._is_whole = self._is_cut = False

    @property
    def report(self) -> Report:
        """What was found out so far."""
        engine = self._engine
        run = engine.run
        return Report(
            tuple(replace(each, readings=tuple(self._found.get(each.name, ()))) for each in self._layers),
            tuple(sorted(self._errors.items())),
            self._study.book.met,
            self._label,
            engine.last_known,
            engine.total,
            run.failure.message if run is not None and run.failure is not None else None,
            run is not None and run.is_over and not self._is_cut,
            self._is_whole,
        )

    def look(
        self, runs_on: Callable[[], bool], tick: Callable[[], bool], reads_on: Callable[[], bool] = lambda: True
    ) -> Iterator[Report]:
        """Look, and tell what is known after each decade; ends early where `tick` is true.

        The run is carried on, a decade at a time, until it is over. Once `runs_on`, asked now and then, is false, the
        decade that is being looked at is the last; once `reads_on` is, no further iteration is looked at.
        """
        engine, decade = self._engine, Decade(0, 0)
        self._study.book.of(SETUP)
        while not tick():
            high = decade.high if engine.total is None else min(decade.high, engine.total - 1)
            engine.run_to(high, lambda: tick() or not runs_on())
            if engine.last_known < decade.low:
                break
            for iteration in sampled(Decade(decade.low, min(high, engine.last_known))):
                if tick():
                    return
                if self._last is not None and not reads_on():
                    self.cut()
                    break
                self._read(iteration, lambda: tick() or not reads_on())
            yield self.report
            if engine.last_known < decade.high or self._is_cut:
                break
            if not runs_on():
                self.cut()
                break
            decade = Decade(decade.high + 1, 10 * (decade.high + 1) - 1)
        self._is_whole = not tick()
        yield self.report

    def cut(self) -> None:
        """No more is looked at, though there may be more."""
        self._is_cut = self._is_whole = True

    def _read(self, iteration: int, tick: Callable[[], bool]) -> None:
        """Read one iteration, unless it fails or is stopped before its end; its notices are looked for either way."""
        run = self._engine.run
        if run is None:
            return
        run.go(iteration)
        if self._last is None:
            self._layers = layers_of(self._engine, self._study.network)
        names = {each.name for each in self._layers}
        before = numbers_in(self._engine.live_values(), names)
        machine = run.finish(iteration)
        ended = run.position == iteration + 1
        after = numbers_in(self._engine.live_values(), names) if ended else {}
        error = run.curve_value(machine) if ended else np.nan
        book = self._study.book
        book.look_at([iteration] if self._last is None else [self._last, iteration], tick)
        self._last = iteration
        if not ended:
            return
        seen = book.seen(turn(iteration))
        for name, reading in readings(seen, before, after).items():
            self._found.setdefault(name, []).append(reading)
        if run.curve.look is not None:
            self._errors[iteration] = error
            return
        sizes = []
        for event in misses(seen.events, self._study.network):
            if event.result is not None and event.result.shape is not None:
                sizes.append(np.mean(np.abs(event.result.data)))
                self._label = f"mean |{' '.join(event.site.code.split())}|"
        if sizes:
            self._errors[iteration] = float(np.mean(sizes))


def sampled(decade: Decade) -> list[int]:
    """The iterations of a decade that are looked at."""
    low, high = decade.low, decade.high
    return sorted({low, round((low * high) ** 0.5), high})
