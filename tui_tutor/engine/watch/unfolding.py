"""What a program's objects and lists hold, among its names: an instance by its attributes, a list by its arrays.

Each part has the name by which the program itself could reach it: `net.w0`, `weights[0]`, `params["W1"]`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tui_tutor.engine.imported.asked import MODULE
from tui_tutor.engine.imported.parsing import Namespace, values_of
from tui_tutor.engine.rewind.contents import attributes_of

DEEPEST = 3
"""Instances and lists inside each other that are unfolded."""

MOST = 200
"""Parts that are shown of one name."""

MOST_ITEMS = 16
"""Items of a list or a dictionary that holds arrays: a longer one is a record of the run, which nobody reads whole."""

_KEY = re.compile(r"\w{1,24}")
"""A dictionary's keys that a name can be written with."""

_ROOT = re.compile(r"\w+")


def unfolded(frames: Iterable[Mapping[str, object]], merged: int = 0) -> list[dict[str, object]]:
    """The names of each frame, each with its parts behind it; what has several names is unfolded under its first.

    The first `merged` frames are told as one: a name there that an inner one of them has too cannot be seen, and is
    not unfolded; which of several names is the first does not depend on the frames that they are in.
    """
    seen: set[int] = set()
    every = list(frames)
    as_one = {name: value for names in every[:merged] for name, value in names.items()}
    parts = _parts_of(as_one, seen)
    whole = [_with_parts(names, parts, every[at + 1 : merged]) for at, names in enumerate(every[:merged])]
    return whole + [_with_parts(names, _parts_of(names, seen), ()) for names in every[merged:]]


def root_of(name: str) -> str:
    """The name of the program that a part belongs to: `net` of `net.w0`; of a name itself, the name."""
    found = _ROOT.match(name)
    return found.group() if found is not None else name


def roots_of(names: Iterable[str]) -> set[str]:
    """The names that parts are among."""
    return {root_of(name) for name in names if not name.isidentifier()}


def has_parts(value: object) -> bool:
    """Whether a value has parts that may be shown."""
    return may_have_parts(value) and next(_parts(value), None) is not None


def may_have_parts(value: object) -> bool:
    """Whether a value is of a kind that may have parts."""
    return type(value) in (list, tuple, dict) or _is_instance(value)


def value_at(names: Mapping[str, Any], name: str) -> Any:
    """The live value of a name or of a part. Raises LookupError or AttributeError where there is none."""
    return _reach(names, ast.parse(name, mode="eval").body)


def put(names: Mapping[str, Any], name: str, value: Any) -> None:
    """Give a part another value: an array of its shape in place, since other names may be the same array.

    Raises LookupError or AttributeError where there is no such part, TypeError where it cannot be given another value.
    """
    node = ast.parse(name, mode="eval").body
    old = _reach(names, node)
    if isinstance(old, np.ndarray) and old.flags.writeable and old.shape == np.shape(value):
        old[...] = value
    elif isinstance(node, ast.Attribute):
        setattr(_reach(names, node.value), node.attr, value)
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        _reach(names, node.value)[node.slice.value] = value
    else:
        raise TypeError(f"{name} is no part of anything")


def _reach(names: Mapping[str, Any], node: ast.expr) -> Any:
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.Attribute):
        return _attributes(_reach(names, node.value))[node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return _reach(names, node.value)[node.slice.value]
    raise LookupError(ast.unparse(node))


def _parts_of(names: Mapping[str, object], seen: set[int]) -> dict[str, dict[str, object]]:
    """The parts of each name that has some."""
    found: dict[str, dict[str, object]] = {}
    for name, value in names.items():
        if may_have_parts(value):
            parts: dict[str, object] = {}
            _unfold(name, value, parts, seen, DEEPEST, MOST)
            found[name] = parts
    return found


def _with_parts(
    names: Mapping[str, object], parts: Mapping[str, dict[str, object]], inner: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Names, each with its parts behind it but for one that an inner frame has too."""
    found: dict[str, object] = {}
    for name, value in names.items():
        found[name] = value
        if not any(name in each for each in inner):
            found |= parts.get(name, {})
    return found


def _unfold(name: str, value: Any, found: dict[str, object], seen: set[int], depth: int, most: int) -> None:
    """The parts of a value; those of its attributes that are functions are none."""
    if id(value) in seen:
        return
    for part, each in _parts(value):
        if len(found) >= most:
            return
        seen.add(id(value))
        if _is_instance(each) or _is_array(each) or (_is_instance(value) and not callable(each)):
            found[name + part] = each
        if depth and may_have_parts(each):
            _unfold(name + part, each, found, seen, depth - 1, most)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    """What a value holds, each with what stands behind the value's name to reach it."""
    if _is_instance(value):
        for attribute, each in _attributes(value).items():
            yield f".{attribute}", each
    elif type(value) in (list, tuple):
        items = value[:MOST] if value and _is_instance(value[0]) else value if len(value) <= MOST_ITEMS else ()
        for index, each in enumerate(items):
            if _is_array(each) or may_have_parts(each):
                yield f"[{index}]", each
    elif type(value) is dict and len(value) <= MOST_ITEMS:
        for key, each in value.items():
            if (_is_array(each) or may_have_parts(each)) and (type(key) is int or _is_plain(key)):
                yield (f"[{key}]" if type(key) is int else f'["{key}"]'), each


def _is_plain(key: object) -> bool:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _is_array(value: object) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0 and value.dtype.kind in "biufc"


def _is_instance(value: object) -> bool:
    """Whether a value is an object of one of the program's classes."""
    kind = type(value)
    return (kind.__module__ == MODULE and not isinstance(value, BaseException)) or _is_arguments(kind)


def _is_arguments(kind: type) -> bool:
    """Whether it is what a program's arguments came to, with the guard or without."""
    return (kind.__module__, kind.__name__) == ("argparse", "Namespace")


def _attributes(value: Any) -> dict[str, Any]:
    return values_of(value) if type(value) is Namespace else attributes_of(value)
