"""A run studied: what is read off a recording is read once, and kept no longer than the recording."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from engine_help import last, moment_bits, opened, toy_text

from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import SETUP, Place, Position, turn
from tui_tutor.engine.watch.recording import Window
from tui_tutor.study.notices.finding import Found, found
from tui_tutor.study.notices.seen import Seen
from tui_tutor.study.sampling import Sampled, sampled_call
from tui_tutor.study.study import Study


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The operations whose calls were sampled."""
    asked: list[int] = []

    def counting(*arguments: object) -> object:
        asked.append(arguments[-1])  # type: ignore[arg-type]
        return sampled_call(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("tui_tutor.study.study.sampled_call", counting)
    return asked


def calls(engine: Engine) -> list[int]:
    return [at for at, event in enumerate(engine.recording(turn(0)).events) if event.site.code.startswith("nonlin(")]


def test_a_studied_moment_shows_what_the_bare_one_does(toy: Engine) -> None:
    position = Position(turn(5), 20)
    assert moment_bits(Study(toy).moment(position)) == moment_bits(moment(toy, position))


def test_a_call_is_sampled_once(fresh_toy: Callable[[], Engine], counted: list[int]) -> None:
    engine = fresh_toy()
    study, at = Study(engine), calls(engine)[0]
    one, other = (study.moment(Position(turn(0), at + 1)) for _ in range(2))
    assert one.sampled
    assert one.sampled is other.sampled is study.moment(Position(turn(0), at + 1)).functions
    assert counted == [at]


def test_before_any_call_the_function_is_the_one_that_was_defined(toy: Engine) -> None:
    study = Study(toy)
    assert study.moment(Position(turn(0), 1)).functions is study.moment(last(toy, SETUP)).functions
    assert study.moment(Position(SETUP, 1)).functions == ()


@pytest.mark.slow
def test_samples_are_kept_as_long_as_what_they_were_read_off(
    fresh_toy: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = fresh_toy()
    monkeypatch.setattr("tui_tutor.engine.watch.kept.KEPT_BYTES", 4 * engine.recording(turn(0)).nbytes)
    study, at = Study(engine), calls(engine)[0]
    assert engine.run_to(24)
    for iteration in range(24):
        study.moment(Position(turn(iteration), at + 1))
    gc.collect()
    assert len(study._samples) <= 8


def test_the_network_is_known_once_the_first_iteration_was_watched_through() -> None:
    engine = opened(toy_text())
    study = Study(engine)
    assert study.network is None
    asked = iter(range(10))
    engine.tick = lambda: next(asked, 9) == 9
    assert 0 < len(engine.recording(turn(0)).events) < 48
    assert study.network is None
    engine.look_ahead()
    assert study.network is not None
    assert study.network is study.network


def test_the_notices_of_what_was_stopped_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []

    def looking(seen: Seen) -> Found:
        looks.append(seen)
        return found(seen)

    monkeypatch.setattr("tui_tutor.study.notices.book.found", looking)
    engine = opened(toy_text())
    asked = iter(range(10))
    engine.tick = lambda: next(asked, 9) == 9
    study = Study(engine)
    assert engine.recording(turn(0)).unfinished is not None
    for operation in (1, 2, 3):
        study.moment(Position(turn(0), operation))
    assert len(looks) == 1


LONG = """\
import numpy as np
t = np.array([1.0, 2.0, 3.0])
p = np.array([[1.5], [2.5], [2.0]])
for i in range(2):
    for k in range(500):
        d = (t - p) * 2 + 1
    for k in range(8000):
        b = 1 + k
"""


@pytest.mark.slow
def test_notices_within_a_statement_are_its_own_beyond_what_is_held() -> None:
    study = Study(opened(LONG))
    near, far = Position(turn(0), 5), [Position(turn(0), 20_000 + each) for each in range(3)]
    assert [each.kind for _, each in study.moment(near).within] == ["two-way-broadcast"]
    assert study.engine.recording(turn(0)).window(20_000).first > 0
    assert [study.moment(each).within for each in far] == [(), (), ()]


def test_which_function_was_called_last_is_not_looked_for_anew_at_each_key(monkeypatch: pytest.MonkeyPatch) -> None:
    called = "def f(x):\n    return x * 2\nfor j in range(2):\n    a = f(1.0)\n"
    study = Study(opened(called + "".join(f"    b{k} = j + {k}\n" for k in range(60))))
    sampled = study._sampled
    asked: list[int] = []

    def counted(place: Place, window: Window, at: int) -> tuple[Sampled, ...]:
        asked.append(at)
        return sampled(place, window, at)

    monkeypatch.setattr(study, "_sampled", counted)
    shown = [study.moment(Position(turn(0), operation)).functions for operation in range(100, 60, -1)]
    assert {tuple(each.function for each in many) for many in shown} == {("f",)}
    # Once for all, besides the operation of each key itself.
    assert asked.count(2) == 1
    assert len(asked) == 41
