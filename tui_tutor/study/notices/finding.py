"""All notices of a part of a run: one table of what is looked for in which operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.position import Position
from tui_tutor.study.notices import (
    alias,
    alike,
    axes,
    dead,
    dtypes,
    flat_transpose,
    grew,
    not_finite,
    not_of_bool,
    out,
    rising,
    saturated,
    seed_in_loop,
    shadowed,
    slope_of_raw,
    still,
    two_way,
)
from tui_tutor.study.notices.notice import INF, KINDS, NAN, Notice
from tui_tutor.study.notices.seen import Seen

Find = Callable[[Seen, int], Iterable[Notice]]

FINDERS: tuple[tuple[Find, tuple[Kind, ...]], ...] = (
    (two_way.two_way, two_way.KINDS),
    (axes.axes, tuple(Kind)),
    (not_finite.not_finite, not_finite.KINDS),
    (dtypes.dtype, dtypes.KINDS),
    (grew.grew, grew.KINDS),
    (flat_transpose.flat_transpose, flat_transpose.KINDS),
    (alias.alias, alias.KINDS),
    (out.out, out.KINDS),
    (not_of_bool.not_of_bool, not_of_bool.KINDS),
    (slope_of_raw.slope_of_raw, slope_of_raw.KINDS),
    (saturated.saturated, saturated.KINDS),
    (dead.dead, dead.KINDS),
    (alike.alike, alike.KINDS),
    (still.still, still.KINDS),
    (rising.rising, rising.KINDS),
    (seed_in_loop.seed_in_loop, seed_in_loop.KINDS),
    (shadowed.shadowed, shadowed.KINDS),
)

_BY_KIND: dict[Kind, list[Find]] = defaultdict(list)
for _find, _kinds in FINDERS:
    for _kind in _kinds:
        _BY_KIND[_kind].append(_find)

ALONE = frozenset(
    {
        two_way.two_way,
        axes.axes,
        not_finite.not_finite,
        dtypes.dtype,
        flat_transpose.flat_transpose,
        out.out,
        not_of_bool.not_of_bool,
        slope_of_raw.slope_of_raw,
    }
)
"""What is told of an operation by what it takes and gives, and by those right before and behind it."""

AROUND = 50
"""Operations that have to be known behind one of which those are told."""

Found = dict[int, tuple[Notice, ...]]
"""Notices by the operation that they are of, counted from 0."""

MOST_OPERATIONS = 3_000
"""Operations of one part that are looked at: in a longer one everything comes again and again."""


def found(seen: Seen) -> Found:
    """The notices of all operations of a part; an operation has one of each kind at most."""
    notices: Found = {}
    with np.errstate(all="ignore"):
        for index in range(min(len(seen.events), MOST_OPERATIONS)):
            each = notices_of(seen, index)
            if each:
                notices[index] = each
                for notice in each:
                    if notice.kind in (NAN, INF):
                        seen.since.setdefault(notice.kind, str(Position(seen.place, index + 1)))
    return notices


def notices_of(seen: Seen, index: int, *, alone: bool = False) -> tuple[Notice, ...]:
    """The notices of one operation, in the order of the kinds; with `alone` those that need no more than a stretch."""
    made: dict[str, Notice] = {}
    for find in _BY_KIND[seen.events[index].kind]:
        for notice in find(seen, index) if not alone or find in ALONE else ():
            made.setdefault(notice.kind, notice)
    return tuple(sorted(made.values(), key=lambda notice: KINDS.index(notice.kind))) if made else ()
