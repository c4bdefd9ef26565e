"""The one line that a learner types into: where to go, or the answer to a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label

from tui_tutor.screens.dialog import Dialog
from tui_tutor.widgets.plain import plain
from tui_tutor.widgets.typed import TypedLine


class _Line(TypedLine):
    """A line in which some keys answer while nothing is typed: only the line itself sees printable ones."""

    def __init__(
        self, value: str, placeholder: str, keys: Mapping[str, str | None], done: Callable[[str | None], object]
    ) -> None:
        super().__init__(value=value, placeholder=placeholder, select_on_focus=False)
        self._keys = keys
        self._done = done

    def on_key(self, event: events.Key) -> None:
        """On an empty line a key may have another meaning."""
        if self.value or event.key not in self._keys:
            return
        event.stop()
        event.prevent_default()
        self._done(self._keys[event.key])


class LineScreen(Dialog[str | None]):
    """Takes one line of text, without blanks around it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", priority=True)]

    DEFAULT_CSS = """
    LineScreen { align: left bottom; background: transparent; }
    LineScreen Label { width: 100%; height: auto; background: $panel; color: $text-muted; padding: 0 1; }
    LineScreen Input { width: 100%; height: 1; border: none; background: $panel; padding: 0 1; }
    LineScreen Input:focus { border: none; }
    """

    def __init__(
        self,
        above: str,
        placeholder: str,
        *,
        keys: Mapping[str, str | None] | None = None,
        left: str | None = None,
        empty: str | None = None,
        value: str = "",
    ) -> None:
        """`above` says what to type; `value` is typed already.

        `left` is the result where nothing was typed or the learner leaves, `empty` where enter is pressed on the empty
        line, if that is something else. `keys` are Textual's names of keys, with the result of each where it is pressed
        on the empty line.
        """
        super().__init__()
        self._above = above
        self._placeholder = placeholder
        self._value = value
        self._keys = keys or {}
        self._left = left
        self._empty = empty if empty is not None else left

    def compose(self) -> ComposeResult:
        """What to type, above the line."""
        yield Label(plain(self._above))
        yield _Line(self._value, self._placeholder, self._keys, self.dismiss)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.value.strip() or self._empty)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(self._left)
