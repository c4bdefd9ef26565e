"""What is typed into the editor is a draft: kept while it is typed and at every way out, told where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Trust
from tui_tutor.lesson.drafts import Draft
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.painting import Painting

EDIT = "your edit"
"""What a program is called that the learner has changed."""

TYPED_BEFORE = "this is what you typed before; ctrl+r brings the original back"
WITHHELD = "what you typed last was too much for the tutor, or for the program's process; ctrl+r brings it"


class Drafting(Painting):
    """The editor and its drafts."""

    _draft: Draft | None = None
    _drafted = ""
    _editor: EditScreen | None = None

    def _draft_of(self, original: str) -> Draft:
        """The draft of a program, by the text of the original."""
        if self._draft is None or self._drafted != original:
            self._close_draft()
            self._draft, self._drafted = Draft(self._drafts, original, self.from_threads(self._tell_of_draft)), original
        return self._draft

    def _type(
        self,
        path: str,
        original: str,
        done: Callable[[str | None], None],
        refused: str | None = None,
        problems: Sequence[Problem] = (),
        trust: Trust | None = None,
    ) -> None:
        """Open the editor with the program that is stepped or, where that is the original, with its draft.

        A text that was `refused` is edited again, with its `problems` told; with `trust` the guard does not look at it.
        """
        draft, text = self._draft_of(original), self.state.lesson.source.text
        is_new = refused is None and text == original
        typed = self._drafts.load(original) if is_new else None
        withheld = self._drafts.withheld(original) if is_new and typed is None else None
        note = TYPED_BEFORE if typed is not None else WITHHELD if withheld is not None else ""
        text = next(each for each in (refused, typed, text) if each is not None)
        self.state = replace(self.state, note=note or self.state.note)
        draft.is_tried(text)
        editor = EditScreen(path, text, original, draft, withheld=withheld, note=note, problems=problems, trust=trust)

        def closed(result: str | None) -> None:
            self._editor = None
            done(result)

        if open_over(self, editor, closed):
            self._editor = editor

    def close_drafts(self, *, left: bool = True, failed: bool = False) -> None:
        """Write what was typed last, however the tutor ends: `left` on purpose, or `failed` by an error of its own."""
        editor, draft = self._editor, self._draft
        if draft is None:
            return
        if editor is not None:
            editor.keep()
        if failed:
            self._was_too_much()
        self._close_draft(left=left)

    def _close_draft(self, *, left: bool = True) -> None:
        if self._draft is not None:
            self._draft.close(left=left)
            self._draft = None

    def _is_stepped(self) -> None:
        """The program that is stepped has shown something."""
        if self._draft is not None and self.state.changed == EDIT:
            self._draft.went_well(self.state.lesson.source.text)

    def _was_too_much(self) -> None:
        """What was typed has ended the program's process, or the tutor."""
        if self._draft is None:
            return
        if self._editor is not None:
            self._draft.was_too_much(self._editor.text)
        if self.state.changed == EDIT:
            self._draft.was_too_much(self.state.lesson.source.text)

    def _tell_of_draft(self, words: str) -> None:
        if self._editor is not None:
            self._editor.tell(words)
        self.state = replace(self.state, note=words)
        self._repaint()
