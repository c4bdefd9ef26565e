"""All facts about an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.facts.changed import changed
from tui_tutor.study.facts.fact import Fact
from tui_tutor.study.facts.rate import rate
from tui_tutor.study.facts.squashed import called_again, squashed_again
from tui_tutor.study.notices.seen import Seen

FINDERS: dict[Kind, Callable[[Seen, int], Iterable[Fact]]] = {
    Kind.DOT: changed,
    Kind.CALL: called_again,
    Kind.ELEMENTWISE: squashed_again,
    Kind.UPDATE: rate,
}


def facts(seen: Seen, index: int) -> tuple[Fact, ...]:
    """The facts about an operation."""
    event = seen.events[index]
    find = FINDERS.get(event.kind)
    if find is None or event.error is not None or event.result is None:
        return ()
    with np.errstate(all="ignore"):
        return tuple(find(seen, index))
