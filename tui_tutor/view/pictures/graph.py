"""Nodes and edges on a canvas: where they stand, which of them stand out, and the numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from tui_tutor.engine.watch.values import Value
from tui_tutor.study.network import Network
from tui_tutor.view import scale
from tui_tutor.view.dots import Dots
from tui_tutor.view.numbers import number
from tui_tutor.view.pictures.fitting import NARROWEST, Focus, Form
from tui_tutor.view.pictures.layers import DOWN, FULL, UP, Layer, activation, push, rows_of
from tui_tutor.view.pictures.lit import Lit

Edge = tuple[int, int, int, float]
"""A weight: the number of its array, the node that it leads from, the one that it leads to, and its value."""

DENSE, WIDE = 5, 8
"""Edges between two layers that can be told apart for each row of the canvas, where more cells than these lie between;
of more than that one for each row is drawn."""

MOST_LOOKED_AT = 100
"""Nodes of a layer that are asked whether they are to move."""

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


class Graph:
    """The canvas of a network, and where everything stands on it."""

    def __init__(
        self,
        chain: Network,
        layers: Sequence[Layer],
        weights: Sequence[Value | None],
        columns: int,
        rows: int,
        form: Form,
        shown: Sequence[Sequence[int]],
        example: int,
    ) -> None:
        """`shown` are the nodes of each layer that are drawn, ascending; `example` is whose activations they have."""
        self.chain, self.layers, self.weights, self.form, self.shown = chain, layers, weights, form, shown
        self.example = example
        self.dots = Dots(columns, rows)
        # One more line below each node tells its bias, and one how it is to move.
        most = 3 if any(layer.biases is not None for layer in layers) else 2
        is_part = any(len(nodes) < layer.size for layer, nodes in zip(layers, shown, strict=True))
        talls = range(most, 1, -1) if not is_part else ()
        self.tall = next((tall for tall in talls if all(tall * each.size <= rows for each in layers)), 1)
        self.places = [rows_of(len(nodes), rows, self.tall if index else 1) for index, nodes in enumerate(shown)]
        self.lefts = _lefts([len(nodes) for nodes in shown], form.cells, columns)
        self.has_pushes = any(push(layer, example, node) for layer in layers for node in layer.held[:MOST_LOOKED_AT])

    def gap(self, index: int) -> tuple[int, int]:
        """The first column between two layers, and the first of the layer after it."""
        return self.lefts[index] + self.form.cells[index], self.lefts[index + 1]

    @property
    def count(self) -> int:
        """How many weights the whole network has."""
        return sum(one.size * other.size for one, other in pairwise(self.layers))

    @property
    def is_sparse(self) -> bool:
        """Whether only the strongest edges are drawn."""
        drawn = {index: len(self.shown[index]) * len(self.shown[index + 1]) for index in range(len(self.weights))}
        return any(
            self._is_dense(index) or count < self.layers[index].size * self.layers[index + 1].size
            for index, count in drawn.items()
            if self.weights[index] is not None
        )

    def _is_dense(self, index: int) -> bool:
        """Whether the edges between two layers could not be told apart, were all drawn."""
        start, end = self.gap(index)
        count = len(self.shown[index]) * len(self.shown[index + 1])
        is_whole = count == self.layers[index].size * self.layers[index + 1].size
        return count > self.dots.rows * (DENSE if end - start > WIDE and is_whole else 1)

    def edges(self, about: Lit | None, focus: Focus | None) -> None:
        """A line for each weight; a negative one is dashed, a strong one thick, and what is lit stands out."""
        for bright in (False, True):
            # What stands out is drawn last, so that it lies on top; of the rest what is strong.
            for index, since, to, value in self._drawn(about, focus):
                shade = self._shade(index, since, to, about, focus)
                if (shade == "bright") is bright:
                    self._edge(index, since, to, value, shade)

    def _drawn(self, about: Lit | None, focus: Focus | None) -> list[Edge]:
        """The edges that are drawn, of each array from weak to strong: of too many the strongest, and what is meant."""
        found: list[Edge] = []
        for index in range(len(self.weights)):
            every, start, end = self._all_edges[index], *self.gap(index)
            if not self._is_dense(index):
                found += every
                continue
            # In a narrow gap lines are steep, and soon cover all of it.
            strong = set(every[-min(self.dots.rows, end - start) :])
            if end - start > WIDE:
                strong |= self._strongest_into_each(index)
            found += [each for each in every if each in strong or self._is_meant(*each[:3], about, focus)]
        return found

    def _strongest_into_each(self, index: int) -> set[Edge]:
        """The strongest edge into each node behind an array of weights."""
        return set({edge[2]: edge for edge in self._all_edges[index]}.values())

    def _is_meant(self, index: int, since: int, to: int, about: Lit | None, focus: Focus | None) -> bool:
        """Whether an edge leads to or from the one node that is meant."""
        is_one = focus is not None or (about is not None and about.is_narrowed)
        return is_one and self._shade(index, since, to, about, focus) == "bright"

    @cached_property
    def _all_edges(self) -> list[list[Edge]]:
        """All edges between the nodes that are shown, by the array of their weights, each from weak to strong."""
        found: list[list[Edge]] = []
        for index, weight in enumerate(self.weights):
            if weight is None:
                found.append([])
                continue
            rows, columns = (
                [layer.column(node) for node in nodes]
                for layer, nodes in zip(self.layers[index : index + 2], self.shown[index : index + 2], strict=True)
            )
            edges = [
                (index, a, b, float(np.real(weight.data[row, column])))
                for a, row in enumerate(rows)
                for b, column in enumerate(columns)
                if row < weight.data.shape[0] and column < weight.data.shape[1]
            ]
            found.append(sorted(edges, key=lambda edge: abs(edge[3]) if edge[3] == edge[3] else 0.0))
        return found

    def _shade(self, index: int, since: int, to: int, about: Lit | None, focus: Focus | None) -> str:
        """Whether an edge stands out, is drawn as it is, or is faint because others are meant."""
        since, to = self.shown[index][since], self.shown[index + 1][to]
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
            left, cells, name = self.lefts[index], self.form.cells[index], self.form.names[index]
            value = cells - name - (not layer.is_whole and self.form.wide == FULL)
            before, above = -1, -1
            for node, row in zip(self.shown[index], self.places[index], strict=True):
                if name:
                    self.dots.text(left, row, self._label(layer, node, name), "axis")
                text, role = activation(layer, self.example, node, value)
                self.dots.text(left + name, row, text, role)
                if index and self.form.wide == FULL:
                    self._push(layer, node, row, left, cells)
                if node > before + 1 and row > above + 1 and name:
                    self.dots.text(left + max(0, name - 2), row - 1, "⋮", "dim")
                before, above = node, row
            if before < layer.size - 1 and name and self.places[index][-1] + 1 < self.dots.rows:
                self.dots.text(left + max(0, name - 2), self.places[index][-1] + 1, "⋮", "dim")

    @staticmethod
    def _label(layer: Layer, node: int, cells: int) -> str:
        """A node's name in so many cells, and a blank behind it; mere numbers stand below each other."""
        text = layer.label(node)
        return (text.rjust(cells - 1) if text.isdigit() else text).ljust(cells)

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
        drawn = self._drawn(about, focus)
        for index, weight in enumerate(self.weights):
            if weight is None:
                continue
            mine = [each for each in drawn if each[0] == index]
            bright = [each for each in mine if self._shade(index, each[1], each[2], about, focus) == "bright"]
            start, end = self.gap(index)
            is_changed = about is not None and about.new is not None and about.weight == self.chain.weights[index]
            if about is not None and is_changed and focus is None:
                self._arrows(index, bright or mine, about)
            elif (end - start >= ROOMY and self._all(index, mine)) or (self.is_sparse and not self._is_fan(bright)):
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
            nodes = self.shown[index][since], self.shown[index + 1][to]
            known, change = about.is_known(*nodes), _change(about, *nodes)
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
    if since >= new.data.shape[0] or to >= new.data.shape[1]:
        # Only a corner of it is here.
        return 0.0
    change = float(np.real(new.data[since, to])) - float(np.real(old.data[since, to]))
    return change if change == change else 0.0


def _lefts(sizes: Sequence[int], cells: Sequence[int], columns: int) -> list[int]:
    """The first column of each layer, of so many nodes: more room where there are more edges."""
    count = len(sizes) - 1
    if not count:
        return [0]
    free = columns - sum(cells) - NARROWEST * count
    shares = [(one * other) ** 0.5 for one, other in pairwise(sizes)]
    lefts, spent = [0], 0.0
    for index in range(count):
        spent += shares[index]
        gaps = NARROWEST * (index + 1) + round(free * spent / sum(shares))
        lefts.append(sum(cells[: index + 1]) + gaps)
    return lefts
