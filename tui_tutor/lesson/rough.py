"""A script on its way to be a lesson: its program with steps, and what a run of it has told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_tutor.engine.text.naming import names_in_order
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.proposal import with_steps
from tui_tutor.lesson.sketch import Sketch

_ERROR = re.compile(r"error|err\b|loss|cost|miss", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rough:
    """A program with steps, its main loop, the shapes of its names as far as they are known, and its iterations."""

    source: Source
    loop: ast.For | ast.While | None
    shapes: dict[str, tuple[int, ...]]
    iterations: int | None

    @property
    def body(self) -> list[ast.stmt]:
        """The program's statements."""
        return self.source.tree.body

    @property
    def given(self) -> list[str]:
        """The arrays that there are before the loop, or in a program without one."""
        at = self.body.index(self.loop) if self.loop is not None else len(self.body)
        return [name for name in names_of(self.body[:at]) if self.shapes.get(name)]

    @property
    def made(self) -> list[str]:
        """The names that the loop stores."""
        return names_of(self.loop.body) if self.loop is not None else []

    @property
    def error(self) -> str | None:
        """The first number or array of the loop that is called an error."""
        return next((each for each in self.made if is_error(each) and each in self.shapes), None)

    @property
    def differences(self) -> Iterator[tuple[str, str]]:
        """Target and prediction of each error that is one less the other: the target is given, the other is made."""
        for each in ast.walk(self.loop) if self.loop is not None else ():
            value = each.value if isinstance(each, ast.Assign) and is_error(ast.unparse(each.targets[0])) else None
            if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Sub):
                continue
            names = [side.id for side in (value.left, value.right) if isinstance(side, ast.Name)]
            targets = [name for name in names if name in self.given and name not in self.made]
            shapes = [self.shapes.get(name) for name in names]
            if len(names) == 2 and len(targets) == 1 and shapes[0] and shapes[0] == shapes[1]:
                yield targets[0], names[1 - names.index(targets[0])]

    @property
    def numpy(self) -> str:
        """What numpy is called in the program, "" where it is not imported as a whole."""
        aliases = [alias for node in self.body if isinstance(node, ast.Import) for alias in node.names]
        return next((alias.asname or alias.name for alias in aliases if alias.name == "numpy"), "")

    def stored(self, step: int) -> list[str]:
        """The arrays that a step stores outside functions and branches."""
        lines = dict(self.source.steps)
        first, last = lines[step], lines.get(step + 1, len(self.source.lines) + 1)
        end = (self.loop.end_lineno or last) if self.loop is not None else last
        statements = [*self.body, *(self.loop.body if self.loop is not None else ())]
        inside = [each for each in statements if first < each.lineno < last and each.lineno <= end]
        stores = [each for each in inside if isinstance(each, ast.Assign | ast.AugAssign)]
        return [name for name in names_of(stores) if self.shapes.get(name)]


def rough_of(source: Source, sketch: Sketch, iterations: int | None) -> Rough:
    """A script with steps, those that it has or those that are proposed."""
    stepped = with_steps(source, sketch.loop)
    found = (
        now
        for then, now in zip(source.tree.body, stepped.tree.body, strict=True)
        if then.lineno == sketch.loop and isinstance(now, ast.For | ast.While)
    )
    return Rough(stepped, next(found, None), sketch.shapes, iterations)


def names_of(statements: Sequence[ast.stmt]) -> list[str]:
    """The names that statements store, in the order in which they come to be."""
    return names_in_order(ast.Module([*statements], []))


def is_error(name: str) -> bool:
    """Whether something is called as errors are."""
    return _ERROR.search(name) is not None


def size(shape: tuple[int, ...]) -> str:
    """A shape in words: `4×3`, `a flat list of 3`."""
    return f"a flat list of {shape[0]}" if len(shape) == 1 else "×".join(map(str, shape))
