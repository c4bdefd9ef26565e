"""New inputs: the network, as it now stands, asked about what it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui_tutor.lesson.model import Inputs, Lesson
from tui_tutor.runner.protocol import Tried
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.line import LineScreen
from tui_tutor.screens.sheet import Sheet
from tui_tutor.study.newcomers import Answers
from tui_tutor.view.inputs import example, is_chosen, read_row, values_in
from tui_tutor.view.lines import Line
from tui_tutor.view.newcomers import newcomers, toggled
from tui_tutor.view.wording import new_rows
from tui_tutor.widgets.plain import plain

Ask = Callable[[Sequence[Sequence[float]], int | None], None]
"""Asks the network about rows; with a seed, the one trained from that."""


class NewcomersScreen(Sheet[bool]):
    """Rows with their answers, and one of the learner's own; true where other names are to be asked by.

    Where an input can only be some numbers, digits toggle the learner's own row; else it is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "leave", "close", priority=True),
        Binding("s", "seed", "another seed", priority=True),
        Binding("t", "type", "type a row", priority=True),
        Binding("c", "choose", "other names", priority=True),
        *(Binding(str(digit), f"turn_over({digit - 1})", "toggle", priority=True) for digit in range(1, 10)),
    ]

    def __init__(self, lesson: Lesson, inputs: Inputs, rows: Sequence[tuple[float, ...]], ask: Ask) -> None:
        super().__init__()
        self._lesson = lesson
        self._rows = list(rows)
        self._own = self._rows[0] if self._rows else ()
        self._ask = ask
        self._answers: Answers | None = None
        self._note: str | None = None
        self._seed: int | None = None
        self._other_seed: int | None = None
        self.heading = new_rows(lesson)
        self._values = inputs.values
        self.keys = self._told_keys()

    def on_mount(self) -> None:
        """Ask about every row."""
        self._ask(self._rows, None)

    def _told_keys(self) -> str:
        own = "1 2 3 toggle your own · t types it" if self._values else "t types your own row"
        others = " · c other names" if is_chosen(self._lesson) else ""
        return f"{own} · s another seed{others} · esc closes"

    def take(self, reply: Tried) -> None:
        """The answers have come."""
        if reply.answers is None and reply.note is None:
            # Given up for another request.
            return
        self._answers, self._note = reply.answers or self._answers, reply.note
        if reply.answers is not None:
            self._seed = reply.answers.seed
            if not self._rows:
                self._rows = [tuple(map(float, row)) for row in reply.answers.rows.data]
                self._own, self._values = self._rows[0], values_in(reply.answers)
                self.keys = self._told_keys()
                self.query_one(VerticalScroll).border_subtitle = plain(self.keys)
        else:
            self._other_seed = None
        self.redraw()

    def lines(self, columns: int) -> list[Line]:
        """The page."""
        return newcomers(self._lesson, self._answers, self._note, self._own, columns)

    def action_turn_over(self, column: int) -> None:
        """Another value in one column of the learner's own row."""
        if self._values:
            self._ask_about(toggled(self._own, column, self._values))

    def action_type(self) -> None:
        """Have the learner type a row."""
        if self._rows:
            self._type("")

    def _type(self, typed: str, why_not: str = "") -> None:
        columns = len(self._own)
        question = f"your own row: {columns} numbers with blanks between them   (esc leaves)"

        def done(text: str | None) -> None:
            row = read_row(text, columns) if text is not None else None
            if isinstance(row, str):
                self._type(text or "", row)
            elif row is not None:
                self._ask_about(row)

        above = f"{why_not}\n{question}" if why_not else question
        open_over(self, LineScreen(above, example(self._own), value=typed), done)

    def action_choose(self) -> None:
        """Ask by other names."""
        if is_chosen(self._lesson):
            self.dismiss(True)

    def _ask_about(self, row: tuple[float, ...]) -> None:
        """The learner's own row is another one."""
        self._own = row
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
