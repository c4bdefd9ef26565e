"""Notices of a whole run, for those who do not walk through it: looked for in its setup, some iterations, its end."""

from __future__ import annotations

import time

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.position import END, SETUP, Part
from tui_tutor.study.notices.book import Met
from tui_tutor.study.replay import paced
from tui_tutor.study.study import Study

FIRST = 3
"""Iterations from the first on that are all looked at."""

LATER = 8
"""Iterations looked at of those that come after."""

SECONDS = 4.0
"""How long to look at iterations; the first one is looked at however long it takes."""


def look_through(study: Study) -> tuple[Met, ...]:
    """Look at a run that has come to its end, or failed: its setup, its first, some later and its last iterations."""
    engine, book = study.engine, study.book
    book.of(SETUP)
    last = engine.last_known
    if last >= 0:
        until = time.perf_counter() + SECONDS
        first = list(range(min(FIRST, last + 1)))
        later = [each for each in paced(FIRST, last, LATER) if FIRST <= each <= last] if last >= FIRST else []
        book.look_at(first[:1])
        book.look_at([*first, *later], lambda: time.perf_counter() > until)
    if engine.is_complete:
        book.of(END)
    return book.met


def as_problem(met: Met, path: str) -> Problem:
    """A notice as a check tells it: where, in which iteration if not in the first, what, and its kind."""
    place = met.position.place
    later = place.part is Part.LOOP and place.iteration
    when = f" (iteration {place.iteration:,})" if later else ""
    end = met.column + len(met.code.partition("\n")[0])
    return Problem(path, met.line, met.column, f"{met.code}: {met.words}{when}", met.kind, end=end)
