"""What of a network there is room for: which nodes of each layer, and how much of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.watch.values import Value
from tui_tutor.study.excerpt import strongest
from tui_tutor.study.network import Network
from tui_tutor.view.pictures.layers import FULL, SHORT, SIGN, Layer
from tui_tutor.view.pictures.lit import Lit

NARROWEST = 3
"""Cells between two layers at the least."""

AIRY, ROOMY = 2, 7
"""Rows that each node has of a layer of which not all are drawn, where there are so many at the least."""

BESIDE, AMONG = 3, 7
"""Cells more between two layers before a value has its second digit; where not all nodes are drawn edges need more."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A node whose weights are read as numbers: its layer and its place there, both from 0."""

    layer: int
    node: int


@dataclass(frozen=True, slots=True)
class Form:
    """What a node is drawn with: its cells in each layer, those of its name among them, and the cells of its value."""

    cells: tuple[int, ...]
    names: tuple[int, ...]
    wide: int


def form_of(layers: Sequence[Layer], shown: Sequence[Sequence[int]], columns: int) -> Form | None:
    """As much of each node as there is room for; None where there is none.

    Where not all nodes are drawn, their names tell which are; else a value's second digit is worth more.
    """
    is_part = any(len(nodes) < layer.size for layer, nodes in zip(layers, shown, strict=True))
    order = (True, FULL), *(((True, SHORT), (True, SIGN)) if is_part else ()), (False, FULL), (False, SHORT)
    for labelled, wide in (*order, (False, SIGN)):
        names = [_name(layer, nodes) if labelled else 0 for layer, nodes in zip(layers, shown, strict=True)]
        cells = [name + _value(layer, wide) for name, layer in zip(names, layers, strict=True)]
        between = NARROWEST + (AMONG if is_part else BESIDE) * (wide == FULL)
        if sum(cells) + between * (len(layers) - 1) <= columns:
            return Form(tuple(cells), tuple(names), wide)
    return None


def _name(layer: Layer, nodes: Sequence[int]) -> int:
    """Cells of a node's name, and a blank behind it."""
    return max((len(layer.label(node)) for node in nodes), default=0) + 1


def _value(layer: Layer, wide: int) -> int:
    """Cells of a node's value, and where there is room a blank for an arrow."""
    value = min(wide, layer.digits()) if layer.is_whole else wide
    return value + (wide == FULL and not layer.is_whole)


def shown_of(
    chain: Network,
    layers: Sequence[Layer],
    weights: Sequence[Value | None],
    rows: int,
    about: Lit | None,
    focus: Focus | None,
) -> list[list[int]]:
    """The nodes of each layer that are drawn: all, where they have room, else those with the strongest weights.

    The node that an operation is `about` is among them, and that in `focus`.
    """
    room = rows if rows < ROOMY else (rows + 1) // AIRY
    most = [layer.size if layer.size <= rows else max(1, room) for layer in layers]
    meant: list[tuple[int, int | None]] = [(focus.layer, focus.node)] if focus is not None else []
    if about is not None and about.weight in chain.weights and focus is None:
        index = chain.weights.index(about.weight)
        meant = [(index, about.since), (index + 1, about.to)]
    wanted = {
        index: [layers[index].column(node)] for index, node in meant if node is not None and node in layers[index].held
    }
    tables = [weight.data if weight is not None else None for weight in weights]
    sizes = [len(layer.held) for layer in layers]
    found = strongest(sizes, tables, [min(each, size) for each, size in zip(most, sizes, strict=True)], wanted)
    return [[layer.held[column] for column in columns] for layer, columns in zip(layers, found, strict=True)]
