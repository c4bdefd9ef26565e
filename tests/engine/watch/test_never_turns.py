"""Main loops that never turn: everything that a learner can press there, from everywhere that there is."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.watch.engine import Engine, never
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.moves import Landing, Move
from tui_tutor.engine.watch.position import END, SETUP, Part, Position
from tui_tutor.engine.watch.walk import NEVER_TURNS, Walker
from tui_tutor.study.bowl import bowl
from tui_tutor.study.compare import compare
from tui_tutor.study.forward import NoAnswerError
from tui_tutor.study.newcomers import answers, trained
from tui_tutor.study.replay import paced, snapshots

TRAINING = """import numpy as np
np.random.seed(1)
X = np.ones((4, 3))
w = np.ones((3, 1))
{}
    l = 1 / (1 + np.exp(-np.dot(X, w)))
    e = l - 0.5
    w -= X.T.dot(e)
"""

LOOPS = (
    TRAINING.format("for j in []:") + "print(w)\n",
    TRAINING.format("while False:") + "print(w)\n",
    TRAINING.format("for j in (a for a in range(0)):"),
    TRAINING.format("for j in range(0):") + "else:\n    print(1)\n",
    TRAINING.format("for j in np.zeros(0):") + "1 / 0\n",
    "for j in []:\n    x = 1\n",
    "while 0:\n    x = 1\nprint(1)\n",
)

TYPED = ("0", "5", "0:3", "step 1", "line 1", "line 5", "setup", "end", "X[0, 0] > 0", "error < 1", "none > 1", "1 > 0")


def starts(engine: Engine) -> list[Position]:
    setup, end = (len(engine.recording(place).events) for place in (SETUP, END))
    found = [Position(SETUP, count) for count in range(min(setup, 1), setup + 1)]
    return found + [Position(END, count) for count in range(1, end + 1)]


@pytest.mark.parametrize("text", LOOPS)
def test_every_move_ends_at_a_moment_that_there_is(text: str) -> None:
    engine = opened(text, curve="np.mean(e)")
    engine.look_ahead()
    walker = Walker(engine)
    assert engine.run_to_end()
    for start in starts(engine):
        for folded in (True, False):
            landings: list[Landing] = [walker.move(start, move, folded) for move in Move]
            landings += [walker.by_iterations(start, count, folded) for count in (1, -1, 10_000, -10_000)]
            landings += [walker.go(start, typed, folded) for typed in TYPED]
            for landing in landings:
                assert landing.position.place.part is not Part.LOOP
                assert moment(engine, landing.position).position == landing.position
                assert "KeyError" not in (landing.note or "")
    assert walker.blocked() is None


@pytest.mark.parametrize("text", LOOPS)
def test_what_is_asked_of_iterations_is_answered(text: str) -> None:
    engine = opened(text, curve="np.mean(e)")
    walker, first = Walker(engine), starts(opened(text))[0]
    assert walker.go(first, "0:3", True).note == NEVER_TURNS
    assert walker.go(first, "1 > 0", True).note == NEVER_TURNS
    assert list(snapshots(engine, paced(0, 10, 5), 100)) == []
    assert bowl(engine, never) is None
    assert compare(engine, opened(text), "l") is not None
    assert trained(engine, 3, 0, never) is None or "seed" in text
    with pytest.raises(NoAnswerError):
        answers(engine, first, "X", "l", ((1.0, 2.0, 3.0),))


@pytest.mark.parametrize("text", LOOPS)
def test_one_iteration_on_comes_to_what_follows_the_loop(text: str) -> None:
    engine = opened(text)
    here = starts(engine)[0]
    there = Walker(engine).by_iterations(here, 1, True)
    if engine.recording(END).events:
        assert there.position == Position(END, 1)
    else:
        assert there.note == "the program ends here"
