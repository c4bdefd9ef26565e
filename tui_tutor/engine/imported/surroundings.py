"""All that a guarded program meets: Python's names as far as they are allowed, and what its imports give."""

from __future__ import annotations

import ast
import builtins
import random
import sys
import types
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from tui_tutor.engine.imported import annotated, scikit
from tui_tutor.engine.imported.asked import asked, to_store
from tui_tutor.engine.imported.clock import DATETIME, TIME
from tui_tutor.engine.imported.drawing import DRAWING, Pylab, parts
from tui_tutor.engine.imported.naming import Type, get, give, has, leave, type_of
from tui_tutor.engine.imported.parsing import parsing, vars_of
from tui_tutor.engine.imported.tools import (
    DATACLASSES,
    ENUM,
    FUNCTOOLS,
    LOGGING,
    OPERATOR,
    TYPES_OF_ARRAYS,
    WARNINGS,
    progress,
)
from tui_tutor.engine.text import meanings, why
from tui_tutor.engine.text.language import attributes, calls, modules, names
from tui_tutor.engine.text.language.scikit import MODULES as SCIKIT

ASKED, STORED, SEED, TYPE, PARTS = (f"__tt_{name}__" for name in ("asked", "stored", "seed", "type", "parts"))
"""The names under which a program finds what stands between it and others' objects."""

MEMBER, TAKEN, EITHER, SOME = (f"__tt_{name}__" for name in ("member", "taken", "either", "some"))
"""The names under which it finds what looks its annotations up."""

_MADE = "__build_class__ __debug__ __name__ None True False"

_STAND_INS: Final[dict[str, dict[str, Any]]] = {
    "time": TIME,
    "datetime": DATETIME,
    "enum": ENUM,
    "functools": FUNCTOOLS,
    "operator": OPERATOR,
    "dataclasses": DATACLASSES,
    "warnings": WARNINGS,
    "logging": LOGGING,
    "sys": {"exit": leave},
    "numpy.typing": TYPES_OF_ARRAYS,
}


