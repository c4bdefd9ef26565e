"""What if: choosing a variation, and seeing it beside the program as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.lesson.model import Lesson, WhatIf
from tui_tutor.runner.comparing import Comparing
from tui_tutor.runner.protocol import Compared
from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.screens.sheet import Sheet
from tui_tutor.view.lines import Line, line, wrap
from tui_tutor.view.versions import versions


class WhatIfScreen(ChooseScreen[WhatIf]):
    """The list of a lesson's variations and mistakes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "leave", "close", priority=True)]

    DEFAULT_CSS = "WhatIfScreen Vertical { width: 64; }"

    heading = "what if"
    keys = "↑ ↓ choose · enter runs both side by side · esc closes"
    nothing = "This lesson has no variations; e edits the program."

    def __init__(self, lesson: Lesson) -> None:
        super().__init__({each.name: each for each in lesson.what_ifs})
        self._lesson = lesson

    def entries(self) -> Sequence[Entry]:
        """Variations, then mistakes."""
        mistakes = [(f"  {each.name}", each.name) for each in self._lesson.what_ifs if each.mistake]
        others = [(each.name, each.name) for each in self._lesson.what_ifs if not each.mistake]
        return [*others, *([None, "Mistakes on purpose", *mistakes] if mistakes else [])]


class VersionsScreen(Sheet[bool]):
    """A variation beside the program as it is; true where the learner wants to step through the variation."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s,enter", "step", "step through it", priority=True)]

    keys = "↑ ↓ scroll · s steps through the changed program · esc closes"

    def __init__(self, lesson: Lesson, what_if: WhatIf, seed: int) -> None:
        super().__init__()
        self.heading = "what if"
        self._lesson = lesson
        self._what_if = what_if
        self._seed = seed
        self._outcome: Compared | None = None
        self._comparing: Comparing | None = None

    def on_mount(self) -> None:
        """Run both versions."""
        app, lesson = self.app, self._lesson

        def done(outcome: Compared) -> None:
            if self.is_attached:
                app.call_from_thread(self._take, outcome)

        prediction = prediction_of(lesson)
        self._comparing = Comparing(lesson, self._what_if.apply(lesson.source), prediction, self._seed, done)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        if self._comparing is not None:
            self._comparing.close()

    def lines(self, columns: int) -> list[Line]:
        """Both versions, or that they are still being run."""
        outcome, what_if = self._outcome, self._what_if
        if outcome is None:
            head = [line((what_if.name, "strong")), *wrap(line((what_if.notice, "prose")), columns)]
            return [*head, (), line(("Both versions are being run …", "running"))]
        if outcome.comparison is None:
            return wrap(line((outcome.note or "They could not be run.", "error")), columns)
        label = self._lesson.curve.label if self._lesson.curve is not None else ""
        return versions(outcome.comparison, what_if, label, prediction_of(self._lesson) or "", columns)

    def action_step(self) -> None:
        """Step through the changed program."""
        self.dismiss(True)

    def _take(self, outcome: Compared) -> None:
        self._outcome = outcome
        self.redraw()


def prediction_of(lesson: Lesson) -> str | None:
    """The name of what a lesson predicts."""
    if lesson.gaps is not None:
        return lesson.gaps.prediction
    return lesson.inputs.output if lesson.inputs is not None else None
