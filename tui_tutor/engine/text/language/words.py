"""What the tables are written with."""

from __future__ import annotations

from typing import Final

NO_FILES: Final = "a program that is not trusted reads and writes no files"


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
