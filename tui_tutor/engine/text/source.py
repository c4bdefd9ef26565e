"""A program's text: read, parsed, and measured in characters."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from tui_tutor.engine.text import python2
from tui_tutor.engine.text.files import decode, read_file
from tui_tutor.engine.text.nesting import too_deep_line
from tui_tutor.engine.text.problems import LINE_END, Problem, ProblemsError

LARGEST_FILE = 1_000_000
"""Bytes; no lesson and no script that is read by a person comes near it."""

_STEP = re.compile(r"#(\d+)\b")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of source text: lines count from 1, columns from 0 in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def end_on_line(self) -> int:
        """The column where it ends on its first line; behind the end of that line where it goes on below."""
        return self.end_column if self.end_line == self.line else LINE_END


@dataclass(frozen=True, slots=True)
class Trust:
    """That a program runs as Python itself runs it, past the guard: the whole path of its file, and its arguments."""

    file: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """The text of one program and the path that messages name it by; without `trust` the guard is to look at it."""

    path: str
    text: str
    trust: Trust | None = None
    lines: list[str] = field(init=False, repr=False, compare=False)
    _ends: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Only what the parser takes for a line end: str.splitlines also splits at form feeds and the like.
        object.__setattr__(self, "lines", re.split(r"\r\n|\r|\n", self.text))

    @classmethod
    def read(cls, path: Path, trust: Trust | None = None) -> Source:
        """Read a Python file in the encoding that it declares.

        Raises ProblemsError where the file is missing, unreadable, too large or not text.
        """
        data = read_file(path, LARGEST_FILE, "a program")
        return cls(str(path), decode(path, data, _encoding(path, data)), trust)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree; raises ProblemsError where Python cannot parse the text."""
        try:
            # Without its name: Python would look up the line in the file, which may hold something else.
            return ast.parse(self.text)
        except SyntaxError as error:
            older = python2.problems(self.path, self.text, error)
            if older:
                raise ProblemsError(older) from None
            line = min(error.lineno or 1, len(self.lines))
            message, column = f"Python cannot read this: {error.msg}", max(0, (error.offset or 1) - 1)
            end = (error.end_offset or 1) - 1 if error.end_lineno in (None, error.lineno) else LINE_END
            raise ProblemsError([Problem(self.path, line, column, message, end=end)]) from None
        except (RecursionError, MemoryError):
            line = too_deep_line("\n".join(self.lines))
            message = "this is nested too deeply for Python to read; store parts of it in names first"
            raise ProblemsError([Problem(self.path, line, 0, message)]) from None
        except ValueError as error:
            raise ProblemsError([Problem(self.path, 1, 0, f"Python cannot read this: {error}")]) from None

    def column(self, line: int, offset: int) -> int:
        """The character column of a UTF-8 byte offset, which is what syntax trees hold."""
        text = self.lines[line - 1]
        if text.isascii():
            return offset
        if line not in self._ends:
            self._ends[line] = list(accumulate(len(sign.encode(errors="surrogatepass")) for sign in text))
        return bisect_right(self._ends[line], offset)

    def span(self, node: ast.expr | ast.stmt | ast.pattern) -> Span:
        """Where a node stands, in characters."""
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return Span(node.lineno, self.column(node.lineno, node.col_offset), end_line, self.column(end_line, end))

    def segment(self, span: Span) -> str:
        """The text of a span, line ends written as newlines."""
        if span.line == span.end_line:
            return self.lines[span.line - 1][span.column : span.end_column]
        first = self.lines[span.line - 1][span.column :]
        between = self.lines[span.line : span.end_line - 1]
        return "\n".join([first, *between, self.lines[span.end_line - 1][: span.end_column]])

    @cached_property
    def steps(self) -> list[tuple[int, int]]:
        """The numbered steps as (step, line): a comment line `#N`, N running 1, 2, 3 …, opens step N."""
        found: list[tuple[int, int]] = []
        for line in self._comment_lines():
            match = _STEP.match(self.lines[line - 1].strip())
            if match and int(match[1]) == len(found) + 1:
                found.append((len(found) + 1, line))
        return found

    @property
    def is_notebook(self) -> bool:
        """Whether it was made of a notebook's cells, each of which is a step."""
        return self.path.endswith(".ipynb")

    def cell_at(self, line: int) -> str:
        """Which cell of a notebook a line belongs to, in words; "" in any other program."""
        step = self.step_at(line) if self.is_notebook else None
        return f"cell {step}, line {line - dict(self.steps)[step]}" if step is not None else ""

    def step_at(self, line: int) -> int | None:
        """The step that a line belongs to, None before the first."""
        step = None
        for number, opened in self.steps:
            if opened > line:
                break
            step = number
        return step

    def problem(self, node: ast.expr | ast.stmt, message: str) -> Problem:
        """A problem at a node of this program."""
        span = self.span(node)
        return Problem(self.path, span.line, span.column, message, end=span.end_on_line)

    @cached_property
    def comments(self) -> dict[int, str]:
        """The comments by line, each from its `#` on."""
        tokens = tokenize.generate_tokens(io.StringIO("\n".join(self.lines)).readline)
        found: dict[int, str] = {}
        # Of a text that cannot be read those that stand before it breaks off.
        with suppress(tokenize.TokenError, SyntaxError):
            found.update((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)
        return found

    def _comment_lines(self) -> list[int]:
        return [line for line in self.comments if self.lines[line - 1].lstrip().startswith("#")]


def encoding_of(path: Path) -> str:
    """The encoding that a Python file declares. Raises ProblemsError as reading it does."""
    return _encoding(path, read_file(path, LARGEST_FILE, "a program"))


def _encoding(path: Path, data: bytes) -> str:
    """The encoding that a Python file declares."""
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except (SyntaxError, ValueError) as error:
        if "encoding declaration" in str(error):
            # The bytes themselves are wrong: where they are is found, and told, when they are decoded.
            return "utf-8-sig"
        line = 1 if b"coding" in data.partition(b"\n")[0] else 2
        raise ProblemsError([Problem(str(path), line, 0, f"cannot be decoded: {error}; save it as UTF-8")]) from None
