"""The loops of a program in a list, from which the main one is chosen: where each stands, and how often it turns."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.estimate import Loop, turns_told
from tui_tutor.view.equation import short
from tui_tutor.view.numbers import thousands
from tui_tutor.view.signs import shown
from tui_tutor.view.state import State

BY_ITSELF = "the loop that does the most work, as the tutor finds it"
"""The entry that leaves the choice to the tutor."""

NOTHING = "This program has no other loop."


@dataclass(frozen=True, slots=True)
class Choice:
    """A loop that the iteration keys can go through.

    `code` is its header, `depth` in how many loops of the same function it lies. `function` is what holds it, "" for
    none. `turns` are those of one run, None where the text does not tell and the program has not run it.
    """

    line: int
    code: str
    function: str
    depth: int
    turns: int | None
    is_main: bool

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"line {self.line}" + (f", in {shown(self.function)}()" if self.function else "")


def choices(state: State) -> list[Choice]:
    """The loops of the program that is stepped, in the order of its text."""
    source, moment = state.lesson.source, state.moment
    main = moment.loop if moment is not None else None
    told = turns_told(source.tree)
    found = []
    for loop, function, depth in _loops(source.tree):
        is_main = loop.lineno == main
        turns = moment.total if is_main and moment is not None else told.get(loop.lineno)
        found.append(Choice(loop.lineno, _header(source, loop), function, depth, turns, is_main))
    return found


def entry(choice: Choice, columns: int) -> str:
    """One loop on two lines: its header, then where it stands, its turns, and whether it is the main loop."""
    mark, indent = "▸" if choice.is_main else " ", "  " * choice.depth
    code = short(shown(choice.code), columns - len(indent) - 2)
    words = [choice.place]
    if choice.turns is not None:
        words.append("1 turn" if choice.turns == 1 else f"{thousands(choice.turns)} turns")
    words += ["the main loop"] if choice.is_main else []
    return f"{mark} {indent}{code}\n  {indent}{' · '.join(words)}"


def _loops(tree: ast.Module) -> Iterator[tuple[Loop, str, int]]:
    """Every loop, with the function that holds it and in how many loops of that function it lies."""

    def within(node: ast.AST, function: str, depth: int) -> Iterator[tuple[Loop, str, int]]:
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.FunctionDef):
                yield from within(each, each.name, 0)
            elif isinstance(each, ast.For | ast.While):
                yield each, function, depth
                yield from within(each, function, depth + 1)
            else:
                yield from within(each, function, depth)

    yield from within(tree, "", 0)


def _header(source: Source, loop: Loop) -> str:
    """A loop's header on one line, without its colon."""
    if isinstance(loop, ast.While):
        return f"while {ast.unparse(loop.test)}"
    text = source.lines[loop.lineno - 1].strip()
    one_line = loop.iter.end_lineno == loop.lineno and text.endswith(":")
    return text[:-1] if one_line else f"for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}"
