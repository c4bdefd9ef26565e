"""What is noticed of an iteration is the same whichever way one has come to it."""

from __future__ import annotations

import warnings

import pytest
from engine_help import SEED, source_of
from seldom import mostly_slow

from study.notices import asked
from study.notices.programs import COMES
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import SETUP, turn
from tui_tutor.lesson.plotted import plotted
from tui_tutor.study.study import Study

ASKED = {name.lower(): text for name, text in vars(asked).items() if name.isupper() and isinstance(text, str)}
AVERAGED = """
X = np.array([[0.0], [1.0], [2.0], [1.0]])
y = np.array([[1.0], [0.0], [1.0], [2.0]])
w = np.zeros((1, 1))
b = np.ones(1)
k = 0
while k < 105:
    said = X @ w + b
    miss = y - said
    w = w + 0.1 * X.T @ (miss * 0)
    b = b + 0.0 * miss.sum()
    k += 1
"""
"""A loop of which nobody knows beforehand which turn is its last."""

TEXTS = {
    **{f"{kind}-{number}": text for kind, texts in COMES.items() for number, text in enumerate(texts, 1)},
    "averaged": AVERAGED,
}
PROGRAMS = {**{name: f"import numpy as np\n{text}\n" for name, text in TEXTS.items()}, **ASKED}
QUICK = {"rising-1"}
AT = (0, 1, 2, 6, 9, 12, 104, 120)

LAST = {"averaged": "alike"}

Told = list[tuple[int, str, str, bool]]


def study_of(text: str) -> Study:
    source = source_of(text)
    curve = plotted(source)
    engine = Engine(source, seed=SEED, curve=curve.expression if curve is not None else None)
    engine.open()
    return Study(engine)


def told(study: Study, iteration: int) -> Told:
    """What is noticed in an iteration, in words, by operation."""
    found = study.book.of(turn(iteration))
    return [(at, each.kind, each.words, each.again) for at, many in found.items() for each in many]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", mostly_slow(PROGRAMS, QUICK))
def test_a_notice_is_the_same_whichever_way_one_came_to_it(name: str) -> None:
    text = PROGRAMS[name]
    with warnings.catch_warnings(action="ignore"):
        walked, jumped = study_of(text), study_of(text)
        if not walked.engine.has_loop:
            return
        jumped.book.of(SETUP)
        jumped.engine.run_to(200)
        last = jumped.engine.last_known
        wanted = [at for at in AT if at <= last]
        expected = {}
        for at in range(max(wanted) + 1):
            assert walked.engine.run_to(at)
            expected[at] = told(walked, at)
        for at in wanted:
            fresh = study_of(text)
            assert fresh.engine.run_to(at)
            assert told(fresh, at) == expected[at], at
            assert told(jumped, at) == expected[at], at
        if name in LAST:
            assert LAST[name] in {kind for _, kind, _, _ in expected[max(wanted)]}
