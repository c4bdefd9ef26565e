"""The key that goes through the pictures, and asks at their end what else to plot."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.pointing import Pointing
from tui_tutor.study.plots import Plotted, why_not_plotted
from tui_tutor.view.plots import example, is_last, plotted_words, question


class Plotting(Pointing):
    """What is plotted; what a learner has typed is kept with the program's progress."""

    def action_picture(self) -> None:
        """The next picture beside the stage; in a script the last of them is what the learner types."""
        if self._drawn(lambda: is_last(self.state)):
            self.ask_plot(leads_on=True)
        else:
            super().action_picture()

    def ask_plot(self, *, leads_on: bool = False) -> None:
        """Ask what to plot; with `leads_on` the next picture comes where that is left."""
        self._pause()
        state = self.state

        def plot(text: str | None) -> None:
            if text is not None:
                self._plot(text)
            elif leads_on and self.pictures():
                super(Plotting, self).action_picture()

        asked = self._drawn(lambda: (question(state), state.lesson.plot or example(state)))
        if asked is not None:
            open_over(self, LineScreen(*asked, empty=""), plot)

    def _plot(self, text: str) -> None:
        if not text and self.state.lesson.plot is None:
            self._repaint()
            return
        why_not = why_not_plotted(text, self.state.lesson.source.tree) if text else ""
        if why_not:
            self.state = replace(self.state, note=plotted_words(Plotted(text, why_not), None))
            self._repaint()
        else:
            self._begin()
            self.client.plot(text or None)
