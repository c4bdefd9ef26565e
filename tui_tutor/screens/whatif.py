"""What if: choosing a variation, and seeing it beside the program as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.lesson.model import Lesson, WhatIf
from tui_tutor.runner.comparing import Comparing
from tui_tutor.runner.protocol import LONGEST, Compared
from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.screens.sheet import Sheet
from tui_tutor.study.trials import Trial
from tui_tutor.study.variation import Variation
from tui_tutor.view.lines import Line, line, wrap
from tui_tutor.view.trials import WIDTH, trial_entry
from tui_tutor.view.versions import refused, versions

Change = WhatIf | Variation
"""What is run beside the program as it is: a lesson's variation, or one that was found in the text or typed."""


class WhatIfScreen(ChooseScreen[Change]):
    """The list of a lesson's variations and mistakes, and of what can be tried in any program."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "leave", "close", priority=True)]

    DEFAULT_CSS = "WhatIfScreen Vertical { width: 76; }"

    heading = "what if"
    keys = "↑ ↓ choose · enter runs both side by side · esc closes"

    def __init__(self, lesson: Lesson, found: Sequence[Trial], nothing: str) -> None:
        """`nothing` is said where there is no variation at all."""
        own: dict[str, Change] = {each.name: each for each in lesson.what_ifs}
        super().__init__(own | {f"found{at}": each.variation for at, each in enumerate(found)})
        self._lesson = lesson
        self._found = found
        self.nothing = nothing

    def entries(self) -> Sequence[Entry]:
        """Variations, then mistakes, then what was found, under its headings."""
        mistakes = [(f"  {each.name}", each.name) for each in self._lesson.what_ifs if each.mistake]
        others = [(each.name, each.name) for each in self._lesson.what_ifs if not each.mistake]
        listed: list[Entry] = [*others, *([None, "Mistakes on purpose", *mistakes] if mistakes else [])]
        heading = ""
        for at, each in enumerate(self._found):
            if each.heading != heading:
                heading = each.heading
                listed += [*([None] if listed else []), heading]
            listed.append((trial_entry(each, min(WIDTH, self.columns)), f"found{at}"))
        return listed


class VersionsScreen(Sheet[bool]):
    """A variation beside the program as it is; true where the learner wants to step through the variation."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s,enter", "step", "step through it", priority=True)]

    keys = "↑ ↓ scroll · s steps through the changed program · esc closes"

    def __init__(self, lesson: Lesson, what_if: Change, seed: int, prediction: str | None = None) -> None:
        """`prediction` is the name of what the program predicts, where the lesson says none."""
        super().__init__()
        self.heading = "what if"
        self._lesson = lesson
        self._what_if = what_if
        self._seed = seed
        self._prediction = prediction_of(lesson) or prediction
        self._outcome: Compared | None = None
        self._comparing: Comparing | None = None

    def on_mount(self) -> None:
        """Run both versions."""
        app, lesson = self.app, self._lesson

        def done(outcome: Compared) -> None:
            if self.is_attached:
                app.call_from_thread(self._take, outcome)

        changed = self._what_if.apply(lesson.source)
        self._comparing = Comparing(lesson, changed, self._prediction, self._seed, done)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        if self._comparing is not None:
            self._comparing.close()

    def lines(self, columns: int) -> list[Line]:
        """Both versions, or that they are still being run."""
        lesson, outcome, what_if = self._lesson, self._outcome, self._what_if
        if outcome is None:
            head = [line((what_if.name, "strong")), *wrap(line((what_if.notice, "prose")), columns)]
            words = f"Both versions are being run, each for {LONGEST:g} s of computing at the most …"
            return [*head, (), *wrap(line((words, "running")), columns)]
        if outcome.comparison is None:
            note = outcome.note or "They could not be run."
            return refused(note, columns, trusted=lesson.source.trust is not None)
        label = lesson.curve.label if lesson.curve is not None else ""
        return versions(outcome.comparison, what_if, label, self._prediction or "", columns)

    def action_step(self) -> None:
        """Step through the changed program, unless it is known that it cannot be run."""
        if self._outcome is None or self._outcome.comparison is not None:
            self.dismiss(True)

    def _take(self, outcome: Compared) -> None:
        self._outcome = outcome
        self.redraw()


def prediction_of(lesson: Lesson) -> str | None:
    """The name of what a lesson predicts."""
    if lesson.gaps is not None:
        return lesson.gaps.prediction
    output = lesson.inputs.output if lesson.inputs is not None else ""
    return output if output.isidentifier() else None
