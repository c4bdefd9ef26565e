"""Which edges of a network an operation is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.lying import Lies, in_array, in_table, laid
from tui_tutor.study.network import Network
from tui_tutor.view.acting import Frame
from tui_tutor.view.naming import Names, turned

Look = tuple[str, int, int]
"""A cell that is pointed at: the key of its operand, `r` for the result, its row and its column."""


@dataclass(frozen=True, slots=True)
class Lit:
    """The edges that the present operation is about: those of a weight array, and where they lead.

    `to` and `since` narrow them to those that lead to or from one node. `old` and `new` are the weights before and
    after the operation where it changes them, as tables, of which those in the cells up to `frame` are known; `lies`
    is how their array lies. `example` is the example of the product's cell that is in use, on the way forward.
    """

    weight: str
    words: str
    to: int | None = None
    since: int | None = None
    old: Value | None = None
    new: Value | None = None
    frame: Frame | None = None
    lies: Lies = Lies.ROWS
    example: int | None = None

    def is_known(self, since: int, to: int) -> bool:
        """Whether the new value of an edge has been shown already."""
        return self.frame is None or self.frame.is_known(*in_array(self.lies, since, to))

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the edges are meant."""
        return self.to is not None or self.since is not None

    def is_bright(self, since: int, to: int) -> bool:
        """Whether an edge is one of those that it is narrowed to."""
        return self.to in (None, to) and self.since in (None, since)


def lit(
    event: Event | None, network: Network, names: Names, frame: Frame | None = None, look: Look | None = None
) -> Lit | None:
    """Which edges an operation is about; None where it is about none. `look` is the cell pointed at on the stage."""
    if event is None or event.error is not None:
        return None
    cell = _cell(frame, look)
    for index, name in enumerate(network.weights):
        found = (
            _changed(event, network, index, names, frame, look)
            or _product(event, network, index, names, cell)
            or _turned(event, name, names)
        )
        if found is not None:
            return found
    return None


def _cell(frame: Frame | None, look: Look | None) -> tuple[int | None, int | None]:
    """The cell of the result that is in use: the one acted out, the one pointed at, else the first."""
    if frame is not None and not frame.brief:
        return (None, None) if frame.whole_row or frame.layer is not None else (frame.row, frame.column)
    return look[1:] if look is not None and look[0] == "r" else (0, 0)


def _in(lies: Lies, cell: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """A cell as one of the table that an array is."""
    row, column = cell
    return (row, column) if row is None or column is None else in_table(lies, row, column)


def _changed(
    event: Event, network: Network, index: int, names: Names, frame: Frame | None, look: Look | None
) -> Lit | None:
    """Weights that come to be, or change."""
    name, lies = network.weights[index], network.weight_lies(index)
    is_item = event.kind is Kind.INDEX and event.site.symbol == "[]="
    changes = {each.name for each in event.changes if each.frame == 0}
    if event.kind not in (Kind.BIND, Kind.UPDATE) and not is_item:
        return None
    if name not in changes and event.site.name != name:
        return None
    old, new = names.change(name)
    if event.kind is Kind.UPDATE and event.operands and event.operands[0].is_array:
        old, new = event.operands[0], event.result
    if old is None:
        return Lit(name, f"{name} comes to be", to=_neuron(event, frame, lies))
    since, to = _in(lies, look[1:]) if look is not None and frame is None else (None, None)
    return Lit(
        weight=name,
        words=f"▲▼ how {name} changes",
        to=to,
        since=since,
        old=laid(old, lies),
        new=laid(new, lies),
        frame=frame,
        lies=lies,
    )


def _neuron(event: Event, frame: Frame | None, lies: Lies) -> int | None:
    """The neuron whose weights are lit while all of them are gone through, one neuron at a time."""
    table = laid(event.result, lies)
    if frame is None or frame.brief or table is None:
        return None
    return int(frame.share * (table.shape or (0, 0))[1])


def _product(
    event: Event, network: Network, index: int, names: Names, cell: tuple[int | None, int | None]
) -> Lit | None:
    """A product that leads forward through weights, back through them, or that comes to their change."""
    if event.kind is not Kind.DOT or len(event.texts) < 2:
        return None
    name, lies = network.weights[index], network.weight_lies(index)
    operands = [_operand(names, text.code, value) for text, value in zip(event.texts, event.operands, strict=False)][:2]
    for side, (called, is_turned) in enumerate(operands):
        if not names.same(called, name):
            continue
        if lies is Lies.DOWN or (bool(side) != is_turned) is (lies is Lies.ROWS):
            example, to = _in(network.layer_lies(index + 1), cell)
            return Lit(name, f"forward through {name} ▶", to=to, example=example)
        return Lit(name, f"◀ back through {name}", since=_in(network.layer_lies(index), cell)[1])
    delta, layer = network.deltas[index] if index < len(network.deltas) else None, network.layers[index]
    found = [called for called, _ in operands]
    if delta is not None and any(names.same(each, delta) for each in found) and _has_layer(event, names, layer, found):
        since, to = _in(lies, cell)
        return Lit(name, f"the change of {name}", to=to, since=since)
    return None


def _operand(names: Names, code: str, value: Value) -> tuple[str, bool]:
    """What an operand is called, and whether it is that turned over."""
    plain, is_turned = turned(code)
    return names.of(plain, None if is_turned else value), is_turned


def _has_layer(event: Event, names: Names, layer: str, found: Sequence[str]) -> bool:
    """Whether a layer is an operand, be it as a part of one such as `(rate * l1).T`."""
    if any(names.same(each, layer) for each in found):
        return True
    return any(re.search(rf"(?<![\w.]){re.escape(layer)}(?!\w)", text.code) for text in event.texts[:2])


def _turned(event: Event, name: str, names: Names) -> Lit | None:
    if event.kind not in (Kind.TRANSPOSE, Kind.RANDOM):
        return None
    operands = zip(event.texts, event.operands, strict=False)
    if not any(names.same(_operand(names, text.code, value)[0], name) for text, value in operands):
        return None
    return Lit(name, f"◀ back through {name}")
