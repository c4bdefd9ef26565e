"""What each neuron of a network says: its value for every pair of values in two columns, and that in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import Survey
from tui_tutor.study.network import Network
from tui_tutor.view.lines import EMPTY, Line, Piece, beside, clip, line, pad, width, wrap
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number
from tui_tutor.view.pictures.bowl import SHADES
from tui_tutor.view.pictures.layers import Layer, layers_of, weights_of

GROUNDS = 6
"""Roles `ground0` and on, from the lowest value of a neuron to its highest."""

CLEAR = 0.3
"""How near to one end of its range, as a share, a value has to be to count as off or as on."""

OFF, ON = 0.1, 0.3
"""The same for values that have no upper end: up to which share of the largest they are off, and from which on."""

GAP = 2
"""Blank cells between two tiles."""

MOST_TILES = 40

ANSWERS = ("no", "yes")
"""How 0 and 1 are written where they are answers to questions."""

Cells = dict[tuple[int, int], float]
"""A neuron's mean value by two columns, 0 for the lower value and 1 for the higher; pairs in no row are missing."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Two columns of the input that take two values each: what they ask, and the rows in each pair of answers.

    `down` and `across` are said of the higher value, such as `has a cat`; `short` are the same in a word each. `ends`
    are how the two values of each are written. `is_asked` where they are questions, whose answers are no and yes.
    """

    down: str
    across: str
    short: tuple[str, str]
    ends: tuple[tuple[str, str], tuple[str, str]]
    rows: Mapping[tuple[int, int], Sequence[int]]
    is_asked: bool = True


def grid_of(survey: Survey | None, data: Value | None) -> Grid | None:
    """The two columns that rows are sorted by: the survey's questions, else the first that take two values."""
    if data is None or not data.is_array or data.data.ndim != 2 or data.data.dtype.kind not in "biuf":
        return None
    if survey is not None and survey.grid is not None:
        columns = [survey.questions.index(each) for each in survey.grid]
        names = list(survey.grid)
    else:
        columns = [at for at in range(min(data.data.shape[1], 100)) if len(_two(data.data[:, at])) == 2][:2]
        axis = data.axes[1] if len(data.axes) == 2 else None
        names = [_column(survey, axis, at) for at in columns]
    if len(columns) < 2 or max(columns) >= data.data.shape[1]:
        return None
    one, other = (data.data[:, at] for at in columns)
    values = [_ends(each) for each in (one, other)]
    rows = {
        (a, b): [int(row) for row in np.flatnonzero((one == values[0][a]) & (other == values[1][b]))]
        for a in (0, 1)
        for b in (0, 1)
    }
    if survey is None:
        first, second = (_written(each) for each in values)
        return Grid(names[0], names[1], (names[0], names[1]), (first, second), rows, is_asked=False)
    first, second = (ANSWERS if each == (0.0, 1.0) else _written(each) for each in values)
    return Grid(names[0], names[1], (_short(names[0]), _short(names[1])), (first, second), rows)


def _column(survey: Survey | None, axis: str | None, at: int) -> str:
    """What a column of the data is called."""
    if survey is not None and at < len(survey.questions):
        return survey.questions[at]
    return label(axis, at) if axis else f"column {at + 1}"


def _two(column: npt.NDArray[Any]) -> list[float]:
    """The values of a column, as far as there are two of them and they are numbers that can be told."""
    found = np.unique(column[:2000])
    return [float(each) for each in found[:3]] if len(found) <= 2 and np.isfinite(found).all() else []


def _ends(column: npt.NDArray[Any]) -> tuple[float, float]:
    """The lower and the higher value of a column."""
    found = _two(column)
    return (found[0], found[1]) if len(found) == 2 else (0.0, 1.0)


def _written(values: tuple[float, float]) -> tuple[str, str]:
    first, second = (number(int(each)) if each == int(each) else number(each, 2, signed=False) for each in values)
    return first, second


def _short(words: str) -> str:
    """The last word of a question: `has a cat` is about a cat."""
    return words.split()[-1] if words.split() else words


