"""The values of a moment as its program reaches them: `net.w0` as the attribute of a thing called `net`."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from tui_tutor.engine.watch.standing import NameState


class Parted:
    """Stands for an object of the program that has parts, of which the moment tells some.

    Raises NameError where it is asked for another part: what a moment does not tell is not known.
    """

    def __init__(self) -> None:
        self.items: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        try:
            return self.items[key]
        except (KeyError, TypeError):
            raise NameError(key) from None

    def __getattr__(self, name: str) -> Any:
        raise NameError(name)


def parted(states: Iterable[NameState]) -> dict[str, Any]:
    """Numbers and arrays by name, where they are told whole; parts of objects are parts of what stands for these."""
    every = [(each.name, each.value) for each in states if each.value is not None]
    found: dict[str, Any] = {}
    for name, value in every:
        if value.shape is not None and value.whole:
            _place(found, ast.parse(name, mode="eval").body, value.data)
    objects = {value.token: found[name] for name, value in every if value.token and name in found}
    for name, value in every:
        # What has its parts under another name is the same object under this one.
        if name.isidentifier() and name not in found and value.token in objects:
            found[name] = objects[value.token]
    return found


def _place(found: dict[str, Any], node: ast.expr, data: Any) -> None:
    if isinstance(node, ast.Name):
        found[node.id] = data
    elif isinstance(node, ast.Attribute) and isinstance(whole := _whole(found, node.value), Parted):
        vars(whole)[node.attr] = data
    elif isinstance(node, ast.Subscript) and isinstance(whole := _whole(found, node.value), Parted):
        whole.items[ast.literal_eval(node.slice)] = data


def _whole(found: dict[str, Any], node: ast.expr) -> Any:
    """What stands for the object that a part is of; made where it is not there."""
    if isinstance(node, ast.Name):
        return found.setdefault(node.id, Parted())
    if isinstance(node, ast.Attribute) and isinstance(whole := _whole(found, node.value), Parted):
        return vars(whole).setdefault(node.attr, Parted())
    if isinstance(node, ast.Subscript) and isinstance(whole := _whole(found, node.value), Parted):
        return whole.items.setdefault(ast.literal_eval(node.slice), Parted())
    return None
