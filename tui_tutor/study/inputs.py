"""Which names of a program may be the input and the output of the network that its main loop trains."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.forward import stored_in
from tui_tutor.study.network import Network

Pair = tuple[str, str]
"""The name of the inputs; the name of the output, or a call that gives it."""

MOST = 6
"""Pairs that are offered."""

_PREDICTS = re.compile(r"(^|_)(out|output|pred|predicted|prediction|predictions|guess|yhat|hat|probs?|scores?)($|_|\d)")
_FORWARD = frozenset("forward predict prediction feedforward feed_forward query think infer output compute".split())
"""What a function is called that makes a network's output of its inputs."""

_TARGETS = re.compile(
    r"(y|t|target|targets|label|labels|wanted|desired|expected|truth|answers?)(_|\d|$)", re.IGNORECASE
)
_MISSES = re.compile(r"err|loss|cost|diff|delta|grad|slope|resid|^d[A-Z_]|mse")


def pairs(source: Source, main_loop: int | None, network: Network | None, names: Sequence[NameState]) -> list[Pair]:
    """The pairs that make sense, the likeliest first; empty where the program has no loop, or nothing fits."""
    loop = _loop(source.tree, main_loop)
    if loop is None:
        return []
    values = {each.name: value for each in names if (value := each.value or each.expected) is not None}
    stored = stored_in(loop.body)
    first = network.layers[0].removesuffix(".T") if network is not None else ""
    if first in stored:
        # A name that the loop itself gives is another one for the data.
        first = next((each.alias_of for each in names if each.name == first and each.alias_of in values), first)
    inputs = _inputs(loop, stored, first, network, values)
    found: list[Pair] = []
    for data in inputs:
        outputs = [*_outputs(stored, network, values), *_calls(source.tree, data, values)]
        found += [(data, each) for each in outputs if each != data and each not in inputs]
    # Of the likeliest input a few, before the next one comes.
    return sorted(dict.fromkeys(found), key=lambda pair: inputs.index(pair[0]))[:MOST]


def _loop(tree: ast.Module, line: int | None) -> ast.For | ast.While | None:
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While)]
    return next((node for node in loops if node.lineno == line), None)


def _inputs(
    loop: ast.For | ast.While, stored: set[str], first: str, network: Network | None, values: Mapping[str, Value]
) -> list[str]:
    """The name of the first layer, then what else the loop reads that is a table of numbers and is not learned.

    Then what the loop takes one at a time.
    """
    target = network.target if network is not None else None
    nodes = [node for each in loop.body for node in ast.walk(each)]
    read = {node.id for node in nodes if isinstance(node, ast.Name)} - stored
    loops = [loop, *(node for node in nodes if isinstance(node, ast.For))]
    taken = stored_in(each.target for each in loops if isinstance(each, ast.For))
    tables = {name: value.data.ndim for name, value in values.items() if _is_table(value) and not value.weight}
    others = [name for name in tables if name not in (first, target) and not _TARGETS.match(name)]
    if first in values:
        # What is as large may be the same under another name; what is larger is taken apart on the way.
        others = [name for name in others if values[name].shape == values[first].shape]
    found = [name for name in others if name in read and tables[name] == 2] + [name for name in others if name in taken]
    return [first, *found] if first.isidentifier() else found


def _is_table(value: Value | None) -> bool:
    """Whether a value can be inputs: rows of numbers, or one row."""
    return value is not None and value.is_array and value.data.ndim in (1, 2) and value.data.dtype.kind in "fiub"


def _outputs(stored: set[str], network: Network | None, values: Mapping[str, Value]) -> Iterator[str]:
    """The name of the last layer, then what the loop stores that is called so."""
    last = network.layers[-1] if network is not None else ""
    if last in stored:
        yield last
    for name, value in values.items():
        is_one = name in stored and name != last and value.shape is not None and not value.weight
        if is_one and _PREDICTS.search(name.lower()) and not _MISSES.search(name):
            yield name
    if last not in stored:
        for name, value in values.items():
            is_one = name in stored and value.is_array and not value.weight
            if is_one and not _MISSES.search(name) and not _PREDICTS.search(name.lower()):
                yield name


def _calls(tree: ast.Module, data: str, values: Mapping[str, Value]) -> Iterator[str]:
    """Calls of functions that are called so, with the inputs first and names that there are for all else."""
    there = {re.split(r"[.\[]", name)[0] for name in values}
    owners = {each: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for each in node.body}
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or node.name.lower() not in _FORWARD:
            continue
        needed = [each.arg for each in node.args.args[: len(node.args.args) - len(node.args.defaults)]]
        is_method = node in owners
        rest = needed[2:] if is_method else needed[1:]
        receivers = sorted(_made(tree, owners[node]) & there) if is_method else [""]
        if len(needed) > is_method and all(each in values for each in rest):
            for receiver in receivers:
                yield f"{receiver}{'.' if receiver else ''}{node.name}({', '.join([data, *rest])})"


def _made(tree: ast.Module, kind: ast.stmt) -> set[str]:
    """The names that are given something made of a class."""
    name = getattr(kind, "name", "")
    made = {"self"} if any(isinstance(each, ast.FunctionDef) for each in getattr(kind, "body", ())) else set()
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(value, ast.Call) and getattr(value.func, "id", "") == name:
            made |= {each.id for each in node.targets if isinstance(each, ast.Name)}
    return made
