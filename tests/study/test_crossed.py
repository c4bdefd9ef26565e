"""Which operation stretched two arrays to a size that is met far behind it."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.position import SETUP
from tui_tutor.study.crossed import crossed

CROSSED = """import numpy as np
a = np.ones((4, 1))
d = a - np.ones(4)
z = 3 * 2
"""


@pytest.mark.parametrize(
    ("code", "axis", "wanted"),
    [
        ("r = d * 2", 0, "a - np.ones(4)"),
        ("r = d.T", 1, "a - np.ones(4)"),
        # A product has its rows from the first, its columns from the second.
        ("r = np.ones((2, 4)) @ d", 1, "a - np.ones(4)"),
        ("r = np.ones((2, 4)) @ d", 0, None),
        ("r = d @ np.ones((4, 3))", 0, "a - np.ones(4)"),
        ("r = np.ones((2, 3, 4)) @ d", 2, None),
        # It is followed through the one that has the size, not through the one that was stretched.
        ("r = np.ones((1, 4)) * d", 0, "a - np.ones(4)"),
        ("r = np.ones(4) * d", 0, "a - np.ones(4)"),
        ("r = a * 2", 0, None),
        ("r = d.sum(axis=0)", 0, None),
    ],
)
def test_where_a_size_comes_from(code: str, axis: int, wanted: str | None) -> None:
    events = opened(CROSSED + code).recording(SETUP).events
    result = events[-1].operands[-1]
    found = crossed(events, result, axis)
    assert (events[found].site.code if found is not None else None) == wanted
