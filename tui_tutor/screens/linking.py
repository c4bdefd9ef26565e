"""A link: the command that opens exactly here again, shown and copied."""

from __future__ import annotations

from tui_tutor.lesson.link import reopening
from tui_tutor.screens.changing import Changing
from tui_tutor.screens.dialog import open_over
from tui_tutor.screens.sheet import Sheet
from tui_tutor.view.gallery import chosen
from tui_tutor.view.lines import EMPTY, Line, line, wrap

COPIED = (
    "It is copied: paste it into a terminal, or send it to someone. For a terminal that takes no copies it is told "
    "once more when you leave the tutor."
)
ORIGINAL = "It opens the original program: what you changed is yours alone."
CONTENT = "The digits after --content stand for the program as it now is; where it has changed, that is said."


class LinkScreen(Sheet[None]):
    """Shows the command."""

    heading = "toytutor link"

    def __init__(self, command: str, *, changed: bool) -> None:
        super().__init__()
        self._command = command
        self._changed = changed

    def lines(self, columns: int) -> list[Line]:
        """The command, and what to do with it."""
        notes = [COPIED]
        notes += [CONTENT] if " --content " in self._command else []
        notes += [ORIGINAL] if self._changed else []
        lines = [*wrap(line((self._command, "code.inline")), columns)]
        for note in notes:
            lines += [EMPTY, *wrap(line((note, "prose")), columns)]
        return lines


class Linking(Changing):
    """What makes links."""

    def action_link(self) -> None:
        """Show the command that opens the original exactly here, and copy it."""
        self._pause()
        state = self.state
        if state.moment is None:
            return
        is_changed = state.changed is not None
        position = (self._left_at if is_changed else None) or state.moment.position
        picture = self._drawn(lambda: chosen(state)) or ""
        command = reopening(self.original, str(position), picture)
        self.app.copy_to_clipboard(command)
        said = f"this opens where you were: {command}"
        if said not in self.parting:
            self.parting.append(said)
        open_over(self, LinkScreen(command, changed=is_changed))
