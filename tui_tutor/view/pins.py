"""Pinned expressions among the numbers: the value now, and a small curve over the iterations reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tui_tutor.engine.watch.rules import size
from tui_tutor.study.pins import Pinned
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, Piece, clip, line, width
from tui_tutor.view.names import LOCAL
from tui_tutor.view.numbers import full, number
from tui_tutor.view.pointing import value_of
from tui_tutor.view.state import State
from tui_tutor.view.way import cell_at

STEPS = "▁▂▃▄▅▆▇█"

WIDEST = 24
"""Cells that a small curve has at the most."""

NARROWEST = 7
"""Cells that it has at the least."""

FEWEST = 2
"""Samples that make a curve."""

TOLD = 4
"""Numbers of an array that are written out."""


def pin_lines(pins: Sequence[Pinned], columns: int) -> Iterator[Line]:
    """A line for each pin."""
    for pin in pins:
        told = _value(pin)
        room = columns - width(told) - 3
        curve = spark([value for _, value in pin.curve], max(NARROWEST, min(WIDEST, room - len(pin.text) - 1)))
        name = clip(line((pin.text, "name")), max(6, room - len(curve) - 1))
        yield clip(line(("= ", "dim"), *name, (" ", "text"), *told, (f" {curve}" if curve else "", "curve")), columns)


def _value(pin: Pinned) -> Line:
    value = pin.value
    if value is None:
        return line((pin.why_not, "dim"))
    if value.is_number:
        return line((full(value.data) if isinstance(value.data, bool) else number(value.data, 4).strip(), "strong"))
    if not value.is_array:
        return line((value.text, "strong"))
    numbers = [number(each).strip() for each in value.data.flat[:TOLD]]
    more = " …" if value.data.size > TOLD else ""
    pieces: list[Piece] = [(f"{size(value)} ", "dim"), (" ".join(numbers) + more, "strong")]
    return line(*pieces)


def spark(values: Sequence[float], columns: int, least: float = 0.0, between: tuple[float, float] | None = None) -> str:
    """Numbers as steps from the least to the greatest; nan as a blank. Empty where there are too few.

    `least` is how far apart these two are drawn at the least; with `between` they are given.
    """
    places = np.linspace(0, len(values) - 1, min(columns, len(values))).round().astype(int)
    kept = [values[at] for at in places]
    finite = [value for value in kept if np.isfinite(value)]
    if len(finite) < FEWEST:
        return ""
    low, high = between or (min(finite), max(finite))
    reach = high - low
    if reach < least:
        low, reach = low - (least - reach) / 2, least
    if not np.isfinite(reach) or not reach:
        return STEPS[0] * len(kept)
    steps = [int((value - low) / reach * (len(STEPS) - 1)) if np.isfinite(value) else -1 for value in kept]
    return "".join(STEPS[at] if at >= 0 else " " for at in steps)


def offered(state: State) -> str:
    """The pointed cell as an expression; empty where none is pointed at."""
    cursor = state.cursor
    if cursor is None or cursor.panel not in (Panel.NUMBERS, Panel.STAGE):
        return ""
    name = cursor.key.removeprefix(LOCAL)
    event = state.moment.event if state.moment is not None else None
    if cursor.panel is Panel.STAGE and event is not None:
        index = int(cursor.key) if cursor.key.isdigit() else -1
        name = event.texts[index].code if 0 <= index < len(event.texts) else event.site.name or event.site.code
    cell = cell_at(value_of(state, cursor.panel, cursor.key), cursor.row, cursor.column)
    return f"{name}[{', '.join(map(str, cell))}]" if cell else name
