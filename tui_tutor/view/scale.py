"""From a number to the role its colour comes from: one diverging scale with a fixed meaning for each family."""

from __future__ import annotations

import math
import sys
from typing import Any

import numpy as np

DATA = (0.05, 0.25, 0.5, 0.9)
"""Sizes at which data gets one shade stronger: answers, activations and errors live between 0 and 1."""

WEIGHTS = (0.25, 1.0, 3.0, 7.0)
"""The same for weights, which grow well beyond 1."""


def role(value: Any, *, weight: bool) -> str:
    """`data+0` to `data+4`, `data-0` to `data-4`, or the same with `weight`; `odd` for nan and infinities."""
    family, steps = ("weight", WEIGHTS) if weight else ("data", DATA)
    try:
        part = value.real
        size = math.hypot(float(part), float(value.imag))
    except OverflowError:
        # A whole number beyond the largest float.
        size = sys.float_info.max
    except (AttributeError, TypeError, ValueError):
        return "text"
    # What is finite may still be beyond a float: a longer one, or both parts of a complex number together.
    if not math.isfinite(size) and not np.isfinite(value):
        return "odd"
    negative = part < 0 or (part == 0 and math.copysign(1.0, part) < 0)
    return f"{family}{'-' if negative else '+'}{sum(size >= step for step in steps)}"
