"""A program, compiled once with both ways in every body: as it is, to run fast, and probed, to be watched."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from types import CodeType

from tui_tutor.engine.imported.guarded import guarded
from tui_tutor.engine.probe.bodies import Bodies
from tui_tutor.engine.probe.heads import Loop, LoopSite
from tui_tutor.engine.probe.sites import FunctionSite, Site
from tui_tutor.engine.text.at_home import at_home
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source


@dataclass(frozen=True)
class Program:
    """A program ready to run.

    `loops` are those that may be the main loop, `loop` is the one that is, in the source's tree; None where there is
    none, or as long as it is not known. `stretches` are the first and the last line of what goes one of two ways.
    `pieces` are the lines of statements whose inside cannot be stepped: they run as they are.
    """

    source: Source
    code: CodeType
    sites: Sequence[Site]
    functions: Sequence[FunctionSite]
    stretches: Sequence[tuple[int, int]]
    loops: Sequence[LoopSite]
    loop: Loop | None = None
    pieces: Sequence[int] = ()


def compile_program(source: Source, chosen: int | None = None) -> Program:
    """Compile a program; the loop on the line `chosen` can be its main loop wherever it lies.

    Raises ProblemsError where it is nested so deeply that nothing fits around it.
    """
    bodies = Bodies(source, chosen)
    tree = bodies.module() if source.trust is not None else at_home(guarded(source.tree, bodies.module()))
    try:
        with warnings.catch_warnings(action="ignore"):
            code = compile(ast.fix_missing_locations(tree), source.path, "exec", dont_inherit=True)
    except SyntaxError as error:
        # What comes around the program takes one of the blocks that Python can nest.
        message = f"this cannot be stepped: {error.msg}; put an inner part of it into a function"
        raise ProblemsError([Problem(source.path, error.lineno or 1, 0, message)]) from None
    return Program(
        source=source,
        code=code,
        sites=bodies.sites,
        functions=bodies.functions,
        stretches=bodies.stretches,
        loops=bodies.loops,
        pieces=bodies.pieces,
    )
