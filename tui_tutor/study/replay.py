"""Watching a run again: what the names were at the end of some of its iterations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import is_number, take


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The names at the end of an iteration, and what the lesson plots there (nan where it plots nothing)."""

    iteration: int
    names: tuple[NameState, ...]
    error: float


def paced(start: int, stop: int, count: int) -> list[int]:
    """At most `count` iterations from `start` to `stop`, both among them, evenly spread on a logarithmic axis."""
    if stop <= start or count < 2:
        return [stop]
    low, high = np.log(start + 1), np.log(stop + 1)
    places = np.exp(np.linspace(low, high, count)) - 1
    return sorted({start, stop, *(min(stop, max(start, round(float(place)))) for place in places)})


def snapshots(
    engine: Engine, iterations: Sequence[int], largest: int, tick: Callable[[], bool] = never
) -> Iterator[Snapshot]:
    """Snapshots of iterations that are known when it begins, in their order.

    Ends early where `tick` is true, and where an iteration fails or is interrupted before its end. Of arrays with
    more than `largest` elements a corner is taken.
    """
    run = engine.run
    if run is None:
        return
    known = run.known
    for iteration in iterations:
        if tick() or iteration > known:
            return
        run.go(iteration)
        if run.position != iteration:
            return
        machine = run.finish(iteration)
        if run.position != iteration + 1:
            return
        yield Snapshot(iteration, live_states(engine, largest), run.curve_value(machine))


def live_states(engine: Engine, largest: int) -> tuple[NameState, ...]:
    """The names that hold numbers, as they are now; of arrays with more than `largest` elements a corner."""
    weights = engine.weights
    return tuple(
        NameState(name, replace(take(value, whole=largest), weight=name in weights))
        for name, value in engine.live_values().items()
        if is_number(value) or isinstance(value, np.ndarray)
    )
