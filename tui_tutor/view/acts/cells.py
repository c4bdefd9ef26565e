"""Operations on matrices cell by cell, and the product: operands and result side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tui_tutor.engine.watch.rules import sign
from tui_tutor.engine.watch.values import Value
from tui_tutor.view.acting import Frame
from tui_tutor.view.crossing import crossing
from tui_tutor.view.digits import Digits, check_of, choices
from tui_tutor.view.equation import Part, Piece, alone, equation
from tui_tutor.view.layered import layered, left_layer, right_layer
from tui_tutor.view.lines import EMPTY, Line, clip, line, pad
from tui_tutor.view.matrix import Marks, no_marks
from tui_tutor.view.numbers import SIGNIFICANT, brief, full, single
from tui_tutor.view.product import left_marks, result_marks, right_marks
from tui_tutor.view.scene import Scene

LARGEST_STRETCHED = 400
"""Cells up to which a stretched operand is drawn in full; of a larger one its own size says more."""

UP, DOWN, SAME = "▴", "▾", "="


def operands(scene: Scene) -> list[Part]:
    """The operation's operands as parts of an equation, each with its key for the cursor."""
    event = scene.event
    return [
        Part(text.code, value, literal=text.literal, key=str(index), at=scene.seen(str(index), *_place(scene)))
        for index, (text, value) in enumerate(zip(event.texts, event.operands, strict=True))
    ]


def result(scene: Scene, code: str = "", marks: Marks | None = None) -> list[Piece]:
    """The result as a part; `✗` for an operation that failed."""
    value = scene.event.result
    if value is None:
        return ["✗"]
    at, bound = scene.seen("r", *_place(scene)), bool(scene.name)
    return [Part(code or scene.name, value, marks or known(scene.frame), key="r", at=at, made=True, bound=bound)]


def between(parts: Sequence[Part], symbol: str) -> list[Piece]:
    """Parts with a sign between each two."""
    pieces: list[Piece] = []
    for part in parts:
        pieces += [symbol, part] if pieces else [part]
    return pieces


def known(frame: Frame | None) -> Marks:
    """Marks for a result that appears cell by cell; with a brief motion all of it is marked as new."""
    if frame is None:
        return no_marks

    def marks(row: int, column: int) -> str:
        if frame.brief:
            return "changed"
        if not frame.is_known(row, column):
            return "hidden"
        return "focus" if frame.is_worked_on(row, column) else ""

    return marks


def in_use(scene: Scene) -> Frame:
    """The cell whose sum is written out: the one that is acted out; at rest the one pointed at, else the first."""
    if scene.frame is not None and not scene.frame.brief:
        return scene.frame
    if scene.look is not None and scene.look[0] == "r":
        return Frame(*scene.look[1:])
    if scene.followed is not None:
        return Frame(*scene.followed)
    return Frame(0, 0)


def dot(scene: Scene, columns: int, rows: int) -> list[Line]:
    """A row of the left over a column of the right; the axis that is summed away is marked in both."""
    event, frame = scene.event, in_use(scene)
    parts = operands(scene)
    if len(parts) < 2:
        return equation([*parts, "=", *result(scene)], columns, rows, event)
    if frame.layer is not None:
        return _layers(scene, frame.layer, parts, columns, rows)
    left, right = parts[0], parts[1]
    inner = min(frame.products or 1, 1_000_000) - 1
    if event.result is not None and event.error is None:
        flat = len(right.value.shape or ()) == 1
        left = replace(left, marks=left_marks(frame), at=scene.seen("0", frame.row, inner))
        at = (0, inner) if flat else (inner, frame.column)
        right = replace(right, marks=right_marks(frame, right.value), at=scene.seen("1", *at))
    left = replace(left, inner="column")
    right = replace(right, inner="row" if len(right.value.shape or ()) > 1 else "column")
    brief = scene.frame is not None and scene.frame.brief
    marks = known(scene.frame) if brief else result_marks(frame, scene.frame is None)
    made = result(scene, marks=marks)
    table = crossing(left, right, made[0], event, columns, rows) if isinstance(made[0], Part) else None
    return table or equation([left, "·", right, "=", *made], columns, rows, event)


