"""A network as nodes and edges: one node for each column of a layer, one edge for each weight."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.moment import NameState
from tui_tutor.engine.network import Network
from tui_tutor.engine.recording import Event
from tui_tutor.engine.sites import Kind
from tui_tutor.engine.values import Value
from tui_tutor.view import scale
from tui_tutor.view.acting import Frame
from tui_tutor.view.dots import Dots
from tui_tutor.view.lines import Line, clip, line, pad, wrap
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number

NODES = (5, 3)
"""Cells of a node: its activation with a sign and two decimals or, where there is no room for that, one digit."""

MOST_EDGES = 600
"""Edges that are drawn; where there are more nothing could be told apart."""

THICK = 2
"""The shade of a weight from which on its edge is drawn double."""


@dataclass(frozen=True, slots=True)
class Lit:
    """The edges that the present operation is about: those of a weight array, and where they lead.

    `to` and `since` narrow them to those that lead to or from one node.
    """

    weight: str
    words: str
    to: int | None = None
    since: int | None = None
    backward: bool = False


def lit(event: Event | None, network: Network, frame: Frame | None = None) -> Lit | None:
    """Which edges an operation is about; None where it is about none."""
    if event is None or event.kind not in (Kind.DOT, Kind.TRANSPOSE, Kind.UPDATE, Kind.BIND, Kind.RANDOM):
        return None
    for name in network.weights:
        if event.kind is Kind.BIND or event.kind is Kind.UPDATE:
            if event.site.name != name:
                continue
            words = f"{name} changes" if event.kind is Kind.UPDATE else f"{name} comes to be"
            return Lit(name, words, to=_neuron(event, frame))
        codes = [text.code for text in event.texts]
        if not any(re.search(rf"\b{re.escape(name)}\b", code) for code in codes):
            continue
        acting = frame is not None and not frame.brief
        if name in codes and event.kind is Kind.DOT and codes.index(name) == 1:
            to = frame.column if acting and frame is not None and not frame.whole_row else None
            return Lit(name, f"forward through {name} ▶", to=to)
        since = frame.column if acting and frame is not None and not frame.whole_row else None
        return Lit(name, f"◀ back through {name}", since=since, backward=True)
    return None


def _neuron(event: Event, frame: Frame | None) -> int | None:
    """The neuron whose weights are lit while all of them are gone through, one neuron at a time."""
    if frame is None or frame.brief or event.result is None or len(event.result.shape or ()) != 2:
        return None
    return int(frame.share * (event.result.shape or (0, 0))[1])


def network(
    chain: Network | None,
    names: Mapping[str, NameState],
    example: int,
    columns: int,
    rows: int,
    about: Lit | None = None,
) -> list[Line]:
    """The network in `columns` by `rows`, with the activations of one example in its nodes."""
    if chain is None:
        return []
    weights = [_matrix(names.get(name)) for name in chain.weights]
    sizes = _sizes(chain, names, weights)
    high = rows - 3
    node = next((cells for cells in NODES if cells * len(sizes) + 3 * (len(sizes) - 1) <= columns), 0)
    if high < 2 or not node or 0 in sizes:
        words = " → ".join(f"{name} {size}" for name, size in zip(chain.layers, sizes, strict=True))
        return wrap(line((words, "text"), (" (there is no room to draw it)", "dim")), columns)[:rows]
    dots = Dots(columns, high)
    places = [_places(size, high) for size in sizes]
    lefts = _lefts(len(sizes), node, columns)
    for index, (name, weight) in enumerate(zip(chain.weights, weights, strict=True)):
        focus = about if about is not None and about.weight == name else None
        ends = (lefts[index] + node, lefts[index + 1])
        _edges(dots, weight, (places[index], places[index + 1]), ends, focus, about is not None)
    for index, name in enumerate(chain.layers):
        _nodes(dots, names.get(name), sizes[index], places[index], (lefts[index], node), example)
    heads = _heads(chain, lefts, node, columns)
    return [heads, *dots.lines(), *_caption(chain, names, example, about, columns)]


def examples(chain: Network | None, names: Mapping[str, NameState]) -> int:
    """How many rows the network's layers have."""
    states = [names.get(layer) for layer in chain.layers] if chain is not None else []
    values = [state.value or state.expected for state in states if state is not None]
    return max(
        (value.data.shape[0] for value in values if value is not None and value.is_array and value.data.ndim == 2),
        default=0,
    )


def _matrix(state: NameState | None) -> Value | None:
    value = state.value if state is not None else None
    return value if value is not None and value.is_array and value.data.ndim == 2 else None


def _sizes(chain: Network, names: Mapping[str, NameState], weights: Sequence[Value | None]) -> list[int]:
    """Nodes of each layer: from the weights, which exist before the layers do."""
    sizes = []
    for index, layer in enumerate(chain.layers):
        state = names.get(layer)
        near = [weights[index - 1] if index else None, weights[index] if index < len(weights) else None]
        shapes = [value.data.shape[1 - at] for at, value in enumerate(near) if value is not None]
        known = (state.value or state.expected) if state is not None else None
        if not shapes and index < len(chain.weights):
            ahead = names.get(chain.weights[index])
            expected = ahead.expected if ahead is not None else None
            shapes = [expected.shape[0]] if expected is not None and expected.shape else []
        last = known.shape[-1] if known is not None and known.shape else 1
        sizes.append(shapes[0] if shapes else last)
    return sizes


