from __future__ import annotations

import pytest
from engine_help import REPO, SEED

from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import Position, turn

TEXT = (REPO / "tests" / "programs" / "own_iterator.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("budget", [1, 1 << 20])
def test_a_loop_over_an_object_that_begins_anew_when_it_is_asked_for_an_iterator(budget: int) -> None:
    engine = Engine(Source("own.py", TEXT), seed=SEED, budget=budget)
    engine.open()
    assert engine.run_to_end()
    assert engine.total == 25
    # With little to keep it in, many turns are run at once.
    assert engine.run is not None
    assert (engine.run.history.stride > 1) == (budget == 1)
    for iteration in (24, 3, 17, 4):
        event = moment(engine, Position(turn(iteration), 1)).event
        assert event is not None
        assert event.result is not None
        assert event.result.text == f"[{2 * iteration}, {2 * iteration + 1}]"
