"""The bowl: what learning makes smaller, over the plane in which the path of the weights mostly lies."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.rewind.curve import value_of
from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.rewind.run import Run
from tui_tutor.engine.text.looking import Look
from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.position import turn
from tui_tutor.study.giving import give

Array = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Shapes = Mapping[str, tuple[int, ...]]

FEWEST_KNOWN, RUNNING_ON, POINTS = 2000, 400_000, 240
"""Iterations that a path should have, the work that running on may be (see `_work`), and how many are looked at."""

STEP = 64
"""Iterations between two that are looked at in a long run are a multiple of this."""

MOST_DIMENSIONS, LARGEST = 20_000, 1e100
"""Numbers above which there is no bowl, and the size above which they have diverged: the path ends before."""

MARGIN, THIN = 0.15, 1e-3
"""What the grid adds to the path's extent on each side, and how much less than its length is no width at all."""

GRIDS = ((33, 17, 250_000), (17, 9, 250_000), (9, 5, 1_000_000))
"""Columns and rows of the grid, and the work that it may be: the first that keeps within it is computed.

Work is counted, not timed, so that the same run has the same bowl on every machine.
"""

CELLS = 1_000
"""Cells that are computed in about the time of one operation on few."""


@dataclass(frozen=True, slots=True, eq=False)
class Bowl:
    """What learning makes smaller over a plane in the space of the weights, and the path that they take in that plane.

    `names` are the weights, in order, of `shapes`: flattened and joined they are a point in `dimensions` dimensions.
    `origin` (dimensions,) is the path's mean, `directions` (2, dimensions) are orthonormal, and the path starts at
    negative coordinates. `across` (nx,) and `up` (ny,) are the grid's coordinates along the two, `heights` (ny, nx)
    the value there, nan where there is none. The weights are at `path` (k, 2) when the `iterations` (k,)
    begin, the last of them `through`. `shares` are the parts, 0 to 1, that the directions hold of the path's variance.
    `first` is how long the first iteration's step is in all dimensions, nan where it was not looked at, and `journey`
    how far the end of the path lies from its start.
    """

    names: tuple[str, ...]
    dimensions: int
    origin: Array
    directions: Array
    across: Array
    up: Array
    heights: Array
    iterations: Whole
    path: Array
    shares: tuple[float, float]
    through: int
    shapes: tuple[tuple[int, ...], ...] = ()
    first: float = math.nan
    journey: float = math.nan

    def place(self, values: Mapping[str, Any]) -> tuple[float, float] | None:
        """Where weights with these values lie in the plane; None where one is missing, infinite or of another shape."""
        parts = [part for name in self.names if (part := _numbers(values.get(name))) is not None]
        if tuple(part.shape for part in parts) != self.shapes or not all(np.isfinite(part).all() for part in parts):
            return None
        x, y = self.directions @ (np.concatenate([part.ravel() for part in parts]) - self.origin)
        return float(x), float(y)


def height(run: Run, machine: Machine, shapes: Shapes, point: Array, look: Look | None) -> float:
    """What `look` is after an iteration with the weights at a point (dimensions,); nan where nothing comes of it."""
    # Not the first iteration where there is another: programs often do more in it, such as printing.
    iteration = min(1, run.known)
    parts = np.split(point, np.cumsum([math.prod(shape) for shape in shapes.values()])[:-1])
    try:
        start = run.restore(machine, iteration)
        # What the program has set comes back with the next state.
        machine.within(lambda: np.seterr(all="ignore"))
        with np.errstate(all="ignore"):
            if start < iteration:
                machine.turns(iteration)
            names = machine.names()
            for (name, shape), part in zip(shapes.items(), parts, strict=True):
                give(machine, names, name, part.reshape(shape).copy() if shape else float(part[0]))
            machine.turns(iteration + 1)
        return value_of(look, machine)
    except Exception:
        return math.nan
    finally:
        machine.output.take()


