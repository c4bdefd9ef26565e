"""What is said once of an operation that leads nowhere in here: it draws, or it asks what time it is."""

from __future__ import annotations

from tui_tutor.engine.imported.drawing import DRAWN
from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.text.elsewhere import clock_calls
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.recording import Event

DRAWS = "this draws elsewhere: no window opens here, and nothing else comes of the call"
CLOCK = "the clock stands still here, so that going back meets the same numbers; nobody waits in a pause either"

_NOT_CALLS = frozenset({Kind.IMPORT, Kind.BIND, Kind.LOOP, Kind.DEFINE, Kind.PRINT})


def draws(event: Event) -> bool:
    """Whether an operation hands something to what draws elsewhere."""
    return event.kind not in _NOT_CALLS and event.result is not None and DRAWN in event.result.text


class Elsewhere:
    """A program's operations that lead nowhere in here; a program that is trusted has none."""

    def __init__(self, source: Source) -> None:
        self._clock = clock_calls(source)

    def words(self, event: Event) -> str:
        """What there is to say of an operation, where somebody says it for the first time; mostly nothing."""
        if draws(event):
            return DRAWS
        asks = bool(self._clock) and (event.site.span.line, " ".join(event.site.code.split())) in self._clock
        return CLOCK if asks else ""
