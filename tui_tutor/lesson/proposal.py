"""Steps for a program that has none: its paragraphs, numbered, and those of its main loop."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_tutor.engine.text.naming import names_in_order
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source

MOST_STEPS = 24
"""Steps that are proposed: more than these nobody reads."""

MOST_SINGLE = 8
"""Statements up to which each is a step of its own where no blank line and no comment parts them."""

MOST_TOGETHER = 5
"""Statements of a paragraph that make one step."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_STEP_LIKE = re.compile(r"(\s*#)(?=\d+\b)")
_NOT_A_TITLE = re.compile(r"#!|#.*coding[:=]|#\s*$|#\s*[-=#*]+\s*$")
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Statements that belong together; `opens` is the line of the comment above them, else of the first of them."""

    statements: tuple[ast.stmt, ...]
    opens: int


def with_steps(source: Source, loop: int | None) -> Source:
    """The program with a line `#N title` above each step that is proposed; `loop` is the line of its main loop.

    A comment above a paragraph becomes that line, else one is put there; the program runs as before. A program that
    has steps stays as it is, and so does one in which no line can be put.
    """
    if source.steps:
        return source
    lines = _LINE.findall(source.text)
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\r", "\n"))), "\n")
    comments = _own_comments(source)
    for number in comments:
        # A comment such as `#2 layers` would be taken for a step.
        lines[number - 1] = _STEP_LIKE.sub(r"\1 ", lines[number - 1])
    found = _thinned(list(_paragraphs(source, comments, loop)), loop)
    for number, each in reversed(list(enumerate(found, 1))):
        line = lines[each.opens - 1]
        indent = line[: len(line) - len(line.lstrip())]
        if each.opens in comments:
            lines[each.opens - 1] = f"{indent}#{number} {line.strip().lstrip('#').strip()}{line[len(line.rstrip()) :]}"
        else:
            lines.insert(each.opens - 1, f"{indent}#{number} {_title(each, loop)}{end}")
    stepped = Source(source.path, "".join(lines))
    return stepped if _is_same(source, stepped, len(found)) else source


def _is_same(source: Source, stepped: Source, steps: int) -> bool:
    """Whether two texts are one program, the second with so many steps: a line may stand where none can go before."""
    try:
        return ast.dump(source.tree) == ast.dump(stepped.tree) and len(stepped.steps) == steps
    except (ProblemsError, RecursionError):
        return False


def _own_comments(source: Source) -> set[int]:
    """Lines that hold a comment and nothing else."""
    tokens = tokenize.generate_tokens(io.StringIO("\n".join(source.lines)).readline)
    return {
        token.start[0]
        for token in tokens
        if token.type == tokenize.COMMENT and not token.line[: token.start[1]].strip()
    }


def _paragraphs(source: Source, comments: set[int], loop: int | None) -> Iterator[_Paragraph]:
    """The paragraphs of a program up to the end of its main loop, which is one, and each in it one more."""
    body = _main_body(source.tree.body)
    after = next((index for index, each in enumerate(body, 1) if each.lineno == loop), len(body))
    for each in _parted(source, body[:after], comments, alone=loop):
        yield each
        statement = each.statements[0]
        if statement.lineno == loop and isinstance(statement, ast.For | ast.While):
            inner = [piece for part in _parted(source, statement.body, comments) for piece in _cut(part)]
            # A loop of a line or two is told of in one go.
            yield from inner if len(inner) > 1 else ()


def _main_body(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements that a program begins with, without imports, its docstring, and `if __name__ == …` around them."""
    found: list[ast.stmt] = []
    for index, each in enumerate(body):
        is_text = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant) and index == 0
        if isinstance(each, ast.If) and "__name__" in ast.unparse(each.test) and not each.orelse:
            found += _main_body(each.body)
        elif not is_text and not isinstance(each, ast.Import | ast.ImportFrom):
            found.append(each)
    return found


