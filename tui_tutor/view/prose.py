"""A lesson's Markdown as lines: paragraphs, lists, bold, italics and code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui_tutor.view.lines import EMPTY, Line, Piece, wrap

_MARKS = {"strong": "strong", "em": "italic"}


@lru_cache(maxsize=64)
def prose(text: str, columns: int) -> tuple[Line, ...]:
    """Markdown wrapped to a width."""
    lines: list[Line] = []
    indents: list[str] = []
    numbers: list[int] = []
    bullet = ""
    for token in _parser().parse(text):
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
            lines += _paragraph(token, columns, "".join(indents), bullet)
            bullet = ""
        elif token.type in ("fence", "code_block"):
            lines += [EMPTY, *((("  " + row, "code.inline"),) for row in token.content.rstrip("\n").split("\n"))]
    return tuple(lines)


def _paragraph(token: Token, columns: int, indent: str, bullet: str) -> list[Line]:
    rows: list[Line] = []
    hanging = " " * (len(indent) + (len(bullet) if bullet else 0))
    for number, part in enumerate(wrap(tuple(_pieces(token.children or [])), max(8, columns - len(hanging)))):
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


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
