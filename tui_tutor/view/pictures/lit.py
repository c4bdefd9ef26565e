"""Which edges of a network an operation is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.network import Network
from tui_tutor.view.acting import Frame

Look = tuple[str, int, int]
"""A cell that is pointed at: the key of its operand, `r` for the result, its row and its column."""


@dataclass(frozen=True, slots=True)
class Lit:
    """The edges that the present operation is about: those of a weight array, and where they lead.

    `to` and `since` narrow them to those that lead to or from one node. `old` and `new` are the weights before and
    after the operation where it changes them, of which those in the cells up to `frame` are known.
    """

    weight: str
    words: str
    to: int | None = None
    since: int | None = None
    old: Value | None = None
    new: Value | None = None
    frame: Frame | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the edges are meant."""
        return self.to is not None or self.since is not None

    def is_bright(self, since: int, to: int) -> bool:
        """Whether an edge is one of those that it is narrowed to."""
        return self.to in (None, to) and self.since in (None, since)


def lit(event: Event | None, network: Network, frame: Frame | None = None, look: Look | None = None) -> Lit | None:
    """Which edges an operation is about; None where it is about none. `look` is the cell pointed at on the stage."""
    if event is None or event.error is not None:
        return None
    cell = _cell(frame, look)
    for index, name in enumerate(network.weights):
        found = _changed(event, name, frame, look) or _product(event, network, index, cell) or _turned(event, name)
        if found is not None:
            return found
    return None


def _cell(frame: Frame | None, look: Look | None) -> tuple[int | None, int | None]:
    """The cell of the result that is in use: the one acted out, the one pointed at, else the first."""
    if frame is not None and not frame.brief:
        return (None, None) if frame.whole_row or frame.layer is not None else (frame.row, frame.column)
    return look[1:] if look is not None and look[0] == "r" else (0, 0)


def _changed(event: Event, name: str, frame: Frame | None, look: Look | None) -> Lit | None:
    """Weights that come to be, or change."""
    if event.kind not in (Kind.BIND, Kind.UPDATE) or event.site.name != name:
        return None
    if event.kind is Kind.BIND:
        return Lit(name, f"{name} comes to be", to=_neuron(event, frame))
    old, new = (event.operands[0], event.result) if event.operands else (None, None)
    since, to = look[1:] if look is not None and frame is None else (None, None)
    return Lit(weight=name, words=f"▲▼ how {name} changes", to=to, since=since, old=old, new=new, frame=frame)


def _neuron(event: Event, frame: Frame | None) -> int | None:
    """The neuron whose weights are lit while all of them are gone through, one neuron at a time."""
    if frame is None or frame.brief or event.result is None or len(event.result.shape or ()) != 2:
        return None
    return int(frame.share * (event.result.shape or (0, 0))[1])


def _product(event: Event, network: Network, index: int, cell: tuple[int | None, int | None]) -> Lit | None:
    """A product that leads forward through weights, back through them, or that comes to their change."""
    if event.kind is not Kind.DOT or len(event.texts) < 2:
        return None
    name, codes = network.weights[index], [text.code for text in event.texts[:2]]
    delta = network.deltas[index] if index < len(network.deltas) else None
    if codes[1] == name:
        return Lit(name, f"forward through {name} ▶", to=cell[1])
    if any(_mentions(code, name) for code in codes):
        return Lit(name, f"◀ back through {name}", since=cell[1])
    if delta is not None and codes[1] == delta and network.layers[index] in re.findall(r"\w+", codes[0]):
        return Lit(name, f"the change of {name}", to=cell[1], since=cell[0])
    return None


def _turned(event: Event, name: str) -> Lit | None:
    if event.kind not in (Kind.TRANSPOSE, Kind.RANDOM) or not any(_mentions(text.code, name) for text in event.texts):
        return None
    return Lit(name, f"◀ back through {name}")


def _mentions(code: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", code) is not None
