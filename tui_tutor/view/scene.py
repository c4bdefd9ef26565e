"""What the stage is drawn from: an operation, the instant of its motion, and what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_tutor.engine.watch.recording import Event
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.acting import Frame
from tui_tutor.view.keymap import USUAL, Keymap
from tui_tutor.view.outline import Outline


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """An operation to be drawn.

    `frame` is the instant of its motion, None at rest. `moment` and `outline` tell what a picture needs beyond the
    operation itself, and are None where only that is known. `titles` are the lesson's, by step. `look` is the cell
    that the cursor is on: an operand's key, row and column. `name` is what the result is called, where that is told,
    `followed` the cell of the result that is followed. `keys` are those of the commands.
    """

    event: Event
    frame: Frame | None = None
    moment: StudiedMoment | None = None
    outline: Outline | None = None
    titles: Mapping[int, str] = field(default_factory=dict)
    look: tuple[str, int, int] | None = None
    name: str = ""
    followed: tuple[int, int] | None = None
    keys: Keymap = USUAL

    @property
    def share(self) -> float:
        """The place in the motion, 0 to 1; 1 at rest."""
        return 1.0 if self.frame is None or self.frame.brief else self.frame.share

    def seen(self, key: str, row: int, column: int) -> tuple[int, int]:
        """The cell of an operand that has to be seen: the cursor's where it is there, else the one given."""
        return self.look[1:] if self.look is not None and self.look[0] == key else (row, column)
