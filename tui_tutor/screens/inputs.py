"""Which names of a script its network's inputs and output have, chosen from a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_tutor.screens.choose import ChooseScreen, Entry
from tui_tutor.study.inputs import Pair
from tui_tutor.view.inputs import pair_entry
from tui_tutor.view.state import State

TYPED: Pair = ("", "")
"""The choice to type other names."""


class InputsScreen(ChooseScreen[Pair]):
    """Chooses a pair of names."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "leave", "close", priority=True)]

    DEFAULT_CSS = "InputsScreen Vertical { width: 64; }"

    heading = "what goes into the network, and what comes out"
    keys = "↑ ↓ choose · enter asks it · esc closes"

    def __init__(self, state: State, pairs: Sequence[Pair]) -> None:
        super().__init__({f"pair{at}": pair for at, pair in enumerate(pairs)} | {"typed": TYPED})
        self._state = state
        self._pairs = pairs

    def entries(self) -> Sequence[Entry]:
        """The pairs, then that others can be typed."""
        listed: list[Entry] = [
            (f"  {pair_entry(self._state, pair)}", f"pair{at}") for at, pair in enumerate(self._pairs)
        ]
        return [*listed, None, ("  other names, which I type", "typed")]
