"""A script that is refused: its problems, the editor to mend them, and the question whether it is to be trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from tui_tutor.engine.text.problems import Problem
from tui_tutor.engine.text.source import Source
from tui_tutor.lesson.drafts import Draft, Drafts
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.edit import EditScreen
from tui_tutor.screens.sheet import Sheet
from tui_tutor.view.lines import Line
from tui_tutor.view.refused import may_be_trusted, page, question
from tui_tutor.widgets.page import Page
from tui_tutor.widgets.plain import plain


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a refused script: it is trusted, or `text` stands in its place."""

    text: str | None = None


class TrustScreen(Sheet[bool]):
    """Asks whether a script is the user's own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "trust", "trust it", priority=True)]

    heading = "trust it?"
    keys = "y trusts it · esc goes back"

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    def lines(self, columns: int) -> list[Line]:
        """What it means to trust it."""
        return question(self._path, columns)

    def action_trust(self) -> None:
        """It is to be trusted."""
        self.dismiss(True)


class RefusedScreen(Screen[None]):
    """The page. `decide` is told what is to be opened; until then nothing is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "mend it", priority=True),
        Binding("t", "trust", "trust it", priority=True),
        Binding("q,escape", "app.give_up", "leave", priority=True),
    ]

    DEFAULT_CSS = """
    RefusedScreen { background: $background; }
    RefusedScreen > VerticalScroll {
        width: 100%; height: 100%; border: round $accent; padding: 0 1;
        border-title-color: $accent; border-subtitle-color: $text-muted; scrollbar-size-vertical: 1;
    }
    RefusedScreen Page { width: 100%; height: auto; }
    """

    def __init__(
        self, source: Source, problems: Sequence[Problem], drafts: Drafts, decide: Callable[[Decided], None]
    ) -> None:
        super().__init__()
        self._source = source
        self._problems = problems
        self._drafts = drafts
        self._decide = decide
        self._draft: Draft | None = None
        self._editor: EditScreen | None = None

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll() as place:
            place.border_title = plain(f"{Path(self._source.path).name} cannot be opened as it is")
            trusts = " · t trusts it" if may_be_trusted(self._problems) else ""
            place.border_subtitle = plain(f"e mends it{trusts} · ↑ ↓ scroll · q leaves")
            yield Page(lambda columns: page(self._problems, self._source.lines, columns))

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_edit(self) -> None:
        """Mend it in the editor: what was typed before, where something was."""
        original = self._source.text
        draft = self._draft or Draft(self._drafts, original, self._tell)
        typed = self._drafts.load(original)
        editor = EditScreen(
            self._source.path,
            typed if typed is not None else original,
            original,
            draft,
            withheld=self._drafts.withheld(original) if typed is None else None,
            problems=self._problems if typed is None else (),
        )
        self._draft = draft

        def closed(text: str | None) -> None:
            self._editor = None
            if text is not None:
                self._decide(Decided(text))

        if open_over(self, editor, closed):
            self._editor = editor

    def action_trust(self) -> None:
        """Ask whether it is to be trusted, where that would help."""
        if may_be_trusted(self._problems):
            open_over(self, TrustScreen(self._source.path), lambda wanted: self._decide(Decided()) if wanted else None)

    def close_draft(self, *, left: bool) -> None:
        """Write what was typed last."""
        if self._editor is not None:
            self._editor.keep()
        if self._draft is not None:
            self._draft.close(left=left)
            self._draft = None

    def _tell(self, words: str) -> None:
        # It comes from another thread.
        self.app.call_later(lambda: self._editor.tell(words) if self._editor is not None else None)
