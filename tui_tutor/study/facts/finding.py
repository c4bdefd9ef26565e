"""All facts about an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.facts.changed import changed
from tui_tutor.study.facts.fact import Fact
from tui_tutor.study.facts.lists import lists
from tui_tutor.study.facts.lost import bound, place_for_item
from tui_tutor.study.facts.rate import rate
from tui_tutor.study.facts.rows import flat_place, shuffled, standardised
from tui_tutor.study.facts.squashed import called_again, squashed_again
from tui_tutor.study.facts.whole_numbers import cut, from_the_end, nearly
from tui_tutor.study.notices.seen import Seen

Find = Callable[[Seen, int], Iterable[Fact]]

FINDERS: dict[Kind, tuple[Find, ...]] = {
    Kind.DOT: (changed,),
    Kind.CALL: (called_again,),
    Kind.ELEMENTWISE: (squashed_again, cut, standardised, place_for_item),
    Kind.UPDATE: (rate,),
    Kind.BIND: (bound,),
    Kind.RANDOM: (shuffled,),
    Kind.COMPARE: (nearly,),
    Kind.INDEX: (from_the_end,),
    Kind.REDUCE: (flat_place,),
    Kind.OTHER: (lists, flat_place),
}


def facts(seen: Seen, index: int) -> tuple[Fact, ...]:
    """The facts about an operation."""
    event = seen.events[index]
    finders = FINDERS.get(event.kind, ())
    if not finders or event.error is not None or event.result is None:
        return ()
    with np.errstate(all="ignore"):
        return tuple(fact for find in finders for fact in find(seen, index))
