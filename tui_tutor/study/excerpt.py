"""Of a network that is too large to be shown whole: the neurons at the ends of its strongest weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import CORNER, Value
from tui_tutor.study.lying import Lies, laid
from tui_tutor.study.network import Network

Array = npt.NDArray[Any]

KEPT = 48
"""Neurons that are kept of a layer, at the least: more than a terminal has rows for."""


@dataclass(frozen=True, slots=True, eq=False)
class Excerpt:
    """The part of a network that is sent, where one of its arrays is too large for that.

    `sizes` are how many neurons its layers have, `nodes` those of each that are kept, ascending. `weights` are tables
    between those, `values` and `deltas` tables with a column for each of them; None where there is none yet. `held`
    is up to how many neurons of each layer the weights were looked at: fewer than there are where only a corner was.
    """

    sizes: tuple[int, ...]
    held: tuple[int, ...]
    nodes: tuple[tuple[int, ...], ...]
    weights: tuple[Value | None, ...]
    values: tuple[Value | None, ...]
    deltas: tuple[Value | None, ...]


def strength(table: Array) -> Array:
    """How strong weights are: how far from 0. What is no number is not strong."""
    found: Array = np.nan_to_num(np.abs(table).astype(float), nan=0.0)
    return found


def strongest(
    sizes: Sequence[int],
    tables: Sequence[Array | None],
    most: Sequence[int],
    wanted: Mapping[int, Collection[int]] | None = None,
    *,
    leans: bool = True,
) -> list[list[int]]:
    """The neurons to show of layers of these `sizes`, where of each there is room for so many; ascending.

    `tables` are the weights (size, size of the next), None where they are not there. Into each neuron that is shown
    leads its strongest weight from one that is; where there is more room, the strongest of the others do. Of the last
    layer those are shown into which the strongest lead. `wanted` are neurons, by layer, that are shown in any case;
    with `leans` half of those before them are the ones with the strongest weights into them.
    """
    asked, shown = wanted or {}, [list[int]() for _ in sizes]
    for index in range(len(sizes) - 1, -1, -1):
        if sizes[index] <= most[index]:
            shown[index] = list(range(sizes[index]))
            continue
        first = [node for node in asked.get(index, ()) if node < sizes[index]]
        table = tables[index] if index < len(tables) else None
        if table is not None:
            order = _sources(strength(table), shown[index + 1], asked.get(index + 1, ()) if leans else (), most[index])
        elif index and (before := tables[index - 1]) is not None:
            order = iter(np.argsort(-strength(before).max(axis=0), kind="stable").tolist())
        else:
            order = iter(range(sizes[index]))
        ranked = dict.fromkeys([*first, *order, *range(min(sizes[index], most[index]))])
        shown[index] = sorted(list(ranked)[: most[index]])
    return shown


def _sources(weights: Array, into: Sequence[int], asked: Collection[int], most: int) -> Iterator[int]:
    """The neurons that weights lead from, those with the strongest into some others first; half of them are `asked`."""
    part = weights[:, [node for node in into if node < weights.shape[1]]]
    if not part.size:
        return
    for node in asked:
        if node < weights.shape[1]:
            yield from np.argsort(-weights[:, node], kind="stable")[: most // (2 * len(asked))].tolist()
    best = part.argmax(axis=0)
    yield from best[np.argsort(-part[best, np.arange(part.shape[1])], kind="stable")].tolist()
    yield from np.argsort(-part.max(axis=1), kind="stable").tolist()


def excerpt(chain: Network | None, names: Mapping[str, NameState], limit: int) -> Excerpt | None:
    """What is sent of a network besides its names; None where no array of it has more than `limit` elements.

    `names` hold its arrays, as whole as there are: of what is larger than is ever copied only the corner is there.
    """
    if chain is None or not any(_is_large(names.get(name), limit) for name in (*chain.layers, *chain.weights)):
        return None
    layers = [_table(names, name, chain.layer_lies(index)) for index, name in enumerate(chain.layers)]
    weights = [_table(names, name, chain.weight_lies(index)) for index, name in enumerate(chain.weights)]
    sizes = [_size(layers, weights, index) for index in range(len(layers))]
    held = [_held(weights, index, size) for index, size in enumerate(sizes)]
    tables = [each.data if each is not None else None for each in weights]
    # The first ones are those that an operation is about where no cell of it is pointed at.
    first = {index: [0] for index in range(len(held))}
    most = [KEPT + (len(held) - index) for index in range(len(held))]
    nodes = strongest(held, tables, most, first, leans=False)
    deltas = [
        _table(names, name, chain.layer_lies(index + 1)) if name is not None else None
        for index, name in enumerate(chain.deltas)
    ]
    return Excerpt(
        sizes=tuple(sizes),
        held=tuple(held),
        nodes=tuple(map(tuple, nodes)),
        weights=tuple(_part(each, nodes[at], nodes[at + 1]) for at, each in enumerate(weights)),
        values=tuple(_part(each, None, nodes[at]) for at, each in enumerate(layers)),
        deltas=tuple(_part(each, None, nodes[at + 1]) for at, each in enumerate(deltas)),
    )


def _is_large(state: NameState | None, limit: int) -> bool:
    value = state.value or state.expected if state is not None else None
    return value is not None and value.is_array and int(np.prod(value.shape or ())) > limit


def _table(names: Mapping[str, NameState], name: str, lies: Lies) -> Value | None:
    state = names.get(name)
    value = laid(state.value, lies) if state is not None else None
    return value if value is not None and value.data.dtype.kind in "biufc" else None


def _size(layers: Sequence[Value | None], weights: Sequence[Value | None], index: int) -> int:
    """Neurons of a layer: from the weights beside it, which exist before its values do."""
    before = weights[index - 1] if index else None
    after = weights[index] if index < len(weights) else None
    known = [(before, 1), (after, 0), (layers[index], 1)]
    return next(((each.shape or (0, 0))[side] for each, side in known if each is not None), 1)


def _held(weights: Sequence[Value | None], index: int, size: int) -> int:
    """Neurons of a layer up to which the weights beside it are there."""
    before = weights[index - 1] if index else None
    after = weights[index] if index < len(weights) else None
    return min([size, *(int(each.data.shape[side]) for each, side in ((before, 1), (after, 0)) if each is not None)])


def _part(value: Value | None, rows: Sequence[int] | None, columns: Sequence[int]) -> Value | None:
    """Some rows, else the first, and some columns of a table; None where they are not there."""
    if value is None or (columns and max(columns) >= value.data.shape[1]):
        return None
    data = value.data[: CORNER if rows is None else None][:, list(columns)]
    data = data if rows is None else data[list(rows)]
    return replace(value, data=data, shape=data.shape)
