"""The stage: the present operation drawn, operands and result as aligned matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.recording import Event
from tui_tutor.engine.rules import sign, size
from tui_tutor.engine.sites import Kind
from tui_tutor.engine.values import Value
from tui_tutor.view.acting import Frame
from tui_tutor.view.lines import EMPTY, Line, block_width, clip, line, pad, width, wrap
from tui_tutor.view.matrix import Fit, Marks, matrix, no_marks
from tui_tutor.view.numbers import full
from tui_tutor.view.product import calculation, left_marks, result_marks, right_marks
from tui_tutor.view.words import range_words, sentence

REST = Frame(0, 0)
"""At rest the first cell is the one whose sum is written out."""


@dataclass(frozen=True, slots=True)
class Part:
    """One operand or result in an equation: what stands over it, its value, and how its cells are marked."""

    code: str
    value: Value
    marks: Marks = no_marks
    literal: bool = False


Piece = Part | str
"""A part of an equation, or a sign between parts."""


def stage(event: Event | None, columns: int, rows: int, frame: Frame | None = None) -> list[Line]:
    """The operation in `columns` by `rows`; `frame` is the instant of its acting out, None at rest.

    The picture comes first, then the sum in numbers, then what is happening in words where there is room for it.
    """
    if event is None:
        return [line(("Nothing has been done yet.", "dim"))]
    sums = _sums(event, columns, frame)
    words = _words(event, columns)
    # Why an operation failed is never left out; other words only come where there is room.
    kept = len(words) if event.error is not None else 0
    picture = _picture(event, columns, max(3, rows - len(sums) - kept), frame)
    lines = [*picture, *sums]
    free = rows - len(lines) - len(words)
    if free < 0 and event.error is None:
        return lines
    if free >= 1 + bool(sums):
        lines = [*picture, *([EMPTY] if sums else []), *sums, EMPTY]
    return [*lines, *words]


def title(event: Event | None) -> Line:
    """The operation's own text, on one line."""
    if event is None:
        return ()
    return line((" ".join(event.site.code.split()), "stage.title"))


def rule(event: Event | None) -> Line:
    """The shape rule; an operation that failed is marked."""
    if event is None:
        return ()
    if event.error is not None:
        return line((event.shapes or "✗", "error"))
    return line((event.shapes or "", "rule"))


def _sums(event: Event, columns: int, frame: Frame | None) -> list[Line]:
    result = event.result
    if event.kind is not Kind.DOT or result is None or result.shape is None or len(event.operands) < 2:
        return []
    return wrap(calculation(event, frame or REST), columns)[:2]


def _words(event: Event, columns: int) -> list[Line]:
    if event.error is not None:
        return wrap(line((event.error, "error")), columns)
    return wrap(line((sentence(event), "dim")), columns)


def _picture(event: Event, columns: int, rows: int, frame: Frame | None) -> list[Line]:
    pieces = _equation(event, frame)
    if pieces:
        return _fitted(pieces, columns, rows)
    return _plain(event, columns)


def _equation(event: Event, frame: Frame | None) -> list[Piece]:
    """The operation as a row of parts and signs; empty where it is better told in words."""
    operands = [
        Part(text.code, value, literal=text.literal) for text, value in zip(event.texts, event.operands, strict=True)
    ]
    result: list[Piece] = [Part("", event.result, _known(frame))] if event.result is not None else ["✗"]
    kind = event.kind
    if kind is Kind.DOT and len(operands) > 1:
        return _dot(event, operands, frame)
    if kind is Kind.TRANSPOSE and operands:
        return [Part(operands[0].code, operands[0].value), "ᵀ →", *result]
    if kind is Kind.UPDATE and len(operands) > 1:
        name = event.site.name or operands[0].code
        old, change = operands[0], operands[1]
        new: list[Piece] = [Part(f"new {name}", event.result, _known(frame))] if event.result is not None else ["✗"]
        return [Part(f"old {name}", old.value), sign(event.site.symbol), change, "=", *new]
    if kind in (Kind.ELEMENTWISE, Kind.COMPARE) and operands:
        return _operator(event, operands, result)
    if kind is Kind.BIND and event.result is not None:
        return [f"{event.site.name} =", Part("", event.result)]
    if kind in (Kind.CALL, Kind.REDUCE):
        shown = [part for part in operands if part.value.is_array] or operands
        return [*_between(shown, ","), f"{event.site.symbol} →", *result]
    if kind in (Kind.CREATE, Kind.RANDOM) and event.result is not None and event.result.is_array:
        return [f"{event.site.symbol} →", *result]
    if kind is Kind.INDEX and event.result is not None and operands:
        return [operands[0], "→", *result]
    return []


def _dot(event: Event, operands: Sequence[Part], frame: Frame | None) -> list[Piece]:
    left, right = operands[0], operands[1]
    at = frame or REST
    lit = event.result is not None and event.error is None
    pieces: list[Piece] = [
        Part(left.code, left.value, left_marks(at) if lit else no_marks),
        "·",
        Part(right.code, right.value, right_marks(at, right.value) if lit else no_marks),
    ]
    if event.result is None:
        return [*pieces, "= ✗"]
    return [*pieces, "=", Part("", event.result, result_marks(at, frame is None))]


def _operator(event: Event, operands: Sequence[Part], result: list[Piece]) -> list[Piece]:
    symbol = event.site.symbol
    if symbol.isidentifier():
        return [f"{symbol}(", *_between(operands, ","), ") →", *result]
    if len(operands) == 1:
        return [sign(symbol), operands[0], "=", *result]
    return [*_between(operands, sign(symbol)), "=" if event.kind is Kind.ELEMENTWISE else "→", *result]


