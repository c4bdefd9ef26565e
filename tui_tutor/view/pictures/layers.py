"""The layers of a network as they are drawn: how many nodes, what is in them, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.excerpt import Excerpt
from tui_tutor.study.lying import Lies, laid
from tui_tutor.study.network import Network
from tui_tutor.view import scale
from tui_tutor.view.lines import Piece, width
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number

FULL, SHORT, SIGN = 5, 3, 1
"""Cells of an activation: with a sign and two decimals or, where there is no room for that, one digit, or none."""

UP, DOWN = "▲", "▼"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: its name, how many nodes it has, the array of its values, that of its deltas, and that of its biases.

    `axis` is what a node is called. `faded` marks values that are left over from the iteration before. `nodes` are
    those that its arrays have a column for, where these are not all.
    """

    name: str
    size: int
    values: Value | None
    deltas: Value | None = None
    biases: Value | None = None
    faded: bool = False
    axis: str | None = None
    nodes: tuple[int, ...] | None = None

    @property
    def held(self) -> Sequence[int]:
        """The nodes that can be shown."""
        return self.nodes if self.nodes is not None else range(self.size)

    def column(self, node: int) -> int:
        """The column of its arrays that is a node's."""
        return self.nodes.index(node) if self.nodes is not None else node

    def label(self, node: int) -> str:
        """A node's name; only its number where a letter takes more than one cell."""
        text = label(self.axis, node)
        return text if width(((text, ""),)) == len(text) and text.isprintable() else label(None, node)

    @property
    def is_whole(self) -> bool:
        """Whether its values are whole numbers."""
        return self.values is not None and self.values.data.dtype.kind in "iub"

    def value(self, example: int, node: int) -> Any:
        """A node's activation; None where it is not there."""
        return _at(self.values, example, self.column(node))

    def delta(self, example: int, node: int) -> Any:
        """How a node is to move; None where that is not known yet."""
        return _at(self.deltas, example, self.column(node))

    def bias(self, node: int) -> Any:
        """A node's bias; None where it has none."""
        if self.biases is None or self.biases.shape is None:
            return None
        data = np.ravel(self.biases.data)
        # One bias may be that of all nodes.
        return data[0] if len(data) == 1 else data[node] if node < len(data) else None

    def digits(self) -> int:
        """Characters of the largest whole number in it."""
        if self.values is None or not self.is_whole or not self.values.data.size:
            return 1
        return max(len(number(int(each))) for each in self.values.data.ravel()[:400])


def layers_of(chain: Network, names: Mapping[str, NameState], part: Excerpt | None = None) -> list[Layer]:
    """The layers of a network from its input to its output; their nodes and arrays are those of a `part` of it."""
    found: list[Layer] = []
    for index, name in enumerate(chain.layers):
        state, lies = names.get(name), chain.layer_lies(index)
        before = chain.deltas[index - 1] if 0 < index <= len(chain.deltas) else None
        added = chain.biases[index - 1] if 0 < index <= len(chain.biases) else None
        pushes = names.get(before) if before is not None else None
        held = names.get(added) if added is not None else None
        size = _size(chain, names, index) if part is None else part.sizes[index]
        values = _table(state, lies, size) if part is None else part.values[index]
        pushed = None
        if index and pushes is not None and not pushes.left_over:
            pushed = _table(pushes, lies, size) if part is None else part.deltas[index - 1]
        found.append(
            Layer(
                name=name,
                size=size,
                values=values,
                deltas=_along(pushed, chain.direction(index - 1)) if index else None,
                biases=held.value if held is not None else None,
                faded=state is not None and state.left_over,
                axis=_axis(chain, names, index),
                nodes=part.nodes[index] if part is not None else None,
            )
        )
    return found


def examples(chain: Network | None, names: Mapping[str, NameState]) -> int:
    """How many rows the network's layers have."""
    layers = enumerate(chain.layers) if chain is not None else ()
    tables = [laid(_shown(names.get(name)), chain.layer_lies(index)) for index, name in layers if chain is not None]
    return max((table.data.shape[0] for table in tables if table is not None), default=0)


