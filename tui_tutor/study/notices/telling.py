"""Pieces of the words of notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

LONGEST = 32
"""Characters of a piece of code in a sentence."""


def code(text: str) -> str:
    """A piece of the program, short enough to stand in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def digits(number: Any) -> str:
    """A number in few digits, with a real minus."""
    if isinstance(number, (bool, np.bool_)):
        return str(bool(number))
    if isinstance(number, (int, np.integer)):
        whole = int(number)
        return (str(whole) if abs(whole) < 10**15 else f"{whole:.3e}").replace("-", "−")
    if isinstance(number, (complex, np.complexfloating)):
        return str(number)
    return f"{float(number):.4g}".replace("-", "−")


def cell(place: Sequence[int]) -> str:
    """The place of a cell, as Python counts: `[2]`, `[2, 0]`; nothing for a single number."""
    return f"[{', '.join(str(int(each)) for each in place)}]" if len(place) else ""


def first(mask: Any) -> tuple[int, ...]:
    """The place of the first true cell of an array of truth values that has one."""
    return tuple(int(each) for each in np.unravel_index(int(np.argmax(mask)), np.shape(mask)))


def cells(count: int) -> str:
    """So many cells."""
    return "1 cell" if count == 1 else f"{count:,} cells"


def and_more(words: Sequence[str], most: int = 3) -> str:
    """A list in words, the first few of it."""
    shown = list(words[:most]) + ([f"{len(words) - most} more"] if len(words) > most else [])
    return ", ".join(shown[:-1]) + f" and {shown[-1]}" if len(shown) > 1 else "".join(shown)
