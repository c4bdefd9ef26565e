"""What goes with what: rows that change places alone, axes that are summed up, the place of the largest of all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.study.facts.fact import AXIS, INDEX, ROWS, Fact
from tui_tutor.study.notices.activations import real
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.notices.telling import code, digits

UNEQUAL = 10.0
"""How many times wider the widest column is than the narrowest where they cry to be scaled."""


def shuffled(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether the inputs or the target are shuffled in place, and the other is not."""
    event, network = seen.events[index], seen.network
    if event.site.symbol != "shuffle" or network is None or network.target is None or not event.texts:
        return
    moved, pair = event.texts[0].code, (network.layers[0], network.target)
    if moved not in pair:
        return
    other = pair[1 - pair.index(moved)]
    together = [e for e in seen.events if e.kind is Kind.RANDOM and any(text.code == other for text in e.texts)]
    still = seen.start.get(other)
    if together or still is None or still.shape is None or not event.operands:
        return
    given = event.operands[0].shape
    if given and still.shape[:1] == given[:1] and given[0] > 1:
        told = f"the rows of {moved} change places, those of {other} stay"
        mend = f"i = np.random.permutation({given[0]}), then {moved}[i] and {other}[i]"
        yield Fact(
            ROWS, f"{told}: row 1 of one goes no longer with row 1 of the other; {mend} would keep them together"
        )


def standardised(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether what each example has in the mean is taken off, of inputs of very different sizes."""
    event, network = seen.events[index], seen.network
    if event.site.symbol not in ("-", "subtract") or len(event.operands) != 2 or network is None:
        return
    table, means = event.operands
    data, given = real(table), real(means)
    if event.texts[0].code != network.layers[0] or data is None or given is None or data.ndim != 2:
        return
    if means.shape != (data.shape[0], 1) or data.shape[1] < 2 or not np.array_equal(given, data.mean(1, keepdims=True)):
        return
    wide = np.ptp(data, axis=0)
    if wide.min() > 0 and wide.max() > UNEQUAL * wide.min():
        told = f"each row loses its own mean, of its {data.shape[1]} inputs"
        ranges = f"they stay as unequal as they are, from {digits(wide.min())} to {digits(wide.max())} wide"
        yield Fact(AXIS, f"{told}; {ranges}: axis=0 takes that of each input, over all {data.shape[0]} examples")


def flat_place(seen: Seen, index: int) -> Iterator[Fact]:
    """Whether the place of the largest number of a table was counted through all of its rows."""
    event = seen.events[index]
    if event.site.symbol not in ("argmax", "argmin") or event.result is None or not event.result.is_number:
        return
    table = next((value for value in event.operands if value.is_array), None)
    if table is None or table.shape is None or len(table.shape) < 2 or min(table.shape) < 2:
        return
    place = np.unravel_index(int(event.result.data), table.shape)
    told = f"one place for all of {code(event.texts[0].code)}, counted row by row: {int(event.result.data)} is"
    at = ", ".join(str(int(each)) for each in place)
    yield Fact(INDEX, f"{told} [{at}]; axis=1 gives one for each of the {table.shape[0]} rows")
