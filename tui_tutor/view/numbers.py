"""Numbers as text: signs printed, columns aligned, meaning kept at every magnitude."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_tutor.engine.text.digits import scientific
from tui_tutor.engine.text.written import MINUS

MOST_DIGITS = 40
"""Digits of a whole number that are read out; the rest of a longer one is its power of ten."""

SIGNIFICANT = 6
"""Digits of a single number that are shown beside others; `?` and a cursor read out all of them."""

_LONG = re.compile(r"""('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|-?\d+\.\d{5,}(?:e[+-]?\d+)?""")
"""A text between quotes, or a number with a point and many digits behind it, as Python writes them."""


def number(value: Any, decimals: int = 2, *, signed: bool = True) -> str:
    """One number in about `decimals` + 3 characters: fixed where that keeps its meaning, else with an exponent."""
    if isinstance(value, (bool, np.bool_)):
        return "True" if value else "False"
    if isinstance(value, (complex, np.complexfloating)):
        return f"{number(value.real, decimals)}{number(value.imag, decimals).replace(' ', '+')}i"
    if isinstance(value, (int, np.integer)):
        return whole(int(value), signed=False)
    if isinstance(value, np.longdouble) and _is_no_float(value):
        return (MINUS if value < 0 else "+" if signed else "") + exponent(abs(value), decimals + 2)
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
    size = abs(value)
    return sign + (str(size) if size < 10**9 else exponent(size, 6))


def exponent(size: Any, room: int) -> str:
    """A positive number with an exponent in at most `room` characters, where that can be done."""
    for places in range(max(0, room - 5), -1, -1):
        mantissa, power = _scientific(size, places)
        text = f"{mantissa}e{power}".replace("e-", f"e{MINUS}")
        if len(text) <= room or places == 0:
            return text
    return ""


def summed(values: Iterable[float]) -> float:
    """The sum of numbers, exactly rounded; where some are infinite, or it overflows, what plain addition gives."""
    numbers = list(values)
    try:
        return math.fsum(numbers)
    except (ValueError, OverflowError):
        return sum(numbers)


def full(value: Any) -> str:
    """A number with every digit it has; a whole number of very many with the first of them and its power of ten."""
    if isinstance(value, (complex, np.complexfloating)):
        return f"{full(value.real)}{full(value.imag)}i"
    if isinstance(value, np.longdouble):
        text = str(value)
    else:
        value = value.item() if isinstance(value, np.generic) else value
        text = _digits(value) if type(value) is int else repr(value)
    signed = isinstance(value, (float, np.longdouble)) and not text.startswith("-") and text != "nan"
    return ("+" if signed else "") + text.replace("-", MINUS)


def single(value: Any, most: int | None) -> str:
    """A number that stands alone: with at most so many significant digits, with None with every one that it has."""
    return full(value) if most is None else brief(value, most)


def brief(value: Any, most: int = SIGNIFICANT) -> str:
    """A number with at most so many significant digits where it is no whole number."""
    value = value.item() if isinstance(value, np.floating) and not isinstance(value, np.longdouble) else value
    if not isinstance(value, float) or not math.isfinite(value):
        return full(value)
    if len(repr(value)) <= most + 1 and "e" not in repr(value):
        return full(value)
    mantissa, _, power = f"{value:.{most}g}".partition("e")
    if not power:
        return full(float(mantissa))
    # Zeros in the place of digits that are left out would be false ones.
    return ("" if value < 0 else "+") + f"{mantissa}e{int(power)}".replace("-", MINUS)


def in_brief(text: str) -> str:
    """A text of many numbers with at most SIGNIFICANT digits of each that has a point; what is quoted stays."""
    return _LONG.sub(lambda found: found[1] or f"{float(found[0]):.{SIGNIFICANT}g}", text)


HOLDERS = frozenset({"list", "tuple", "set", "frozenset", "dict", "deque", "defaultdict", "OrderedDict"})
"""Types whose text is of the numbers that they hold."""


def _digits(value: int) -> str:
    """A whole number's digits, as far as they can be read on a line."""
    if abs(value) < 10**MOST_DIGITS:
        return str(value)
    mantissa, power = scientific(abs(value), 9)
    return f"{'-' if value < 0 else ''}{mantissa}e{power}"


def _scientific(size: Any, places: int) -> tuple[str, int]:
    """Mantissa and power of ten of a positive number of any kind."""
    if isinstance(size, int):
        return scientific(size, places)
    if isinstance(size, np.longdouble):
        mantissa, power = np.format_float_scientific(size, places, unique=False, trim="k").split("e")
        return mantissa.rstrip("."), int(power)
    mantissa, power = f"{size:.{places}e}".split("e")
    return mantissa, int(power)


def _is_no_float(value: np.longdouble) -> bool:
    """Whether a longer float is beyond what a float can tell from infinity or from 0."""
    with np.errstate(all="ignore"):
        return bool(np.isfinite(value) and value != 0 and float(value) in (0.0, math.inf, -math.inf))


@dataclass(frozen=True, slots=True)
class Notation:
    """How all the numbers of one matrix are written: with so many places after the point, with an exponent or none."""

    places: int
    exponent: bool = False

    def write(self, value: float) -> str:
        """A number with its sign; a zero has none unless it is negative, so that it is told from what is rounded."""
        if math.isnan(value):
            return "nan"
        negative = math.copysign(1.0, value) < 0
        sign = MINUS if negative else "+" if value else " "
        if math.isinf(value):
            return sign + "inf"
        if not self.exponent:
            return f"{sign}{abs(value):.{self.places}f}"
        if not value:
            return f"{sign}0"
        mantissa, power = f"{abs(value):.{self.places}e}".split("e")
        return f"{sign}{mantissa}e{int(power)}".replace("e-", f"e{MINUS}")


def notation(array: npt.NDArray[Any], decimals: int = 2) -> Notation:
    """The one notation for an array of floating-point numbers in which its largest one keeps its meaning.

    About `decimals` + 3 characters a number: fewer places before more digits, an exponent where all are tiny or huge.
    """
    sizes = np.abs(array[np.isfinite(array)].astype(float))
    largest = float(sizes.max()) if sizes.size else 0.0
    if largest and not 0.95 * 10.0**-decimals <= largest < 10.0 ** (decimals + 3):
        return Notation(max(0, decimals - 2), exponent=True)
    return Notation(max(0, decimals - max(0, len(str(int(largest))) - 1)))


def is_plain(array: npt.NDArray[Any]) -> bool:
    """Whether an array holds floating-point numbers that Python's own can tell."""
    return array.dtype.kind == "f" and array.dtype.itemsize <= np.dtype(float).itemsize


def cells(array: npt.NDArray[Any], decimals: int = 2, how: Notation | None = None) -> list[list[str]]:
    """The cells of a two-dimensional array as texts of one width, aligned to the right, in one notation.

    `how` is the notation of the whole matrix where `array` is only a part of it.
    """
    if array.dtype.kind in "iu":
        signed = bool((array < 0).any())
        texts = [[whole(int(value), signed=signed) for value in row] for row in array]
    elif is_plain(array):
        write = (how or notation(array, decimals)).write
        texts = [[write(value) for value in row] for row in array.tolist()]
    else:
        texts = [[number(value, decimals) for value in row] for row in array.tolist()]
    longest = max((len(text) for row in texts for text in row), default=0)
    return [[text.rjust(longest) for text in row] for row in texts]


def thousands(value: int) -> str:
    """A count with commas."""
    return f"{value:,}" if abs(value) < 10**MOST_DIGITS else _digits(value).replace("-", MINUS)
