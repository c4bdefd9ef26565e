"""Nodes and edges on a canvas: where they stand, which of them stand out, and the numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from tui_tutor.engine.watch.values import Value
from tui_tutor.study.network import Network
from tui_tutor.view import scale
from tui_tutor.view.dots import Dots
from tui_tutor.view.numbers import number
from tui_tutor.view.pictures.layers import DOWN, FULL, SHORT, UP, Layer, activation, push, rows_of
from tui_tutor.view.pictures.lit import Lit

Edge = tuple[int, int, int, float]
"""A weight: the number of its array, the node that it leads from, the one that it leads to, and its value."""

MOST_EDGES = 600
"""Edges that are drawn; where there are more nothing could be told apart."""

NARROWEST = 3
"""Cells between two layers at the least."""

THICK = 3
"""The shade of a weight from which on its edge is drawn double."""

DASH = 3
"""Dots of a dash, after each of which one is left out."""

FAINT = 3
"""Of a faint edge each third dot is drawn."""

PLACES, EARLY = (0.5, 0.38, 0.62, 0.27, 0.73), (0.25, 0.35, 0.15, 0.45)
"""Where on an edge its number or its arrow may stand, the best place first; where all edges meet in one node, early."""

ROOMY = 16
"""Cells between two layers from which on every edge has its number, if none is in another's way."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A node whose weights are read as numbers: its layer and its place there, both from 0."""

    layer: int
    node: int


def cells_of(layers: Sequence[Layer], columns: int) -> list[int] | None:
    """The cells of each layer's nodes, with as much in them as there is room for; None where there is none."""
    for labelled, wide in ((True, FULL), (False, FULL), (False, SHORT)):
        cells = [_node(layer, labelled, wide) for layer in layers]
        if sum(cells) + (NARROWEST + 3 * (wide == FULL)) * (len(layers) - 1) <= columns:
            return cells
    return None


def _node(layer: Layer, labelled: bool, wide: int) -> int:
    """Cells of a node: its name, its value, and where there is room a blank for an arrow."""
    value = min(wide, layer.digits()) if layer.is_whole else wide
    side = len(max(layer.labels, key=len, default="")) + 1 if labelled else 0
    return side + value + (wide == FULL and not layer.is_whole)


