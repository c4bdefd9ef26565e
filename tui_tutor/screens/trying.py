"""Using the network: asking it about inputs that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui_tutor.lesson.model import Inputs
from tui_tutor.runner.protocol import Tried
from tui_tutor.screens.changing import Changing
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.inputs import TYPED, InputsScreen
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.newcomers import NewcomersScreen
from tui_tutor.study.inputs import Pair
from tui_tutor.view.inputs import QUESTION, is_chosen, offered, read_pair, rows_of, value_named, with_inputs

NO_LOOP = "this program has no loop that trains a network, so there is none to be asked"


class Trying(Changing):
    """Questions to the trained network."""

    def action_newcomers(self) -> None:
        """Open the sheet of new inputs; in a script say first which names they have."""
        self._pause()
        inputs = self.state.lesson.inputs
        if self.state.moment is None:
            return
        if inputs is not None:
            self._open_newcomers(inputs)
        elif self.state.outline.has_loop:
            self._choose_inputs()
        else:
            self._say(NO_LOOP)

    def _open_newcomers(self, inputs: Inputs) -> None:
        # The program's process knows the rows of a script; those of a lesson are made of what it says.
        is_script = is_chosen(self.state.lesson)
        rows = [] if is_script else self._drawn(lambda: rows_of(value_named(self.state, inputs.data), inputs)) or []
        if not rows and not is_script:
            self._say(f"{inputs.data} is not there yet; go on to the loop first")
            return

        def ask(asked: Sequence[Sequence[float]], seed: int | None) -> None:
            self.client.try_inputs(inputs.data, inputs.output, asked, seed)

        def done(is_to_choose: bool | None) -> None:
            if is_to_choose:
                self._choose_inputs()

        open_over(self, NewcomersScreen(self.state.lesson, inputs, rows, ask), done)

    def _choose_inputs(self) -> None:
        """Have the learner choose which names the inputs and the output have, or type them."""
        pairs = self._drawn(lambda: offered(self.state)) or []

        def chosen(pair: Pair | None) -> None:
            if pair == TYPED:
                self._type_inputs("")
            elif pair is not None:
                self._take_inputs(pair)

        if pairs:
            open_over(self, InputsScreen(self.state, pairs), chosen)
        else:
            self._type_inputs("")

    def _type_inputs(self, typed: str, why_not: str = "") -> None:
        def done(text: str | None) -> None:
            found = read_pair(self.state, text) if text is not None else None
            if isinstance(found, str):
                self._type_inputs(text or "", found)
            elif found is not None:
                self._take_inputs(found)

        above = f"{why_not}\n{QUESTION}" if why_not else QUESTION
        open_over(self, LineScreen(above, "X out", value=typed), done)

    def _take_inputs(self, pair: Pair) -> None:
        """Keep which names they are, and ask the network."""
        lesson = with_inputs(self.state.lesson, pair)
        self.state = replace(self.state, lesson=lesson)
        if self._original is not None:
            self._original = with_inputs(self._original, pair)
        self._remember()
        if lesson.inputs is not None:
            self._open_newcomers(lesson.inputs)

    def _tried(self, reply: Tried) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, NewcomersScreen):
                screen.take(reply)

    def _say(self, words: str) -> None:
        self.state = replace(self.state, note=words)
        self._repaint()
