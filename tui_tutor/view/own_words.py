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


class OwnWords:
    """Comments and docstrings of a program, by line and by name."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def are_there(self) -> bool:
        """Whether the author has said anything at all."""
        return bool(self._comments or self._docstrings)

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
        """The docstring of a function, a class or a method, its first paragraph; "" where it has none."""
        return self._docstrings.get(name, "")

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
    def _docstrings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in ast.walk(self._source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                text = ast.get_docstring(node)
                if text and text.strip():
                    found.setdefault(node.name, " ".join(text.strip().split("\n\n")[0].split()))
        return found
