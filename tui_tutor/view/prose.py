"""A lesson's Markdown as lines: paragraphs, lists, bold, italics and code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui_tutor.lesson.live import FIRST_MARK
from tui_tutor.view.lines import EMPTY, Line, Piece, wrap

_MARKS = {"strong": "strong", "em": "italic"}


@lru_cache(maxsize=64)
def prose(text: str, columns: int, values: tuple[str, ...] = ()) -> tuple[Line, ...]:
    """Markdown wrapped to a width; `values` are put in place of the marks FIRST_MARK, the one after it, and so on."""
    marks = {FIRST_MARK + index: value for index, value in enumerate(values)}
    lines: list[Line] = []
    indents: list[str] = []
    numbers: list[int] = []
    bullet = ""
    for token in _tokens(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(1 if token.type.startswith("ordered") else 0)
            indents.append("  ")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
            indents.pop()
        elif token.type == "list_item_open":
            bullet = f"{numbers[-1]}. " if numbers[-1] else "• "
            numbers[-1] += bool(numbers[-1])
        elif token.type == "paragraph_open" and lines and not bullet:
            lines.append(EMPTY)
        elif token.type == "inline":
            pieces = tuple((text.translate(marks), role) for text, role in _pieces(token.children or []))
            lines += _paragraph(pieces, columns, "".join(indents), bullet)
            bullet = ""
        elif token.type in ("fence", "code_block"):
            rows = token.content.translate(marks).rstrip("\n").split("\n")
            lines += [EMPTY, *((("  " + row, "code.inline"),) for row in rows)]
    return tuple(lines)


@lru_cache(maxsize=256)
def _paragraph(pieces: Line, columns: int, indent: str, bullet: str) -> list[Line]:
    rows: list[Line] = []
    hanging = " " * (len(indent) + (len(bullet) if bullet else 0))
    for number, part in enumerate(wrap(pieces, max(8, columns - len(hanging)))):
        head = indent + bullet if number == 0 else hanging
        rows.append(((head, "dim"), *part) if head else part)
    return rows


def _pieces(tokens: Iterable[Token]) -> Iterable[Piece]:
    roles: list[str] = []
    for token in tokens:
        kind = token.type.rsplit("_", 1)
        if len(kind) == 2 and kind[0] in _MARKS:
            if kind[1] == "open":
                roles.append(_MARKS[kind[0]])
            elif roles:
                roles.pop()
        elif token.type == "code_inline":
            yield token.content, " ".join(["code.inline", *roles])
        elif token.type in ("softbreak", "hardbreak"):
            yield " ", "text"
        elif token.content:
            yield token.content, " ".join(["prose", *roles])


@lru_cache(maxsize=64)
def _tokens(text: str) -> list[Token]:
    return _parser().parse(text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
