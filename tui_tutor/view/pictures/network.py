"""A network as nodes and edges: one node for each column of a layer, one edge for each weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.study.excerpt import Excerpt
from tui_tutor.study.lying import laid
from tui_tutor.study.network import Network
from tui_tutor.view import scale
from tui_tutor.view.clicks import clickable, pressing
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.lines import EMPTY, Line, clip, line, pad, width, wrap
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number, thousands
from tui_tutor.view.pictures.fitting import Focus, form_of, shown_of
from tui_tutor.view.pictures.graph import Graph
from tui_tutor.view.pictures.layers import Layer, examples, layers_of, weights_of
from tui_tutor.view.pictures.lit import Lit


def focus_of(chain: Network, names: Mapping[str, NameState], count: int, part: Excerpt | None = None) -> Focus | None:
    """The node that is reached after so many steps through all nodes but the inputs; None before the first."""
    held = [layer.held for layer in layers_of(chain, names, part)][1:]
    count = count % (sum(map(len, held)) + 1)
    for index, nodes in enumerate(held, 1):
        if 1 <= count <= len(nodes):
            return Focus(index, nodes[count - 1])
        count -= len(nodes)
    return None


def network(
    chain: Network | None,
    names: Mapping[str, NameState],
    example: int,
    columns: int,
    rows: int,
    about: Lit | None = None,
    focus: Focus | None = None,
    keys: Keymap = USUAL,
    part: Excerpt | None = None,
) -> list[Line]:
    """The network in `columns` by `rows`, with one example's activations in its nodes, and how they are to move.

    Of layers that have no room the nodes at the ends of the strongest weights are drawn, and how many there are is
    told; of a large network a `part` is all that is known. A node in `focus` has its weights written on its edges;
    without it the edges have their numbers that the operation is `about`, and all of them where there is room.
    """
    if chain is None:
        return []
    layers, weights = layers_of(chain, names, part), weights_of(chain, names, part)
    below = 2 if rows >= 7 else 1
    high = rows - 1 - below
    about = _within(about, chain, layers, is_part=part is not None)
    shown = shown_of(chain, layers, weights, high, about, focus)
    form = form_of(layers, shown, columns)
    if high < 2 or form is None or any(layer.size == 0 for layer in layers):
        words = " → ".join(f"{layer.name} {layer.size}" for layer in layers)
        return wrap(line((words, "text"), (" (there is no room to draw it)", "dim")), columns)[:rows]
    graph = Graph(chain, layers, weights, columns, high, form, shown, example)
    graph.edges(about, focus)
    graph.nodes()
    graph.numbers(about, focus)
    head = _heads(chain, graph, columns)
    caption = _caption(chain, names, example, about, focus, graph, columns, keys, part)
    return [head, *graph.dots.lines(), *caption[:below]]


def _within(about: Lit | None, chain: Network, layers: Sequence[Layer], *, is_part: bool) -> Lit | None:
    """What an operation is about, narrowed to no node that is not known; of a part no change of weights is known."""
    if about is None or about.weight not in chain.weights:
        return about
    index = chain.weights.index(about.weight)
    since = about.since if about.since is None or about.since in layers[index].held else None
    to = about.to if about.to is None or about.to in layers[index + 1].held else None
    if is_part and about.new is not None:
        return replace(about, since=since, to=to, old=None, new=None, words=f"{about.weight} changes")
    return replace(about, since=since, to=to)


def _heads(chain: Network, graph: Graph, columns: int) -> Line:
    """The names of the layers, of one that is not drawn whole how many nodes it has, and the names of the weights."""
    row = [" "] * columns
    roles = ["text"] * columns
    lefts, cells = graph.lefts, graph.form.cells
    names = [(left, name, "name") for left, name in zip(lefts, chain.layers, strict=True)]
    for left, layer, shown in zip(lefts, graph.layers, graph.shown, strict=True):
        if len(shown) < layer.size:
            names.append((left + len(layer.name) + 1, thousands(layer.size), "strong"))
    for index, name in enumerate(chain.weights):
        middle = (lefts[index] + cells[index] + lefts[index + 1]) // 2
        names.append((middle - len(name) // 2, name, "dim"))
    for start, name, role in names:
        start = max(0, min(start, columns - len(name)))
        if all(cell == " " for cell in row[max(0, start - 1) : start + len(name) + 1]):
            row[start : start + len(name)] = name
            roles[start : start + len(name)] = [role] * len(name)
    return tuple(zip(row, roles, strict=True))


def _caption(
    chain: Network,
    names: Mapping[str, NameState],
    example: int,
    about: Lit | None,
    focus: Focus | None,
    graph: Graph,
    columns: int,
    keys: Keymap,
    part: Excerpt | None,
) -> list[Line]:
    """Whose activations are shown, what the lines mean, what is lit, and the keys that choose."""
    state = names.get(chain.layers[0])
    table = laid(state.value or state.expected, chain.layer_lies(0)) if state is not None else None
    axes = table.axes if table is not None else ()
    axis, count = axes[0] if axes else None, examples(chain, names)
    who = line((label(axis, example), "axis"), (f" of {count} {axis or 'row'}{'s' if count != 1 else ''}", "dim"))
    other = clickable(line((keys["r"], "key"), (" next", "dim")), pressing("r")) if count > 1 else EMPTY
    if focus is not None:
        layer = graph.layers[focus.layer]
        name, bias = _called(layer, focus.node), layer.bias(focus.node)
        words = line((f"{name}: its weights", "rule"))
        if bias is not None:
            words = (*words, (", bias ", "rule"), (number(bias, 2), scale.role(bias, weight=True)))
    elif about is not None:
        words = line((about.words, "rule"))
    elif graph.has_pushes:
        words = line(("▲▼ which way each should move", "rule"))
    else:
        long = "── plus  ╌╌ minus  thick: strong"
        words = line((long if len(long) + 10 <= columns else "── +  ╌╌ −", "dim"))
    numbers = clickable(line((keys["h"], "key"), (" weights", "dim")), pressing("h"))
    legend = line(("   ── +  ╌╌ −", "dim")) if about is not None or focus is not None else EMPTY
    if not graph.is_sparse:
        return [_ends((*who, *legend), other, columns), _ends(words, numbers, columns)]
    who = (*who, *line((f" · strongest of {_looked_at(graph, part)}", "dim")))
    fits = width(words) + width(legend) + width(numbers) < columns
    return [_ends(who, other, columns), _ends((*words, *legend) if fits else words, numbers, columns)]


def _called(layer: Layer, node: int) -> str:
    """A node's name, with that of its layer where it is only a number, as the nodes of every layer have."""
    name = layer.label(node)
    return f"{layer.name} {name}" if name == label(None, node) else name


def _looked_at(graph: Graph, part: Excerpt | None) -> str:
    """Of which weights the strongest are drawn: of all, or of the corners of those that are too large to be copied."""
    held = part.held if part is not None else ()
    corners = [
        f"{one}×{other}"
        for (one, other), weights in zip(pairwise(held), graph.weights, strict=False)
        if weights is not None and not weights.whole
    ]
    return f"the first {corners[0]}" if corners else thousands(graph.count)


def _ends(left: Line, right: Line, columns: int) -> Line:
    """One piece at the left edge and one at the right, which goes where there is no room for both."""
    room = columns - width(right) - 1
    if width(left) > room:
        return pad(clip(left, columns), columns)
    return (*pad(left, columns - width(right)), *right)
