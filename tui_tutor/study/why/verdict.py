"""How a run goes, by what was found out of it, and which of what was noticed explains it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tui_tutor.engine.watch.position import Part
from tui_tutor.study.notices.book import Met
from tui_tutor.study.notices.notice import DEAD, DTYPE, FLAT, SATURATED, SHADOWED
from tui_tutor.study.why.report import Decade, Layer, Report, Row, decades, error_in, row

USUAL = 1e-3
"""How large an update is beside its weights, about, where learning goes well: a rule of thumb of Stanford's course
CS231n, "Neural Networks Part 3: Learning and Evaluation", section "Ratio of weights:updates"."""

SMALL, LARGE = USUAL / 10, USUAL * 100
"""Updates that are small beside their weights all along, or still large in the last decade."""

FALLEN = 0.5
"""The part of the first error from which on it has fallen."""

RISEN, GIVEN_BACK = 1.5, 0.1
"""How much larger than the least one an error is that has risen, and the part of its fall that it has given back."""

AT_REST = 0.01
"""The part of the error by which it changes from one decade to the next where it rests, unless that is all of it."""

SHRUNK = 0.1
"""The part of the first updates that is left where learning rests."""

_LAST_ASKED = frozenset({FLAT, SHADOWED})
"""Kinds of notices that seldom keep an error from falling."""


_MAKES_SMALL = frozenset({SATURATED, DEAD, DTYPE})
"""Kinds that make updates small whatever the rate is."""


class Course(Enum):
    """How the error goes."""

    UNKNOWN = "nothing is known of it yet"
    FAILS = "the loop ends with an exception"
    LOST = "it is no number any more"
    FALLS = "it falls"
    RISES = "it rises"
    RESTS = "it has come to rest"
    STAYS = "it stays about where it was"


@dataclass(frozen=True, slots=True)
class Steps:
    """A layer whose updates are far from what is usual, with the row that tells it best."""

    layer: Layer
    row: Row


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the error goes from `first` to `last`, None where there is none.

    `cause` is what was noticed that explains it best, `others` are the first notices of the other kinds. `small` and
    `large` are updates that explain it, and `idle` weights that are not changed at all.
    """

    course: Course
    first: float | None = None
    last: float | None = None
    cause: Met | None = None
    others: tuple[Met, ...] = ()
    small: Steps | None = None
    large: Steps | None = None
    idle: tuple[Layer, ...] = ()


def verdict(report: Report, *, more_is_better: bool = False) -> Verdict:
    """How a run goes; with `more_is_better` what is plotted should rise."""
    errors = [error for _, error in report.errors]
    course = _course(report, errors, more_is_better)
    first, last = (errors[0], errors[-1]) if errors else (None, None)
    noticed = _first_of_kinds(report)
    if course in (Course.FALLS, Course.UNKNOWN):
        return Verdict(course, first, last, None, tuple(noticed))
    noticed.sort(key=lambda met: met.kind in _LAST_ASKED)
    cause, others = (noticed[0], tuple(noticed[1:])) if noticed else (None, ())
    small = large = None
    idle: tuple[Layer, ...] = ()
    if course in (Course.STAYS, Course.RISES):
        small, large = _small(report), _large(report, decades(report)[-1:])
        idle = tuple(each for each in report.layers if each.readings and not any(r.update for r in each.readings))
    elif course is Course.LOST:
        large = _large(report, decades(report))
    if cause is not None and cause.kind in _MAKES_SMALL:
        small = None
    return Verdict(course, first, last, cause, others, small, large, idle)


def _course(report: Report, errors: list[float], more_is_better: bool) -> Course:
    if report.failure is not None:
        return Course.FAILS
    if not errors:
        return Course.UNKNOWN
    first, last = errors[0], errors[-1]
    if not math.isfinite(last):
        return Course.LOST
    if more_is_better:
        best = max(error for error in errors if math.isfinite(error))
        # What is still missing to the best that there can be is not known: more than before has to do.
        return Course.FALLS if last > first and last >= FALLEN * best else Course.STAYS
    least = min(error for error in errors if math.isfinite(error))
    if last > RISEN * least and last - least > GIVEN_BACK * (first - least):
        return Course.RISES
    if last <= FALLEN * first:
        return Course.RESTS if last > AT_REST * first and _stands(report) else Course.FALLS
    return Course.RESTS if _stands(report) and _has_calmed(report) else Course.STAYS


def _stands(report: Report) -> bool:
    """Whether the error hardly changed in the last two decades."""
    seen = decades(report)
    if len(seen) < 3:
        return False
    before, last = error_in(report, seen[-2]), error_in(report, seen[-1])
    return before is not None and last is not None and abs(last - before) <= AT_REST * abs(before)


def _has_calmed(report: Report) -> bool:
    """Whether all updates are much smaller than they were at first."""
    seen = decades(report)
    rows = [(row(each, seen[0]), row(each, seen[-1])) for each in report.layers]
    pairs = [(one.update, other.update) for one, other in rows if one is not None and other is not None]
    return bool(pairs) and all(one > 0 and other <= SHRUNK * one for one, other in pairs)


def _first_of_kinds(report: Report) -> list[Met]:
    kinds: dict[str, Met] = {}
    for met in report.noticed:
        if met.position.place.part is not Part.END:
            kinds.setdefault(met.kind, met)
    return list(kinds.values())


def _small(report: Report) -> Steps | None:
    """The weights whose updates are the smallest beside them, where all of them are small all along."""
    found: list[tuple[float, Steps]] = []
    for layer in report.layers:
        rows = [each for decade in decades(report) if (each := row(layer, decade)) is not None]
        ratios = [each.ratio for each in rows if each.ratio is not None]
        if not layer.is_bias and ratios and 0 < max(ratios) < SMALL:
            found.append((max(ratios), Steps(layer, max(rows, key=lambda each: each.ratio or 0.0))))
    return min(found, key=lambda each: each[0])[1] if found else None


def _large(report: Report, during: Sequence[Decade]) -> Steps | None:
    """The weights whose updates are the largest beside them in some decades, where they are large."""
    found: list[tuple[float, Steps]] = []
    for layer in report.layers:
        rows = [each for decade in during if (each := row(layer, decade)) is not None]
        found += [
            (each.ratio, Steps(layer, each))
            for each in rows
            # What is usual is so of one update: of many in an iteration the sum may be large.
            if not layer.is_bias and layer.updates <= 1 and each.ratio is not None and LARGE < each.ratio < math.inf
        ]
    return max(found, key=lambda each: each[0])[1] if found else None
