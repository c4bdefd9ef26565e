"""The way that a number is followed along, in words: where it began, each operation on it, and what weighed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Part
from tui_tutor.engine.watch.rules import sign
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.provenance.hop import End, Hop, Lit
from tui_tutor.view.cursor import PLACE, WHOLE, Cursor
from tui_tutor.view.equation import short
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, Piece, clip, line, width
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number, thousands

Cell = tuple[int, ...]

TOLD = 5
"""Cells that are told with what they contributed."""

LONGEST = 18
"""Characters that the text of an operand may have on the way."""

BACK, ON, CUT = " ← ", " → ", "…"

ENDS = {
    End.LITERAL: "the program's text",
    End.DRAW: "drawn at random",
    End.CREATED: "made new",
    End.HELD: "out of a list",
    End.LOOP: "what the loop brings",
}

SHAPE_ENDS = {
    End.LITERAL: "the program's text",
    End.DRAW: "drawn at random in this shape",
    End.CREATED: "made new in this shape",
    End.HELD: "made of a list",
    End.LOOP: "what the loop brings",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the learner stands on a way: the position, what is pointed at, and the hop that led here.

    Of the first one, which no hop led to, `start` says what is followed.
    """

    position: str
    cursor: Cursor | None
    focus: Panel | None
    hop: Hop | None = None
    start: str = ""


def way_lines(way: Sequence[Stand], columns: int) -> list[Line]:
    """The way so far in one line, its end in sight, and a line on what the last operation was made of."""
    hops = [stand.hop for stand in way if stand.hop is not None]
    if not hops:
        return []
    pieces: list[Piece] = []
    for stand in way:
        if stand.hop is not None:
            pieces.append((ON if stand.hop.forward else BACK, "dim"))
            is_last = stand is way[-1]
            pieces.append((told(stand.hop), "strong" if is_last else "text"))
        elif stand.start:
            pieces.append((stand.start, "text"))
    return [_from_left(pieces, columns), *(clip(each, columns) for each in made_lines(hops[-1]))]


def _from_left(pieces: Sequence[Piece], columns: int) -> Line:
    """As many of the last pieces as there is room for."""
    kept: list[Piece] = list(pieces)
    while len(kept) > 2 and width(tuple(kept)) + len(CUT) * (len(kept) < len(pieces)) > columns:
        kept = kept[2:] if len(kept) == len(pieces) and len(pieces) % 2 == 0 else kept[1:]
        while kept and kept[0][0] not in (BACK, ON) and len(kept) > 1:
            kept = kept[1:]
    cut = ((CUT, "dim"),) if len(kept) < len(pieces) else ()
    return clip(line(*cut, *kept), columns)


def told(hop: Hop) -> str:
    """One operation on the way."""
    if hop.bundle is not None:
        many = hop.bundle
        return (
            f"{thousands(many.count)} updates in iterations {thousands(many.first)} to {thousands(many.last)}, "
            f"the largest here"
        )
    if hop.size:
        return _shape_told(hop)
    where = _iteration(hop)
    best = hop.made[hop.main] if hop.main is not None else None
    if hop.kind is Kind.DOT and len(hop.made) > 1:
        names = [next((each.name for each in hop.made if each.operand == side), "") for side in (0, 1)]
        of = _labels(hop.axes, hop.cell)
        return f"{of[0]} of {_short(names[0])} · {_short(names[1])}" if of else " · ".join(map(_short, names))
    if hop.kind is Kind.UPDATE and hop.made:
        change = next((each for each in hop.made if each.operand == 1), hop.made[0])
        return f"{hop.name or _short(hop.code)} {hop.symbol}= {_number(change.number)}{where}"
    if hop.end is not End.NONE:
        return f"{_short(hop.name or hop.code)}: {ENDS[hop.end]}"
    if hop.symbol.isidentifier() and best is not None and best.number is not None and hop.kind is not Kind.INDEX:
        return f"{hop.symbol}({_number(best.number)})"
    if hop.kind is Kind.REDUCE:
        return f"{hop.symbol} of {len(hop.made)}"
    numbers = [_number(each.number) for each in hop.made if each.number is not None]
    if hop.kind is Kind.ELEMENTWISE and numbers:
        sides = f" {sign(hop.symbol)} ".join(numbers)
        return sides if len(numbers) > 1 else f"{sign(hop.symbol)}({sides})"
    return f"{_short(best.name)}{named(best.axes, best.cell)}" if best is not None else _short(hop.code)


