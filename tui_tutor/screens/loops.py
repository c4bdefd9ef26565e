"""The main loop, chosen: the list of a program's loops, and the program opened again with another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.engine.watch.position import SETUP, Position
from tui_tutor.screens.changing import Changing
from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.screens.dialog import open_over
from tui_tutor.view.loops import BY_ITSELF, NOTHING, Choice, choices, entry

_BY_ITSELF = 0
"""No line: the choice is the tutor's."""


class LoopsScreen(ChooseScreen[int]):
    """Chooses a loop by its line, or that the tutor chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "leave", "close", priority=True)]

    heading = "which loop the iteration keys go through"
    keys = "↑ ↓ choose · enter goes through it · esc closes"
    nothing = NOTHING

    def __init__(self, loops: Sequence[Choice], *, is_chosen: bool) -> None:
        """`is_chosen` tells that the present one was chosen, so that the tutor's own choice is another one."""
        super().__init__({f"at{each.line}": each.line for each in loops} | {"at0": _BY_ITSELF})
        self._loops = loops
        self._is_chosen = is_chosen

    def entries(self) -> Sequence[Entry]:
        """The loops in the order of the text, then the tutor's own choice."""
        listed: list[Entry] = [(entry(each, self.columns), f"at{each.line}") for each in self._loops]
        return [*listed, *([None, (f"  {BY_ITSELF}", "at0")] if self._is_chosen else [])]


class Looping(Changing):
    """Which loop the iteration keys go through."""

    @cached_property
    def _left_in(self) -> dict[tuple[str, int | None], Position]:
        """Where the learner stood in programs that were left for another main loop, by text and chosen loop."""
        return {}

    def loops(self) -> list[Choice]:
        """The loops that can be chosen from; none where there is but one."""
        found = self._drawn(lambda: choices(self.state)) or []
        return found if len(found) > 1 else []

    def action_choose_loop(self) -> None:
        """Choose the main loop."""
        self._pause()
        loops = self.loops()
        if not loops:
            only = "this program has one loop, so it is the main loop"
            none = "this program has no loop to go through"
            self.state = replace(self.state, note=only if self.state.outline.has_loop else none)
            self._repaint()
            return

        def chosen(line: int | None) -> None:
            if line is not None:
                self.choose_loop(line or None)

        open_over(self, LoopsScreen(loops, is_chosen=self.state.lesson.loop is not None), chosen)

    def choose_loop(self, line: int | None) -> None:
        """Open the program again with the loop on a line as its main loop, None for the tutor's own choice.

        The learner stands where they left that loop; else at the same operation of the setup, or the first run of the
        same line.
        """
        state, moment = self.state, self.state.moment
        lesson = state.lesson.with_loop(line)
        is_it = line is not None and moment is not None and moment.loop == line
        if lesson.loop == state.lesson.loop or is_it:
            note = "the iteration keys go through this loop already"
            self.state = replace(state, note=note)
            self._repaint()
            return
        text, position = lesson.source.text, moment.position if moment is not None else None
        if position is not None:
            self._left_in[text, state.lesson.loop] = position
        start = self._left_in.get((text, lesson.loop))
        if start is None and position is not None and position.place == SETUP:
            start = position
        event = moment.event if moment is not None else None
        go = f"line {event.site.span.line}" if start is None and event is not None else None
        place = next((each.place for each in self.loops() if each.line == line), "the tutor's choice")
        self._open(lesson, state.changed, f"main loop: {place}", start, self._as_it_is(), go)
