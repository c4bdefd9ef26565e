"""What one number of a product is the sum of: each part as a signed bar, and what they come to.

At an update of weights the parts are wishes: how each example would have one weight changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.written import ABOUT, EQUAL, MINUS, agrees, read_back
from tui_tutor.engine.watch.recording import Event
from tui_tutor.engine.watch.values import Value
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view import scale
from tui_tutor.view.acting import Frame
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.lines import EMPTY, Line, Piece, clip, line, pad, width, wrap
from tui_tutor.view.matrix import label
from tui_tutor.view.numbers import number, summed
from tui_tutor.view.pictures.lit import Look

WAIT = "No sum is made here. → goes on to the next one, and its parts are shown."

NARROWEST = 12
"""Cells below which there are no bars."""

MOST_DIGITS = 9
"""Digits after the point at the most."""

LONGEST_FACTORS = 24
"""Characters of a product of two names up to which it is told."""

OTHERS = "others"


def has_wishes(moment: StudiedMoment) -> bool:
    """Whether a program has sums to be looked into: products, or a network that is made of them."""
    return moment.network is not None or _product(moment) is not None


def _product(moment: StudiedMoment) -> Event | None:
    """The product behind the present operation, where its numbers can be told apart."""
    product = moment.source.product if moment.source is not None else None
    if product is None or product.result is None or len(product.operands) < 2:
        return None
    given = (*product.operands[:2], product.result)
    if not all(len(value.shape or ()) == 2 and value.whole and value.data.size for value in given):
        return None
    return product if all(value.data.dtype.kind in "biuf" for value in given) else None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sum: whose it is, its left factor, and how much it adds."""

    name: str
    factor: float | None
    value: float


def wishes(
    moment: StudiedMoment, look: Look | None, frame: Frame | None, columns: int, rows: int, own: Keymap = USUAL
) -> list[Line]:
    """The parts of one number in `columns` by `rows`: the one pointed at or acted out, else the first."""
    product = _product(moment)
    event = moment.event
    if product is None or event is None:
        before, key, after = WAIT.partition("→")
        return wrap(line((before, "dim"), (own[key], "key"), (after, "dim")), columns)[:rows]
    row, column = _cell(product, event, look, frame)
    factor = moment.source.factor if moment.source is not None else 1.0
    parts = _parts(product, row, column, factor)
    total = factor * float(product.result.data[row, column]) if product.result is not None else math.nan
    tail = [*_becomes(event, row, column, columns), *_most(product, event, factor, columns)]
    keys = line((own["shift+arrows"], "key"), (" another number", "dim"))
    head = [*_head(product, event, (row, column), factor, columns)]
    room = rows - len(head) - 2
    while tail and room - len(tail) < min(len(parts), 4):
        tail = tail[:-1]
    shown = _gathered(parts, max(1, room - len(tail)))
    lines = [*head, *_bars(shown, total, columns)]
    lines += tail if len(lines) + len(tail) <= rows else []
    if len(lines) + 1 <= rows and np.size(product.result.data if product.result is not None else 0) > 1:
        lines += [*([EMPTY] if len(lines) + 2 <= rows else []), keys]
    return [clip(each, columns) for each in lines[:rows]]


def _cell(product: Event, event: Event, look: Look | None, frame: Frame | None) -> tuple[int, int]:
    assert product.result is not None
    height, breadth = product.result.data.shape
    row, column = look[1:] if look is not None and (look[0] == "r" or event.kind is not Kind.DOT) else (0, 0)
    if frame is not None and not frame.brief and frame.layer is None:
        row, column = frame.row, frame.column
    return (row, column) if row < height and column < breadth else (0, 0)


def _parts(product: Event, row: int, column: int, factor: float) -> list[Part]:
    left, right = product.operands[0], product.operands[1]
    axis = left.axes[1] or right.axes[0] if len(left.axes) == 2 else None
    return [
        Part(label(axis, at), float(a), factor * float(a) * float(b))
        for at, (a, b) in enumerate(zip(left.data[row], right.data[:, column], strict=True))
    ]


def _gathered(parts: Sequence[Part], room: int) -> list[Part]:
    """The parts that there is room for: the largest ones in their order, the others in one."""
    if len(parts) <= room:
        return list(parts)
    kept = sorted(range(len(parts)), key=lambda at: abs(parts[at].value), reverse=True)[: room - 1]
    rest = summed(each.value for at, each in enumerate(parts) if at not in kept)
    return [*(parts[at] for at in sorted(kept)), Part(OTHERS, None, rest)]


def _head(product: Event, event: Event, cell: tuple[int, int], factor: float, columns: int) -> list[Line]:
    """What the sum is of: a change of weights, a share of blame, a number like any other."""
    assert product.result is not None
    name = _name(product.result, *cell)
    inner = product.operands[0].axes[1] if len(product.operands[0].axes) == 2 else None
    count = (product.operands[0].shape or (0, 0))[1]
    if event.kind is Kind.UPDATE:
        who = f"each {inner}'s wish" if inner else f"{count} wishes"
        how = " × ".join(text.code for text in product.texts[:2])
        how = f", {how}" if len(how) <= LONGEST_FACTORS else ""
        words = [(event.site.name or "the array", "name"), (f" {name}", "axis"), (f": {who}{how}, and the sum", "dim")]
    else:
        whole = f"{count} {inner or 'part'}s add" if count != 1 else f"the one {inner or 'part'} adds"
        words = [(name, "axis"), (f": what {whole} to it", "dim")]
    if factor != 1:
        words.append((f", each times {number(factor, 3, signed=False)}", "dim"))
    return wrap(line(*words), columns)[:2]