def _shape_told(hop: Hop) -> str:
    """One operation on a way of shapes."""
    if hop.end is not End.NONE and not hop.forward:
        return f"{_short(hop.name or hop.code)} is {hop.size}: {SHAPE_ENDS[hop.end]}"
    return f"{_short(hop.code)}: {hop.rule or hop.size}"


def _sizes(hop: Hop) -> list[Line]:
    """The arrays that a shape was made of, and with which of them the way goes on."""
    if hop.forward or not hop.made or hop.main is None:
        return []
    told_: list[Piece] = [("made of: ", "dim")]
    for at, each in enumerate(hop.made):
        told_ += [(" · ", "dim")] if at else []
        told_ += [(_short(each.name), "axis"), (f" {each.size}", "strong" if at == hop.main else "text")]
    if len(hop.made) > 1:
        told_ += [("  the way goes on with ", "dim"), (_short(hop.made[hop.main].name), "axis")]
    return [line(*told_)]


def made_lines(hop: Hop) -> list[Line]:
    """What a number was made of, the largest first."""
    if hop.size:
        return _sizes(hop)
    if hop.forward or hop.number is None:
        return []
    told_: list[Piece] = [("by size: ", "dim")]
    terms = _terms(hop)
    for at, (name, amount) in enumerate(terms[:TOLD]):
        told_ += [(" · ", "dim")] if at else []
        told_ += [(f"{name} ", "axis"), (_number(amount), "strong" if not at else "text")]
    if len(terms) < 2:
        return []
    rest = len(terms) - TOLD
    told_ += [(f" and {rest} more", "dim")] if rest > 0 else []
    return [line(*told_, (f"  together {_number(hop.number)}", "dim"))]


def _terms(hop: Hop) -> list[tuple[str, float]]:
    """What is added up, by name, the largest first."""
    found: list[tuple[str, float]] = []
    for each in hop.made:
        if each.amount is None or not np.isfinite(each.amount):
            continue
        if hop.kind is Kind.DOT:
            if each.operand == 0:
                inner = each.cell[-1:] if each.cell else ()
                found.append(
                    (label(each.axes[-1] if each.axes else None, inner[0]) if inner else each.name, each.amount)
                )
        elif hop.kind is Kind.UPDATE:
            found.append(("change" if each.operand else "old", each.amount))
        else:
            found.append((f"{_short(each.name)}{named(each.axes, each.cell)}", each.amount))
    return sorted(found, key=lambda term: -abs(term[1]))


def named(axes: Sequence[str | None], cell: Cell | None) -> str:
    """A cell as it is called: `[C3,O1]`, nothing for a single number."""
    found = _labels(axes, cell)
    return f"[{','.join(found)}]" if found else ""


def _labels(axes: Sequence[str | None], cell: Cell | None) -> list[str]:
    if not cell:
        return []
    names = axes if len(axes) == len(cell) else (None,) * len(cell)
    return [label(axis, at) if axis else str(at) for axis, at in zip(names, cell, strict=True)]


def _iteration(hop: Hop) -> str:
    place = hop.position.place
    return f" in {thousands(place.iteration or 0)}" if place.part is Part.LOOP else ""


def _number(value: Any) -> str:
    return number(value).strip() if value is not None else "?"


def _short(text: str) -> str:
    return short(text, LONGEST)


def lit_words(hop: Hop) -> frozenset[str]:
    """The places of the cells that a number was made of, as words of roles."""
    return frozenset(word for each in hop.made if (word := _word(each)))


def _word(lit: Lit) -> str:
    place = place_of(lit.cell)
    return f"{PLACE}{lit.operand}:{place[0]}:{place[1]}" if lit.operand is not None and place is not None else ""


def place_of(cell: Cell | None) -> tuple[int, int] | None:
    """Row and column of a cell as it is drawn; None for one that is not, or for all of them."""
    if cell is None or any(cell[:-2]):
        return None
    row, column = (0, 0, *cell)[-2:]
    return row, column


def cell_at(value: Value | None, row: int, column: int) -> Cell | None:
    """The cell that is drawn at a row and a column; None for the whole of it."""
    if value is None or value.shape is None or row == WHOLE:
        return None
    return (*((0,) * len(value.shape)), row, column)[-len(value.shape) :] if value.shape else ()