def _parted(
    source: Source, body: Sequence[ast.stmt], comments: set[int], *, alone: int | None = None
) -> list[_Paragraph]:
    """Statements by paragraphs; the one in line `alone` makes one by itself. None begins in the middle of a line."""
    groups: list[list[ast.stmt]] = []
    opens: list[int] = []
    before: ast.stmt | None = None
    for each in body:
        first = _first_line(each)
        if before is not None and first <= (before.end_lineno or 0):
            groups[-1].append(each) if groups else None
            before = each
            continue
        if source.lines[first - 1][: each.col_offset].strip():
            continue
        above = _comment_above(source, first, comments)
        blank = before is None or above - (before.end_lineno or 0) > 1
        is_other = isinstance(each, ast.FunctionDef) or isinstance(before, ast.FunctionDef)
        if blank or is_other or above < first or alone in (each.lineno, before.lineno if before is not None else None):
            groups.append([each])
            opens.append(above)
        else:
            groups[-1].append(each)
        before = each
    paragraphs = [_Paragraph(tuple(group), line) for group, line in zip(groups, opens, strict=True)]
    if len(paragraphs) == 1 and alone is None:
        count = len(paragraphs[0].statements)
        return _in_pieces(paragraphs[0], 1 if count <= MOST_SINGLE else -(-count // MOST_SINGLE))
    sizes = ((each, 3 if len(each.statements) > MOST_TOGETHER else MOST_TOGETHER) for each in paragraphs)
    return [piece for each, size in sizes for piece in _in_pieces(each, size)]


def _in_pieces(paragraph: _Paragraph, size: int) -> list[_Paragraph]:
    """A long paragraph in pieces of so many statements, `+=` after `+=` always in one."""
    statements = paragraph.statements
    pieces: list[tuple[ast.stmt, ...]] = []
    for each in statements:
        goes_on = bool(pieces) and isinstance(each, ast.AugAssign) and isinstance(pieces[-1][-1], ast.AugAssign)
        if pieces and (goes_on or len(pieces[-1]) < size):
            pieces[-1] += (each,)
        else:
            pieces.append((each,))
    lines = [paragraph.opens, *(_first_line(piece[0]) for piece in pieces[1:])]
    return [_Paragraph(piece, line) for piece, line in zip(pieces, lines, strict=True)]


def _cut(paragraph: _Paragraph) -> Iterator[_Paragraph]:
    """A paragraph of a loop in two where it goes over from reckoning to learning: before the first `+=`."""
    statements = paragraph.statements
    at = next((index for index, each in enumerate(statements) if isinstance(each, ast.AugAssign)), 0)
    yield _Paragraph(statements[: at or None], paragraph.opens)
    if at:
        yield _Paragraph(statements[at:], _first_line(statements[at]))


def _first_line(statement: ast.stmt) -> int:
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else ()
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _comment_above(source: Source, line: int, comments: set[int]) -> int:
    """The first line of the comment that stands directly above a line and says something; the line itself if none."""
    first = line
    while first - 1 in comments and not _NOT_A_TITLE.match(source.lines[first - 2].strip()):
        first -= 1
    return first


def _thinned(paragraphs: list[_Paragraph], loop: int | None) -> list[_Paragraph]:
    """No more than MOST_STEPS of them, evenly chosen; the loop itself always."""
    if len(paragraphs) <= MOST_STEPS:
        return paragraphs
    kept = {round(index * (len(paragraphs) - 1) / (MOST_STEPS - 2)) for index in range(MOST_STEPS - 1)}
    return [each for index, each in enumerate(paragraphs) if index in kept or each.statements[0].lineno == loop]


def _title(paragraph: _Paragraph, loop: int | None) -> str:
    """What a paragraph does, as far as its names tell."""
    first = paragraph.statements[0]
    if first.lineno == loop:
        return "The loop"
    if isinstance(first, ast.FunctionDef):
        return f"The function {first.name}"
    names = names_in_order(ast.Module(list(paragraph.statements), []))
    if not names:
        return "Print" if "print(" in ast.unparse(first) else "Go on"
    text = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    text = text if len(text) <= _LONGEST_TITLE else f"{names[0]} to {names[-1]}"
    return f"Change {text}" if isinstance(first, ast.AugAssign) else text
