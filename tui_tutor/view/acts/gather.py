"""Reductions: many numbers gathered into few, along the axis that goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tui_tutor.engine.text.written import ABOUT
from tui_tutor.engine.watch.values import Value
from tui_tutor.view import scale
from tui_tutor.view.acts.cells import between, operands, result
from tui_tutor.view.digits import Digits, check_of, choices
from tui_tutor.view.equation import equation, short
from tui_tutor.view.lines import Line, Piece, block_width, clip, line, pad, text_of, width
from tui_tutor.view.matrix import DOWN as MORE
from tui_tutor.view.matrix import Fit, matrix
from tui_tutor.view.numbers import number
from tui_tutor.view.scene import Scene

WHOLE, DOWN, ACROSS = "whole", "down", "across"


def reduce(scene: Scene, columns: int, rows: int) -> list[Line]:
    """The operand, with a bracket over what is gathered, and what it comes to."""
    event, value = scene.event, scene.event.result
    parts = operands(scene)
    first = parts[0].value if parts else None
    if value is None or first is None or not first.is_array or first.data.size == 0 or first.data.ndim > 2:
        # Of single numbers each operand is one of those that are gathered; of an array the others say how.
        single = first is not None and not first.is_array
        given = [part for part, text in zip(parts, event.texts, strict=True) if single and text.keyword is None]
        pieces = between(given or parts[:1], ",")
        return equation([f"{event.site.symbol}(", *pieces, ") ╌▶", *result(scene)], columns, rows)
    how = _direction(first, value)
    gathered = round(_lines_of(first, how) * scene.share) if scene.share < 1 else _lines_of(first, how)
    key = scene.seen("0", 0, 0)

    def marks(row: int, column: int) -> str:
        at = column if how == ACROSS or first.data.ndim == 1 else row
        return "lit" if scene.share < 1 and at < gathered else ""

    head = line((short(parts[0].code, columns - 4), "operand"))
    room = rows - 1 - (2 if how == DOWN else 0)
    across = columns - 30 if how != DOWN else columns - 4
    fit = Fit(rows=max(1, room), width=across, row=key[0], column=key[1], key="0")
    digits, holds = _digits(scene, fit)
    block = matrix(first, replace(fit, decimals=digits.operands), marks)
    arrow = _Arrow(short(event.site.symbol, 8), "╌" if holds else ABOUT, digits.result)
    if how == DOWN:
        lines = _downward(scene, block, value, fit, columns, arrow)
    else:
        lines = _sideways(scene, block, value, first, columns, arrow)
    longest = max(width(head), block_width(lines))
    return [
        pad(pad(each, longest), columns, "centre") if longest <= columns else clip(each, columns)
        for each in (head, *lines)
    ]


@dataclass(frozen=True, slots=True)
class _Arrow:
    """What leads to the result: the reduction's name, the sign of whether it is exact, and the result's digits."""

    name: str
    sign: str
    digits: int


def _digits(scene: Scene, fit: Fit) -> tuple[Digits, bool]:
    """Digits with which the result is true to what is printed, where they fit; else few, and that it is not."""
    check = check_of(scene.event)
    if check is None:
        return Digits(2, 4), True
    value = scene.event.operands[0]
    for digits, holds in choices(check):
        if holds and block_width(matrix(value, replace(fit, decimals=digits.operands, width=1_000))) <= fit.width:
            return digits, True
    return Digits(2, 2), False


def _direction(operand: Value, value: Value) -> str:
    """Which axis goes: all of them, the rows (results stand below) or the columns (results stand beside)."""
    if not value.is_array or operand.data.ndim < 2:
        return WHOLE
    before, after = operand.shape or (), value.shape or ()
    if len(after) == len(before):
        return DOWN if after[-2] == 1 and before[-2] != 1 else ACROSS
    return DOWN if after[-1] == before[-1] and (before[-1] != before[-2] or _is_down(operand, value)) else ACROSS


def _is_down(operand: Value, value: Value) -> bool:
    """For a square operand: whether the named axis that is left is the columns', or the numbers say so."""
    if value.axes and operand.axes[-1] != operand.axes[-2]:
        return value.axes[-1] == operand.axes[-1]
    with np.errstate(all="ignore"):
        total = np.asarray(operand.data).sum(axis=0)
    return bool(np.allclose(total, value.data, equal_nan=True)) if total.shape == np.shape(value.data) else True