def _layers(scene: Scene, count: int, parts: Sequence[Part], columns: int, rows: int) -> list[Line]:
    """The same table, with as much in the result as the layers so far come to."""
    so_far = layered(scene.event, count) or scene.event
    left = replace(parts[0], marks=left_layer(count), inner="column")
    right = replace(parts[1], marks=right_layer(count), inner="row")
    if so_far.result is None:
        return equation([left, "·", right, "=", "✗"], columns, rows)
    made = Part("", so_far.result, lambda _row, _column: "changed", key="r", made=True)
    table = crossing(left, right, made, scene.event, columns, rows)
    return table or equation([left, "·", right, "=", made], columns, rows, scene.event)


def elementwise(scene: Scene, columns: int, rows: int) -> list[Line]:
    """Cell beside cell; what is smaller is stretched to the size of the result."""
    event = scene.event
    parts = _beside(scene)
    symbol = event.site.symbol
    if not any(part.value.is_array for part in parts) and (event.result is None or not event.result.is_array):
        return _numbers(scene, parts, sign(symbol), columns)
    if symbol.isidentifier():
        return equation([f"{symbol}(", *between(parts, ","), ") =", *result(scene)], columns, rows, event)
    if len(parts) == 1:
        return equation([sign(symbol), *parts, "=", *result(scene)], columns, rows, event)
    return equation([*between(parts, sign(symbol)), "=", *result(scene)], columns, rows, event)


def compare(scene: Scene, columns: int, rows: int) -> list[Line]:
    """A question put to each cell, and its answer."""
    event = scene.event
    asked = f"{event.site.symbol.replace('-', '−')} ?"
    parts = _beside(scene)
    if event.result is not None and event.result.is_number and len(parts) == 2:
        yes = bool(event.result.data)
        known_yet = scene.share >= 1.0
        answer = ("● True" if yes else "○ False", "yes" if yes else "no") if known_yet else ("·", "empty")
        sides = [_number_words(part, _told_apart(parts)) for part in parts]
        return [
            EMPTY,
            pad(line(sides[0], ("  ╶─ ", "dim"), (asked, "sign"), (" ─╴  ", "dim"), sides[1]), columns, "centre"),
            pad(line(("╰─▶ ", "dim"), answer), columns, "centre"),
        ]
    pieces: list[Piece] = [*between(parts, asked), "─▶", *result(scene)]
    if len(parts) != 2:
        pieces = [f"{event.site.symbol} ? (", *between(parts, ","), ") ─▶", *result(scene)]
    return equation(pieces, columns, rows)


def _told_apart(parts: Sequence[Part]) -> int | None:
    """Significant digits with which two numbers that differ look different; None where that takes all of them."""
    one, other = (part.value.data for part in parts)
    return SIGNIFICANT if brief(one) != brief(other) or full(one) == full(other) else None


def update(scene: Scene, columns: int, rows: int) -> list[Line]:
    """Old + change = new, and for every cell whether it rose or fell."""
    event, frame = scene.event, scene.frame
    parts = operands(scene)
    if len(parts) < 2:
        return equation([*parts, "=", *result(scene)], columns, rows)
    name = event.site.name or parts[0].code
    old = replace(parts[0], code=f"old {name}")
    change = replace(parts[1], literal=False) if parts[1].value.is_array else parts[1]
    new = result(scene, f"new {name}")
    if event.result is not None and isinstance(new[0], Part):
        new = [replace(new[0], tails=_directions(old.value, event.result, frame))]
        if event.result.is_number and old.value.is_number:
            new += [each for each in (_direction(old.value.data, event.result.data),) if each.strip()]
    symbol = sign(event.site.symbol.rstrip("=")) + ("=" if event.site.symbol.endswith("=") else "")
    return equation([old, symbol, change, "=", *new], columns, rows, event)


def transpose(scene: Scene, columns: int, rows: int) -> list[Line]:
    """Rows stand up as columns: the first is lit in both, or each in its turn."""
    parts = operands(scene)
    if not parts:
        return equation(result(scene), columns, rows)
    frame, whole = scene.frame, scene.event.result
    turned = frame.row if frame is not None and not frame.brief else 0
    acting = frame is not None and not frame.brief

    reached = frame.column if frame is not None and acting and not frame.whole_row else None

    def row_lit(row: int, column: int) -> str:
        if row != turned:
            return ""
        return "lit focus" if column == reached else "lit"

    def column_lit(row: int, column: int) -> str:
        if acting and (column > turned or (column == turned and reached is not None and row > reached)):
            return "hidden"
        if acting and column == turned and reached in (None, row):
            return "focus"
        return "lit" if column == turned else ""

    flat = whole is None or len(whole.shape or ()) < 2
    left = parts[0] if flat else replace(parts[0], marks=row_lit, at=scene.seen("0", turned, 0))
    marks = known(frame) if flat or (frame is not None and frame.brief) else column_lit
    made = result(scene, f"{parts[0].code}ᵀ", marks)
    if isinstance(made[0], Part) and not flat:
        made = [replace(made[0], at=scene.seen("r", 0, turned))]
    return equation([left, "↷ tips ᵀ", *made], columns, rows)


