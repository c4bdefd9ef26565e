"""A setup of which little is watched on opening is the same, at every position, as one of which all is."""

from __future__ import annotations

import pytest
from engine_help import SEED, different, event_bits, moment_bits, opened, source_of

from tui_tutor.engine.watch import setting_up, writing
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.moment import moment
from tui_tutor.engine.watch.position import END, SETUP, Position, turn
from tui_tutor.engine.watch.writing import MORE

FEW, MOST = 30, 90

DATA = """def f(x):
    y = x * 2
    return y + 1
data = []
for i in range({turns}):
    data.append(f(i))
"""

LAST = "w = 1.0\nfor j in range(300):\n    w = w * 0.5 + data[j % len(data)] - w * 0.25 + w * 0.125\n"

INSIDE = (
    "def train(w):\n    for j in range(300):\n        w = w * 0.5 + data[j % len(data)] - w * 0.25 + w * 0.125\n"
    "    return w\ndef main():\n    total = sum([v + 1 for v in data])\n    return train(total * 0.5)\nprint(main())\n"
)

PROGRAMS = {
    "a few": DATA.format(turns=2) + LAST,
    "more": DATA.format(turns=10) + LAST,
    "more than are held": DATA.format(turns=30) + LAST,
    "more, and a function": DATA.format(turns=8) + INSIDE,
    "more than are held, and a function": DATA.format(turns=30) + INSIDE,
    "no loop": "def f(x):\n    return x * 2\ndata = [f(k) for k in range(40)]\n",
    "failing": DATA.format(turns=10) + "data[10**6]\n",
}


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "FEW", FEW)
    monkeypatch.setattr(setting_up, "SLOW", 1e9)
    monkeypatch.setattr(writing, "MOST_EVENTS", MOST)
    monkeypatch.setattr("tui_tutor.engine.watch.engine.MOST_EVENTS", MOST)


def at_once(text: str) -> Engine:
    engine = opened(text)
    engine.look_ahead()
    return engine


def briefly(text: str) -> Engine:
    engine = Engine(source_of(text), seed=SEED)
    engine.open(briefly=True)
    engine.look_ahead()
    return engine


@pytest.mark.parametrize("name", list(PROGRAMS))
def test_positions_are_the_same_as_if_all_had_been_watched(name: str) -> None:
    whole, brief = at_once(PROGRAMS[name]), briefly(PROGRAMS[name])
    assert brief.is_brief == (len(whole.recording(SETUP).events) > FEW)
    assert len(brief.recording(SETUP).events) == min(FEW, len(whole.recording(SETUP).events))
    assert (brief.loop_line, brief.total) == (whole.loop_line, whole.total)
    count = len(whole.recording(SETUP).every)
    assert len(brief.recording(SETUP).every) == count
    for operation in (1, FEW, FEW + 1, count // 2, count):
        at = Position(SETUP, min(operation, count))
        assert different(moment_bits(moment(brief, at)), moment_bits(moment(whole, at))) == {}


@pytest.mark.parametrize("name", list(PROGRAMS))
@pytest.mark.parametrize("is_counted", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_what_is_watched_later_is_what_would_have_been_at_once(name: str, is_counted: bool) -> None:
    whole, brief = at_once(PROGRAMS[name]), briefly(PROGRAMS[name])
    if is_counted:
        len(brief.recording(SETUP).every)
    assert brief.hold()
    assert not brief.is_brief
    one, other = brief.recording(SETUP), whole.recording(SETUP)
    assert [event_bits(SETUP, each) for each in one.events] == [event_bits(SETUP, each) for each in other.events]
    assert [(e.depth, e.path, e.stack) for e in one.events] == [(e.depth, e.path, e.stack) for e in other.events]
    assert (one.long is None, one.raised, one.nbytes > 0) == (other.long is None, other.raised, True)
    assert brief.expected.keys() == whole.expected.keys()
    assert len(one.every) == len(other.every)
    if whole.has_loop:
        assert brief.run_to_end() == whole.run_to_end()
        for place in (turn(3), END):
            at = [(event_bits(place, e), e.stack) for e in brief.recording(place).events]
            assert at == [(event_bits(place, e), e.stack) for e in whole.recording(place).events]


def test_stopped_on_its_way_it_is_what_it_was() -> None:
    engine = briefly(PROGRAMS["more"])
    before = list(engine.recording(SETUP).events)
    asked: list[bool] = []

    def tick() -> bool:
        asked.append(len(asked) > 40)
        return asked[-1]

    assert not engine.hold(tick)
    assert engine.is_brief
    assert engine.recording(SETUP).events == before
    assert engine.hold()


def test_where_the_program_takes_long_all_is_watched_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "SLOW", 0.0)
    engine = briefly(PROGRAMS["more"])
    assert not engine.is_brief
    assert engine.recording(SETUP).is_counted
    assert len(engine.recording(SETUP).events) > FEW


def test_a_loop_with_more_operations_than_are_held_does_not_end_the_setup() -> None:
    engine = opened(PROGRAMS["more than are held"])
    recording = engine.recording(SETUP)
    assert (len(recording.events), recording.is_counted) == (MOST, False)
    assert moment(engine, Position(SETUP, MOST)).unfinished == MORE
    # The function, the list, and what both loops go over; six operations of each turn; and `w`.
    assert len(recording.every) == 4 + 6 * 30 + 1
    assert recording.every[-2].site.name == "w"