def _between(parts: Sequence[Part], symbol: str) -> list[Piece]:
    pieces: list[Piece] = []
    for part in parts:
        pieces += [symbol, part] if pieces else [part]
    return pieces


def _known(frame: Frame | None) -> Marks:
    """Marks for a result that appears cell by cell."""
    if frame is None:
        return no_marks

    def marks(row: int, column: int) -> str:
        if not frame.is_known(row, column):
            return "hidden"
        return "focus" if frame.is_worked_on(row, column) else ""

    return marks


def _fitted(pieces: Sequence[Piece], columns: int, rows: int) -> list[Line]:
    """The equation as large as it can be: fewer digits, then no labels, then windows."""
    headed = any(isinstance(piece, Part) and piece.value.is_array and piece.code for piece in pieces)
    signs = sum(len(piece) + 2 for piece in pieces if isinstance(piece, str))
    for decimals, labels in ((4, True), (3, True), (2, True), (2, False)):
        blocks = [_block(piece, Fit(decimals, labels, rows - 1 - headed), headed) for piece in pieces]
        if sum(map(block_width, blocks)) + 2 * sum(isinstance(piece, str) for piece in pieces) <= columns:
            return _joined(pieces, blocks, columns, 1 + headed)
    parts = sum(isinstance(piece, Part) and not piece.literal for piece in pieces) or 1
    share = max(8, (columns - signs) // parts)
    blocks = [_block(piece, Fit(2, share > 24, rows - 1 - headed, share), headed) for piece in pieces]
    return _joined(pieces, blocks, columns, 1 + headed)


def _block(piece: Piece, fit: Fit, headed: bool) -> list[Line]:
    """A part with its axes over it, and its name where any part has one; a sign alone."""
    if isinstance(piece, str):
        return [line((piece, "sign"))]
    value = piece.value
    if piece.literal:
        return [line((piece.code.replace("-", "−"), "code.number"))]
    body = matrix(value, fit, piece.marks)
    if not value.is_array:
        return [line((_short(piece.code), "dim")), *body] if piece.code and not _is_plain(piece.code, value) else body
    head = line((_short(piece.code, max(10, block_width(body))), "operand"))
    axes = "×".join(name or "?" for name in value.axes) if any(value.axes) else size(value)
    return [*([head] if headed else []), line((axes, "dim")), *body]


def _is_plain(code: str, value: Value) -> bool:
    return code == full(value.data) if value.is_number else code.strip("\"'") == value.text


def _short(code: str, cells: int = 28) -> str:
    code = " ".join(code.split())
    return code if len(code) <= cells else code[: cells - 1] + "…"


def _joined(pieces: Sequence[Piece], blocks: Sequence[list[Line]], columns: int, heads: int) -> list[Line]:
    """Blocks side by side, signs and single numbers on the middle line below the tallest one's `heads`."""
    height = max(map(len, blocks))
    middle = (heads + height) // 2 if height > 3 else height - 1
    rows: list[Line] = []
    for index in range(height):
        row: list[tuple[str, str]] = []
        for piece, block in zip(pieces, blocks, strict=True):
            tall = len(block) > 2
            at = index if tall else index - (middle - len(block) + 1)
            shown = block[at] if 0 <= at < len(block) else EMPTY
            cells = block_width(block)
            if isinstance(piece, str):
                row += [(" ", "text"), *pad(shown, cells, "centre"), (" ", "text")]
            else:
                row += pad(shown, cells, "left" if tall else "centre")
        rows.append(tuple(row))
    longest = max(map(width, rows))
    if longest > columns:
        return [clip(row, columns) for row in rows]
    return [pad(pad(row, longest), columns, "centre") for row in rows]


def _plain(event: Event, columns: int) -> list[Line]:
    """Operations without matrices: in words and single values."""
    result = event.result
    kind = event.kind
    if kind is Kind.PRINT and result is not None:
        paper = result.text.split("\n") or [""]
        return [line(("printed:", "dim")), *(clip(line(("▏ ", "frame"), (row, "printed")), columns) for row in paper)]
    if kind is Kind.BRANCH and result is not None:
        taken = bool(result.data)
        test = event.texts[0].code if event.texts else event.site.code
        answer = line((("True" if taken else "False"), "yes" if taken else "no"))
        return [line((_short(test, columns - 14), "operand"), ("  →  ", "sign"), *answer)]
    if kind is Kind.LOOP:
        return _loop(event)
    if kind in (Kind.DEFINE, Kind.IMPORT):
        return [line((row, "operand")) for row in event.site.code.split("\n")]
    lines = [clip(line((_short(" ".join(event.site.code.split()), columns), "operand")), columns)]
    for text, value in zip(event.texts, event.operands, strict=True):
        if not text.literal and not _is_plain(text.code, value) and value.text != text.code:
            row = line((_short(text.code), "text"), ("  is  ", "dim"), (_shown(value), "text"))
            lines.append(clip(row, columns))
    if result is not None and result.type_name != "NoneType":
        lines.append(clip(line(("→  ", "sign"), (_shown(result), "printed")), columns))
    return lines


def _shown(value: Value) -> str:
    """A value on one line."""
    if value.is_number:
        return full(value.data)
    if value.is_array:
        return size(value)
    return range_words(value.text) if value.type_name == "range" else " ".join(value.text.split())


def _loop(event: Event) -> list[Line]:
    lines = [line((event.site.code, "operand"))]
    for change in event.changes:
        if change.value is not None:
            shown = full(change.value.data).lstrip("+") if change.value.is_number else size(change.value)
            lines.append(line((f"{change.name} = ", "strong"), (shown, "code.number")))
    return lines
