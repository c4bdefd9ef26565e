"""The network that a program is, read off its first iteration: layers, and the weights between them.

Values are followed, not names: `X`, `l0` and the `x` of a method may be one array, and `self.w`, `layer.w` and the `W`
of a `zip` another one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event, Recording
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.backward import PLUS, source_of
from tui_tutor.study.called import Called
from tui_tutor.study.lying import Lies

_MINUS = frozenset({"-", "subtract"})
_ENDS = frozenset({Kind.DOT, Kind.REDUCE, Kind.COMPARE, Kind.RANDOM})
"""Kinds whose result is no longer the layer that an operand was."""


@dataclass(frozen=True, slots=True)
class Network:
    """Names of a program's layers from input to output, and of the weights between each two of them.

    `target` is the name that the last layer is compared with, None where it is compared with none. `deltas` and
    `biases` go with the weights: the name of how each example would move the layer that they lead to, and of what is
    learned and added to it; None where there is none. `directions` are −1 where weights move against those deltas, as
    in `w -= rate * x.T @ (out - y)`, so that nodes should do as well, and 1 elsewhere. `layers_lie` and `weights_lie`
    tell how their arrays lie. Where these three are shorter than the names it is 1, and as rows.
    """

    layers: tuple[str, ...]
    weights: tuple[str, ...]
    target: str | None = None
    deltas: tuple[str | None, ...] = ()
    biases: tuple[str | None, ...] = ()
    directions: tuple[int, ...] = ()
    layers_lie: tuple[Lies, ...] = ()
    weights_lie: tuple[Lies, ...] = ()

    def direction(self, index: int) -> int:
        """Whether the layer that weights lead to should move along its delta, 1, or against it, −1."""
        return self.directions[index] if index < len(self.directions) else 1

    def layer_lies(self, index: int) -> Lies:
        """How the array of a layer lies."""
        return self.layers_lie[index] if index < len(self.layers_lie) else Lies.ROWS

    def weight_lies(self, index: int) -> Lies:
        """How an array of weights lies."""
        return self.weights_lie[index] if index < len(self.weights_lie) else Lies.ROWS


@dataclass(slots=True)
class _Link:
    """A product that leads from one layer to the next: its operation, and all that its result became."""

    at: int
    event: Event
    layer: Value
    code: str
    weight: str
    lies: tuple[Lies, Lies, Lies]
    became: list[int] = field(default_factory=list)


def network_of(recording: Recording, learned: Collection[str]) -> Network | None:
    """The chain of products of layers and weights in an iteration's operations, before the first weight is changed.

    None where there is no such chain.
    """
    links, stop = _chain(recording, learned)
    if not links:
        return None
    called = Called(recording, stop)
    layers = [called.best(links[0].layer.token, links[0].code) or links[0].code]
    for link, following in zip(links, [*links[1:], None], strict=True):
        name = called.best(following.layer.token, following.code) if following is not None else None
        layers.append(name or f"{layers[-1]}·{link.weight}")
    compared = _compared(recording.events[:stop], links[-1], called)
    output, target = compared if compared is not None else (_output(recording.events[: stop + 1], links[-1]), None)
    if output in learned:
        # What the weights lead to is what they become, such as `v` in `v = A @ v`: nothing passes through layers.
        return None
    layers[-1] = output or layers[-1]
    moves = [_delta(recording, link) for link in links]
    names = [name for name, _ in moves]
    lie = [links[0].lies[0], *(link.lies[2] for link in links)]
    return Network(
        tuple(layers),
        tuple(link.weight for link in links),
        target if target not in learned else None,
        # A name that tells of several layers in turn tells of none for certain.
        tuple(name if names.count(name) == 1 else None for name in names),
        tuple(_bias(recording, link, learned) for link in links),
        tuple(-1 if factor < 0 else 1 for _, factor in moves),
        tuple(lie),
        tuple(link.lies[1] for link in links),
    )


def _chain(recording: Recording, learned: Collection[str]) -> tuple[list[_Link], int]:
    """The products that lead on from each other, and where the first of their weights is changed."""
    known: dict[int, tuple[str, bool]] = {}
    for name, value in recording.start.items():
        if name in learned and value.is_array:
            known.setdefault(value.token, (name, False))
    links: list[_Link] = []
    for index, event in enumerate(recording.events):
        if any(each.frame == 0 and any(each.name == link.weight for link in links) for each in event.changes):
            return links, index
        if event.kind is Kind.TRANSPOSE and event.operands and event.result is not None:
            name, turned = known.get(event.operands[0].token, ("", False))
            if name:
                known[event.result.token] = (name, not turned)
        link = _link(index, event, known)
        is_new = link is not None and all(link.weight != each.weight for each in links)
        if link is not None and is_new and (not links or link.layer.token in links[-1].became):
            links.append(link)
        elif links:
            _follow(event, links[-1])
    return links, len(recording.events)


def _link(index: int, event: Event, known: Mapping[int, tuple[str, bool]]) -> _Link | None:
    """A product of something with weights that leads forward."""
    if event.kind is not Kind.DOT or len(event.texts) < 2 or event.result is None or event.error is not None:
        return None
    for side in (1, 0):
        weight, layer = event.operands[side], event.operands[1 - side]
        if weight.token not in known or layer.token in known or not layer.is_array:
            continue
        name, turned = known[weight.token]
        lies = _lies(len(layer.shape or ()), len(weight.shape or ()), side, turned)
        if lies is not None and not (event.site.symbol == "inner" and len(weight.shape or ()) > 1):
            became = [event.result.token]
            return _Link(index, event, layer, event.texts[1 - side].code, name, lies, became)
    return None


def _lies(layer: int, weight: int, side: int, turned: bool) -> tuple[Lies, Lies, Lies] | None:
    """How a layer, weights and their product lie, by the dimensions of both; `side` is 1 for `layer @ weights`."""
    if weight == 1:
        if layer == 1:
            return Lies.ACROSS, Lies.DOWN, Lies.NUMBER
        return (Lies.ROWS if side else Lies.COLUMNS, Lies.DOWN, Lies.DOWN) if layer == 2 else None
    table = Lies.ROWS if bool(side) != turned else Lies.COLUMNS
    if (layer, weight) == (2, 2):
        rows = Lies.ROWS if side else Lies.COLUMNS
        return rows, table, rows
    return (Lies.ACROSS, table, Lies.ACROSS) if (layer, weight) == (1, 2) else None


def _follow(event: Event, link: _Link) -> None:
    """Note what else the result of a product has become: biases added, a function applied."""
    made, result = link.event.result, event.result
    if result is None or made is None or result.shape != made.shape or event.kind in _ENDS:
        return
    if any(each.token in link.became for each in event.operands) and result.token not in link.became:
        link.became.append(result.token)


def _compared(events: Sequence[Event], link: _Link, called: Called) -> tuple[str | None, str | None] | None:
    """Names of the output and of the target of its size, from which it is subtracted or the other way round.

    None where nothing is compared so.
    """
    shape = link.event.result.shape if link.event.result is not None else None
    unnamed: tuple[str | None, str | None] | None = None
    for event in events[link.at + 1 :]:
        if event.kind is not Kind.ELEMENTWISE or event.site.symbol not in _MINUS or len(event.operands) != 2:
            continue
        for this, other in ((0, 1), (1, 0)):
            value, target = event.operands[this], event.operands[other]
            if value.token not in link.became or target.token in link.became or target.shape != shape:
                continue
            if event.texts[other].literal:
                continue
            found = called.best(value.token, event.texts[this].code), called.best(target.token, event.texts[other].code)
            if found[1] is not None:
                return found
            unnamed = unnamed or found
    return unnamed


def _output(events: Sequence[Event], link: _Link) -> str | None:
    """The name under which the last product's layer is stored, where nothing compares it."""
    for index in range(link.at + 1, len(events)):
        for change in events[index].changes:
            stored = change.frame == 0 and change.value is not None and change.value.token in link.became
            if stored and change.value is not None and not _goes_on(events, index, change.value.token):
                return change.name
    return None


