"""The key that pins an expression among the numbers, or takes it away again."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.painting import Painting
from tui_tutor.study.pins import MOST_PINS, why_not_pinned
from tui_tutor.view.pins import offered

QUESTION = "pin an expression, such as w[0, 0]; the same again unpins it   (esc leaves)"


class Pinning(Painting):
    """Pins; those of a program are kept with its progress."""

    def action_pin(self) -> None:
        """Ask for an expression; the pointed cell, else the last pin, offers itself."""
        self._pause()
        first = self._drawn(lambda: offered(self.state)) or next(reversed(self.state.pinned), "")
        open_over(self, LineScreen(QUESTION, first or "np.mean(y)", empty=first or None), self._pin)

    def _pin(self, text: str | None) -> None:
        if text is None:
            return
        pinned = self.state.pinned
        why_not = why_not_pinned(text, self.state.lesson.source.tree)
        if text in pinned:
            self._set_pins(tuple(each for each in pinned if each != text), f"{text} is no longer pinned")
        elif why_not:
            self.state = replace(self.state, note=f"{text} cannot be pinned: {why_not}")
        elif len(pinned) == MOST_PINS:
            self.state = replace(self.state, note=f"{MOST_PINS} are pinned; type one of them to take it away")
        else:
            self._set_pins((*pinned, text), f"{text} is pinned among the numbers")
        self._repaint()

    def _set_pins(self, pinned: tuple[str, ...], note: str | None) -> None:
        self.state = replace(self.state, pinned=pinned, note=note)
        self.client.pin(pinned)
        self._remember()
