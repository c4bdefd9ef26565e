"""Whole numbers of any size as text: Python writes none of more than 4,300 digits, and is long about a long one."""

from __future__ import annotations

import math
from typing import Any

MOST_DIGITS = 600
"""Digits up to which a whole number is written out; Python can be told to write no more than 640."""

_BEYOND = 10**MOST_DIGITS

_UNREADABLE = 10**4_300

_FLOATS = 10**300
"""Whole numbers below it are floats to their last digit but the seventeenth."""


def is_long(value: int) -> bool:
    """Whether a whole number has more digits than are written out."""
    return not -_BEYOND < value < _BEYOND


def is_unreadable(value: int) -> bool:
    """Whether a whole number has more digits than Python reads or writes."""
    return not -_UNREADABLE < value < _UNREADABLE


def scientific(size: int, places: int) -> tuple[str, int]:
    """A positive whole number as mantissa, with at most 9 places, and power of ten."""
    if size < _FLOATS:
        mantissa, power = f"{size:.{places}e}".split("e")
        return mantissa, int(power)
    logarithm = math.log10(size)
    exponent = math.floor(logarithm)
    mantissa = f"{10 ** (logarithm - exponent):.{places}f}"
    # Rounded up to the next power of ten.
    return (f"{1:.{places}f}", exponent + 1) if mantissa.startswith("10") else (mantissa, exponent)


def written(value: int) -> str:
    """A whole number with all its digits, or with a few and its power of ten where there are too many."""
    if not is_long(value):
        return str(value)
    mantissa, power = scientific(abs(value), 6)
    return f"{'-' if value < 0 else ''}{mantissa}e{power}"


def length(values: Any) -> int | None:
    """How many values there are to be gone through, None where nobody knows; `len` cannot say it of all ranges."""
    if isinstance(values, range):
        return (values[-1] - values[0]) // values.step + 1 if values else 0
    return len(values) if hasattr(values, "__len__") else None
