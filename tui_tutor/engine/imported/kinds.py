"""Which attributes each kind of value may be asked for, by the types themselves."""

from __future__ import annotations

import types
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from tui_tutor.engine.text.language import attributes
from tui_tutor.engine.text.language.scikit import OF_ESTIMATORS, OF_SPARSE

_OF_SCIKIT = {"sklearn": OF_ESTIMATORS, "scipy": OF_SPARSE}
"""What may be taken of what scikit-learn makes, by the package of its class: nobody else's objects are of these."""


def _found(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name, None)


@cache
def table() -> dict[type, frozenset[str]]:
    """What may be taken of each kind of value."""
    return {kind: names for path, names in attributes.KINDS.items() if (kind := _found(path)) is not None}


@cache
def _reachable() -> tuple[type, ...]:
    """Kinds of values that a program can get hold of, or might by a mistake of ours."""

    def generator() -> Any:
        yield 1

    made = generator()
    inner = made.gi_frame
    return (
        *table(),
        *(object, type, bool, enumerate, zip, map, filter, reversed, memoryview, staticmethod, classmethod, super),
        *(types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.CodeType, types.CoroutineType),
        *(types.FrameType, types.TracebackType, types.CellType, types.ModuleType, types.MappingProxyType),
        *(types.GenericAlias, types.SimpleNamespace, type(inner), type({}.keys()), type({}.items()), type(None)),
        *(np.random.BitGenerator, type(np.dot), np.vectorize, np.ndindex, np.ndenumerate),
        *(AttributeError, KeyError, SyntaxError, OSError, ImportError, UnicodeDecodeError, NameError),
    )


def may(kind: type, name: str) -> bool:
    """Whether an attribute may be taken of a kind of value that is not the program's own."""
    if kind.__module__ == "argparse" and name in attributes.OF_PARSERS:
        # Each program has these classes of its own.
        return True
    made_by = _OF_SCIKIT.get(kind.__module__.partition(".")[0])
    if made_by is not None and name in made_by:
        return True
    return any(name in table().get(base, ()) for base in kind.__mro__)


@cache
def everywhere() -> frozenset[str]:
    """Names that whoever has them may be asked for: nobody need look at what they are taken of."""
    refused = {name for kind in _reachable() for name in dir(kind) if name in attributes.ANY and not may(kind, name)}
    asked = attributes.OF_TOOLS | attributes.OF_LOGGERS | attributes.OF_PARSERS
    return attributes.ANY - refused - asked - {"format", "format_map"}