class Graph:
    """The canvas of a network, and where everything stands on it."""

    def __init__(
        self,
        chain: Network,
        layers: Sequence[Layer],
        weights: Sequence[Value | None],
        columns: int,
        rows: int,
        cells: Sequence[int],
        example: int,
    ) -> None:
        self.chain, self.layers, self.weights, self.cells = chain, layers, weights, cells
        self.example = example
        self.dots = Dots(columns, rows)
        # One more line below each node tells its bias, and one how it is to move.
        most = 3 if any(layer.biases is not None for layer in layers) else 2
        self.tall = next((tall for tall in range(most, 1, -1) if all(tall * each.size <= rows for each in layers)), 1)
        self.places = [rows_of(layer.size, rows, self.tall if index else 1) for index, layer in enumerate(layers)]
        self.lefts = _lefts(layers, cells, columns)
        self.has_pushes = any(
            push(layer, example, node) for layer in layers for node in range(min(layer.size, len(layer.labels)))
        )

    def gap(self, index: int) -> tuple[int, int]:
        """The first column between two layers, and the first of the layer after it."""
        return self.lefts[index] + self.cells[index], self.lefts[index + 1]

    def edges(self, about: Lit | None, focus: Focus | None) -> None:
        """A line for each weight; a negative one is dashed, a strong one thick, and what is lit stands out."""
        for bright in (False, True):
            # What stands out is drawn last, so that it lies on top; of the rest what is strong.
            for index, since, to, value in self._all_edges:
                shade = self._shade(index, since, to, about, focus)
                if (shade == "bright") is bright:
                    self._edge(index, since, to, value, shade)

    @cached_property
    def _all_edges(self) -> list[Edge]:
        found = []
        for index, weight in enumerate(self.weights):
            if weight is None:
                continue
            data = weight.data
            shown = [
                (index, a, b, float(np.real(data[a, b])))
                for a in range(min(len(self.places[index]), data.shape[0]))
                for b in range(min(len(self.places[index + 1]), data.shape[1]))
            ]
            found += sorted(shown, key=lambda edge: abs(edge[3]) if edge[3] == edge[3] else 0.0)[-MOST_EDGES:]
        return found

    def _shade(self, index: int, since: int, to: int, about: Lit | None, focus: Focus | None) -> str:
        """Whether an edge stands out, is drawn as it is, or is faint because others are meant."""
        if focus is not None:
            mine = (index + 1 == focus.layer and to == focus.node) or (index == focus.layer and since == focus.node)
            return "bright" if mine else "faint"
        if about is None:
            return "plain"
        if about.weight != self.chain.weights[index]:
            return "faint"
        if about.is_bright(since, to):
            return "bright" if about.is_narrowed or about.new is None else "plain"
        return "faint" if about.is_narrowed or about.new is not None else "plain"

    def _edge(self, index: int, since: int, to: int, value: float, shade: str) -> None:
        colour = scale.role(value, weight=True)
        role = {"bright": f"{colour} edge.lit", "plain": colour, "faint": "edge.dim"}[shade]
        start, end = self.gap(index)
        x0, x1 = 2 * start, 2 * end - 1
        y0, y1 = 4 * self.places[index][since] + 1, 4 * self.places[index + 1][to] + 1
        # A negative weight is a dashed line: the sign is not told by colour alone.
        dash = DASH if value < 0 and shade != "faint" else 0
        level = int(colour[-1]) if colour[-1:].isdigit() and shade != "faint" else 0
        for offset in range(1 + (level >= THICK)):
            self.dots.stroke(x0, y0 + offset, x1, y1 + offset, role, dash=dash, every=1 if shade != "faint" else FAINT)

    def nodes(self) -> None:
        """The nodes: their names, their values, and on the way back how they are to move."""
        for index, layer in enumerate(self.layers):
            left, cells = self.lefts[index], self.cells[index]
            side = len(max(layer.labels, key=len, default="")) + 1
            value = cells - (not layer.is_whole and cells > SHORT)
            labelled = value - side >= (layer.digits() if layer.is_whole else FULL)
            start = left + side if labelled else left
            for node, row in enumerate(self.places[index]):
                if labelled:
                    self.dots.text(left, row, layer.labels[node].ljust(side), "axis")
                text, role = activation(layer, self.example, node, left + value - start)
                self.dots.text(start, row, text, role)
                if index and cells > SHORT:
                    self._push(layer, node, row, left, cells)
            rest = layer.size - len(self.places[index])
            if rest:
                below = self.places[index][-1] + (self.tall if index else 1)
                self.dots.text(left, min(below, self.dots.rows - 1), f"⋮{rest}"[:cells].ljust(cells), "dim")

    def _push(self, layer: Layer, node: int, row: int, left: int, cells: int) -> None:
        """An arrow beside a node for how it is to move and, where there is a line for each, its bias and how far."""
        found, bias, below = push(layer, self.example, node), layer.bias(node), row + 1
        if bias is not None and self.tall > 1 + (found is not None):
            text = f"b{number(bias, 2)}"[:cells]
            self.dots.text(left + max(0, cells - 1 - len(text)), below, text, scale.role(bias, weight=True))
            below += 1
        if found is None:
            self.dots.text(left + cells - 1, row, " ", "text")
            return
        arrow, role, delta = found
        self.dots.text(left + cells - 1, row, arrow, role)
        if self.tall > 1:
            text = number(delta, 3)
            text = text if len(text) < cells else number(delta, 2)
            start = left + max(0, cells - 1 - len(text))
            self.dots.text(start, below, text[: cells - 1], scale.role(delta, weight=False))

    def numbers(self, about: Lit | None, focus: Focus | None) -> None:
        """The numbers of the edges that stand out, and of all of them where they fit; on an update, its arrows."""
        for index, weight in enumerate(self.weights):
            if weight is None:
                continue
            mine = [each for each in self._all_edges if each[0] == index]
            bright = [each for each in mine if self._shade(index, each[1], each[2], about, focus) == "bright"]
            start, end = self.gap(index)
            is_changed = about is not None and about.new is not None and about.weight == self.chain.weights[index]
            if about is not None and is_changed and focus is None:
                self._arrows(index, bright or mine, about)
            elif end - start >= ROOMY and self._all(index, mine):
                continue
            elif self._is_fan(bright) or self._is_fan(mine):
                self._fan(index, bright if self._is_fan(bright) else mine)
            else:
                self._all(index, mine)

    @staticmethod
    def _is_fan(bright: Sequence[Edge]) -> bool:
        """Whether edges all meet in one node."""
        return bool(bright) and (len({e[1] for e in bright}) == 1 or len({e[2] for e in bright}) == 1)

    def _fan(self, index: int, bright: Sequence[Edge]) -> None:
        """The weights of one node's edges, each beside the node at the other end."""
        start, end = self.gap(index)
        to_one = len({edge[2] for edge in bright}) == 1
        for _, since, to, value in bright:
            text = self._fitting(value, end - start - 2)
            if not text:
                continue
            row = self.places[index][since] if to_one else self.places[index + 1][to]
            column = start + 1 if to_one else end - len(text) - 1
            self.dots.text(column, row, text, scale.role(value, weight=True))

    @staticmethod
    def _fitting(value: float, room: int) -> str:
        return next((text for text in (number(value, 2), number(value, 1)) if len(text) <= room), "")

    def _all(self, index: int, edges: Sequence[Edge]) -> bool:
        """Every weight on its own edge, or none of them; whether they all fit."""
        found: list[tuple[int, int, str, str]] = []
        taken: set[tuple[int, int]] = set()
        for _, since, to, value in edges:
            text = number(value, 2)
            spot = self._spot(index, since, to, len(text), taken)
            if spot is None:
                return False
            taken |= {(spot[1], column) for column in range(spot[0] - 1, spot[0] + len(text) + 1)}
            found.append((*spot, text, scale.role(value, weight=True)))
        for column, row, text, role in found:
            self.dots.text(column, row, text, role)
        return True

    def _spot(
        self, index: int, since: int, to: int, length: int, taken: set[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """Where on an edge so many cells are free of words; None where they are nowhere."""
        start, end = self.gap(index)
        top, bottom = self.places[index][since], self.places[index + 1][to]
        if end - start < length + 2:
            return None
        for share in EARLY if len(self.places[index + 1]) == 1 else PLACES:
            row = round(top + (bottom - top) * share)
            column = min(end - length - 1, max(start + 1, round(start + (end - start) * share - length / 2)))
            cells = {(row, at) for at in range(column, column + length)}
            if not cells & taken and self.dots.is_unwritten(column, row, length):
                return column, row
        return None

    def _arrows(self, index: int, edges: Sequence[Edge], about: Lit) -> None:
        """On each edge of an update whether its weight grows or shrinks; where it is one edge, what it becomes."""
        assert about.new is not None
        taken: set[tuple[int, int]] = set()
        for _, since, to, value in edges:
            known = about.is_known(since, to)
            change = _change(about, since, to)
            if not known or not change:
                continue
            arrow, role = (UP, "tail▴") if change > 0 else (DOWN, "tail▾")
            text = f"{arrow}{number(value, 3)}" if len(edges) == 1 else arrow
            spot = self._spot(index, since, to, len(text), taken) or self._spot(index, since, to, 1, taken)
            if spot is None:
                continue
            text = text if self.dots.is_unwritten(*spot, len(text)) else arrow
            taken |= {(spot[1], column) for column in range(spot[0], spot[0] + len(text))}
            self.dots.text(*spot, text, role)


def _change(about: Lit, since: int, to: int) -> float:
    """By how much an edge's weight changes; 0 where that is not known."""
    old, new = about.old, about.new
    if old is None or new is None or not old.is_array or np.shape(old.data) != np.shape(new.data) or new.data.ndim != 2:
        return 0.0
    change = float(np.real(new.data[since, to])) - float(np.real(old.data[since, to]))
    return change if change == change else 0.0


def _lefts(layers: Sequence[Layer], cells: Sequence[int], columns: int) -> list[int]:
    """The first column of each layer: more room where there are more edges."""
    count = len(layers) - 1
    if not count:
        return [0]
    free = columns - sum(cells) - NARROWEST * count
    shares = [(one.size * other.size) ** 0.5 for one, other in pairwise(layers)]
    lefts, spent = [0], 0.0
    for index in range(count):
        spent += shares[index]
        gaps = NARROWEST * (index + 1) + round(free * spent / sum(shares))
        lefts.append(sum(cells[: index + 1]) + gaps)
    return lefts