def rows_of(size: int, rows: int, tall: int) -> list[int]:
    """The first rows of so many nodes, each `tall`, evenly spread."""
    if size == 1:
        return [(rows - tall) // 2]
    step = min(4.5 * tall, (rows - tall) / (size - 1))
    top = (rows - tall - step * (size - 1)) / 2
    return [math.floor(top + step * index + 0.5) for index in range(size)]


def activation(layer: Layer, example: int, node: int, cells: int) -> Piece:
    """A node's value in so many cells, and its role."""
    value = layer.value(example, node)
    if value is None:
        return "·".center(cells), "empty"
    role = f"{scale.role(value, weight=False)} node{' left' if layer.faded else ''}"
    text = number(int(value)) if layer.is_whole else ""
    if cells == SIGN and len(text) != SIGN:
        return _sign(value), role
    if layer.is_whole:
        return (text if len(text) <= cells else "»").center(cells), role
    return (number(value, 2).rjust(cells)[:cells] if cells >= FULL else _short(value, cells)), role


def push(layer: Layer, example: int, node: int) -> tuple[str, str, Any] | None:
    """Whether a node is to rise or to fall, the role of that, and by how much; None where that is not known."""
    delta = layer.delta(example, node)
    if delta is None or not _is_number(delta) or not delta:
        return None
    return (UP, "tail▴", delta) if delta > 0 else (DOWN, "tail▾", delta)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and math.isfinite(value)


def _sign(value: Any) -> str:
    """Whether a number is above 0, below it, or 0."""
    value = float(np.real(value))
    return "?" if math.isnan(value) else "+" if value > 0 else "−" if value < 0 else "0"


def _short(value: Any, cells: int) -> str:
    value = float(np.real(value))
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else ("−" if value < 0 else "+") + "∞ "
    sign = "−" if math.copysign(1.0, value) < 0 else "+"
    size = abs(value)
    digits = f"{size:.1f}"[1:] if size < 0.95 else f"{size:.0f}"
    return sign + (digits if len(digits) < cells else "»9").ljust(cells - 1)


def _at(value: Value | None, row: int, column: int) -> Any:
    if value is None or row >= value.data.shape[0] or column >= value.data.shape[1]:
        return None
    return value.data[row, column]


def _table(state: NameState | None, lies: Lies, size: int) -> Value | None:
    """A layer's values as a table with a column for each node; None where the name holds something else just now."""
    value = laid(state.value, lies) if state is not None else None
    return value if value is not None and (value.shape or ())[1:] == (size,) else None


def _along(table: Value | None, direction: int) -> Value | None:
    """How a layer's nodes should move, where they do so along their deltas or against them."""
    if table is None or direction > 0 or table.data.dtype.kind == "b":
        return table
    return replace(table, data=-table.data)


def _shown(state: NameState | None) -> Value | None:
    return state.value or state.expected if state is not None else None


def weights_of(chain: Network, names: Mapping[str, NameState], part: Excerpt | None = None) -> list[Value | None]:
    """The weights as tables, None for those that do not exist yet; those of a `part` of the network."""
    if part is not None:
        return list(part.weights)
    states = ((names.get(name), chain.weight_lies(index)) for index, name in enumerate(chain.weights))
    return [laid(state.value, lies) if state is not None else None for state, lies in states]


def _size(chain: Network, names: Mapping[str, NameState], index: int) -> int:
    """Nodes of a layer: from the weights, which exist before the layers do."""
    for near, side in _beside(chain, names, index):
        return (near.shape or (0, 0))[side]
    table = laid(_shown(names.get(chain.layers[index])), chain.layer_lies(index))
    return (table.shape or (1, 1))[1] if table is not None else 1


def _axis(chain: Network, names: Mapping[str, NameState], index: int) -> str | None:
    """The name of a layer's columns, from its own array or the weights beside it."""
    table = laid(_shown(names.get(chain.layers[index])), chain.layer_lies(index))
    own = [table.axes[1]] if table is not None else []
    return next(
        (axis for axis in (*own, *(near.axes[side] for near, side in _beside(chain, names, index))) if axis), None
    )


def _beside(chain: Network, names: Mapping[str, NameState], index: int) -> Iterator[tuple[Value, int]]:
    """The tables of the weights before and behind a layer that have been seen, and the side that its nodes are on."""
    for at, side in ((index - 1, 1), (index, 0)):
        if 0 <= at < len(chain.weights):
            table = laid(_shown(names.get(chain.weights[at])), chain.weight_lies(at))
            if table is not None:
                yield table, side
