"""A change is marked however little of it is shown."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.position import turn

PROGRAM = """import numpy as np
a = np.zeros((400, 300))
b = a[100:]
kept = []
for j in range(5000):
    kept.append(j * 1.5)
    a[390, 290] += 1
    c = a + 1
    c[350] = j + 3
    t = np.sum(a)
"""


@pytest.mark.parametrize("iteration", [1, 4_900])
def test_changes_of_what_is_too_large_to_be_shown(iteration: int) -> None:
    engine = opened(PROGRAM)
    engine.run_to(iteration)
    events = engine.recording(turn(iteration)).events
    changes = {event.site.code: {change.name for change in event.changes} for event in events}
    assert changes["kept.append(j * 1.5)"] == {"kept"}
    assert changes["a[390, 290] += 1"] == {"a", "b"}
    assert changes["c[350] = j + 3"] == {"c"}
    assert changes["np.sum(a)"] == set()
