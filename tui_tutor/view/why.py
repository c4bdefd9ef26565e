"""The page that says why an error falls or does not: a sentence, a table of each layer, and what its rows mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui_tutor.study.notices.saturated import MOST
from tui_tutor.study.why.report import Decade, Layer, Report, Row, decades, error_in, row
from tui_tutor.study.why.verdict import LARGE, SMALL, Course, Verdict, verdict
from tui_tutor.view.equation import short
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.lines import EMPTY, Line, Piece, clip, line, wrap
from tui_tutor.view.numbers import thousands
from tui_tutor.view.pins import spark
from tui_tutor.view.why_words import MEANINGS, is_better_larger, part, place, said, size, updates

HEAD, CELL = 12, 8
"""Cells of a row's name, and of each of its numbers at the least, with the blanks that stand before it."""

NARROWEST, WIDEST = 6, 18
"""Cells of a small curve."""

DOUBLE = math.log10(2)
"""How far apart a small curve's ends are at the least: what does not even double is no great change."""

MOST_OTHERS = 4
"""Kinds of notices that are told beside the one that explains it."""

SKIPPED = "⋯"
UNKNOWN = ("·", "dim")

Told = Callable[[Row], Piece]


def why(report: Report | None, label: str, columns: int, keys: Keymap = USUAL, note: str = "") -> list[Line]:
    """The whole page, `columns` wide; with None for the report nothing has been found out yet.

    `label` is what is plotted, `note` why there will be no more.
    """
    if report is None:
        return wrap(line((note or "Looking at the run …", "error" if note else "running")), columns)
    label = report.label or label
    found = verdict(report, more_is_better=is_better_larger(label))
    lines = [each for piece in said(report, found, label) for each in wrap(piece, columns)]
    if note:
        lines += wrap(line((note, "error")), columns)
    elif not report.is_whole:
        total = f" of {thousands(report.total)}" if report.total is not None else ""
        lines.append(line((f"Looking on: iteration {thousands(max(0, report.reached))}{total} …", "running")))
    elif not report.is_over:
        lines += wrap(line((f"As far as it got in a few seconds: {keys['d']} again looks further.", "dim")), columns)
    if any(layer.readings for layer in report.layers):
        lines += [EMPTY, *table(report, found, columns)]
    lines += [EMPTY, *_others(found, columns, keys["!"]), *meanings(report, label, columns)]
    return [clip(each, columns) for each in lines]


def goal_of(report: Report | None, label: str) -> tuple[str, str] | None:
    """Where to go to see why, as it is typed, and what is there; None where nothing explains it."""
    if report is None:
        return None
    found = verdict(report, more_is_better=is_better_larger(report.label or label))
    if found.cause is not None:
        return str(found.cause.position), f"goes to {found.cause.position}, {found.cause.kind}"
    return ("end", "goes to where it fails") if found.course is Course.FAILS else None


