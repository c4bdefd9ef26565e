"""Equations of matrices: operands, signs and result side by side, as large as they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tui_tutor.engine.text.written import ABOUT, EQUAL
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.rules import size
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.digits import Digits, check_of, choices
from tui_tutor.view.dtypes import unusual_dtype
from tui_tutor.view.lines import EMPTY, Line, block_width, clip, line, pad, width
from tui_tutor.view.matrix import Fit, Marks, matrix, no_marks
from tui_tutor.view.numbers import cells, full, single

LABELLED = 24
"""Cells from which on a windowed matrix keeps the names of its rows and columns."""

NAMED = (28, 10)
"""Cells that an operand's name may have, the best that there is room for."""

WIDEST = 400
"""Cells that are counted at the most before a matrix is drawn; of one with more columns it shows a part."""

SMALLEST_SHARE = 8
"""Cells that an operand gets at the least, however many there are."""


@dataclass(frozen=True, slots=True)
class Part:
    """One operand or result in an equation: what stands over it, its value, and how its cells are marked.

    `at` is a cell that has to be seen where not all of them fit. `inner` is the side of an axis that is summed away.
    `tails` gives a character after each cell. A value that is stretched over a larger `shape` is drawn in that shape,
    with the cells that are only meant in a fainter colour; `level` says that labels stand over the other operands.
    `made` tells the result, whose digits may be fewer than those it is recomputed from, and `bound` that its name is
    given to it just now.
    """

    code: str
    value: Value
    marks: Marks = no_marks
    literal: bool = False
    key: str = ""
    at: tuple[int, int] = (0, 0)
    inner: str = ""
    tails: Marks | None = None
    stretched: tuple[int, ...] | None = None
    level: bool = False
    made: bool = False
    bound: bool = False


Piece = Part | str
"""A part of an equation, or a sign between parts."""


def equation(pieces: Sequence[Piece], columns: int, rows: int, event: Event | None = None) -> list[Line]:
    """The equation in `columns` by `rows`: side by side or one below the other, then without labels, then windowed.

    With an `event` it is written so that it is true when it is recomputed from its printed numbers: with more digits,
    and where there is no room for them with `≈` in place of `=`.
    """
    tried = choices(check_of(event) if event is not None else None)
    true = [digits for digits, holds in tried if holds]
    about = [digits for digits, holds in tried if not holds]
    plain = event is None or event.error is not None
    for found, sign in ((true, EQUAL), (about, EQUAL if plain else ABOUT)):
        signed = [_signed(piece, sign) for piece in pieces]
        for lay in (_side_by_side, stacked):
            for digits in found:
                lines = lay(signed, digits, columns, rows)
                if lines is not None:
                    return lines
    sign = EQUAL if plain else ABOUT
    return _squeezed([_signed(piece, sign) for piece in pieces], columns, rows)


def _signed(piece: Piece, sign: str) -> Piece:
    """A sign that claims equality as the one that is true."""
    return piece[:-1] + sign if isinstance(piece, str) and piece.endswith(EQUAL) and piece.strip("=) ") == "" else piece


def _side_by_side(pieces: Sequence[Piece], digits: Digits, columns: int, rows: int) -> list[Line] | None:
    """With labels, what is small stretched where there is room; None where there is none."""
    flat = [_unstretched(piece) for piece in pieces]
    for each in (pieces, flat) if flat != list(pieces) else (pieces,):
        for named in NAMED:
            lines = _beside(each, digits, columns, rows, labels=True, gap=1, named=named)
            if lines is not None:
                return lines
    return None


def least(piece: Piece) -> int:
    """Cells that a piece takes at the least, known before it is drawn: a sign and a blank for each column."""
    if isinstance(piece, str) or piece.literal or not piece.value.is_array or not piece.value.data.size:
        return 0
    return min(2 * piece.value.data.shape[-1] - 1, WIDEST) if piece.value.data.ndim < 3 else 0


def _beside(
    pieces: Sequence[Piece], digits: Digits, columns: int, rows: int, *, labels: bool, gap: int, named: int = 10
) -> list[Line] | None:
    if sum(map(least, pieces)) > columns:
        return None
    headed = _is_headed(pieces)
    blocks = [_block(piece, Fit(labels=labels, rows=rows - 1 - headed), headed, digits, named) for piece in pieces]
    needed = sum(map(block_width, blocks)) + 2 * gap * sum(isinstance(piece, str) for piece in pieces)
    return _joined(pieces, blocks, columns, 1 + headed, gap) if needed <= columns else None


