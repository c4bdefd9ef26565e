"""Operations whose sizes agree by chance: where they are in a program, and what they bring together."""

from __future__ import annotations

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.engine.watch.recording import Event

KIND = "axes"


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


def clashes(engine: Engine) -> list[Problem]:
    """The places in a program's setup and first iteration where axes clash in operations that run all the same."""
    places = [SETUP, *([turn(0)] if engine.last_known >= 0 else [])]
    found: dict[tuple[int, int], Problem] = {}
    for event in (event for place in places for event in engine.recording(place).events):
        span = event.site.span
        if event.clash is not None and event.error is None:
            code = " ".join(event.site.code.split())
            problem = Problem(engine.source.path, span.line, span.column, f"{code}: {clash_words(event)}", KIND)
            found.setdefault((span.line, span.column), problem)
    return list(found.values())
