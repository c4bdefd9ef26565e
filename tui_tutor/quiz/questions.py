"""Which questions are asked in one part of a program: a few for each step, of many kinds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tui_tutor.engine.watch.recording import Event
from tui_tutor.quiz.offers import offers_of
from tui_tutor.quiz.question import Question

MOST_IN_A_STEP = 3
"""Questions about one step in one iteration: enough to think, not so many that one stops walking."""

MOST_SHARE = 3
"""No kind makes more than one of so many questions."""


def questions(events: Sequence[Event]) -> dict[int, Question]:
    """The questions of one part of a program, by the index of the operation that each comes before.

    Two or three for each of the lesson's steps (for each statement where there are no steps), of as many kinds as
    there are, none of which makes more than a third of them.
    """
    with np.errstate(all="ignore"):
        offered = {index: list(offers_of(event)) for index, event in enumerate(events) if event.depth == 0}
    groups: dict[int, list[int]] = {}
    for index, offers in offered.items():
        if offers:
            group = events[index].step
            groups.setdefault(group if group is not None else -events[index].site.statement_line, []).append(index)
    asked: dict[int, Question] = {}
    counts: dict[str, int] = {}
    for indices in groups.values():
        for index in _spread(indices, offered, counts):
            asked[index] = _rarest(offered[index], counts)
            counts[asked[index].kind] = counts.get(asked[index].kind, 0) + 1
    return _thinned(dict(sorted(asked.items())), counts)


def _spread(indices: Sequence[int], offered: dict[int, list[Question]], counts: dict[str, int]) -> list[int]:
    """The operations of a step that are asked about: those first whose kinds were met least."""
    rated = sorted(indices, key=lambda index: (min(counts.get(each.kind, 0) for each in offered[index]), index))
    return sorted(rated[:MOST_IN_A_STEP])


def _rarest(offers: Sequence[Question], counts: dict[str, int]) -> Question:
    return min(offers, key=lambda each: counts.get(each.kind, 0))


def _thinned(asked: dict[int, Question], counts: dict[str, int]) -> dict[int, Question]:
    """Without the last ones of a kind that makes more than its share."""
    while len(counts) > 1:
        kind = max(counts, key=lambda each: counts[each])
        if counts[kind] * MOST_SHARE <= len(asked) or counts[kind] == 1:
            break
        last = max(index for index, question in asked.items() if question.kind == kind)
        del asked[last]
        counts[kind] -= 1
    return asked