def _name(value: Value, row: int, column: int) -> str:
    axes = value.axes
    if len(axes) == 2 and any(axes):
        return f"{label(axes[0], row)}·{label(axes[1], column)}"
    return f"[{row}, {column}]"


def _bars(parts: Sequence[Part], total: float, columns: int) -> list[Line]:
    """A line for each part and one for the sum, as bars about a common middle."""
    texts, result, sign = written([each.value for each in parts], total)
    factors = [_factor(each.factor) for each in parts]
    side = max(len("sum"), *(width(line((each.name, ""))) for each in parts))
    beside = max(map(len, factors), default=0)
    last = max(len(result) + 2, *map(len, texts))
    room = columns - side - beside - last - 3
    largest = max((abs(value) for value in (*(each.value for each in parts), total) if math.isfinite(value)), default=0)
    lines: list[Line] = []
    for part, text, factor in zip(parts, texts, factors, strict=True):
        head = line((part.name.ljust(side), "axis"), (f" {factor.rjust(beside)} ", "dim"))
        bar = _bar(part.value, largest, room)
        lines.append((*head, *bar, (" ", "text"), (text.rjust(last), scale.role(part.value, weight=False))))
    head = line(("sum".ljust(side), "strong"), (" " * (beside + 2), "text"))
    bar = _bar(total, largest, room)
    lines.append((*head, *bar, *pad(line((f" {sign} ", "sign"), (result, "focus")), last + 1, "right")))
    return lines


def _factor(value: float | None) -> str:
    """The left factor, for information."""
    if value is None:
        return ""
    text = number(int(value)) if math.isfinite(value) and value == int(value) else number(value, 2)
    return f"{text}×"


def _bar(value: float, largest: float, room: int) -> list[Piece]:
    """A bar from the middle, to the left for minus."""
    if room < NARROWEST:
        return [(" " * max(0, room), "text")]
    half = (room - 1) // 2
    cells = round(half * abs(value) / largest) if largest and math.isfinite(value) else 0
    cells = max(cells, 1) if value and math.isfinite(value) else 0
    left = "█" * cells if value < 0 else ""
    right = "█" * cells if value > 0 else ""
    return [
        (" " * (half - len(left)), "text"),
        (left, "tail▾"),
        ("│", "axis.line"),
        (right, "tail▴"),
        (" " * (room - 1 - half - len(right)), "text"),
    ]


def written(values: Sequence[float], total: float) -> tuple[list[str], str, str]:
    """Parts and their sum as texts, with as few digits as make the sum true; and the sign that may stand between."""
    if not all(map(math.isfinite, (*values, total))):
        return [number(each) for each in values], number(total), EQUAL
    largest = max((abs(each) for each in (*values, total)), default=0.0)
    if largest < 1e7 and all(each.is_integer() for each in (*values, total)):
        return [_fixed(each, 0) for each in values], _fixed(total, 0), EQUAL
    if largest and not 10.0 ** -(MOST_DIGITS - 2) <= largest < 1e7:
        return [number(each, 3) for each in values], number(total, 3), ABOUT
    fewest = min(MOST_DIGITS - 1, _fewest(largest) + 1)
    for digits in range(fewest, MOST_DIGITS):
        for more in (0, 1, 2):
            texts, result = [_fixed(each, digits + more) for each in values], _fixed(total, digits)
            if agrees(sum((read_back(each) for each in texts), Decimal(0)), result):
                return texts, result, EQUAL
    return [_fixed(each, fewest + 1) for each in values], _fixed(total, fewest), ABOUT


def _fewest(value: float) -> int:
    """Digits after the point with which a number keeps two or three that mean something."""
    size = abs(value)
    return 2 if size >= 1 or not size else min(MOST_DIGITS - 2, 1 - math.floor(math.log10(size)))


def _fixed(value: float, digits: int) -> str:
    text = f"{abs(value):.{digits}f}"
    if not float(text):
        return f" {text}" if value else " 0"
    return (MINUS if value < 0 else "+") + text


def _becomes(event: Event, row: int, column: int, columns: int) -> list[Line]:
    """What a changed cell was and is, with digits enough to see that it moved."""
    old = event.operands[0] if event.kind is Kind.UPDATE and event.operands else None
    new = event.result
    if old is None or new is None or np.shape(old.data) != np.shape(new.data) or new.data.ndim != 2:
        return []
    was, now = float(old.data[row, column]), float(new.data[row, column])
    digits = next((d for d in range(3, 9) if was == now or f"{was:.{d}f}" != f"{now:.{d}f}"), 9)
    arrow = "▴" if now > was else "▾" if now < was else "="
    pieces = line(
        ("old ", "dim"),
        (_fixed(was, digits), scale.role(was, weight=True)),
        (" → new ", "dim"),
        (_fixed(now, digits), scale.role(now, weight=True)),
        (f" {arrow}", f"tail{arrow}"),
    )
    return [clip(pieces, columns)]


def _most(product: Event, event: Event, factor: float, columns: int) -> list[Line]:
    """Which cell moves most, and whose part in it is the largest."""
    assert product.result is not None
    data = np.abs(np.where(np.isfinite(product.result.data), product.result.data, 0.0) * factor)
    if event.kind is not Kind.UPDATE or data.size < 2 or not data.any():
        return []
    row, column = (int(at) for at in np.unravel_index(int(np.argmax(data)), data.shape))
    parts = _parts(product, row, column, factor)
    loudest = max(parts, key=lambda each: abs(each.value))
    value = factor * float(product.result.data[row, column])
    pieces = line(
        ("moves most: ", "dim"),
        (_name(product.result, row, column), "axis"),
        (f" {_fixed(value, _fewest(value))}", scale.role(value, weight=False)),
        (f", {loudest.name} asks loudest", "dim"),
    )
    return wrap(pieces, columns)[:2]
