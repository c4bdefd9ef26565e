"""Readings of one iteration: sizes by what the names hold before and after it, slopes and shares by its operations."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.engine.watch.values import Value, is_number
from tui_tutor.study.backward import push_of
from tui_tutor.study.network import Network
from tui_tutor.study.notices import dead, saturated
from tui_tutor.study.notices.activations import Layer as Made
from tui_tutor.study.notices.finding import MOST_OPERATIONS
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.why.report import Count, Layer, Reading

Numbers = Any
"""A single number or an array of them."""

MOST_LAYERS = 24
"""Layers that are read: of more of them nobody reads a table."""


def layers_of(engine: Engine, network: Network | None) -> list[Layer]:
    """What the loop updates: the weights and biases of its network, and what else it learns and multiplies by.

    Where it has no network, each name of numbers that it learns.
    """
    names = numbers_in(engine.live_values(), engine.weights)
    if network is None:
        return [Layer(name, np.shape(held)) for name, held in names.items()][:MOST_LAYERS]
    found: list[Layer] = []
    for at, name in enumerate(network.weights):
        leads = network.layers[at], network.layers[at + 1]
        bias = network.biases[at] if at < len(network.biases) else None
        found += [Layer(name, np.shape(names[name]), leads)] if name in names else []
        found += [Layer(bias, np.shape(names[bias]), leads, is_bias=True)] if bias in names and bias else []
    known = {each.name for each in found}
    others = [name for name in names if name not in known and name in _multiplied(engine.first)]
    return [*found, *(Layer(name, np.shape(names[name])) for name in others)][:MOST_LAYERS]


def _multiplied(first: Recording | None) -> set[str]:
    """The names whose arrays are operands of products, as they are or turned over."""
    if first is None:
        return set()
    used = {
        operand.token
        for event in first.events
        for operand in event.operands
        if event.kind in (Kind.DOT, Kind.TRANSPOSE) and operand.is_array
    }
    return {name for name, value in first.start.items() if value.is_array and value.token in used}


def numbers_in(values: Mapping[str, Any], names: Collection[str]) -> dict[str, Numbers]:
    """Copies of those values that are floats or arrays of numbers: whole numbers alone count, they are not learned."""
    found = {}
    for name, value in values.items():
        if name not in names:
            continue
        is_array = isinstance(value, np.ndarray) and value.dtype.kind in "iufc" and value.size
        if is_array or (is_number(value) and isinstance(value, (float, np.floating))):
            found[name] = np.array(value)
    return found


def size(numbers: Numbers) -> float:
    """The root mean square of numbers, also where their squares are too large for a float."""
    sizes = np.abs(np.asarray(numbers, dtype=complex if np.iscomplexobj(numbers) else float))
    most = float(np.max(sizes)) if sizes.size else 0.0
    if not most or not math.isfinite(most):
        return most
    return most * float(np.sqrt(np.mean((sizes / most) ** 2)))


def readings(seen: Seen, before: Mapping[str, Numbers], after: Mapping[str, Numbers]) -> dict[str, Reading]:
    """A reading of each name that has numbers before and after an iteration; that may have changed their shape."""
    pushes, told = _pushes(seen, before), _activations(seen, before)
    found = {}
    with np.errstate(all="ignore"):
        for name, old in before.items():
            new = after.get(name)
            if new is None:
                continue
            push, function = pushes.get(name, _Pushes()), told.get(name, _Shares())
            found[name] = Reading(
                seen.place.iteration or 0,
                size(old),
                size(_change(old, new)),
                push.slope,
                push.rate,
                function.flat,
                function.dead,
                push.updates,
            )
    return found


def _change(old: Numbers, new: Numbers) -> Numbers:
    """What was added; where the shape grew, what was added to each of its copies."""
    try:
        return np.subtract(new, old, dtype=np.result_type(old, new, float))
    except ValueError:
        return np.nan


@dataclass(slots=True)
class _Pushes:
    """What a name was moved along in an iteration, all its updates together; `norm` is None where one is unknown."""

    norm: float | None = 0.0
    cells: int = 0
    rates: set[float] = field(default_factory=set)
    updates: int = 0

    @property
    def slope(self) -> float | None:
        return self.norm / math.sqrt(self.cells) if self.norm is not None and self.cells else None

    @property
    def rate(self) -> float | None:
        return next(iter(self.rates)) if len(self.rates) == 1 and self.slope is not None else None


def _pushes(seen: Seen, names: Collection[str]) -> dict[str, _Pushes]:
    found: dict[str, _Pushes] = {}
    events = seen.events[:MOST_OPERATIONS]
    for index, event in enumerate(events):
        if event.kind not in (Kind.UPDATE, Kind.BIND, Kind.INDEX):
            continue
        for name in {each.name for each in event.changes if each.frame == 0 and each.name in names}:
            pushes = found.setdefault(name, _Pushes())
            pushes.updates += 1
            push = push_of(events, index)
            if push is None or pushes.norm is None or not push.value.whole:
                pushes.norm = None
                continue
            data = np.asarray(push.value.data)
            pushes.norm = math.hypot(pushes.norm, size(data) / abs(push.within) * math.sqrt(data.size))
            pushes.cells += data.size
            pushes.rates.add(abs(push.factor * push.within))
    return found


@dataclass(slots=True)
class _Shares:
    """Cells that are flat, of how many, and neurons that are dead, in the layer behind a name's weights."""

    cells: int = 0
    flat_cells: int = 0
    dead: Count | None = None

    @property
    def flat(self) -> Count | None:
        return (self.flat_cells, self.cells) if self.cells else None


def _activations(seen: Seen, names: Collection[str]) -> dict[str, _Shares]:
    """What the notices `saturated` and `dead` go by, of each layer behind weights, whether or not it is noticed."""
    found: dict[str, _Shares] = {}
    known = {value.token: name for name, value in seen.start.items() if name in names and value.is_array}
    with np.errstate(all="ignore"):
        for index, event in enumerate(seen.events[:MOST_OPERATIONS]):
            if event.kind in saturated.KINDS:
                for each in saturated.flatness(seen, index):
                    shares = _behind(each.layer, known, found)
                    shares.cells += each.flat.size
                    shares.flat_cells += int(each.flat.sum())
            if event.kind in dead.KINDS and (silence := dead.silence(seen, index)) is not None:
                shares = _behind(silence.layer, known, found)
                shares.dead = int(silence.off.sum()), silence.off.size
            _follow(event, known, names)
    return found


def _behind(made: Made, known: Mapping[int, str], found: dict[str, _Shares]) -> _Shares:
    return found.setdefault(known.get(made.weights.token, made.text), _Shares())


def _follow(event: Event, known: dict[int, str], names: Collection[str]) -> None:
    """Weights stay what they are when they are turned over, and have other arrays when they are stored anew."""
    if event.kind is Kind.TRANSPOSE and event.operands and event.result is not None:
        name = known.get(event.operands[0].token)
        if name is not None:
            known[event.result.token] = name
    for change in event.changes:
        value: Value | None = change.value
        if change.frame == 0 and change.name in names and value is not None and value.is_array:
            known[value.token] = change.name
