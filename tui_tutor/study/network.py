"""The network that a program is, read off its first iteration: layers, and the weights between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.backward import biases, deltas


@dataclass(frozen=True, slots=True)
class Network:
    """Names of a program's layers from input to output, and of the weights between each two of them.

    A layer's array has a row for each example and a column for each node; a weight array has a row for each node
    that it leads from and a column for each that it leads to. `target` is the name that the last layer is compared
    with, None where it is compared with none. `forward` is how many operations of an iteration lead forward.
    `deltas` and `biases` go with the weights: the name of how each example would move the layer that they lead to,
    and of what is learned and added to it; None where there is none.
    """

    layers: tuple[str, ...]
    weights: tuple[str, ...]
    target: str | None = None
    forward: int = 0
    deltas: tuple[str | None, ...] = ()
    biases: tuple[str | None, ...] = ()


def network_of(events: Sequence[Event], learned: Collection[str]) -> Network | None:
    """The chain of products `layer · weights` in an iteration's operations, before the first weight is changed.

    None where there is no such chain.
    """
    layers: list[str] = []
    weights: list[str] = []
    last, outside = 0, _outside(events)
    for index, event in enumerate(events):
        if event.kind in (Kind.UPDATE, Kind.BIND) and event.site.name in weights:
            break
        link = _link(event, learned, outside)
        if link is None or link[1] in weights:
            continue
        if layers and layers[-1] != link[0]:
            between = _stored_since(events[last:index], events[last])
            if between.isdisjoint((link[0], event.texts[0].code)):
                continue
            layers[-1] = link[0]
        elif not layers:
            layers.append(link[0])
        weights.append(link[1])
        layers.append(f"{link[0]}·{link[1]}")
        last = index
    if not weights:
        return None
    compared = _compared(events, last, learned)
    output, forward = compared[:2] if compared is not None else _output(events, last)
    if output in learned:
        # What the weights lead to is what they become, such as `v` in `v = A @ v`: nothing passes through layers.
        return None
    if output is not None:
        layers[-1] = output
    target = compared[2] if compared is not None else _target(events[forward:], layers[-1])
    back, added = deltas(events, weights), biases(events, weights, learned)
    return Network(tuple(layers), tuple(weights), target, forward, back, added)


def _link(event: Event, learned: Collection[str], outside: Mapping[int, str]) -> tuple[str, str] | None:
    """The layer and the weights of a product that leads forward."""
    if event.kind is not Kind.DOT or len(event.texts) < 2 or event.result is None:
        return None
    if not event.texts[0].code.isidentifier() or [len(value.shape or ()) for value in event.operands[:2]] != [2, 2]:
        return None
    layer, weight = (
        outside.get(value.token, text.code) if event.depth else text.code
        for text, value in zip(event.texts[:2], event.operands[:2], strict=True)
    )
    return (layer, weight) if weight in learned and layer not in learned else None


def _outside(events: Sequence[Event]) -> dict[int, str]:
    """The first name outside the program's functions that each array has, by the array's token."""
    names: dict[int, str] = {}
    for event in events:
        if event.depth == 0:
            named = [(text.code, value) for text, value in zip(event.texts, event.operands, strict=True)]
            if event.kind is Kind.BIND and event.site.name and event.result is not None:
                named.append((event.site.name, event.result))
            for name, value in named:
                if value.is_array and name.isidentifier():
                    names.setdefault(value.token, name)
    return names


def _stored_since(events: Sequence[Event], product: Event) -> set[str]:
    """Names that got an array of the product's size after it."""
    shape = product.result.shape if product.result is not None else None
    return {
        event.site.name
        for event in events
        if event.kind is Kind.BIND and event.site.name and event.result is not None and event.result.shape == shape
    }


def _compared(events: Sequence[Event], last: int, learned: Collection[str]) -> tuple[str | None, int, str] | None:
    """The output's name, None where it has none, the operations up to there, and the target of its size.

    None where no array of the last product's size is subtracted from another one that was there before it.
    """
    made, stored = events[last].result, dict[str, int]()
    for index in range(last + 1, len(events)):
        event = events[index]
        sizes = {value.shape for value in (event.result, *event.operands) if value is not None}
        if event.depth or made is None or sizes != {made.shape}:
            continue
        if event.kind is Kind.BIND and event.site.name:
            stored[event.site.name] = index + 1
        elif event.kind is Kind.ELEMENTWISE and event.site.symbol in ("-", "subtract") and len(event.texts) == 2:
            for this, other in ((0, 1), (1, 0)):
                code, target = event.texts[this].code, event.texts[other].code
                if not target.isidentifier() or target in stored or target in learned:
                    continue
                if code in stored:
                    return code, stored[code], target
                if event.operands[this].token == made.token:
                    return None, last + 1, target
    return None


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
