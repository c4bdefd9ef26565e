"""Loops that may be the main loop: their heads are where the program waits, and where it goes on with another turn."""

from __future__ import annotations

import ast
import symtable
from dataclasses import dataclass
from typing import TypeVar

from tui_tutor.engine.probe.leaving import Breaks
from tui_tutor.engine.probe.pieces import MISSING, TURNS, stored_names
from tui_tutor.engine.probe.probe import Prober
from tui_tutor.engine.probe.reaching import LOOPS
from tui_tutor.engine.probe.scopes import own_names, yields
from tui_tutor.engine.text.source import Source

Loop = ast.For | ast.While

S = TypeVar("S", bound=ast.stmt)


@dataclass(frozen=True, slots=True)
class LoopSite:
    """A loop that may be the main loop: its node in the source's tree, and the function that it stands in.

    `names` are the function's own names that the loop's target does not store, in the order in which they are given
    back; none outside functions.
    """

    number: int
    node: Loop
    function: str
    names: tuple[str, ...]


class Heads(Prober):
    """Finds the loops of one program, and makes what their heads ask the tutor.

    `chosen` is the line of a loop that can be the main loop wherever it lies.
    """

    def __init__(self, source: Source, chosen: int | None) -> None:
        super().__init__(source)
        self.loops: list[LoopSite] = []
        self._chosen = chosen
        self._originals = {
            _place(node): node for node in ast.walk(source.tree) if isinstance(node, (*LOOPS, ast.FunctionDef))
        }
        self._tables: list[symtable.SymbolTable] = [symtable.symtable(source.text, source.path, "exec")]
        self._functions: list[ast.FunctionDef] = []
        self._in_loops = 0

    def original(self, node: S) -> S:
        """A statement of the source's own tree, to which nothing has been done."""
        found = self._originals[_place(node)]
        assert isinstance(found, type(node))
        return found

    def _loop_site(self, node: Loop) -> LoopSite | None:
        """A number for a loop that may be the main loop, None for one that cannot be."""
        is_chosen = self._chosen == node.lineno
        generates = bool(self._functions) and any(map(yields, self._functions[-1].body))
        # What a class in a function sees of that lies in cells, which nothing is put back into.
        is_inner_class = self._is_class and bool(self._functions)
        if is_inner_class or generates or (self._in_loops and not is_chosen):
            return None
        names: list[str] = []
        if self._functions:
            own = set(own_names(self._functions[-1])) - set(self._tables[-1].get_frees())  # type: ignore[attr-defined]
            own -= self._global_names[-1]
            targets = stored_names(node.target) if isinstance(node, ast.For) else []
            names = sorted(own - set(targets))
        function = self._functions[-1].name if self._functions else ""
        site = LoopSite(len(self.loops), self.original(node), function, tuple(names))
        self.loops.append(site)
        return site

    def _witness(self) -> list[ast.expr]:
        """A function that holds the variables which the present function has from others around it, if it has any."""
        frees = sorted(self._tables[-1].get_frees()) if self._functions else []  # type: ignore[attr-defined]
        if not frees:
            return []
        nothing = ast.arguments([], [], None, [], [], None, [])
        return [ast.Lambda(nothing, ast.Tuple([ast.Name(name, ast.Load()) for name in frees], ast.Load()))]

    def _given_back(self, site: LoopSite, origin: ast.stmt) -> ast.stmt:
        """The first statement of a turn: where the tutor has gone back, it gives the function its names again."""
        body: list[ast.stmt] = []
        if site.names:
            names = ast.Tuple([ast.Name(name, ast.Store()) for name in site.names], ast.Store())
            body.append(ast.Assign([names], self._asked("given", [ast.Constant(site.number)], origin)))
            for name in site.names:
                missing = ast.Compare(ast.Name(name, ast.Load()), [ast.Is()], [ast.Name(MISSING, ast.Load())])
                body.append(ast.If(missing, [ast.Delete([ast.Name(name, ast.Del())])], []))
        back = ast.Attribute(ast.Name(TURNS, ast.Load()), "back", ast.Store())
        body.append(ast.Assign([back], ast.Constant(False)))
        return self._at(ast.If(self._goes_back(site, origin), body, []), origin)

    def _goes_back(self, site: LoopSite, origin: ast.AST) -> ast.expr:
        """Whether the tutor has gone back to a turn of this very run.

        What is evaluated while the program waits may run a loop of the program's beside it: that one is given nothing.
        """
        here = self._asked("is_here", [ast.Constant(site.number)], origin)
        return ast.BoolOp(ast.And(), [self._told("back"), here])

    def _breaking_off(self, site: LoopSite, body: list[ast.stmt]) -> list[ast.stmt]:
        return Breaks(lambda node: self._asked("breaks", [ast.Constant(site.number)], node)).inside(body)

    def _asked(self, method: str, arguments: list[ast.expr], origin: ast.AST) -> ast.expr:
        function = self._at(ast.Attribute(ast.Name(TURNS, ast.Load()), method, ast.Load()), origin)
        return self._at(ast.Call(function, arguments, []), origin)

    def _told(self, name: str) -> ast.expr:
        return ast.Attribute(ast.Name(TURNS, ast.Load()), name, ast.Load())

    def _table(self, node: ast.FunctionDef | ast.ClassDef) -> symtable.SymbolTable:
        """Python's own table of a function's names."""
        for table in self._tables[-1].get_children():
            if table.get_name() == node.name and table.get_lineno() == node.lineno:
                return table
        raise LookupError(node.name)


def _place(node: ast.stmt) -> tuple[int, int]:
    return node.lineno, node.col_offset


def why_no_site(tree: ast.Module, line: int) -> str:
    """Why a program has no loop on a line that the tutor could stand at the head of."""
    if any(isinstance(node, ast.For | ast.While) and node.lineno == line for node in ast.walk(tree)):
        return f"the loop on line {line} lies in a generator, or in a class in a function, where no state is put back"
    return f"no loop begins on line {line}"
