"""Programs to look at on the side, and what was told of them."""

from __future__ import annotations

from collections.abc import Sequence

import talk as process
from talk import PATIENCE, script

from tui_tutor.lesson.model import Curve, Lesson
from tui_tutor.runner import child
from tui_tutor.runner.protocol import (
    Measured,
    Watched,
)
from tui_tutor.study.bowl import Bowl

COUNTS = "x = 0\nfor i in range(500):\n    x += 2\n"

ENDLESS_ELSEWHERE = """import numpy as np
w = np.array([1.0, 1.0])
for j in range(300):
    e = np.sum(w * w)
    while w[0] > 1.0:
        e = e * 1.0
    w = w * np.array([0.9, 0.8])
"""
"""Finite on its own path, on which no weight is ever larger than at the beginning."""

ENDLESS_IN_THE_END = """import numpy as np
w = np.array([0.0, 0.0])
for j in range(300):
    e = w.sum()
    while w.sum() > 8:
        e = e * 1.0
    w = w + np.array([1.0, 2.0])
"""


def plotted(text: str, expression: str = "e") -> Lesson:
    lesson = script(text)
    return Lesson(lesson.name, lesson.path, lesson.source, lesson.title, curve=Curve(expression, expression))


def snapshots_of(replies: Sequence[object]) -> list[int]:
    return [each.iteration for reply in replies if isinstance(reply, Watched) for each in reply.snapshots]


def measured(opened: process.Talk) -> Bowl | None:
    # What would take longer than a bowl may take is answered then.
    reply = opened.wait(lambda reply: isinstance(reply, Measured), child.LONGEST_BOWL + PATIENCE)
    assert isinstance(reply, Measured)
    return reply.bowl
