"""One notice, and the kinds there are."""

from __future__ import annotations

from dataclasses import dataclass

TWO_WAY, AXES, NAN, INF, DTYPE, GREW = "two-way-broadcast", "axes", "nan", "inf", "dtype", "grew"
FLAT, ALIAS, OUT, NOT, RAW = "flat-transpose", "alias", "out", "not-of-bool", "slope-of-raw"
SATURATED, DEAD, ALIKE, STILL, RISING = "saturated", "dead", "alike", "still", "rising"
SEED, SHADOWED = "seed-in-loop", "shadowed"

KINDS = (
    *(TWO_WAY, AXES, NAN, INF, DTYPE, GREW, FLAT, ALIAS, OUT, NOT, RAW),
    *(SATURATED, DEAD, ALIKE, STILL, RISING, SEED, SHADOWED),
)
"""The words that trace records and checks use, in the order in which they are told of one operation."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that an operation did, in words made from its operands.

    `again` marks what is only told because it goes on: the first time was another operation.
    """

    kind: str
    words: str
    again: bool = False
