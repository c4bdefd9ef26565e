"""The attributes that a program's own classes and objects have, read off its text.

A program's class may call an attribute `data`, `shape` or `args`, but must not reach what these are of anybody else's
objects. So where such a name is used, the object that it is taken of is asked first, as the program runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tui_tutor.engine.text import why
from tui_tutor.engine.text.language.names import is_private
from tui_tutor.engine.text.language.words import words

_NAMED_TUPLES = ("namedtuple", "NamedTuple")
_OF_NAMED_TUPLES = words("_asdict _fields _make _replace")
_KEYWORDS = words("set_defaults Namespace")
_OF_ARGUMENTS = _KEYWORDS | words("add_argument add_subparsers")
_GIVING = (*_NAMED_TUPLES, "setattr", "Enum", "IntEnum", "StrEnum", "Flag")


def own_names(tree: ast.AST) -> frozenset[str]:
    """The attributes that a program's own classes, objects and functions have, as far as they may be called so."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (is_private(node.attr) or not isinstance(node.ctx, ast.Load)):
            found.add(node.attr)
        elif isinstance(node, ast.ClassDef):
            found.update(_of_class(node))
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            if name in _GIVING:
                found.update(_texts(node))
            if name in _NAMED_TUPLES:
                found |= _OF_NAMED_TUPLES
            if name in _OF_ARGUMENTS:
                found.update(_of_arguments(node, name))
    return frozenset(name for name in found if why.why_not_own(name) is None)


def _of_class(node: ast.ClassDef) -> Iterator[str]:
    if any(getattr(base, "attr", getattr(base, "id", "")) == "NamedTuple" for base in node.bases):
        yield from _OF_NAMED_TUPLES
    todo: list[ast.AST] = list(node.body)
    while todo:
        each = todo.pop()
        if isinstance(each, ast.FunctionDef | ast.ClassDef):
            yield each.name
            continue
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            yield each.id
        if isinstance(each, ast.Assign) and any(getattr(target, "id", "") == "__slots__" for target in each.targets):
            yield from _texts(each.value)
        todo.extend(ast.iter_child_nodes(each))


def _of_arguments(node: ast.Call, function: str) -> Iterator[str]:
    """The names that a call gives to a program's arguments: of `"--learning-rate"` that is `learning_rate`."""
    if function in _KEYWORDS:
        yield from (each.arg for each in node.keywords if each.arg)
    for each in [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "dest")]:
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value.lstrip("-").replace("-", "_")


def _texts(node: ast.AST) -> Iterator[str]:
    """The words of all texts in an expression."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield from re.findall(r"\w+", each.value)
