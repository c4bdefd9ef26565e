"""The key that asks for another value in place of a literal, and runs both side by side."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.screens.changing import Changing
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.line import LineScreen
from tui_tutor.study.another import NotThisError, another
from tui_tutor.study.literals import Literal
from tui_tutor.view.layout import Panel
from tui_tutor.view.literals import HOW, NONE, asked_for, at_literal, literal_under, varied


class Varying(Changing):
    """Another number for the one that is pointed at in the listing."""

    def action_another_number(self) -> None:
        """Ask for another value; where nothing is pointed at, point at the next literal of the text first."""
        self._pause()
        literal = self._drawn(lambda: literal_under(self.state))
        if literal is not None:
            self._ask_for_another(literal, "")
            return
        before = self.state
        self.state = replace(before, focus=Panel.PROGRAM)
        pointed = self._drawn(lambda: at_literal(self.state, 1)) or self.state
        if pointed.cursor == before.cursor:
            pointed = self._drawn(lambda: at_literal(self.state, -1)) or self.state
        found = self._drawn(lambda: literal_under(pointed)) is not None
        self.state = replace(pointed, note=pointed.keys.told(HOW) if found else NONE)
        self._reveal_pointed(Panel.PROGRAM)
        self._repaint()

    def _ask_for_another(self, literal: Literal, typed: str, why_not: str = "") -> None:
        """Ask; again with what was typed where that was refused."""
        source = self.state.lesson.source
        question = asked_for(literal, source.lines[literal.span.line - 1])
        # Of two truths the other one is meant.
        other = str(not literal.value) if isinstance(literal.value, bool) else None
        above = f"{why_not}\n{question}" if why_not else question

        def done(text: str | None) -> None:
            if text is None:
                return
            try:
                edit = another(source, literal, text)
            except NotThisError as error:
                self._ask_for_another(literal, text, str(error))
                return
            self._run_both(varied(self.state, literal, edit))

        open_over(self, LineScreen(above, other or literal.text, value=typed, empty=other), done)
