"""Other versions of the program: what-ifs, the learner's own edits, and back to the original."""

from __future__ import annotations

from dataclasses import replace

from tui_tutor.engine.position import Position
from tui_tutor.engine.source import Source
from tui_tutor.lesson.model import Lesson, WhatIf
from tui_tutor.runner.client import Client
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.drafting import EDIT, Drafting
from tui_tutor.screens.whatif import VersionsScreen, WhatIfScreen
from tui_tutor.view.listing import Listing
from tui_tutor.view.state import State


class Changing(Drafting):
    """What is stepped: the lesson's program, or a changed one."""

    _original: Lesson | None = None
    _left_at: Position | None = None

    @property
    def original(self) -> Lesson:
        """The lesson as its author wrote it."""
        return self._original or self.state.lesson

    def action_what_if(self) -> None:
        """Choose a variation."""
        self._pause()
        open_over(self, WhatIfScreen(self.original), self._run_both)

    def _run_both(self, what_if: WhatIf | None) -> None:
        if what_if is None:
            return

        def step(wanted: bool | None) -> None:
            if wanted:
                self._change(what_if.apply(self.original.source), what_if.name)

        sheet = VersionsScreen(self.original, what_if, self.client.seed)
        open_over(self, sheet, step)

    def action_edit(self) -> None:
        """Edit the program."""
        self._pause()
        original = self.original.source.text

        def done(text: str | None) -> None:
            if text is None:
                self._repaint()
            elif text == original:
                self.action_original()
            else:
                self._draft_of(original).is_tried(text)
                self._change(Source(self.original.source.path, text), EDIT)

        self._type(self.original.source.path, original, done)

    def action_original(self) -> None:
        """Step through the lesson's own program again."""
        if self._original is None:
            self.state = replace(self.state, note="this is the original")
            self._repaint()
            return
        lesson, self._original = self._original, None
        self._open(lesson, None, "the original again", self._left_at)

    def _change(self, source: Source, name: str) -> None:
        """Step through a changed program."""
        original = self.original
        steps = set(dict(source.steps))
        texts = {number: text for number, text in original.texts.items() if number in steps or number in (0, 99)}
        lesson = replace(original, source=source, texts=texts, milestones=())
        if self._original is None and self.state.moment is not None:
            self._left_at = self.state.moment.position
        self._original = original
        self._open(lesson, name, f"changed: {name}; z brings the original back")

    def _open(self, lesson: Lesson, changed: str | None, note: str, start: Position | None = None) -> None:
        """Another program in a process of its own, from `start` or, if it is changed, in the learner's iteration."""
        moment = self.state.moment
        at = moment.position if moment is not None and changed is not None else None
        self._motion.stop()
        self.client.close()
        self.client = Client(lesson, start, returning=True)
        kept = self.state
        self.state = State(
            lesson,
            Listing(lesson.source),
            note=note,
            fresh=False,
            folded=kept.folded,
            speed=kept.speed,
            tab=kept.tab,
            wide=kept.wide,
            picture=kept.picture,
            linear=kept.linear,
            asking=kept.asking,
            answers=kept.answers,
            changed=changed,
        )
        self._listen()
        if at is not None and at.place.iteration is not None:
            self.client.go(f"{at.place.iteration}", kept.folded)
        self._repaint()

    def _listen(self) -> None:
        """Take the replies of the program's process."""
        raise NotImplementedError
