"""What lies beyond all that is looked at together is noticed where the learner stands on it, or not at all."""

from __future__ import annotations

import warnings

import pytest
from engine_help import opened

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, Place, Position, turn
from tui_tutor.study.notices.notice import FLAT, INF, NAN, TWO_WAY
from tui_tutor.study.study import Study

PROGRAM = """import numpy as np
flat = np.array([1.0, 2.0, 0.0])
column = flat.reshape(3, 1) * 2
for j in range(3):
    t = 0.0
    for k in range({turns}):
        t = t + k
    d = flat - column
    e = np.log(flat)
    f = flat.T
    g = column.T
    h = e * 0
    t = t + 1
    for k in range(60):
        t = t + k
"""


def engine_of(turns: int) -> Engine:
    with warnings.catch_warnings(action="ignore"):
        engine = opened(PROGRAM.format(turns=turns))
        engine.run_to(1)
    return engine


def at(engine: Engine, place: Place, code: str) -> Position:
    marks = engine.recording(place).marks
    return Position(place, next(k for k, each in enumerate(marks, 1) if each.site.code == code))


WANTED = {"flat - column": [TWO_WAY], "np.log(flat)": [INF], "flat.T": [FLAT], "column.T": [], "e * 0": [NAN]}


# Looked at all at once; held but not all looked at; watched again in stretches.
@pytest.mark.parametrize(
    "turns", [pytest.param(10, marks=pytest.mark.slow), 1_100, pytest.param(6_000, marks=pytest.mark.slow)]
)
@pytest.mark.filterwarnings("ignore")
def test_it_is_noticed_however_many_operations_are_before_it(turns: int) -> None:
    engine = engine_of(turns)
    study = Study(engine)
    for code, kinds in WANTED.items():
        found = study.moment(at(engine, turn(1), code)).notices
        assert [each.kind for each in found] == kinds, code
    named = study.moment(at(engine, turn(1), "d = flat - column"))
    assert [(code, each.kind) for code, each in named.within] == [("flat - column", TWO_WAY)]
    assert {met.kind for met in study.book.met} == {TWO_WAY, INF, FLAT, NAN}
    assert study.moment(Position(SETUP, 2)).notices == ()
