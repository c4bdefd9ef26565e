"""The key that asks why the error falls or does not."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.runner.protocol import Diagnosed
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.painting import Painting
from tui_tutor.screens.why import WhyScreen


class Diagnosing(Painting):
    """Opens the page of the diagnosis, and hands it what comes."""

    def action_why(self) -> None:
        """Open the page; where there is no error or nothing is updated, say so."""
        self._pause()
        if not self.state.is_diagnosable:
            note = "there is nothing to diagnose: it takes an error that is plotted, and a loop that updates numbers"
            self.state = replace(self.state, note=note)
            self._repaint()
            return

        def go(goal: str | None) -> None:
            if goal is not None:
                self._begin()
                self.client.go(goal, self.state.folded)

        curve = self.state.lesson.curve

        def ask() -> None:
            self.client.diagnose()

        open_over(self, WhyScreen(curve.label if curve is not None else "", self.state.keys, ask), go)

    def _diagnosed(self, reply: Diagnosed) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, WhyScreen):
                screen.take(reply.report, is_last=reply.last)

    def _not_diagnosed(self, words: str) -> None:
        """The process that was to find out has ended, or failed."""
        for screen in self.app.screen_stack:
            if isinstance(screen, WhyScreen):
                screen.ends(words)
