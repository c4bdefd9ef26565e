"""Copies of the program's live values that one recording takes, each only where something changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.engine.watch.axes import Axes, result_axes
from tui_tutor.engine.watch.heads import Heads
from tui_tutor.engine.watch.recording import Part
from tui_tutor.engine.watch.values import WHOLE, Value, stamp, take

CHANGEABLE = (np.ndarray, np.void, list, dict, set, tuple)
"""Types of values that may look different while they stay the same object; a tuple may hold others.

A row of an array whose fields have names is a `np.void`, which looks into the array.
"""


class Copies:
    """The copies of one recording. `nbytes` is what they take.

    `declared` names the axes of names, `weights` the names that the main loop learns. Arrays of up to `whole` elements
    are copied whole, all where it is None.
    """

    def __init__(
        self, declared: dict[str, tuple[str, ...]], weights: frozenset[str], whole: int | None = WHOLE
    ) -> None:
        self.nbytes = 0
        self.heads = Heads()
        self._declared = declared
        self._weights = weights
        self._whole = whole
        self._taken: dict[int, tuple[object, Value]] = {}
        self._stamps: dict[int, int] = {}

    def last(self, value: object) -> Value:
        """The copy that was taken last of an object."""
        return self._taken[id(value)][1]

    def named(self, name: str, value: object, taken: Value) -> Value:
        """A value under a name of the program, which may declare its axes or be a weight."""
        declared = self._declared.get(name)
        if declared is not None and len(declared) == 2 and len(taken.axes) == 1:
            # A column written as a flat list still counts what the column counted.
            declared = declared[:1]
        fits = declared is not None and taken.is_array and len(declared) == len(taken.axes)
        names = taken.axes if any(taken.axes) or not fits else declared
        weight = taken.weight or (taken.is_array and name in self._weights)
        return self.tag(value, taken, names or (), weight)

    def tag(self, value: object, taken: Value, names: Axes, weight: bool = False) -> Value:
        """A copy with names for its axes, which is the object's copy from then on."""
        if names == taken.axes and weight == taken.weight:
            return taken
        tagged = replace(taken, axes=names, weight=weight or taken.weight)
        self._taken[id(value)] = (value, tagged)
        return tagged

    def take_named(self, value: object) -> Value:
        """A copy of a live value that has a name; a new one too where only elements changed that it does not hold."""
        taken = self.take(value)
        if taken.is_array and not taken.whole and isinstance(value, np.ndarray):
            now = stamp(value)
            if self._stamps.setdefault(id(value), now) != now:
                self._stamps[id(value)] = now
                taken = replace(taken)
                self._taken[id(value)] = (value, taken)
        return taken

    def take(self, value: object) -> Value:
        """A copy of a live value; the last copy again where nothing changed since."""
        known = self._taken.get(id(value))
        if known is not None and not isinstance(value, CHANGEABLE):
            return known[1]
        taken = take(
            value, whole=self._whole, text=self.heads.text(value) if type(value) in (list, tuple, dict) else None
        )
        if known is not None:
            last = known[1]
            if taken.same_as(last):
                return last
            same_rank = len(last.axes) == len(taken.axes)
            taken = replace(taken, axes=last.axes if same_rank else taken.axes, weight=last.weight, token=last.token)
        else:
            taken = replace(taken, token=len(self._taken) + 1)
        self.nbytes += taken.data.nbytes if taken.is_array else 64
        # The live object is held so that its id stays its own for as long as the recording lasts.
        self._taken[id(value)] = (value, taken)
        return taken

    def part(self, receiver: Any, key: Any, whole: Value) -> tuple[object, Value]:
        """What lies at a place of an array, a list or a dictionary, and a copy of it. Raises where there is nothing."""
        part = receiver[key]
        taken = self.take(part)
        if taken.is_array and not any(taken.axes):
            names = result_axes(Kind.INDEX, (whole,), taken, {}, part_of(receiver, whole, key))
            taken = self.tag(part, taken, names, whole.weight)
        return part, taken


def part_of(receiver: object, whole: Value | None, key: object) -> Part | None:
    """The part of an array of numbers at a place; None for what is no such array, or no such place."""
    if type(receiver) is not np.ndarray or whole is None or not whole.shape:
        return None
    try:
        return Part(whole.token, whole.shape, _kept(key))
    except (TypeError, ValueError):
        return None


def _kept(key: object) -> object:
    """A copy of a place in brackets. Raises TypeError for what is none."""
    if isinstance(key, tuple):
        return tuple(map(_kept, key))
    if isinstance(key, list | np.ndarray):
        return np.array(key)
    if key is None or key is Ellipsis or isinstance(key, int | np.integer | np.bool_ | slice):
        return key
    raise TypeError(key)


def alone(value: Value) -> Value:
    """A value without what a recording has found out about it."""
    return replace(value, token=0, axes=(None,) * len(value.axes), weight=False)
