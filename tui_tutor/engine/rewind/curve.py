"""The curve of a run: what the lesson plots, sampled ever less often, as on a logarithmic axis."""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from typing import Any

import numpy as np

from tui_tutor.engine.rewind.machine import Machine
from tui_tutor.engine.text.looking import Look, number_of

SAMPLES_PER_DECADE = 100
"""How densely the curve is sampled on a logarithmic axis: closer than a terminal's columns."""

_MODULES: dict[str, Any] = {"np": np, "numpy": np, "math": math}
"""What an expression may call so: a program may know them by another name, or not at all."""


class Curve:
    """Samples of what an expression is at the end of iterations, as (iteration, value); none without an expression.

    `at_ends` is what it is at the ends of iterations that were looked at for its own sake.
    """

    def __init__(self, look: Look | None) -> None:
        self.look = look
        self.samples: list[tuple[int, float]] = []
        self.at_ends: dict[int, float] = {}
        self.next = 0
        """The first iteration at whose end a sample is wanted."""

    def is_due(self, iteration: int) -> bool:
        """Whether a sample is wanted at the end of an iteration."""
        return self.look is not None and iteration >= self.next

    def stops_before(self, iteration: int) -> int | None:
        """How far to run from the start of an iteration so that the next sample can be taken; None where none is."""
        return max(self.next, iteration) + 1 if self.look is not None else None

    def add(self, iteration: int, value: float) -> None:
        """A sample was taken."""
        self.samples.append((iteration, value))
        digits = len(str(SAMPLES_PER_DECADE)) - 1
        self.next = iteration + 10 ** max(0, len(str(iteration)) - digits)


def value_of(look: Look | None, machine: Machine) -> float:
    """The one number that an expression of a machine's names is; nan where it is none."""
    if look is None:
        return float("nan")
    try:
        return number_at(look, machine)
    except Exception:
        return float("nan")


def number_at(look: Look, machine: Machine) -> float:
    """The one number that an expression is where a machine stands. Raises whatever it raises, and TypeError."""
    names = machine.names_to_look_at()
    with np.errstate(all="ignore"):
        return number_of(look(names, modules_beside(names)))


def modules_beside(names: Mapping[str, Any]) -> dict[str, Any]:
    """The modules of an expression as they are: those of a program may be copies that hold what it uses alone.

    What a program itself calls so and is no module stays what it is.
    """
    return {name: each for name, each in _MODULES.items() if isinstance(names.get(name, each), types.ModuleType)}
