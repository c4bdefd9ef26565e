"""A list that lies over the tutor, from which one thing is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from tui_tutor.screens.dialog import Dialog
from tui_tutor.view.failed import failed
from tui_tutor.view.lines import text_of
from tui_tutor.widgets.plain import plain

Thing = TypeVar("Thing")

Entry = tuple[str, str] | str | None
"""A text and the name of the thing it stands for; a text alone as a heading; None for a line between entries."""


WIDEST = 84
"""Cells of a list with its frame, where there is room; the style sheet says the same."""

AROUND = 8
"""Cells of it that are no entry's: the frame, the blanks on both sides, and the scroll bar of a long list."""

CLOSES = "esc closes"
"""The keys where there is nothing to choose from."""

NARROWEST = 20
"""Cells that an entry has at the least."""


class _List(OptionList):
    """A list that bears a page key before it has its place: Textual's own fails as long as it has no lines."""

    def action_page_up(self) -> None:
        """One page up."""
        if self.size:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """One page down."""
        if self.size:
            super().action_page_down()  # type: ignore[no-untyped-call]


class ChooseScreen(Dialog[Thing | None]):
    """What all lists share. `things` are chosen by the names that `entries` give them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "close", priority=True)]

    DEFAULT_CSS = """
    ChooseScreen { align: center middle; }
    ChooseScreen Vertical {
        width: 84; max-width: 96%; height: auto; max-height: 94%;
        border: round $accent; background: $background; padding: 0 1;
        border-title-color: $accent; border-subtitle-color: $text-muted;
    }
    ChooseScreen OptionList { height: auto; max-height: 26; border: none; background: $background; }
    ChooseScreen OptionList:focus { border: none; }
    ChooseScreen Label { color: $text-muted; }
    """

    heading = ""
    keys = "↑ ↓ choose · enter opens · esc closes"
    nothing = ""

    def __init__(self, things: dict[str, Thing]) -> None:
        super().__init__()
        self._things = things

    @property
    def columns(self) -> int:
        """Cells that an entry has."""
        return max(NARROWEST, min(WIDEST, self.app.size.width * 96 // 100) - AROUND)

    def entries(self) -> Sequence[Entry]:
        """What is listed; redefined by every list."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The list, or that there is nothing in it."""
        nothing = self.nothing
        entries: Sequence[Entry] = []
        try:
            entries = self.entries()
        except Exception as error:
            nothing = "\n".join(map(text_of, failed(error, self.columns)))
        with Vertical() as place:
            place.border_title = plain(self.heading)
            place.border_subtitle = plain(self.keys if entries else CLOSES)
            yield _List(*self._options(entries))
            if not entries:
                yield Label(plain(nothing))

    def _options(self, entries: Iterable[Entry]) -> Iterable[Option | None]:
        for each in entries:
            if isinstance(each, tuple):
                yield Option(plain(each[0]), each[1])
            else:
                yield Option(plain(each), disabled=True) if each is not None else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Something was chosen."""
        self.dismiss(self._things.get(event.option_id or ""))

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
