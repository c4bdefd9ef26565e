"""The list of what was noticed in the run so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.study.notices.book import Met
from tui_tutor.view.noticed import NOTHING, entry


class NoticesScreen(ChooseScreen[Met]):
    """Chooses a notice, to go where it was met first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("exclamation_mark", "leave", "close", priority=True)]

    heading = "noticed so far"
    keys = "↑ ↓ choose · enter goes there · esc closes"
    nothing = NOTHING

    def __init__(self, noticed: Sequence[Met]) -> None:
        super().__init__({f"n{number}": met for number, met in enumerate(noticed)})

    def entries(self) -> Sequence[Entry]:
        """One entry for each, in the order of the run."""
        return [(entry(met, self.columns), name) for name, met in self._things.items()]