def _beside(scene: Scene) -> list[Part]:
    """Operands whose smaller ones are stretched, each with the cell in use lit."""
    frame, whole = scene.frame, scene.event.result
    lit = no_marks if frame is None or frame.brief else _lit(frame)
    parts = []
    for part in operands(scene):
        shape = _stretch(part.value, whole)
        level = whole is not None and any(whole.axes)
        parts.append(replace(part, marks=lit, stretched=shape, level=level))
    return parts


def _lit(frame: Frame) -> Marks:
    return lambda row, column: "lit" if frame.is_worked_on(row, column) else ""


def _stretch(value: Value, whole: Value | None) -> tuple[int, ...] | None:
    """The shape that numpy stretches an operand to; None where it stays as it is, or is too large to be drawn so."""
    if whole is None or not whole.is_array or value.shape is None or value.shape == whole.shape:
        return None
    shape = whole.shape or ()
    size = 1
    for length in shape:
        size *= length
    fits = len(shape) <= 2 and 0 < size <= LARGEST_STRETCHED and _broadcasts(np.shape(value.data), shape)
    return shape if fits and not isinstance(value.data, bool) else None


def _broadcasts(shape: tuple[int, ...], to: tuple[int, ...]) -> bool:
    """Whether numpy stretches a value of a shape to another: what has been cut, or has more axes, it does not."""
    ends = to[len(to) - len(shape) :] if len(shape) <= len(to) else ()
    return len(ends) == len(shape) and all(one in (1, other) for one, other in zip(shape, ends, strict=True))


def _directions(old: Value, new: Value, frame: Frame | None) -> Marks:
    """Whether each cell rose, fell or stayed; a blank where one of them is not known."""
    before, after = old.data, new.data
    if not new.is_array or getattr(before, "shape", None) != after.shape or after.ndim > 2:
        return lambda _row, _column: " "
    flat = after.ndim == 1

    def tail(row: int, column: int) -> str:
        if frame is not None and not frame.is_known(row, column):
            return " "
        place = column if flat else (row, column)
        return _direction(before[place], after[place])

    return tail


def _direction(was: Any, now: Any) -> str:
    """Whether a number rose, fell or stayed; a blank where that cannot be said."""
    try:
        return UP if now > was else DOWN if now < was else SAME if now == was else " "
    except TypeError:
        return " "


def _numbers(scene: Scene, parts: Sequence[Part], symbol: str, columns: int) -> list[Line]:
    """Single numbers, on one line: with few digits where what is written is true with these, else with all."""
    digits, holds = choices(check_of(scene.event))[0]
    digits = digits if holds else Digits(digits.operands, digits.result)
    pieces: list[tuple[str, str]] = []
    if symbol.isidentifier() or len(parts) == 1:
        pieces.append((f"{symbol}(" if symbol.isidentifier() else symbol, "sign"))
    for index, part in enumerate(parts):
        if index:
            pieces.append((", " if symbol.isidentifier() else f"  {symbol}  ", "sign"))
        pieces.append(_number_words(part, alone(part, digits)))
    if symbol.isidentifier():
        pieces.append((")", "sign"))
    pieces.append(("  =  ", "sign"))
    for piece in result(scene):
        pieces.append((piece, "error") if isinstance(piece, str) else _number_words(piece, alone(piece, digits)))
    codes = [part.code for part in parts if part.code and not part.literal and part.value.is_number]
    over = line((" and ".join(dict.fromkeys(codes)), "dim"))
    return [pad(clip(over, columns), columns, "centre"), pad(clip(line(*pieces), columns), columns, "centre")]


def _number_words(part: Part, most: int | None) -> tuple[str, str]:
    value = part.value
    text = single(value.data, most) if value.is_number else " ".join(value.text.split()) or part.code
    whole = value.is_number and isinstance(value.data, int) and not isinstance(value.data, bool)
    place = f" @{part.key}:0:0" if part.key and value.is_number else ""
    return (text.lstrip("+") if whole else text, f"code.number{place}")


def _place(scene: Scene) -> tuple[int, int]:
    frame = scene.frame
    return (frame.row, frame.column) if frame is not None and not frame.brief else (0, 0)
