"""Whether what is written is true: numbers read back from their own texts, and results computed from those."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal

MINUS = "−"

EQUAL, ABOUT = "=", "≈"
"""Between two sides that agree to the last printed digit, and between two that agree only in what is not printed."""

MARGIN = 1e-6
"""Of half a unit in the last place: nearer than this to the border, another way of rounding might differ."""


def read_back(text: str) -> Decimal:
    """The number that a text says, exactly: `(−0.17)` is −0.17. Raises ValueError where it says none."""
    try:
        return Decimal(text.strip(" ()").replace(MINUS, "-"))
    except ArithmeticError:
        raise ValueError(f"{text!r} is no number") from None


def last_place(text: str) -> float:
    """The worth of a written number's last digit: 0.01 for `−0.17`, 0.1e-6 for `1.2e−6`."""
    exponent = read_back(text).as_tuple().exponent
    return 10.0**exponent if isinstance(exponent, int) else math.nan


def agrees(computed: float | Decimal, written: str) -> bool:
    """Whether a value rounds to a written number at its last digit; nan and infinities agree with themselves."""
    told = read_back(written)
    value = Decimal(computed) if isinstance(computed, float) else computed
    if not told.is_finite() or not value.is_finite():
        return str(told) == str(value)
    return float(abs(value - told)) < last_place(written) / 2 * (1 - MARGIN)


def sums_up(products: Iterable[tuple[str, str]], totals: Iterable[str]) -> bool:
    """Whether products of written numbers, added up one after the other, come to each of the written totals."""
    so_far = Decimal(0)
    for (left, right), total in zip(products, totals, strict=True):
        so_far += read_back(left) * read_back(right)
        if total and not agrees(so_far, total):
            return False
    return True


def holds(compute: Callable[..., float], operands: Iterable[str], result: str) -> bool:
    """Whether an operation on written numbers gives the written result."""
    try:
        return agrees(float(compute(*(float(read_back(each)) for each in operands))), result)
    except (ArithmeticError, ValueError, TypeError):
        return False