def _goes_on(events: Sequence[Event], index: int, token: int) -> bool:
    """Whether the value just stored is only handed to a function of the program, such as `z2` in `a2 = f(z2)`."""
    for event in events[index + 1 :]:
        if any(each.token == token for each in event.operands):
            return event.kind is Kind.CALL or event.depth > events[index].depth
    return False


def _delta(recording: Recording, link: _Link) -> tuple[str | None, float]:
    """What the change of a link's weights is a sum over, beside the layer that they lead from, and its factor.

    None where that is not found or has no name.
    """
    events, made = recording.events, link.event.result
    for index in range(len(events) - 1, -1, -1):
        if not any(each.frame == 0 and each.name == link.weight for each in events[index].changes):
            continue
        found = source_of(events, index)
        if found is None or len(found.product.operands) < 2:
            continue
        sides = (1, 0) if link.lies[1] is not Lies.COLUMNS else (0, 1)
        for side in sides:
            value = found.product.operands[side]
            if made is not None and value.shape == made.shape:
                return Called(recording, len(events)).first(value.token), found.factor
    return None, 1.0


def _bias(recording: Recording, link: _Link, learned: Collection[str]) -> str | None:
    """What is learned and added to a link's product; None where nothing is added."""
    names = {value.token: name for name, value in reversed(recording.start.items()) if name in learned}
    for event in recording.events[link.at + 1 :]:
        symbol = event.site.symbol.removesuffix("=")
        if event.kind not in (Kind.ELEMENTWISE, Kind.UPDATE) or symbol not in PLUS or len(event.operands) != 2:
            continue
        for this, other in ((0, 1), (1, 0)):
            name = names.get(event.operands[other].token)
            if event.operands[this].token in link.became and name is not None:
                return name
    return None
