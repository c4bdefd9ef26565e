"""Types of numbers, where they are worth a word: wherever they are not those that learning is done with."""

from __future__ import annotations

from tui_tutor.engine.watch.values import Value

USUAL = "float64"

_SHORT = {"object": "objects"}


def unusual_dtype(value: Value | None) -> str:
    """The type of an array's numbers where that is not float64; empty for single numbers, which Python tells apart."""
    if value is None or not value.is_array or value.dtype in (USUAL, None):
        return ""
    return _SHORT.get(value.dtype or "", value.dtype or "")
