"""The runs of inner loops in each place of a program, found once for what is known of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tui_tutor.engine.text.source import Span
from tui_tutor.engine.watch.inner import Begun, Inners, insides
from tui_tutor.engine.watch.position import SETUP, Part, Place
from tui_tutor.engine.watch.recording import Recording

if TYPE_CHECKING:
    from tui_tutor.engine.watch.engine import Engine


class Turnings:
    """Asked for the inner loops of one engine's places."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: WeakKeyDictionary[Recording, Inners] = WeakKeyDictionary()

    @cached_property
    def _insides(self) -> dict[int, list[Span]]:
        return insides(self._engine.source, self._engine.program.sites)

    def at(self, place: Place) -> Inners:
        """The runs of the inner loops in a place that is known to exist."""
        engine = self._engine
        recording = engine.recording(place)
        found = self._found.get(recording)
        if found is None or found.count != recording.known:
            begun: Begun = self.at(SETUP).going_on() if place.part is Part.END else {}
            in_turn, is_over = place.part is Part.LOOP, place.part is not Part.SETUP or engine.run is None
            found = Inners(recording.seen, engine.program.sites, self._insides, in_turn=in_turn, begun=begun)
            is_over = is_over and recording.unfinished is None and recording.is_counted
            found.end(recording.known, is_over=is_over)
            self._found[recording] = found
        return found