def table(report: Report, found: Verdict, columns: int) -> list[Line]:
    """The error, then each layer: a column for each decade, and a small curve of all readings."""
    every = decades(report)
    cell = max(CELL, *(len(_head(each)) + 1 for each in every))
    room = max(1, (columns - HEAD) // cell)
    shown: list[Decade | None] = list(every)
    if len(every) > room:
        shown = [every[0], None, *every[len(every) - max(1, room - 2) :]] if room > 2 else [*every[-room:]]
    left = columns - HEAD - cell * len(shown) - 2
    curve = min(WIDEST, left) if left >= NARROWEST else 0
    heads = [(SKIPPED if each is None else _head(each)).rjust(cell) for each in shown]
    grid = Grid(shown, cell, curve)
    told = [_size(error_in(report, each)) if each is not None else (SKIPPED, "dim") for each in shown]
    lines = [line(("iterations".ljust(HEAD), "dim"), ("".join(heads), "axis"))]
    errors = _logs([error for _, error in report.errors])
    lines.append(grid.line("error", told, spark(errors, grid.curve, DOUBLE)))
    for layer in report.layers:
        if layer.readings:
            lines += _layer(layer, grid, is_calm=found.course in (Course.FALLS, Course.RESTS))
    return lines


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of the table, None for those that are left out; cells of each, and those of a small curve."""

    shown: Sequence[Decade | None]
    cell: int
    curve: int

    def row(self, name: str, rows: Sequence[Row | None], told: Told, values: Sequence[float]) -> Line:
        """A line of what is told of each decade's row."""
        cells = self._cells(rows, told)
        return self.line(f"  {name}", cells, spark(values, self.curve, DOUBLE), "axis")

    def shares(self, name: str, rows: Sequence[Row | None], told: Told, values: Sequence[float]) -> Line:
        """The same of parts, whose curve goes from none to all."""
        cells = self._cells(rows, told)
        return self.line(f"  {name}", cells, spark(values, self.curve, between=(0.0, 1.0)), "axis")

    def _cells(self, rows: Sequence[Row | None], told: Told) -> list[Piece]:
        return [
            (SKIPPED, "dim") if decade is None else told(each) if each is not None else UNKNOWN
            for decade, each in zip(self.shown, rows, strict=True)
        ]

    def line(self, name: str, cells: Sequence[Piece], curve: str, role: str = "curve") -> Line:
        """A line of numbers, and a small curve."""
        numbers = [(text.rjust(self.cell), role) for text, role in cells]
        return line((name.ljust(HEAD), "dim"), *numbers, (f"  {curve}" if curve.strip() else "", role))


def _layer(layer: Layer, grid: Grid, *, is_calm: bool) -> list[Line]:
    """A layer's name, and a line for each of its sizes. Where it `is_calm`, no update is marked as small or large."""
    rows = [row(layer, each) if each is not None else None for each in grid.shown]
    readings = layer.readings

    lines = [
        _title(layer),
        grid.row("weights", rows, lambda each: _size(each.weights), _logs([each.weights for each in readings])),
        grid.row("update", rows, lambda each: _size(each.update), _logs([each.update for each in readings])),
    ]
    ratios = [each.update / each.weights if each.weights else math.nan for each in readings]
    is_calm = is_calm or layer.updates > 1
    lines.append(grid.row("÷ weights", rows, lambda each: _ratio(each, is_calm=is_calm), _logs(ratios)))
    slopes = [each.slope for each in readings if each.slope is not None]
    flat = [each.flat[0] / each.flat[1] for each in readings if each.flat is not None]
    dead = [each.dead[0] / each.dead[1] for each in readings if each.dead is not None]
    if slopes:
        lines.append(grid.row("slope", rows, lambda each: _size(each.slope), _logs(slopes)))
    if flat:
        lines.append(grid.shares("flat", rows, _flat, flat))
    if dead:
        lines.append(grid.shares("dead", rows, _dead, dead))
    return lines


def _title(layer: Layer) -> Line:
    shape = "×".join(map(str, layer.shape)) + ("," if len(layer.shape) == 1 else "")
    # A layer that has no name of its own is told by the product that makes it, which says nothing new.
    known = [each for each in layer.leads or () if "·" not in each]
    leads = (f"added to {known[-1]}" if layer.is_bias else " → ".join(known)) if len(known) == 2 else ""
    rate = next((each.rate for each in reversed(layer.readings) if each.rate is not None), None)
    return line(
        (short(layer.name, 30), "name"),
        (f"  {shape or 'one number'}", "rule"),
        (f"  {leads}" if leads else "", "dim"),
        (f"  rate {size(rate)}" if rate is not None else "", "dim"),
        (f"  {updates(layer.updates)} an iteration" if layer.updates > 1 else "", "dim"),
    )


def _logs(sizes: Sequence[float]) -> list[float]:
    """Sizes as logarithms, so that each power of ten has its place in a curve; nan where there is none."""
    return [math.log10(each) if 0 < each < math.inf else math.nan for each in sizes]


def _size(value: float | None) -> Piece:
    if value is None:
        return UNKNOWN
    return size(value, even=True), "text" if math.isfinite(value) else "warning"


def _ratio(each: Row, *, is_calm: bool) -> Piece:
    if each.ratio is None:
        return UNKNOWN
    usual = is_calm or SMALL <= each.ratio <= LARGE
    return part(each.ratio), "strong" if usual else "warning"


def _flat(each: Row) -> Piece:
    if each.flat is None:
        return UNKNOWN
    return part(each.flat), "warning" if each.flat >= MOST else "text"


def _dead(each: Row) -> Piece:
    if each.dead is None:
        return UNKNOWN
    return f"{each.dead[0]} of {each.dead[1]}", "warning" if each.dead[0] else "text"


def _head(decade: Decade) -> str:
    return thousands(decade.low) if decade.low == 0 else f"{thousands(decade.low)}+"


def _others(found: Verdict, columns: int, key: str) -> list[Line]:
    """What else was noticed, a line a kind."""
    if not found.others:
        return []
    lines = [line(("Also noticed" if found.cause else "Noticed on the way", "strong"), (f" ({key} lists it)", "dim"))]
    for met in found.others[:MOST_OTHERS]:
        head = line(("⚠ ", "warning"), (met.kind, "warning"), (f"  {place(met.position)}  ", "dim"))
        lines.append(clip((*head, (met.words, "text")), columns))
    more = len(found.others) - MOST_OTHERS
    return [*lines, *([line((f"and {more} more", "dim"))] if more > 0 else []), EMPTY]


def meanings(report: Report, label: str, columns: int) -> list[Line]:
    """What the rows mean that are there, one after the other."""
    every = [each for layer in report.layers for each in layer.readings]
    if not every:
        return []
    is_there = {
        "slope": any(each.slope is not None for each in every),
        "flat": any(each.flat is not None for each in every),
        "dead": any(each.dead is not None for each in every),
    }
    lines = [line(("What the rows say", "strong"))]
    for name, words in MEANINGS.items():
        if is_there.get(name, True):
            first, *rest = wrap(line((words.format(label=label), "prose")), max(20, columns - HEAD))
            lines.append(((name.ljust(HEAD), "name"), *first))
            lines += [((" " * HEAD, "text"), *each) for each in rest]
    return lines
