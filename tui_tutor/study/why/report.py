"""What was found out of a run: readings at some of its iterations, and what they come to in each decade."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.study.notices.book import Met

Count = tuple[int, int]
"""So many of so many."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A layer in one iteration. Sizes are root mean squares.

    `weights` is the size of the weights at the beginning of the iteration, `update` that of what it adds to them.
    `slope` is the size of what the weights are moved along, and `rate` the number that it is multiplied by; None where
    the program does not tell. `flat` counts cells of the layer's activation on the flat ends of its function, `dead`
    its neurons that are 0 for every example; None where the layer has no such function. `updates` is how often the
    weights are changed in the iteration, as far as was seen.
    """

    iteration: int
    weights: float
    update: float
    slope: float | None = None
    rate: float | None = None
    flat: Count | None = None
    dead: Count | None = None
    updates: int = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """What a loop updates under one name: weights that lead from one layer of a network to the next, where it is known.

    With `is_bias` it is what is added to the next layer instead. `readings` are in the order of the iterations.
    """

    name: str
    shape: tuple[int, ...]
    leads: tuple[str, str] | None = None
    is_bias: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def updates(self) -> int:
        """How often one iteration changes the weights at the most."""
        return max((each.updates for each in self.readings), default=0)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out so far: the layers, the error at the end of some iterations, and what was noticed.

    `label` says what the error is, where the program plots none. `reached` is the last iteration that is known, -1
    where there is none, and `total` how many there are, None where nobody knows. `failure` is what the loop ended
    with. With `is_over` the loop has no more iterations than were looked at, with `is_whole` no more is looked for.
    """

    layers: tuple[Layer, ...] = ()
    errors: tuple[tuple[int, float], ...] = ()
    noticed: tuple[Met, ...] = ()
    label: str = ""
    reached: int = -1
    total: int | None = None
    failure: str | None = None
    is_over: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Decade:
    """Iterations `low` to `high`: 0 alone, 1 to 9, 10 to 99, and so on, the last of them as far as the run is known."""

    low: int
    high: int

    def __contains__(self, iteration: int) -> bool:
        """Whether an iteration is one of them."""
        return self.low <= iteration <= self.high


@dataclass(frozen=True, slots=True)
class Row:
    """A layer's readings in one decade taken together.

    Sizes are root mean squares over the readings, `ratio` is that of the update and the weights (None where there are
    no weights but zeros), `flat` the share of cells in all of them. `rate` and `dead` are those of the last.
    """

    decade: Decade
    weights: float
    update: float
    ratio: float | None
    slope: float | None
    rate: float | None
    flat: float | None
    dead: Count | None


def decade_of(iteration: int) -> Decade:
    """The decade that an iteration is in, to its end."""
    if iteration < 1:
        return Decade(0, 0)
    low = 10 ** (len(str(iteration)) - 1)
    return Decade(low, 10 * low - 1)


def decades(report: Report) -> list[Decade]:
    """The decades that have readings or an error, in order."""
    seen = {decade_of(at).low for at, _ in report.errors}
    seen |= {decade_of(each.iteration).low for layer in report.layers for each in layer.readings}
    last = max(report.reached, *seen) if seen else report.reached
    return [Decade(low, min(last, decade_of(low).high)) for low in sorted(seen)]


def error_in(report: Report, decade: Decade) -> float | None:
    """The error at the end of the last iteration of a decade that was looked at; None where none was."""
    return next((error for at, error in reversed(report.errors) if at in decade), None)


def row(layer: Layer, decade: Decade) -> Row | None:
    """A layer in a decade; None where there are no readings."""
    readings = [each for each in layer.readings if each.iteration in decade]
    if not readings:
        return None
    weights, update = _size([each.weights for each in readings]), _size([each.update for each in readings])
    slopes = [each.slope for each in readings if each.slope is not None]
    flat = [each.flat for each in readings if each.flat is not None]
    cells = sum(of for _, of in flat)
    return Row(
        decade,
        weights,
        update,
        update / weights if weights else None,
        _size(slopes) if slopes else None,
        readings[-1].rate,
        sum(count for count, _ in flat) / cells if cells else None,
        readings[-1].dead,
    )


def _size(numbers: Sequence[float]) -> float:
    """The root mean square of numbers, whose squares may be too large for a float."""
    most = max(map(abs, numbers))
    if not most or not math.isfinite(sum(numbers)):
        return math.nan if any(map(math.isnan, numbers)) else most
    return most * math.sqrt(sum((each / most) ** 2 for each in numbers) / len(numbers))