@dataclass(frozen=True, slots=True)
class Tile:
    """One neuron: its name, its value in each cell of the grid, and the range that it can have."""

    name: str
    cells: Cells
    low: float
    high: float
    faded: bool = False
    after: str = ""
    is_output: bool = False

    def share(self, value: float) -> float:
        """Where in its range a value lies, 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low))) if self.high > self.low else 0.5

    def says(self, one: str, other: str, no: str = "no") -> str:
        """In words when it is on, for one column down and the other across; "" as long as that is not clear.

        `no` is how a lower value is told: `no cat`, `not column 1`.
        """
        shares = {place: self.share(value) for place, value in self.cells.items()}
        off, on = (OFF, ON) if self.low == 0 and self.high > 1 else (CLEAR, 1 - CLEAR)
        if len(shares) < 4 or any(off < share < on for share in shares.values()):
            return ""
        return _words(frozenset(place for place, share in shares.items() if share >= on), one, other, no)


def _words(on: frozenset[tuple[int, int]], one: str, other: str, no: str) -> str:
    """The four, two, one or no cells in which a neuron is on."""
    single = {
        (1, 0): f"{one}, {no} {other}",
        (0, 1): f"{other}, {no} {one}",
        (0, 0): "neither",
        (1, 1): f"{one} and {other}",
    }
    if len(on) == 1:
        return single[next(iter(on))]
    if len(on) == 3:
        off = next(place for place in single if place not in on)
        return {
            (0, 0): f"{one} or {other}",
            (1, 1): "not both",
            (0, 1): f"{one} or {no} {other}",
            (1, 0): f"{other} or {no} {one}",
        }[off]
    if len(on) == 2:
        rows, columns = {place[0] for place in on}, {place[1] for place in on}
        if len(rows) == 1:
            return one if rows == {1} else f"{no} {one}"
        if len(columns) == 1:
            return other if columns == {1} else f"{no} {other}"
        return "one, not both" if (1, 0) in on else "both or neither"
    return "always" if on else "never"


def tiles_of(chain: Network, names: Mapping[str, NameState], grid: Grid) -> list[Tile]:
    """A tile for each neuron behind the inputs, in their order."""
    layers, weights = layers_of(chain, names), weights_of(chain, names)
    found: list[Tile] = []
    for index, layer in enumerate(layers[1:], 1):
        low, high = _range(layer)
        for node in range(min(layer.size, MOST_TILES)):
            after = _after(layers, weights[index] if index < len(weights) else None, index, node)
            name = layer.label(node)
            cells = _cells(layer, node, grid)
            found.append(
                Tile(
                    name=name,
                    cells=cells,
                    low=low,
                    high=high,
                    faded=layer.faded,
                    after=after,
                    is_output=index == len(layers) - 1,
                )
            )
    return found


def _cells(layer: Layer, node: int, grid: Grid) -> Cells:
    if layer.values is None or node >= layer.values.data.shape[1]:
        return {}
    column = layer.values.data[:, node]
    found: Cells = {}
    for place, rows in grid.rows.items():
        held = [float(np.real(column[row])) for row in rows if row < len(column)]
        if held and np.isfinite(held).all():
            found[place] = sum(held) / len(held)
    return found


def _range(layer: Layer) -> tuple[float, float]:
    """The range that a layer's values have: 0 to 1, −1 to 1, or from 0 as far as they reach."""
    if layer.values is None or layer.values.data.dtype.kind not in "biuf":
        return 0.0, 1.0
    held = layer.values.data[np.isfinite(layer.values.data)]
    low, high = (float(held.min()), float(held.max())) if held.size else (0.0, 1.0)
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    return (-1.0, 1.0) if low >= -1 and high <= 1 else (min(0.0, low), max(0.0, high))


def _after(layers: Sequence[Layer], weight: Value | None, index: int, node: int) -> str:
    """The weight by which a neuron acts on the output, where the output is one neuron and comes next."""
    if weight is None or index + 2 != len(layers) or layers[-1].size != 1 or node >= weight.data.shape[0]:
        return ""
    return number(float(np.real(weight.data[node, 0])), 1)


