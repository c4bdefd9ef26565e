"""New inputs: the network, as it now stands, asked about what it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.lesson.model import Inputs, Lesson
from tui_tutor.runner.protocol import Tried
from tui_tutor.screens.sheet import Sheet
from tui_tutor.study.newcomers import Answers
from tui_tutor.view.lines import Line
from tui_tutor.view.newcomers import newcomers, toggled
from tui_tutor.view.wording import new_rows

Ask = Callable[[Sequence[Sequence[float]], int | None], None]
"""Asks the network about rows; with a seed, the one trained from that."""


class NewcomersScreen(Sheet[None]):
    """Every possible row with its answer; digits toggle the learner's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "leave", "close", priority=True),
        Binding("s", "seed", "another seed", priority=True),
        *(Binding(str(digit), f"turn_over({digit - 1})", "toggle", priority=True) for digit in range(1, 10)),
    ]

    keys = "1 2 3 toggle your own · s another seed · esc closes"

    def __init__(self, lesson: Lesson, inputs: Inputs, rows: Sequence[tuple[float, ...]], ask: Ask) -> None:
        super().__init__()
        self._lesson = lesson
        self._inputs = inputs
        self._rows = list(rows)
        self._own = self._rows[0] if self._rows else ()
        self._ask = ask
        self._answers: Answers | None = None
        self._note: str | None = None
        self._seed: int | None = None
        self._other_seed: int | None = None
        self.heading = new_rows(lesson)

    def on_mount(self) -> None:
        """Ask about every row."""
        self._ask(self._rows, None)

    def take(self, reply: Tried) -> None:
        """The answers have come."""
        if reply.answers is None and reply.note is None:
            # Given up for another request.
            return
        self._answers, self._note = reply.answers or self._answers, reply.note
        if reply.answers is not None:
            self._seed = reply.answers.seed
        else:
            self._other_seed = None
        self.redraw()

    def lines(self, columns: int) -> list[Line]:
        """The page."""
        return newcomers(self._lesson, self._answers, self._note, self._own, columns)

    def action_turn_over(self, column: int) -> None:
        """Another value in one column of the learner's own row."""
        self._own = toggled(self._own, column, self._inputs.values)
        if self._own not in self._rows:
            self._rows.append(self._own)
            self._ask(self._rows, self._other_seed)
        self.redraw()

    def action_seed(self) -> None:
        """The same network trained from the next seed."""
        self._other_seed = (self._seed or 0) + 1
        self._answers, self._note = None, None
        self.redraw()
        self._ask(self._rows, self._other_seed)
