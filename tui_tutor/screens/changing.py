"""Other versions of the program: what-ifs, the learner's own edits, and back to the original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.position import Position
from tui_tutor.lesson.model import Lesson, WhatIf
from tui_tutor.runner.client import Client
from tui_tutor.runner.protocol import Arrived, Reply
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.drafting import EDIT, Drafting
from tui_tutor.screens.whatif import Change, VersionsScreen, WhatIfScreen
from tui_tutor.view.listing import Listing
from tui_tutor.view.replies import after, passed_by
from tui_tutor.view.state import State
from tui_tutor.view.trials import NOTHING, found_in, prediction_in


@dataclass
class Left:
    """A program that is left for another one, and kept until that one has opened.

    `back` makes all else what it was, should the other one not open.
    """

    client: Client
    state: State
    back: Callable[[], None]

    def take(self, reply: Reply) -> None:
        """Keep what the program's process still says."""
        self.state = after(self.state, reply) if self.client.is_wanted(reply) else passed_by(self.state, reply)


class Changing(Drafting):
    """What is stepped: the lesson's program, or a changed one."""

    _original: Lesson | None = None
    _left_at: Position | None = None
    _left: Left | None = None

    @property
    def original(self) -> Lesson:
        """The lesson as its author wrote it."""
        return self._original or self.state.lesson

    def action_what_if(self) -> None:
        """Choose a variation: of the lesson's own, which are of the program as its author wrote it, or one found."""
        self._pause()
        found = self._drawn(lambda: found_in(self.state)) or ()
        nothing = self.state.keys.told(NOTHING)
        open_over(self, WhatIfScreen(self.original, found, nothing), self._run_both)

    def _run_both(self, change: Change | None) -> None:
        """Run a variation side by side with what it is a variation of."""
        if change is None:
            return
        lesson = self.original if isinstance(change, WhatIf) else self.state.lesson
        prediction = self._drawn(lambda: prediction_in(self.state))

        def step(wanted: bool | None) -> None:
            if wanted:
                self._change(change.apply(lesson.source), change.name)

        open_over(self, VersionsScreen(lesson, change, self.client.seed, prediction), step)

    def action_edit(self) -> None:
        """Edit the program."""
        self._pause()
        self._edit()

    def _edit(self, text: str | None = None, problems: Sequence[Problem] = ()) -> None:
        """Open the editor: with a text that cannot be opened, and why, or with what there is to edit."""
        original, trust = self.original.source.text, self.original.source.trust

        def done(text: str | None) -> None:
            if text is None:
                self._repaint()
            elif text == original:
                self.action_original()
            else:
                self._draft_of(original).is_tried(text)
                # What is typed into one's own script is one's own as well.
                self._change(Source(self.original.source.path, text, trust), EDIT)

        self._type(self.original.source.path, original, done, text, problems, trust)

    def action_original(self) -> None:
        """Step through the lesson's own program again."""
        if self._original is None:
            self.state = replace(self.state, note="this is the original")
            self._repaint()
            return
        back = self._as_it_is()
        lesson, self._original = self._original, None
        self._open(lesson, None, "the original again", self._left_at, back)

    def _change(self, source: Source, name: str) -> None:
        """Step through a changed program."""
        original, back = self.original, self._as_it_is()
        steps = set(dict(source.steps))
        texts = {number: text for number, text in original.texts.items() if number in steps or number in (0, 99)}
        loop = original.loop_in(source)
        lesson = replace(original, source=source, texts=texts, milestones=(), loop=loop)
        if self._original is None and self.state.moment is not None:
            self._left_at = self.state.moment.position
        self._original = original
        stood = (self._left.state if self._left is not None else self.state).moment
        iteration = stood.position.place.iteration if stood is not None else None
        go = f"{iteration}" if iteration is not None else None
        self._open(lesson, name, f"changed: {name}; {self.state.keys['z']} brings the original back", None, back, go)

    def _as_it_is(self) -> Callable[[], None]:
        """What makes this program's relation to the original what it is now."""
        original, left_at = self._original, self._left_at

        def back() -> None:
            self._original, self._left_at = original, left_at

        return back

    def _open(
        self,
        lesson: Lesson,
        changed: str | None,
        note: str,
        start: Position | None,
        back: Callable[[], None],
        go: str | None = None,
    ) -> None:
        """Another program in a process of its own, from `start`, and from there to what `go` says, as it is typed.

        The one that is stepped now stays until the other has opened; `back` undoes what was changed besides.
        """
        self._motion.stop()
        if self._left is None:
            self._left = Left(self.client, self.state, back)
        else:
            # This one has not opened yet.
            self.client.close(wait=False)
        kept = self.state
        self.client = Client(lesson, start, returning=True)
        self.state = State(
            lesson,
            Listing(lesson.source),
            note=note,
            fresh=False,
            folded=kept.folded,
            speed=kept.speed,
            tab=kept.tab,
            wide=kept.wide,
            focus=kept.focus,
            picture=kept.picture,
            linear=kept.linear,
            asking=kept.asking,
            answers=kept.answers,
            changed=changed,
            keys=kept.keys,
            pinned=kept.pinned,
        )
        self._listen()
        if go is not None:
            self.client.go(go, kept.folded)
        self._repaint()

    def _is_plotted(self, reply: Arrived) -> None:
        """What is plotted in a changed program is so in the original as well."""
        for each in reply.plotted:
            if self._original is not None and not each.why_not:
                self._original = self._original.with_plot(each.text)

    def _opened(self) -> None:
        """The program has opened: the one before it is not needed any more."""
        if self._left is not None:
            self._left.client.close(wait=False)
            self._left = None

    def _go_back(self, problems: Sequence[Problem], *, edit: bool) -> bool:
        """The program cannot be opened: go on with the one before it and say why; false where there is none.

        With `edit` what the learner has typed is edited again.
        """
        if self._left is None:
            return False
        left, self._left = self._left, None
        refused, name = self.state.lesson.source.text, self.state.changed
        self.client.close(wait=False)
        self.client, self.state = left.client, replace(left.state, note=f"{problems[0]}")
        left.back()
        self._arrange()
        if edit and name == EDIT:
            self._draft_of(self.original.source.text).went_well(refused)
            self._edit(refused, problems)
        return True

    def close_programs(self) -> None:
        """End every process that runs a program."""
        for client in (self.client, *([self._left.client] if self._left is not None else [])):
            client.close()

    def _listen(self) -> None:
        """Take the replies of the program's process."""
        raise NotImplementedError