def neurons(tiles: Sequence[Tile], grid: Grid, columns: int, rows: int) -> list[Line]:
    """The tiles in `columns` by `rows`, as many as fit: every number on a ground that tells how large it is."""
    if columns < 1 or rows < 1:
        return []
    side = max(map(len, grid.ends[0]))
    head = _head(grid, columns)
    plan = _plan(tiles, grid, columns - side, rows - len(head))
    if plan is not None and plan.shown < len(tiles):
        # A line for how many are not shown.
        plan = _plan(tiles, grid, columns - side, rows - len(head) - 1) or plan
    if plan is None:
        return [clip(each, columns) for each in (*head[:1], line(("there is no room to draw them", "dim")))][:rows]
    lines: list[Line] = []
    for start in range(0, plan.shown, plan.across):
        first, group = start == 0, tiles[start : start + plan.across]
        blocks = [_tile(tile, grid, plan, is_first=first) for tile in group]
        above, below = plan.around
        ends: list[Line] = []
        for word in grid.ends[0]:
            ends += [*[EMPTY] * above, pad(line((word, "axis")), side, "right"), *[EMPTY] * below]
        block = beside([[EMPTY] * (1 + first) + ends, *blocks], GAP)
        lines += [*([EMPTY] if lines and plan.is_airy else []), *block]
    if plan.shown < len(tiles) and len(head) + len(lines) < rows:
        lines.append(line((f"⋯ {len(tiles) - plan.shown} more", "dim")))
    return [clip(each, columns) for each in (*head, *lines)][:rows]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How tiles are laid out: how many beside each other and in all, digits and cells of a number, lines of words.

    A number of a tile stands on `deep` rows.
    """

    across: int
    shown: int
    decimals: int
    cell: int
    words: int
    is_airy: bool
    deep: int = 1

    @property
    def around(self) -> tuple[int, int]:
        """Rows above and below a number that are as dark as it is large."""
        return (self.deep - 1) // 2, self.deep // 2


def _plan(tiles: Sequence[Tile], grid: Grid, columns: int, rows: int) -> _Plan | None:
    """The layout that shows most tiles, of those the one with most digits and the fewest rows of tiles."""
    best: _Plan | None = None
    for decimals in (4, 3, 2, 1):
        named = max((len(tile.name) + len(tile.after) + 3 * bool(tile.after) for tile in tiles), default=1)
        narrowest = max(_longest(tiles, decimals) + 1, *(len(each) + 1 for each in grid.ends[1]), -(-named // 2))
        most = min(len(tiles), columns // (2 * narrowest + GAP))
        for words in (2, 1):
            for across in range(most, 0, -1):
                high = -(-len(tiles) // across)
                tall = 3 + words
                fitting = min(high, (rows - 1) // tall)
                shown = min(len(tiles), fitting * across)
                if not shown or (best is not None and shown <= best.shown):
                    continue
                cell = min(narrowest + 4, (columns // across - GAP) // 2)
                best = _Plan(
                    across=across,
                    shown=shown,
                    decimals=decimals,
                    cell=cell,
                    words=words,
                    is_airy=rows - 1 - tall * fitting >= fitting - 1 > 0,
                )
    return _grown(best, tiles, columns, rows) if best is not None else None


def _grown(plan: _Plan, tiles: Sequence[Tile], columns: int, rows: int) -> _Plan:
    """The same layout in all of its place, where that is much larger: wider tiles, and more rows for each number."""
    high = -(-plan.shown // plan.across)
    used = 1 + high * (3 + plan.words) + (high - 1) * plan.is_airy
    deep = min(DEEPEST, 1 + (rows - used) // (2 * high))
    if plan.shown < len(tiles) or deep < 2:
        return plan
    return replace(plan, cell=max(plan.cell, min(WIDEST, (columns // plan.across - GAP) // 2)), deep=deep)


DEEPEST, WIDEST = 5, 14
"""Rows and columns of a number's ground at the most."""


def _longest(tiles: Sequence[Tile], decimals: int) -> int:
    return max((len(_text(value, decimals)) for tile in tiles for value in tile.cells.values()), default=decimals + 2)


def _text(value: float, decimals: int) -> str:
    """A value with so many digits after the point, or with an exponent where it is huge."""
    return f"{value:.{decimals}f}".replace("-", "−") if abs(value) < 1e4 else number(value, decimals, signed=False)


def _head(grid: Grid, columns: int) -> list[Line]:
    pieces = line(("down: ", "dim"), (grid.down, "axis"), ("   across: ", "dim"), (grid.across, "axis"))
    return wrap(pieces, columns) if width(pieces) > columns else [pieces]


def _tile(tile: Tile, grid: Grid, plan: _Plan, *, is_first: bool) -> list[Line]:
    """One neuron: its name and its weight to the output, the answers across, its four values, and what it says.

    Only tiles of the first row have the answers across over them.
    """
    cell = plan.cell
    faded = " left" if tile.faded else ""
    pieces: list[Piece] = [(tile.name, "name")]
    if tile.after:
        pieces += [(" ▸ ", "dim"), (tile.after, "weight-3" if tile.after.startswith("−") else "weight+3")]
    elif tile.is_output:
        pieces += [(" output", "dim")]
    heads = [piece for word in grid.ends[1] for piece in pad(line((word, "axis")), cell, "centre")]
    lines: list[Line] = [tuple(pieces), *([tuple(heads)] if is_first else [])]
    for down in (0, 1):
        row: list[Piece] = []
        blank: list[Piece] = []
        for across in (0, 1):
            value = tile.cells.get((down, across))
            if value is None:
                row.append(("·".center(cell), "empty"))
                blank.append((" " * cell, "text"))
                continue
            ground = min(GROUNDS - 1, int(tile.share(value) * GROUNDS))
            row.append((_text(value, plan.decimals).center(cell), f"strong{faded} ground{ground}"))
            blank.append((SHADES[min(len(SHADES) - 1, int(tile.share(value) * len(SHADES)))] * cell, f"bowl{ground}"))
        above, below = plan.around
        lines += [*[tuple(blank)] * above, tuple(row), *[tuple(blank)] * below]
    says = tile.says(*grid.short, "no" if grid.is_asked else "not")
    words = wrap(line((says, f"yes{faded}")), 2 * cell) if says else []
    if not says and tile.cells:
        words = wrap(line(("not clear yet", "dim")), 2 * cell)
    words = [*words, *[EMPTY] * plan.words][: plan.words] if len(words) <= plan.words else _squeezed(words, 2 * cell)
    return [pad(clip(each, 2 * cell), 2 * cell) for each in (*lines, *words)]


def _squeezed(words: Sequence[Line], cells: int) -> list[Line]:
    """Words on one line, cut off."""
    joined = [piece for index, each in enumerate(words) for piece in ((" " if index else "", "text"), *each)]
    return [clip(line(*joined), cells)]
