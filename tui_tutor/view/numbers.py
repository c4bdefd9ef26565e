"""Numbers as text: signs printed, columns aligned, meaning kept at every magnitude."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

MINUS = "−"


def number(value: Any, decimals: int = 2, *, signed: bool = True) -> str:
    """One number in about `decimals` + 3 characters: fixed where that keeps its meaning, else with an exponent."""
    if isinstance(value, (bool, np.bool_)):
        return "True" if value else "False"
    if isinstance(value, (complex, np.complexfloating)):
        return f"{number(value.real, decimals)}{number(value.imag, decimals)}i"
    if isinstance(value, (int, np.integer)):
        return whole(int(value), signed=False)
    value = float(value)
    if math.isnan(value):
        return "nan"
    sign = MINUS if math.copysign(1.0, value) < 0 else "+" if signed else ""
    size = abs(value)
    if math.isinf(value):
        return sign + "inf"
    if size == 0:
        return f"{sign if sign == MINUS else ' ' if signed else ''}{0:.{decimals}f}"
    places = max(0, decimals - max(0, len(str(int(size))) - 1))
    if 0.95 * 10.0**-decimals <= size < 10.0 ** (decimals + 2) and round(size, places) > 0:
        return f"{sign}{size:.{places}f}"
    return sign + exponent(size, decimals + 2)


def whole(value: int, *, signed: bool) -> str:
    """A whole number, thousands unmarked."""
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    text = str(abs(value))
    return sign + (text if len(text) <= 9 else exponent(abs(value), 6))


def exponent(size: float, room: int) -> str:
    """A positive number with an exponent in at most `room` characters, where that can be done."""
    for places in range(max(0, room - 5), -1, -1):
        mantissa, power = f"{size:.{places}e}".split("e")
        text = f"{mantissa}e{int(power)}".replace("e-", f"e{MINUS}")
        if len(text) <= room or places == 0:
            return text
    return ""


def full(value: Any) -> str:
    """A number with every digit it has."""
    if isinstance(value, (np.generic,)):
        value = value.item()
    text = repr(value).replace("-", MINUS)
    signed = isinstance(value, float) and not text.startswith(MINUS) and not math.isnan(value)
    return f"+{text}" if signed else text


def cells(array: npt.NDArray[Any], decimals: int = 2) -> list[list[str]]:
    """The cells of a two-dimensional array as texts of one width, aligned to the right."""
    if array.dtype.kind in "iu":
        signed = bool((array < 0).any())
        texts = [[whole(int(value), signed=signed) for value in row] for row in array]
    else:
        texts = [[number(value, decimals) for value in row] for row in array.tolist()]
    longest = max((len(text) for row in texts for text in row), default=0)
    return [[text.rjust(longest) for text in row] for row in texts]


def thousands(value: int) -> str:
    """A count with commas."""
    return f"{value:,}"