def _squeezed(pieces: Sequence[Piece], columns: int, rows: int) -> list[Line]:
    """Without labels where that is enough, else windows on the matrices."""
    few = Digits(2, 2)
    flat = [_unstretched(piece) for piece in pieces]
    for gap in (1, 0):
        lines = _beside(flat, few, columns, rows, labels=False, gap=gap)
        if lines is not None:
            return lines
    headed = _is_headed(pieces)
    high = rows - 1 - headed
    signs = sum(len(piece) + 2 for piece in pieces if isinstance(piece, str))
    whole = [_block(piece, Fit(rows=high), headed, few) for piece in flat]
    needs = [0 if isinstance(piece, str) else block_width(block) for piece, block in zip(flat, whole, strict=True)]
    shares = _shared(needs, columns - signs)
    blocks = [
        _block(piece, Fit(labels=share > LABELLED, rows=high, width=share), headed, few)
        for piece, share in zip(flat, shares, strict=True)
    ]
    return _joined(pieces, blocks, columns, 1 + headed)


def _named(sign: str, part: Part, most: int) -> Line:
    """What stands at the left of one of several matrices that lie one below the other."""
    tag = (" ├", "tag") if part.bound else ""
    return line((f"{sign} " if sign else "", "sign"), (short(part.code, most), "operand"), tag)


def stacked(pieces: Sequence[Piece], digits: Digits, columns: int, rows: int) -> list[Line] | None:
    """One below the other, each with its name and sign at the left; None where that does not fit or is no equation."""
    parts = [piece for piece in pieces if isinstance(piece, Part)]
    if len(parts) != 3 or len(pieces) != 5 or not all(part.value.is_array for part in parts):
        return None
    signs = ["", *(piece for piece in pieces if isinstance(piece, str))]
    if len({part.value.shape for part in parts}) > 1 or max(map(least, parts)) > columns:
        return None
    if sum(len(part.value.data) for part in parts if part.value.data.ndim == 2 and part.value.data.size) > rows:
        return None
    for most in (NAMED[0], NAMED[1] + 6):
        lines = _column([_named(sign, part, most) for sign, part in zip(signs, parts, strict=True)], parts, digits)
        longest = block_width(lines)
        if longest <= columns and len(lines) <= rows:
            return [pad(pad(each, longest), columns, "centre") for each in lines]
    return None


def _column(names: Sequence[Line], parts: Sequence[Part], digits: Digits) -> list[Line]:
    """Matrices one below the other, only the first with the names of its columns."""
    side = block_width(names) + 2
    cell = max((len(text) for part in parts for row in _texts(part, digits) for text in row), default=0)
    lines: list[Line] = []
    for index, (name, part) in enumerate(zip(names, parts, strict=True)):
        fit = Fit(_decimals(part, digits), row=part.at[0], column=part.at[1], key=part.key, cell=cell)
        body = matrix(part.value, fit, part.marks, tails=part.tails)
        heads = len(body) - len(_texts(part, digits))
        shown = body[heads if index else 0 :]
        at = 0 if index else heads
        gutter = [name if row == at else EMPTY for row in range(len(shown))]
        lines += [(*pad(left, side), *right) for left, right in zip(gutter, shown, strict=True)]
    return lines


def _texts(part: Part, digits: Digits) -> list[list[str]]:
    data = np.atleast_2d(part.value.data)
    return cells(data, _decimals(part, digits)) if data.ndim == 2 else []


def _decimals(part: Part, digits: Digits) -> int:
    return digits.result if part.made else digits.operands


def alone(part: Part, digits: Digits) -> int | None:
    """Significant digits of a part that is a single number; None where it has all of them."""
    return None if part.literal else digits.alone_result if part.made else digits.alone


def _is_headed(pieces: Sequence[Piece]) -> bool:
    """Whether any part has a name to stand over it."""
    return any(isinstance(piece, Part) and piece.value.is_array and piece.code for piece in pieces)


def short(code: str, cells: int = 28) -> str:
    """A piece of program text on one line of at most `cells`."""
    code = " ".join(code.split())
    return code if len(code) <= cells else code[: max(0, cells - 1)] + "…"


def is_plain(code: str, value: Value) -> bool:
    """Whether an operand's text already says its value."""
    return code == full(value.data) if value.is_number else code.strip("\"'") == value.text


def shown(value: Value) -> str:
    """A value that is no matrix on one line."""
    if value.is_number:
        return full(value.data)
    return size(value) if value.is_array else " ".join(value.text.split())


