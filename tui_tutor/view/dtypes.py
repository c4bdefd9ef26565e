"""Types of numbers, where they are worth a word: wherever they are not those that learning is done with."""

from __future__ import annotations

import numpy as np

from tui_tutor.engine.watch.values import Value

USUAL = "float64"

_SHORT = {"object": "objects"}


def facts(value: Value | None) -> str:
    """What an array is as a whole: its type, nan and infinities, smallest, largest and mean, and the share of zeros.

    Of an array of which only a corner is here, and of a single number, only the type.
    """
    if value is None or not value.is_array or value.dtype is None:
        return ""
    data = np.asarray(value.data)
    if not value.whole or not data.size or data.dtype.kind not in "biuf":
        return value.dtype
    finite = data[np.isfinite(data)].astype(float)
    odd = [
        f"{words} {_share(count, data.size)}"
        for words, count in (("nan", np.isnan(data).sum()), ("inf", np.isinf(data).sum()))
        if count
    ]
    of_all = (
        [f"{_short(finite.min())} … {_short(finite.max())}", f"mean {_short(finite.mean())}"] if finite.size else []
    )
    return " · ".join([value.dtype, *odd, *of_all, f"zeros {_share(int(np.count_nonzero(data == 0)), data.size)}"])


def _share(count: int, size: int) -> str:
    """A part in percent; only what is none, or all, is told as 0 or 100."""
    percent = 100 * int(count) / size
    return f"{min(99, max(1, round(percent)))}%" if 0 < percent < 100 else f"{percent:.0f}%"


def _short(number: float) -> str:
    return f"{number:.3g}".replace("-", "−")


def unusual_dtype(value: Value | None) -> str:
    """The type of an array's numbers where that is not float64; empty for single numbers, which Python tells apart."""
    if value is None or not value.is_array or value.dtype in (USUAL, None):
        return ""
    return _SHORT.get(value.dtype or "", value.dtype or "")
