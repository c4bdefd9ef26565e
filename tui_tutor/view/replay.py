"""A jump watched again: which iteration is shown when, what is called out, and the stage meanwhile."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tui_tutor.engine.watch.moment import Moment
from tui_tutor.engine.watch.position import Part
from tui_tutor.lesson.model import Milestone
from tui_tutor.study.replay import Snapshot
from tui_tutor.view.lines import EMPTY, Line, clip, line, pad
from tui_tutor.view.numbers import number, thousands
from tui_tutor.view.pictures.error import Samples, curve

SECONDS = 1.5
"""How long a replay takes at normal speed."""

FRAMES = 45
"""Snapshots that a replay is made of: thirty a second."""

SHORTEST = 10
"""Iterations from which on a jump is replayed."""

CALLED = 0.22
"""The part of a replay during which a milestone that was passed is called out."""


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A forward jump from iteration `start` to `stop`, watched at the place `place`, 0 to 1.

    `snapshots` are those that have come so far, in order.
    """

    start: int
    stop: int
    place: float = 0.0
    snapshots: tuple[Snapshot, ...] = ()

    @property
    def iteration(self) -> int:
        """The iteration that is due: evenly paced on a logarithmic axis."""
        low, high = math.log(self.start + 1), math.log(self.stop + 1)
        due = round(math.exp(low + (high - low) * min(1.0, max(0.0, self.place)))) - 1
        return min(self.stop, max(self.start, due))

    @property
    def shown(self) -> Snapshot | None:
        """The last snapshot that is due, of those that are there; None before the first has come."""
        due = [each for each in self.snapshots if each.iteration <= self.iteration]
        return due[-1] if due else self.snapshots[0] if self.snapshots else None

    def place_of(self, iteration: int) -> float:
        """The place at which an iteration is shown."""
        low, high = math.log(self.start + 1), math.log(self.stop + 1)
        return (math.log(iteration + 1) - low) / (high - low) if high > low else 1.0


def called_out(replay: Replay, milestones: Sequence[Milestone]) -> Milestone | None:
    """The milestone that was passed last, for as long as it is called out."""
    passed = [
        each
        for each in milestones
        if replay.start <= each.at <= replay.iteration and replay.place - replay.place_of(each.at) <= CALLED
    ]
    return passed[-1] if passed else None


def replayed(
    replay: Replay,
    samples: Samples,
    total: int | None,
    label: str,
    milestones: Sequence[Milestone],
    columns: int,
    rows: int,
) -> list[Line]:
    """The stage of a replay: the iteration that is shown, the curve up to there, and what is called out."""
    shown = replay.shown
    at = shown.iteration if shown is not None else replay.start
    called = called_out(replay, milestones)
    head = line(("iteration ", "dim"), (thousands(at), "running"))
    words: Line = EMPTY
    if called is not None:
        words = line((f"◆ {thousands(called.at)}  ", "milestone"), (called.words, "strong"))
    error = shown.error if shown is not None else float("nan")
    upto = [(n, v) for n, v in samples if n <= at]
    if label and math.isfinite(error) and (not upto or upto[-1][0] < at):
        upto.append((at, error))
    body = (
        curve(upto, at, error, total, label, columns, rows - 3, marks=milestones, whole=samples)
        if label
        else [clip(each, columns) for each in _weights(shown)]
    )
    return [pad(clip(head, columns), columns), clip(words, columns), *body][:rows]


def _weights(shown: Snapshot | None) -> list[Line]:
    """For a program that names nothing to plot: how large each of its arrays is."""
    lines = []
    for state in shown.names if shown is not None else ():
        if state.value is not None and state.value.is_array and state.value.data.dtype.kind in "if":
            data = state.value.data
            largest = max((abs(float(cell)) for cell in data.flat), default=0.0)
            words = (f"  largest {number(largest, 3, signed=False)}", "dim")
            lines.append(line((state.name, "name"), words))
    return lines


def jumped(before: Moment | None, now: Moment) -> tuple[int, int] | None:
    """The iterations whose ends a forward jump went between, where it is long enough to be watched again."""
    if before is None or now.error_at is None or _reached(now) - _reached(before) < SHORTEST:
        return None
    start = before.error_at if before.error_at is not None else 0
    return (start, now.error_at) if now.error_at > start else None


def _reached(moment: Moment) -> int:
    """The iteration that a moment stands in; before the loop −1, after it one more than there are."""
    place = moment.position.place
    if place.iteration is not None:
        return place.iteration
    return moment.total or 0 if place.part is Part.END else -1