class Stream:
    """`sys.stdout` or `sys.stderr`, whichever it is at the time."""

    encoding = "utf-8"

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find

    def write(self, text: str, /) -> int:
        """Write a text, as Python's own."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        file = self._find()
        if file is not None:
            file.write(text)
        return len(text)

    def flush(self) -> None:
        """Have what was written shown."""
        file = self._find()
        if file is not None:
            file.flush()

    def isatty(self) -> bool:
        """No terminal."""
        return False


class Surroundings:
    """Those of one program. `seed` is what seeds begin from that the program does not choose itself.

    `errors` finds where it writes its errors, None where nobody reads them. `seeds` is how many seeds it was given so
    far, `arguments` its `sys.argv`: both are part of what is brought back. `draws_of_pythons` says whether it may draw
    from Python's own generator.
    """

    def __init__(self, tree: ast.Module, path: str, seed: int, errors: Callable[[], Any] | None = None) -> None:
        self._tree = tree
        self._path = path
        self._seed = seed
        self.seeds = 0
        self.arguments: list[Any] = [path]
        self._modules: dict[str, Any] = {}
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        withs = [item.context_expr for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items]
        is_told = bool(used & (attributes.OF_TOOLS - {"write", "flush", "update", "cache_clear", "cache_info"}))
        is_told = is_told or any(isinstance(each, ast.Call) and "tqdm" in ast.dump(each.func) for each in withs)
        self._progress = progress(is_told)
        self._spoken = _spoken(tree)
        self._stdout, self._stderr = Stream(lambda: sys.stdout), Stream(errors or (lambda: None))
        self.draws_of_pythons = any(path.partition(".")[0] == "random" for path in meanings.imports(tree).values())
        self._builtins = self._allowed_builtins()

    def begin(self) -> dict[str, Any]:
        """The names that a program begins with, which then meets the same as each time."""
        self.seeds = 0
        self.arguments[:] = [self._path]
        if self.draws_of_pythons:
            random.seed(self._seed)
        return {
            "__name__": "__main__",
            "__doc__": ast.get_docstring(self._tree, clean=False),
            "__builtins__": dict(self._builtins),
            ASKED: asked,
            STORED: to_store,
            SEED: self._chosen,
            TYPE: type_of,
            PARTS: parts,
            MEMBER: annotated.member,
            TAKEN: annotated.taken,
            EITHER: annotated.either,
            SOME: annotated.some,
        }

    def _chosen(self, seed: Any = None) -> Any:
        """The seed that a program chose, or the next one where it chose none."""
        if seed is not None:
            return seed
        self.seeds += 1
        return (self._seed + 2_654_435_761 * self.seeds) % 2**32

    def _allowed_builtins(self) -> dict[str, Any]:
        found = {name: getattr(builtins, name) for name in _MADE.split() if hasattr(builtins, name)}
        usable = names.BUILTINS | names.EXCEPTIONS | names.CAUGHT | calls.DECORATORS
        found |= {name: getattr(builtins, name) for name in usable if hasattr(builtins, name)}
        for name in dir(builtins):
            if name not in found and not name.startswith("_"):
                found[name] = _refusing(name)
        ours = {
            "getattr": get,
            "hasattr": has,
            "setattr": give,
            "vars": vars_of,
            "type": Type(),
            "exit": leave,
            "quit": leave,
        }
        return {**found, **ours, "__name__": "builtins", "__import__": self._import}

    # Imports

    def _import(
        self, name: str, _globals: object = None, _locals: object = None, names_of: Any = (), level: int = 0, /
    ) -> Any:
        if type(names_of) is list:
            # numpy's own C code imports what it needs by the importer of whoever called it; no statement has a list.
            return builtins.__import__(name, {}, {}, names_of, level)
        if level or not (name in modules.MODULES or meanings.is_drawing(name)):
            raise ImportError(f"{name} cannot be imported here")
        if names_of and "*" in names_of:
            return self._star(name)
        if names_of:
            return self.module(name)
        return self.module(name.partition(".")[0])

    def module(self, path: str) -> Any:
        """A module with what is allowed of it and nothing else."""
        if path not in self._modules:
            made = types.ModuleType(path)
            # Before its parts, which lead back to it nowhere; but each is made once.
            self._modules[path] = Pylab(self.module("numpy")) if path == "pylab" else made
            if meanings.is_drawing(path):
                if path != "pylab":
                    self._modules[path] = DRAWING
            else:
                vars(made).update(self._members(path))
        return self._modules[path]

    def _members(self, path: str) -> dict[str, Any]:
        if path.partition(".")[0] == "tqdm":
            found = dict(self._progress)
        elif path == "argparse":
            made = parsing(self.arguments, self._stdout, self._stderr, leave)
            found = {name: made[name] for name in modules.MODULES[path]}
        else:
            real = _real(path) if modules.MODULES[path] else None
            # numpy warns of names that are old, or new, as they are looked up.
            with warnings.catch_warnings(action="ignore"):
                found = {name: getattr(real, name) for name in modules.MODULES[path] if hasattr(real, name)}
        found |= _STAND_INS.get(path, {})
        if path in SCIKIT:
            found = scikit.members(found)
        if path == "sys":
            found |= {"stdout": self._stdout, "stderr": self._stderr, "argv": self.arguments}
        for inner in modules.MODULES:
            # Only those that the program speaks of: some take long to import.
            if inner.rpartition(".")[0] == path and inner.rpartition(".")[2] in self._spoken:
                found[inner.rpartition(".")[2]] = self.module(inner)
        return found

    def _star(self, module: str) -> types.ModuleType:
        """The names that the program uses of those that a star gives: those that others give it come after."""
        used = {node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name)}
        own = meanings.stored(self._tree)
        made = types.ModuleType(module)
        for name in meanings.star_names(module) & used:
            path = meanings.member(module, name)
            if path in modules.ONLY_CALLED and name in own:
                continue
            holder = self.module(module)
            if hasattr(holder, name):
                setattr(made, name, getattr(holder, name))
        made.__all__ = [name for name in vars(made) if not name.startswith("_")]  # type: ignore[attr-defined]
        return made


def _spoken(tree: ast.Module) -> frozenset[str]:
    """All words by which a program may mean a module."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update((getattr(node, "module", None) or "").split("."))
            found.update(part for alias in node.names for part in alias.name.split("."))
    return frozenset(found)


def _real(path: str) -> Any:
    """The module itself; a name of numpy's that only newer ones have is missing."""
    try:
        return import_module(path)
    except ImportError:
        holder, _, name = path.rpartition(".")
        return getattr(_real(holder), name, None) if holder else None


def _refusing(name: str) -> Any:
    """What stands for one of Python's names that may not be used, should a program come to it all the same."""

    def refused(*_: Any, **__: Any) -> Any:
        raise RuntimeError(why.why_not_name(name) or f"`{name}` is not allowed here")

    return refused
