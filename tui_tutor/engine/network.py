"""The network that a program is, read off its first iteration: layers, and the weights between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tui_tutor.engine.recording import Event
from tui_tutor.engine.sites import Kind


@dataclass(frozen=True, slots=True)
class Network:
    """Names of a program's layers from input to output, and of the weights between each two of them.

    A layer's array has a row for each example and a column for each node; a weight array has a row for each node
    that it leads from and a column for each that it leads to. `target` is the name that the last layer is compared
    with, None where it is compared with none. `forward` is how many operations of an iteration lead forward.
    """

    layers: tuple[str, ...]
    weights: tuple[str, ...]
    target: str | None = None
    forward: int = 0


def network_of(events: Sequence[Event], learned: Collection[str]) -> Network | None:
    """The chain of products `layer · weights` in an iteration's operations, before the first weight is changed.

    None where there is no such chain.
    """
    layers: list[str] = []
    weights: list[str] = []
    last = 0
    for index, event in enumerate(events):
        if event.kind is Kind.UPDATE and event.site.name in learned:
            break
        link = _link(event, learned)
        if link is None or link[1] in weights:
            continue
        if layers and layers[-1] != link[0]:
            between = _stored_since(events[last:index], events[last])
            if link[0] not in between:
                continue
            layers[-1] = link[0]
        elif not layers:
            layers.append(link[0])
        weights.append(link[1])
        layers.append(f"{link[0]}·{link[1]}")
        last = index
    if not weights:
        return None
    output, forward = _output(events, last)
    if output is not None:
        layers[-1] = output
    return Network(tuple(layers), tuple(weights), _target(events[forward:], layers[-1]), forward)


def _link(event: Event, learned: Collection[str]) -> tuple[str, str] | None:
    """The layer and the weights of a product that leads forward."""
    if event.kind is not Kind.DOT or len(event.texts) < 2 or event.result is None:
        return None
    layer, weight = event.texts[0].code, event.texts[1].code
    sizes = [len(value.shape or ()) for value in event.operands[:2]]
    if weight not in learned or not layer.isidentifier() or sizes != [2, 2] or layer in learned:
        return None
    return layer, weight


def _stored_since(events: Sequence[Event], product: Event) -> set[str]:
    """Names that got an array of the product's size after it."""
    shape = product.result.shape if product.result is not None else None
    return {
        event.site.name
        for event in events
        if event.kind is Kind.BIND and event.site.name and event.result is not None and event.result.shape == shape
    }


def _output(events: Sequence[Event], last: int) -> tuple[str | None, int]:
    """The name that the last product's layer is stored under, and the operations up to there."""
    made = events[last].result
    shape = made.shape if made is not None else None
    for index in range(last + 1, len(events)):
        event = events[index]
        if event.kind is Kind.BIND and event.depth == 0 and event.result is not None and event.result.shape == shape:
            name = event.site.name
            if _goes_on(events, index, name):
                continue
            return name, index + 1
    return None, last + 1


def _goes_on(events: Sequence[Event], index: int, name: str | None) -> bool:
    """Whether the value just stored is only handed to a function of the program, such as `z2` in `a2 = f(z2)`."""
    for event in events[index + 1 :]:
        if event.depth == 0 and any(text.code == name for text in event.texts):
            return event.kind is Kind.CALL
    return False


def _target(events: Sequence[Event], output: str) -> str | None:
    """What the output is subtracted from, or what is subtracted from it."""
    for event in events:
        codes = [text.code for text in event.texts]
        if event.kind is Kind.ELEMENTWISE and event.site.symbol in ("-", "subtract") and output in codes:
            others = [code for code in codes if code != output and code.isidentifier()]
            if others:
                return others[0]
    return None
