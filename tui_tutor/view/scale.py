"""From a number to the role its colour comes from: one diverging scale with a fixed meaning for each family."""

from __future__ import annotations

import math
from typing import Any

DATA = (0.05, 0.25, 0.5, 0.9)
"""Sizes at which data gets one shade stronger: answers, activations and errors live between 0 and 1."""

WEIGHTS = (0.25, 1.0, 3.0, 7.0)
"""The same for weights, which grow well beyond 1."""


def role(value: Any, *, weight: bool) -> str:
    """`data+0` to `data+4`, `data-0` to `data-4`, or the same with `weight`; `odd` for nan and infinities."""
    family, steps = ("weight", WEIGHTS) if weight else ("data", DATA)
    try:
        size = float(abs(value))
        negative = math.copysign(1.0, value.real) < 0
    except (TypeError, ValueError, OverflowError):
        return "text"
    if not math.isfinite(size):
        return "odd"
    return f"{family}{'-' if negative else '+'}{sum(size >= step for step in steps)}"
