"""Editing the program: every problem at its line, nothing typed is lost."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.problems import Problem, ProblemsError
from tui_tutor.engine.text.source import Source, Trust
from tui_tutor.lesson.drafts import Draft
from tui_tutor.lesson.newfile import write_new
from tui_tutor.screens.dialog import Dialog
from tui_tutor.widgets.editor import Editor
from tui_tutor.widgets.plain import plain
from tui_tutor.widgets.typed import TypedLine

SHOWN = 4
"""Problems that are shown at once."""

KEYS = "esc checks it and steps through it · ctrl+s writes it to a new file · ctrl+r brings the original back"

KEYS_IN_BROWSER = "esc checks it and steps through it · ctrl+r brings the original back"

NO_FILES = "from a browser no file is written; ctrl+a and ctrl+c copy the program, esc steps through it"

SAVE_EVERY = 0.5
"""Seconds between two looks whether anything was typed that is not kept yet."""


class EditScreen(Dialog[str | None]):
    """The program in an editor; the result is the changed text, None where nothing is to be stepped.

    What is typed is handed to `draft` again and again, so that nothing that ends the tutor loses more than a moment.
    `withheld` is a text that ctrl+r brings where the original stands there. `note` is said to begin with, or the
    `problems` for which the text could not be opened. With `trust` it is a script of the learner's own that is
    edited: the guard does not look at it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "finish", "check and step", priority=True),
        Binding("ctrl+s", "write", "write to a file", priority=True),
        Binding("ctrl+r", "original", "the original", priority=True),
    ]

    DEFAULT_CSS = """
    EditScreen { background: $background; }
    EditScreen TextArea { height: 1fr; border: round $accent; }
    EditScreen Label { width: 100%; height: auto; padding: 0 1; color: $text-muted; }
    EditScreen #problems { color: $error; }
    EditScreen Input { height: 1; border: none; background: $panel; padding: 0 1; display: none; }
    EditScreen Input.-open { display: block; }
    """

    def __init__(
        self,
        path: str,
        text: str,
        original: str,
        draft: Draft,
        *,
        withheld: str | None = None,
        note: str = "",
        problems: Sequence[Problem] = (),
        trust: Trust | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self._trust = trust
        self._text = text
        self._original = original
        self._draft = draft
        self._withheld = withheld
        self._first_note = note
        self._kept = text
        self._area: Editor | None = None
        self._problems = problems
        self._refused: str | None = None

    def compose(self) -> ComposeResult:
        """The editor, what is wrong below it, and the keys."""
        language = "python" if _can_colour() else None
        area = Editor.code_editor(self._text, language=language, show_line_numbers=True)
        assert isinstance(area, Editor)
        self._area = area
        yield area
        yield Label(plain(self._first_note), id="problems")
        yield TypedLine(placeholder="a new file, such as my_program.py")
        yield Label(plain(KEYS_IN_BROWSER if self.app.is_web else KEYS))

    def on_mount(self) -> None:
        """Put the cursor into the text."""
        area = self.query_one(Editor)
        area.border_title = plain(Path(self._path).name)
        area.focus()
        self.set_interval(SAVE_EVERY, self.keep)
        # That it can be drawn is known once it has been.
        self.call_after_refresh(self._draft.went_well, self._text)
        if self._problems:
            self._refused = self._text
            self._say(self._problems)

    def on_text_area_changed(self) -> None:
        """Something was typed."""
        self._refused = self._refused if self.text == self._refused else None

    def keep(self) -> None:
        """Keep what was typed, if it is not kept yet."""
        text = self.text
        if text != self._kept:
            self._kept = text
            self._draft.keep(text)

    @property
    def text(self) -> str:
        """What stands in the editor, also when it has been closed."""
        return self._area.program if self._area is not None else self._text

    def action_finish(self) -> None:
        """Check the text; step through it where it is fine, else say what is wrong, and at the second time leave."""
        field = self.query_one(Input)
        if field.has_class("-open"):
            self._close_field()
            return
        text = self.text
        self._kept = text
        self._draft.keep(text)
        if text == self._text and text == self._original:
            self.dismiss(None)
            return
        self._draft.is_tried(text)
        problems = problems_of(self._path, text, self._trust)
        self._draft.went_well(text)
        if self._refused == text:
            # The draft is kept: it is there again at the next e.
            self.dismiss(None)
        elif not problems:
            self.dismiss(text)
        else:
            self._refused = text
            self._say(problems)

    def action_original(self) -> None:
        """The lesson's own text again; undo brings the change back."""
        area = self.query_one(Editor)
        if self._withheld is not None and self.text == self._original:
            area.bring(self._withheld)
            self._note("this is what you typed; ctrl+r brings the original back")
            return
        area.bring(self._original)
        self._note("the original is back; ctrl+z undoes that")

    def action_write(self) -> None:
        """Ask for the name of a new file; whoever sits at a browser has no business with this computer's files."""
        if self.app.is_web:
            self._note(NO_FILES)
            return
        field = self.query_one(Input)
        field.add_class("-open")
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the text to a file that is not there yet."""
        self._note(NO_FILES if self.app.is_web else write_new(event.value.strip(), self.text))
        self._close_field()

    def _close_field(self) -> None:
        self.query_one(Input).remove_class("-open")
        self.query_one(Editor).focus()

    def _say(self, problems: Sequence[Problem]) -> None:
        lines = [f"line {each.line}: {each.message}" if each.line else each.message for each in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"and {len(problems) - SHOWN} more")
        lines.append("esc once more leaves; what you typed is kept for the next time")
        self._note("\n".join(lines))
        area = self.query_one(Editor)
        area.move_cursor((max(0, problems[0].line - 1), problems[0].column))

    def tell(self, text: str) -> None:
        """Say something below the text."""
        if self.is_attached:
            self._note(text)

    def _note(self, text: str) -> None:
        self.query_one("#problems", Label).update(plain(text))


def problems_of(path: str, text: str, trust: Trust | None = None) -> list[Problem]:
    """Everything that keeps a text from being stepped: the same guard as for files."""
    source = Source(path, text, trust)
    try:
        return list(guard.check(source))
    except ProblemsError as error:
        return list(error.problems)


def _can_colour() -> bool:
    """Whether the libraries that colour Python in an editor are installed: the extra `edit`."""
    return all(importlib.util.find_spec(name) is not None for name in ("tree_sitter", "tree_sitter_python"))
