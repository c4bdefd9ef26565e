"""Using the network: asking it about inputs that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_tutor.runner.protocol import Tried
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.newcomers import NewcomersScreen
from tui_tutor.screens.painting import Painting
from tui_tutor.study.newcomers import combinations


class Trying(Painting):
    """Questions to the trained network."""

    def action_newcomers(self) -> None:
        """Open the sheet of new inputs."""
        self._pause()
        inputs, moment = self.state.lesson.inputs, self.state.moment
        if inputs is None or moment is None:
            self._say("this lesson names no inputs to try: a table [inputs] in its lesson.toml does")
            return
        data = next((each.value or each.expected for each in moment.names if each.name == inputs.data), None)
        columns = data.shape[1] if data is not None and data.shape is not None and len(data.shape) == 2 else 0
        rows = combinations(columns, inputs.values) or [(inputs.values[0],) * columns]
        if not columns:
            self._say(f"{inputs.data} is not there yet; go on to the loop first")
            return

        def ask(asked: Sequence[Sequence[float]], seed: int | None) -> None:
            self.client.try_inputs(inputs.data, inputs.output, asked, seed)

        open_over(self, NewcomersScreen(self.state.lesson, inputs, rows, ask))

    def _tried(self, reply: Tried) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, NewcomersScreen):
                screen.take(reply)

    def _say(self, words: str) -> None:
        self.state = replace(self.state, note=words)
        self._repaint()