def bowl(engine: Engine, tick: Callable[[], bool] = never) -> Bowl | None:
    """The bowl of a program, of as much of its run as is known, and of some more where that is little.

    None where nothing says what is made smaller, where the weights are fewer than two numbers or very many, do not
    move, or take too long to evaluate, and when `tick` stops it. Interrupted passes through. The run itself goes on
    as if nothing had been.
    """
    run = engine.run
    if run is None or not engine.has_loop or not engine.weights or engine.height is None:
        return None
    if run.known < FEWEST_KNOWN:
        engine.run_to(min(FEWEST_KNOWN, int(RUNNING_ON // _work(engine))), tick)
    if (walked := _walk(engine, run, tick)) is None or (principal := _principal(*walked[1:])) is None:
        return None
    (shapes, iterations, points), (origin, directions, shares) = walked, principal
    path = (points - origin) @ directions.T
    size = next(((nx, ny) for nx, ny, most in GRIDS if nx * ny * _work(engine) <= most), None)
    if size is None:
        return None
    with warnings.catch_warnings(), run.aside() as machine:
        warnings.simplefilter("ignore")
        look = engine.height
        grid = _grid(lambda point: height(run, machine, shapes, point, look), origin, directions, path, size, tick)
    if grid is None or not np.isfinite(grid[2]).any():
        return None
    plane = tuple(shapes), len(origin), origin, directions
    steps = np.linalg.norm(points - points[0], axis=1)
    first = float(steps[1]) if len(steps) > 1 and iterations[1] == 1 else math.nan
    through, sizes = int(iterations[-1]), tuple(shapes.values())
    return Bowl(*plane, *grid, iterations, path, shares, through, sizes, first, float(steps[-1]))


def _walk(engine: Engine, run: Run, tick: Callable[[], bool]) -> tuple[Shapes, Whole, Array] | None:
    """The weights, iterations (k,) and the weights' values then (k, dimensions), up to where they diverge.

    The iterations are evenly spaced, but closer before the second of them, so that the first steps are seen.
    """
    known = run.known
    # States are kept at such iterations. How many are depends on how fast the machine is, so that is not asked.
    step = STEP if known >= POINTS * STEP else 1
    even = np.rint(np.linspace(0, known / step, min(POINTS, known + 1))).astype(np.int64) * step
    early = np.multiply.outer(10 ** np.arange(9), np.arange(1, 10)).ravel()
    iterations = np.unique([*even[even < known], *early[early < even[1:2].sum()], known])
    found: dict[str, list[Array]] = {name: [] for name in _weights(engine, run)}
    counters: set[str] = set()
    for iteration in iterations.tolist():
        run.go(iteration)
        if tick() or run.position != iteration:
            return None
        names = engine.live_values()
        for name, arrays in list(found.items()):
            value = names.get(name)
            array = _numbers(value)
            if array is None or (arrays and array.shape != arrays[0].shape):
                del found[name]
                continue
            arrays.append(array)
            counters |= {name} if isinstance(value, (int, np.integer)) else set()
        if sum(arrays[0].size for arrays in found.values()) > MOST_DIMENSIONS:
            return None
    for name in counters & found.keys():
        # A whole number that grows by the same amount in each iteration counts it, and learns nothing.
        changes = np.array(found[name]) - found[name][0]
        if np.array_equal(changes * iterations[-1], changes[-1] * iterations):
            del found[name]
    if sum(arrays[0].size for arrays in found.values()) < 2:
        return None
    points = np.array([np.concatenate([each.ravel() for each in row]) for row in zip(*found.values(), strict=True)])
    sound = np.logical_and.accumulate((np.abs(points) < LARGEST).all(axis=1))
    return {name: arrays[0].shape for name, arrays in found.items()}, iterations[sound], points[sound]


def _weights(engine: Engine, run: Run) -> list[str]:
    """What is learned, in order, as it is known when the first iteration begins: each array once."""
    run.go(0)
    seen: dict[int, str] = {}
    for name, value in engine.live_values().items():
        if name in engine.weights:
            seen.setdefault(id(value) if isinstance(value, np.ndarray) else -len(seen) - 1, name)
    return list(seen.values())


def _principal(iterations: Whole, points: Array) -> tuple[Array, Array, tuple[float, float]] | None:
    """The mean of all the path's iterations, its principal directions and their shares; None where nothing moves.

    A path is hardly seen in random directions, but in those of its own principal components: Li, Xu, Taylor, Studer
    and Goldstein, "Visualizing the Loss Landscape of Neural Nets" (NeurIPS 2018), section 7.
    """
    if not len(points) or not np.ptp(points, axis=0).any():
        return None
    # Each point stands for the iterations nearest to it.
    bounds = np.concatenate([iterations[:1], (iterations[1:] + iterations[:-1]) / 2, iterations[-1:]])
    parts = np.diff(bounds) / (bounds[-1] - bounds[0])
    origin = parts @ points
    _, sizes, directions = np.linalg.svd((points - origin) * np.sqrt(parts)[:, np.newaxis], full_matrices=False)
    variance, directions = (sizes / sizes[0]) ** 2, directions[:2]
    directions[directions @ (points[0] - origin) > 0] *= -1
    first, second = (variance[:2] / variance.sum()).tolist()
    return origin, directions, (first, second)


def _work(engine: Engine) -> float:
    """What one iteration costs: its operations, and as much again for every so many cells that they compute."""
    results = [event.result for event in engine.recording(turn(0)).events]
    return sum(1 + math.prod(value.shape or ()) / CELLS for value in results if value is not None) or 1


def _grid(
    value: Callable[[Array], float],
    origin: Array,
    directions: Array,
    path: Array,
    size: tuple[int, int],
    tick: Callable[[], bool],
) -> tuple[Array, Array, Array] | None:
    """The coordinates across and up, and the heights; None where they are stopped."""
    extent = np.ptp(path, axis=0)
    middle = path.min(axis=0) + extent / 2
    extent[extent < THIN * extent.max()] = extent.max() / 2
    half = extent * (0.5 + MARGIN)
    across, up = (np.linspace(m - h, m + h, n) for m, h, n in zip(middle, half, size, strict=True))
    heights = np.empty((len(up), len(across)))
    for row, column in np.ndindex(heights.shape):
        if tick():
            return None
        heights[row, column] = value(origin + across[column] * directions[0] + up[row] * directions[1])
    return across, up, heights


def _numbers(value: object) -> Array | None:
    """A number or an array of real numbers, copied; None for anything else."""
    array = np.asarray(value if isinstance(value, (int, float, np.number, np.ndarray)) else None)
    return array.astype(np.float64) if array.dtype.kind in "fiu" else None