def _shared(needs: Sequence[int], room: int) -> list[int]:
    """Room shared out: who needs less than an equal share leaves the rest to the others."""
    shares = [0] * len(needs)
    waiting = sorted((need, index) for index, need in enumerate(needs) if need)
    while waiting:
        need, index = waiting[0]
        fair = max(SMALLEST_SHARE, room // len(waiting))
        shares[index] = min(need, fair)
        room -= shares[index]
        waiting.pop(0)
    return shares


def _unstretched(piece: Piece) -> Piece:
    return piece if isinstance(piece, str) or piece.stretched is None else replace(piece, stretched=None)


def _block(piece: Piece, fit: Fit, headed: bool, digits: Digits, named: int = 10) -> list[Line]:
    """A part with its axes over it, and its name where any part has one; a sign alone.

    A name has at least `named` cells, more where the numbers below it have them.
    """
    if isinstance(piece, str):
        return [line((piece, "sign"))]
    decimals = _decimals(piece, digits)
    fit = replace(fit, decimals=decimals, row=piece.at[0], column=piece.at[1], key=piece.key, inner=piece.inner)
    fit = replace(fit, alone=alone(piece, digits))
    if piece.stretched is not None:
        return _stretched(piece, piece.stretched, fit, headed)
    value = piece.value
    if piece.literal:
        return [line((piece.code.replace("-", "−"), "code.number"))]
    body = matrix(value, fit, piece.marks, tails=piece.tails)
    if not value.is_array:
        return [line((short(piece.code), "dim")), *body] if piece.code and not is_plain(piece.code, value) else body
    above = over(value, piece.inner)
    dtype = unusual_dtype(value)
    if dtype and (value.weight or width(above) + 1 + len(dtype) <= block_width(body)):
        above = line(*above, (f" {dtype}", "faint"))
    head = line((short(piece.code, max(named, width(above), block_width(body))), "operand"))
    return [*([head] if headed else []), above, *body]


def over(value: Value, inner: str) -> Line:
    """What stands over a matrix: the names of its dimensions, or its size."""
    if not any(value.axes):
        return line((size(value), "dim"))
    last = len(value.axes) - 1
    at = {"row": max(0, last - 1), "column": last}.get(inner, -1)
    pieces = [(name or "?", "dim inner" if index == at else "dim") for index, name in enumerate(value.axes)]
    joined = [part for piece in pieces for part in (("×", "dim"), piece)]
    return line(*joined[1:])


def _stretched(piece: Part, shape: tuple[int, ...], fit: Fit, headed: bool) -> list[Line]:
    """A smaller value drawn as the larger one that numpy takes it for."""
    value = piece.value
    real = np.asarray(value.data)
    lengths = (1,) * (len(shape) - real.ndim) + real.shape
    whole = Value(shape, np.broadcast_to(real, shape), axes=(None,) * len(shape), weight=value.weight)

    def marks(row: int, column: int) -> str:
        at = (row, column)[-len(shape) :]
        stands = all(place < length for place, length in zip(at, lengths, strict=True))
        return f"{piece.marks(row, column)} {'' if stands else 'ghost'}"

    said = single(value.data, fit.alone) if value.is_number else ""
    body = matrix(whole, replace(fit, labels=False, said=said), marks)
    cells = max(10, block_width(body))
    head = line((short(piece.code.replace("-", "−"), cells), "operand"))
    over = line((f"{size(value) if value.is_array else 'one'} ⇢ {size(whole)}", "dim"))
    # Labels stand over the columns of the others: the numbers are to be level with them.
    gap = [EMPTY] if fit.labels and piece.level else []
    return [*([head] if headed else []), over, *gap, *body]


def _joined(
    pieces: Sequence[Piece], blocks: Sequence[list[Line]], columns: int, heads: int, gap: int = 1
) -> list[Line]:
    """Blocks side by side, signs and single numbers on the middle line below the tallest one's `heads`.

    `gap` are the blanks at each side of a sign.
    """
    height = max(map(len, blocks))
    middle = (heads + height) // 2 if height > 3 else height - 1
    rows: list[Line] = []
    for index in range(height):
        row: list[tuple[str, str]] = []
        for piece, block in zip(pieces, blocks, strict=True):
            tall = len(block) > 2
            at = index if tall else index - (middle - len(block) + 1)
            shown_line = block[at] if 0 <= at < len(block) else EMPTY
            cells = block_width(block)
            if isinstance(piece, str):
                row += [(" " * gap, "text"), *pad(shown_line, cells, "centre"), (" " * gap, "text")]
            else:
                row += pad(shown_line, cells, "left" if tall else "centre")
        rows.append(tuple(row))
    longest = max(map(width, rows))
    if longest > columns:
        return [clip(row, columns) for row in rows]
    return [pad(pad(row, longest), columns, "centre") for row in rows]
