"""Operations whose sizes agree by chance: what they bring together."""

from __future__ import annotations

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.recording import Event


def clash_words(event: Event) -> str:
    """What an operation brings together although it means different things, in one sentence.

    Raises ValueError for an operation that does not.
    """
    if event.clash is None:
        raise ValueError("nothing clashes in this operation")
    one, other = event.clash
    if one == other:
        return f"the sizes agree, the meanings don't: this sets every {one} against every other {one}"
    verb = "sums" if event.kind is Kind.DOT else "sets"
    return f"the sizes agree, the meanings don't: this {verb} {one} against {other}"
