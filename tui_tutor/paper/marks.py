"""What a grid of cells leaves on paper: grounds, drawn shapes and written words, each as a piece of SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from html import escape
from itertools import groupby
from typing import NamedTuple

from tui_tutor.paper.inks import Cell, Look
from tui_tutor.paper.strokes import HEIGHT, WIDTH, Pen, drawn, is_drawn

BASELINE = 12
"""How far below the top of its cell a letter stands."""

UNDERLINE, STRIKE = 15, 9
"""How far below the top of a cell these lines run."""

_WRITTEN = frozenset(map(chr, range(0x21, 0x7F))) | frozenset("×·−²½°±")
"""Characters that every monospace font has, and one cell wide."""


class Layer(IntEnum):
    """What lies over what."""

    GROUND = 0
    DRAWN = 1
    WRITTEN = 2


class Mark(NamedTuple):
    """One piece: of a path its data, of words their element. `group` is what it has in common with others."""

    layer: Layer
    group: str
    body: str


def marks(grid: Sequence[Sequence[Cell]], base: str) -> Iterator[Mark]:
    """All marks of a grid on paper of the colour `base`."""
    for row, cells in enumerate(grid):
        y = row * HEIGHT
        for look, start, run in _runs(cells):
            yield from _ground(look, start, len(run), y, base)
            yield from _lines(look, start, len(run), y)
            yield from _shapes(look, start, run, y)
            yield from _words(look, start, run, y)


def _runs(cells: Sequence[Cell]) -> Iterator[tuple[Look, int, list[str]]]:
    """Neighbouring cells of one look, with the column that they begin at."""
    column = 0
    for look, group in groupby(cells, key=lambda cell: cell[1]):
        texts = [text for text, _ in group]
        yield look, column, texts
        column += len(texts)


def _ground(look: Look, start: int, count: int, y: int, base: str) -> Iterator[Mark]:
    if look.ground != base:
        length = count * WIDTH
        yield Mark(
            Layer.GROUND, f'class="g" fill="{look.ground}"', f"M{start * WIDTH} {y}h{length}v{HEIGHT}h-{length}z"
        )


def _lines(look: Look, start: int, count: int, y: int) -> Iterator[Mark]:
    for is_there, down in ((look.underline, UNDERLINE), (look.strike, STRIKE)):
        if is_there:
            yield Mark(Layer.DRAWN, _pen(Pen.LIGHT, look.letters), f"M{start * WIDTH} {y + down}h{count * WIDTH}")


def _shapes(look: Look, start: int, texts: Sequence[str], y: int) -> Iterator[Mark]:
    column = start
    for text, group in groupby(texts):
        count = len(list(group))
        if is_drawn(text):
            for pen, path in drawn(text, column * WIDTH, y, count):
                yield Mark(Layer.DRAWN, _pen(pen, look.letters), path)
        column += count


def _words(look: Look, start: int, texts: Sequence[str], y: int) -> Iterator[Mark]:
    """Words whose characters any font has are set as one, each other character on its own in the middle of its cell."""
    group = f'fill="{look.letters}"'
    weight = ("b" if look.bold else "") + ("i" if look.italic else "")
    if weight:
        group += f' class="{" ".join(weight)}"'
    at = 0
    while at < len(texts):
        text = texts[at]
        if text in _WRITTEN:
            stop = _end_of_words(texts, at)
            words = "".join(texts[at:stop])
            length = f' textLength="{len(words) * WIDTH}"' if len(words) > 1 else ""
            place = f'x="{(start + at) * WIDTH}" y="{y + BASELINE}"'
            yield Mark(Layer.WRITTEN, group, f"<text {place}{length}>{escape(words, quote=False)}</text>")
            at = stop
            continue
        cells = 2 if at + 1 < len(texts) and texts[at + 1] == "" else 1
        if text.strip() and not is_drawn(text):
            middle = (start + at) * WIDTH + cells * WIDTH // 2
            place = f'x="{middle}" y="{y + BASELINE}"'
            yield Mark(Layer.WRITTEN, group, f'<text class="c" {place}>{escape(text, quote=False)}</text>')
        at += 1


def _end_of_words(texts: Sequence[str], start: int) -> int:
    """Where words end that begin at `start`: at two blanks, or at what is not in every font."""
    at = start
    while at < len(texts) and (texts[at] in _WRITTEN or (texts[at] == " " and texts[at + 1 : at + 2] != [])):
        if texts[at] == " " and texts[at + 1] not in _WRITTEN:
            break
        at += 1
    return at


def _pen(pen: Pen, colour: str) -> str:
    attribute = "stroke" if pen in (Pen.LIGHT, Pen.HEAVY, Pen.DOTS) else "fill"
    return f'class="{pen.value}" {attribute}="{colour}"'
