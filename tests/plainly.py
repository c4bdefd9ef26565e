"""A program as Python alone runs it, wherever its loop lies: what the engine's view of it is compared with."""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import random
import sys
import types
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from engine_help import SEED, Bits, data_bits, names_of

from tui_tutor.engine.imported.surroundings import Surroundings
from tui_tutor.engine.probe.heads import Loop
from tui_tutor.engine.rewind.machine import frames_below
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position
from tui_tutor.engine.watch.standing import NOT_DATA
from tui_tutor.engine.watch.unfolding import unfolded

FILE = "plainly.py"

PYTHONS = ("__name__", "__builtins__", "__doc__", "__annotations__")
"""Names that Python gives a module."""


STAND_INS = ("logging", "matplotlib", "pylab", "seaborn", "mpl_toolkits", "tqdm", "time", "datetime", "sklearn")


def importer(text: str) -> Callable[..., Any]:
    """Python's own importer, but for what would draw, or tell the time."""
    surroundings = Surroundings(ast.parse(text), "", SEED)

    def imported(name: str, *more: Any) -> Any:
        if name.partition(".")[0] not in STAND_INS:
            return builtins.__import__(name, *more)
        return surroundings._import(name, *more)

    return imported


def own(text: str) -> frozenset[str]:
    """Types whose values are told by what they hold, or not at all: a program's own, generators, what is drawn."""
    classes = {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)}
    others = {"generator", "Cached", "_lru_cache_wrapper", "Progress", "Drawing", "Pylab", "Logger", "ArgumentParser"}
    return frozenset(others | classes)


class Python:
    """A program as Python alone runs it, with the names as each turn of a loop begins."""

    def __init__(self, text: str, loop: Loop | None) -> None:
        self.begun: list[dict[str, Bits]] = []
        self.printed_then: list[str] = []
        self.error: str | None = None
        self._loop, self._untold, self._output = loop, own(text), io.StringIO()
        # Where each running function has been last: the first line of a body may be an inner loop's, which comes again.
        self._before: dict[types.FrameType, int] = {}
        # Where a plotting library, a bar or a clock is imported, both get the same.
        python = {**vars(builtins), "__import__": importer(text)}
        names: dict[str, Any] = {"__name__": "__main__", "__builtins__": python}
        code = compile(text, FILE, "exec", dont_inherit=True)
        np.random.seed(SEED)
        random.seed(SEED)
        outer, deepest = sys.gettrace(), sys.getrecursionlimit()
        # By itself a program has all of Python's depth to itself.
        sys.setrecursionlimit(deepest + frames_below())
        given, sys.argv = sys.argv, [FILE]
        with contextlib.redirect_stdout(self._output), np.errstate(), np.printoptions():
            sys.settrace(self._trace)
            try:
                exec(code, names)
            except SystemExit:
                # What it leaves with is no output.
                pass
            except Exception as error:
                self.error = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
            finally:
                sys.argv = given
                sys.settrace(outer)
                sys.setrecursionlimit(deepest)
            spoken = {name: value for name, value in names.items() if name in code.co_names}
            self.final = data(unfolded([spoken])[0], self._untold)
        self.printed = self._output.getvalue()

    def _trace(self, frame: types.FrameType, event: str, _: object) -> Callable[..., Any] | None:
        if frame.f_code.co_filename != FILE:
            return None
        if event == "line":
            came, self._before[frame] = self._before.get(frame), frame.f_lineno
            if self._loop is not None and (came, frame.f_lineno) == (self._loop.lineno, self._loop.body[0].lineno):
                self.begun.append(_seen(frame, self._untold))
                self.printed_then.append(self._output.getvalue())
        return self._trace


def _seen(frame: types.FrameType, untold: Collection[str]) -> dict[str, Bits]:
    frames: list[dict[str, Any]] = []
    at: types.FrameType | None = frame
    while at is not None:
        if at.f_code.co_filename == FILE:
            # A star gives names that the program never speaks of.
            code = at.f_code
            written = {*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars}
            spoken = {name: v for name, v in at.f_locals.items() if name in written}
            frames.insert(0, {name: v for name, v in spoken.items() if name not in PYTHONS})
        at = at.f_back
    frames = list(frames)
    parted = unfolded(frames, len(frames))
    return data({name: value for names in parted for name, value in names.items()}, untold)


def data(names: dict[str, Any], untold: Collection[str]) -> dict[str, Bits]:
    """Names that hold data, without those of types whose values are not told."""
    return {name: bits for name, bits in data_bits(names).items() if bits[0] not in untold}


def shown(engine: Engine, position: Position, untold: Collection[str]) -> dict[str, Bits]:
    """The same of what a moment shows."""
    return {n: b for n, b in names_of(moment(engine, position)).items() if b[0] not in {*untold, *NOT_DATA}}
