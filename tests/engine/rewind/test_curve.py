"""The curve: which iterations are sampled, and that looking at a program's values changes nothing of it."""

from __future__ import annotations

import pytest
from engine_help import opened

from tui_tutor.engine.rewind.curve import Curve
from tui_tutor.engine.rewind.run import Interrupted
from tui_tutor.engine.text.looking import CURVE, Look
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import turn


def sampled(total: int) -> list[int]:
    curve = Curve(Look("w", CURVE))
    for iteration in range(total):
        if curve.is_due(iteration):
            curve.add(iteration, 0.0)
    return [iteration for iteration, _ in curve.samples]


@pytest.mark.parametrize(
    ("start", "step"), [(0, 1), (99, 1), (100, 10), (990, 10), (1_000, 100), (9_900, 100), (10_000, 1_000)]
)
def test_samples_lie_as_close_as_columns_of_a_logarithmic_axis(start: int, step: int) -> None:
    found = sampled(12_000)
    at = found.index(start)
    assert found[at + 1] - found[at] == step


def test_a_run_goes_as_far_as_the_next_sample() -> None:
    curve = Curve(Look("w", CURVE))
    assert curve.stops_before(0) == 1
    curve.add(1_000, 0.0)
    assert [curve.stops_before(iteration) for iteration in (1_001, 1_100, 1_105)] == [1_101, 1_101, 1_106]
    assert Curve(None).stops_before(5) is None


def test_what_is_plotted_uses_up_no_iterator() -> None:
    text = "total = 0\npairs = iter(range(100))\nfor k in range(8):\n    total += next(pairs)\n"
    engine = opened(text, curve="sum(pairs) / 1")
    assert engine.run_to_end()
    assert engine.run is not None
    assert engine.run.machine.names()["total"] == 28
    assert engine.curve[:2] == [(0, 4950.0), (1, 4949.0)]


def test_a_stop_while_a_watched_turn_is_plotted_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "w = 0\nfor j in (2 * i for i in range(5)):\n    w += j\nprint(w)\n"
    engine, untouched = (opened(text, curve="w") for _ in range(2))
    run = engine.run
    assert run is not None

    def stopped(_machine: object) -> float:
        raise Interrupted

    with monkeypatch.context() as patched:
        patched.setattr(run, "curve_value", stopped)
        assert engine.recording(turn(0)).unfinished is not None
    for each in (engine, untouched):
        each.recording(turn(0))
        assert each.run_to_end()
    assert codes(engine) == codes(untouched)
    assert engine.curve == untouched.curve == [(0, 0.0), (1, 2.0), (2, 6.0), (3, 12.0), (4, 20.0)]


def codes(engine: Engine) -> list[list[str]]:
    return [[event.site.code for event in engine.recording(turn(iteration)).events] for iteration in range(5)]
