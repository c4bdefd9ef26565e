"""What a program's author says in it: the comments above its statements and the docstrings of its functions."""

from __future__ import annotations

import ast
import re
from functools import cached_property

from tui_tutor.engine.text.source import Source

_FOR_THE_TUTOR = re.compile(r"#(\d+\b|plot\b|watch\b|!|\s*-\*-)")
"""Comments that are said to the tutor, to a shell or to an editor, and not to a reader."""

_RULE = re.compile(r"^[\s#=*~_+-]*$")
"""Comments that only part what is above them from what is below."""


Documented = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class OwnWords:
    """Comments and docstrings of a program, by line and by name."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def are_there(self) -> bool:
        """Whether the author has said anything at all."""
        return bool(self._comments) or any(text for _, text in self._docstrings)

    def of_line(self, number: int) -> str:
        """What is said of the statement that begins on a line: above it or at its end; "" where nothing is.

        Comments above a statement are those of the statements below as well, up to a blank line or other comments.
        """
        beside = self._comments.get(number, "") if self._is_beside(number) else ""
        above: list[str] = []
        at = number - 1
        while at > 0 and not self._is_comment(at):
            if not self._source.lines[at - 1].strip():
                return beside
            at -= 1
        while at > 0 and self._is_comment(at):
            if at in self._comments:
                above.insert(0, self._comments[at])
            at -= 1
        return "\n".join(each for each in (" ".join(above), beside) if each)

    def of_function(self, name: str) -> str:
        """The docstring of a function, a class or a method, its first paragraph; "" where it has none.

        Where several have the name nobody can tell by it which is meant, unless all say the same.
        """
        found = {text for node, text in self._docstrings if getattr(node, "name", None) == name}
        return found.pop() if len(found) == 1 else ""

    def around(self, number: int) -> str:
        """The docstring of the function that a line lies in; where it has none of its class, else of the program."""
        holding = [each for each in self._docstrings if _holds(each[0], number)]
        return next((text for _, text in sorted(holding, key=_depth, reverse=True) if text), "")

    def _is_comment(self, number: int) -> bool:
        return self._source.lines[number - 1].lstrip().startswith("#")

    def _is_beside(self, number: int) -> bool:
        return number in self._comments and not self._is_comment(number)

    @cached_property
    def _comments(self) -> dict[int, str]:
        """The words of each line's comment."""
        return {
            line: text.lstrip("# \t").rstrip()
            for line, text in self._source.comments.items()
            if not _FOR_THE_TUTOR.match(text) and not _RULE.match(text)
        }

    @cached_property
    def _docstrings(self) -> list[tuple[Documented, str]]:
        """What the program and its functions and classes say of themselves, in the order of the text; "" is nothing."""
        found = [node for node in ast.walk(self._source.tree) if isinstance(node, Documented)]
        said = [(node, ast.get_docstring(node) or "") for node in found]
        return [(node, " ".join(text.strip().split("\n\n")[0].split())) for node, text in said]


def _holds(node: Documented, number: int) -> bool:
    """Whether a line lies in a function, a class or the program."""
    return isinstance(node, ast.Module) or node.lineno <= number <= (node.end_lineno or node.lineno)


def _depth(documented: tuple[Documented, str]) -> int:
    """What lies further in begins further down."""
    node, _ = documented
    return 0 if isinstance(node, ast.Module) else node.lineno