def _places(size: int, rows: int) -> list[int]:
    """The rows of a layer's nodes, evenly spread; of too many the first, with one row left for a mark."""
    if size > rows:
        return list(range(max(1, rows - 1)))
    shown = size
    if shown == 1:
        return [rows // 2]
    step = min(3.0, (rows - 1) / max(1, shown - 1))
    top = (rows - 1 - step * (shown - 1)) / 2
    return [round(top + step * index) for index in range(shown)]


def _lefts(layers: int, node: int, columns: int) -> list[int]:
    if layers == 1:
        return [0]
    return [round(index * (columns - node) / (layers - 1)) for index in range(layers)]


def _edges(
    dots: Dots,
    weight: Value | None,
    places: tuple[list[int], list[int]],
    ends: tuple[int, int],
    focus: Lit | None,
    any_lit: bool,
) -> None:
    if weight is None:
        return
    left, right = 2 * ends[0], 2 * ends[1] - 1
    every = [
        (a, b, float(np.real(weight.data[a, b])))
        for a in range(min(len(places[0]), weight.data.shape[0]))
        for b in range(min(len(places[1]), weight.data.shape[1]))
    ]
    # Strong ones last, so that they lie on top.
    for a, b, value in sorted(every, key=lambda edge: abs(edge[2]) if edge[2] == edge[2] else 0.0)[-MOST_EDGES:]:
        colour = scale.role(value, weight=True)
        bright = focus is not None and focus.to in (None, b) and focus.since in (None, a)
        role = f"{colour} edge.lit" if bright else "edge.dim" if any_lit else colour
        y0, y1 = 4 * places[0][a] + 1, 4 * places[1][b] + 1
        # A negative weight is a dotted line: the sign is not told by colour alone.
        every_other = 2 if value < 0 else 1
        dots.stroke(left, y0, right, y1, role, every=every_other)
        if colour[-1:].isdigit() and int(colour[-1]) >= THICK:
            dots.stroke(left, y0 + 1, right, y1 + 1, role, every=every_other)


def _nodes(
    dots: Dots, state: NameState | None, size: int, places: list[int], box: tuple[int, int], example: int
) -> None:
    """The nodes of a layer, `box` their first cell and their width."""
    left, cells = box
    value = state.value if state is not None else None
    data = value.data if value is not None and value.is_array and value.data.ndim == 2 else None
    for node, row in enumerate(places):
        if data is None or example >= data.shape[0] or node >= data.shape[1]:
            dots.text(left, row, f"({'·'.center(cells - 2)})", "empty")
            continue
        cell = data[example, node]
        faded = " left" if state is not None and state.left_over else ""
        dots.text(left, row, _activation(cell, cells), f"{scale.role(cell, weight=False)} node{faded}")
    if len(places) < size:
        dots.text(left, places[-1] + 1 if places else 0, f"⋮{size - len(places)}"[:cells], "dim")


def _activation(cell: Any, cells: int) -> str:
    """A number in a node of so many cells."""
    if isinstance(cell, np.integer | np.bool_) and len(str(int(cell))) <= cells - 2:
        return f"({str(int(cell)).center(cells - 2)})"
    if cells == NODES[0]:
        return number(cell, 2).rjust(cells)[:cells]
    value = float(np.real(cell))
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else ("−" if value < 0 else "+") + "∞ "
    sign = "−" if math.copysign(1.0, value) < 0 else "+"
    size = abs(value)
    digits = f"{size:.1f}"[1:] if size < 0.95 else f"{size:.0f}"
    return sign + (digits if len(digits) < cells else "»9").ljust(cells - 1)


def _heads(chain: Network, lefts: Sequence[int], node: int, columns: int) -> Line:
    """The names of the layers, and of the weights between them where there is room."""
    cells = [" "] * columns
    roles = ["text"] * columns
    names = [(left, name, "name") for left, name in zip(lefts, chain.layers, strict=True)]
    for index, name in enumerate(chain.weights):
        middle = (lefts[index] + node + lefts[index + 1]) // 2
        names.append((middle - len(name) // 2, name, "dim"))
    for start, name, role in names:
        start = max(0, min(start, columns - len(name)))
        if all(cell == " " for cell in cells[max(0, start - 1) : start + len(name) + 1]):
            cells[start : start + len(name)] = name
            roles[start : start + len(name)] = [role] * len(name)
    return tuple(zip(cells, roles, strict=True))


def _caption(
    chain: Network, names: Mapping[str, NameState], example: int, about: Lit | None, columns: int
) -> list[Line]:
    """Whose activations are shown, what the lines mean, and what is lit."""
    state = names.get(chain.layers[0])
    axes = state.value.axes if state is not None and state.value is not None else ()
    axis = axes[0] if axes else None
    who = f"{axis} {example + 1}" if axis else f"row {example + 1}"
    short = label(axis, example)
    first = line((short, "axis"), (f" {who}" if axis else "", "dim"), ("  ── +  ╌╌ −", "dim"))
    second = line((about.words, "rule")) if about is not None else line(("thick: strong", "dim"))
    return [pad(clip(each, columns), columns) for each in (first, second)]
