"""What there was to notice in a run so far: as milestones of its curve, in the words of a list, after a jump."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tutor.engine.watch.position import Part, Position
from tui_tutor.lesson.model import Milestone
from tui_tutor.study.notices.book import Met, order
from tui_tutor.view.equation import short
from tui_tutor.view.lines import line, text_of, wrap
from tui_tutor.view.numbers import thousands
from tui_tutor.view.state import State

NOTHING = "Nothing has been noticed so far."

SHORT = 60
"""Characters of a milestone's words."""

LONGEST_CODE = 40
"""Characters of the operation of a notice in the list."""

MOST_PASSED = 3
"""Kinds that are named after a jump."""


def first_of_kinds(noticed: Sequence[Met]) -> list[Met]:
    """The first notice of each kind, in the order of the run."""
    kinds: dict[str, Met] = {}
    for met in noticed:
        kinds.setdefault(met.kind, met)
    return list(kinds.values())


def milestones_of(state: State) -> tuple[Milestone, ...]:
    """The lesson's milestones and the first notice of each kind; of two in one iteration the lesson's own."""
    own = state.lesson.milestones
    taken = {each.at for each in own}
    found = [
        Milestone(met.position.place.iteration, f"{met.kind}: {short(met.words, SHORT)}")
        for met in first_of_kinds(state.noticed)
        if met.position.place.iteration is not None and met.position.place.iteration not in taken
    ]
    return tuple(sorted((*own, *found), key=lambda each: each.at))


def passed(before: Sequence[Met], now: Sequence[Met], position: Position, key: str) -> str | None:
    """What to say after a move that passed the first notice of a kind; None where it passed none."""
    known = {met.kind for met in before}
    new = [met for met in first_of_kinds(now) if met.kind not in known and met.position.place != position.place]
    new = [met for met in new if order(met.position.place) < order(position.place)]
    if not new:
        return None
    words = ", ".join(f"{met.kind} at {met.position}" for met in new[:MOST_PASSED])
    more = f" and {len(new) - MOST_PASSED} more" if len(new) > MOST_PASSED else ""
    # Where there is no room for all of it, the key is what has to be seen.
    return f"⚠ noticed on the way ({key} lists it): {words}{more}"


def entry(met: Met, columns: int) -> str:
    """A notice in a list: its kind, where it was met first, its line, and its words below."""
    head = f"⚠ {met.kind}   {where(met.position)}, line {met.line}   "
    head += short(met.code, min(LONGEST_CODE, columns - len(head)))
    words = wrap(line((met.words, "text")), columns - 4)
    return "\n".join([head, *("    " + text_of(each) for each in words)])


def where(position: Position) -> str:
    """A position in words."""
    place = position.place
    if place.part is Part.LOOP:
        return f"iteration {thousands(place.iteration or 0)}, operation {position.operation}"
    return f"{place.part.value}, operation {position.operation}"