def _lines_of(operand: Value, how: str) -> int:
    shape = operand.data.shape
    return int(shape[-1] if how == ACROSS or len(shape) == 1 else shape[0])


def _sideways(
    scene: Scene, block: Sequence[Line], value: Value, operand: Value, columns: int, leads: _Arrow
) -> list[Line]:
    """A bracket at the right of the rows, or an arrow from each row to its own result."""
    labels = 1 if any(operand.axes) else 0
    across = block_width(block)
    if value.is_array:
        fit = Fit(leads.digits, labels=False, rows=len(block), key="r")
        results = matrix(Value(None) if value.data.size == 0 else _upright(value), fit)
        lines = [pad(each, across) for each in block[:labels]]
        for index, each in enumerate(block[labels:]):
            if text_of(each).strip() == MORE:
                lines.append(each)
                continue
            arrow: Line = line((f" ╌{leads.name}{leads.sign}▶ ", "sign"))
            tail = results[index] if index < len(results) else ()
            lines.append((*pad(each, across), *arrow, *(tail if scene.share >= 1 else line(("·", "empty")))))
        return lines
    body = list(block[labels:])
    middle = (len(body) - 1) // 2
    lines = [pad(each, across) for each in block[:labels]]
    for index, each in enumerate(body):
        bracket = "─" if len(body) == 1 else "╮" if index == 0 else "╯" if index == len(body) - 1 else "│"
        if index == middle:
            bracket = "─" if len(body) == 1 else "┬" if index == 0 else "┴" if index == len(body) - 1 else "├"
            total = _total(scene, value, leads.digits)
            name = line((f" {bracket}╌ ", "sign"), (leads.name, "sign"), (f"{leads.sign}▶ ", "sign"), total)
            lines.append((*pad(each, across), *name))
        else:
            lines.append((*pad(each, across), (f" {bracket}", "sign")))
    return [clip(each, columns) for each in lines]


def _downward(scene: Scene, block: Sequence[Line], value: Value, fit: Fit, columns: int, leads: _Arrow) -> list[Line]:
    """An arrow under the block, and the results below their columns."""
    across = block_width(block)
    about = f" {leads.sign}" if leads.sign == ABOUT else ""
    arrows = pad(line((f"▼ {leads.name}{about} ▼", "sign")), across, "centre")
    row = value.data.reshape(1, -1)
    flat = Value(row.shape, row, axes=(None, value.axes[-1] if value.axes else None), weight=value.weight)
    below = matrix(flat, Fit(leads.digits, labels=False, rows=1, width=fit.width, key="r"))
    shown = below[0] if scene.share >= 1 else line(("·", "empty"))
    return [*(pad(each, across) for each in block), arrows, pad(clip(shown, columns), across, "right")]


def _upright(value: Value) -> Value:
    data = value.data.reshape(-1, 1)
    return Value(data.shape, data, axes=(None, None), weight=value.weight)


def _total(scene: Scene, value: Value, digits: int) -> Piece:
    """The result; while gathering, the sum so far, or an empty slot where it is not a sum."""
    if scene.share < 1:
        first = scene.event.operands[0].data
        if scene.event.site.symbol != "sum" or first.dtype.kind not in "iuf":
            return ("·", "empty")
        with np.errstate(all="ignore"):
            partial = first[: round(len(first) * scene.share)].sum()
        return (f"{number(partial.item(), digits)} so far", "dim")
    if not value.is_number:
        return (" ".join(value.text.split()), "text")
    return (number(value.data, digits), f"{scale.role(value.data, weight=value.weight)} focus @r:0:0")
