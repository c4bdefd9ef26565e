"""An app of the tutor's kind and nothing more: it repaints as many matrices as the tutor shows, on every key."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Header, Static

MATRICES = 12


class Yardstick(App[None]):
    """Twelve small matrices, a count, a header and a footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("right", "step", "step"), Binding("q", "quit", "quit")]
    CSS = ".matrix { height: 3; } #count { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("count 0", id="count")
        for _ in range(MATRICES):
            yield Static(numbers(), classes="matrix")
        yield Footer()

    def action_step(self) -> None:
        self._count += 1
        self.query_one("#count", Static).update(f"count {self._count}")
        for matrix in self.query(".matrix").results(Static):
            matrix.update(numbers())


def numbers() -> str:
    """Text of a new random matrix."""
    return "\n".join(" ".join(f"{value:+.3f}" for value in row) for row in np.random.random((3, 4)))


if __name__ == "__main__":
    Yardstick().run()
