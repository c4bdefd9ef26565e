"""Every kind of value, through everything that shows it: records, tables, questions, moments and every panel."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from seldom import mostly_slow

from tui_tutor.commands.table import table
from tui_tutor.engine.text import guard
from tui_tutor.engine.text.problems import ProblemsError
from tui_tutor.engine.text.source import Source
from tui_tutor.engine.watch.engine import Engine
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.trace import record
from tui_tutor.engine.watch.values import Value
from tui_tutor.lesson.model import Lesson
from tui_tutor.quiz.questions import questions
from tui_tutor.runner import protocol
from tui_tutor.study.study import Study
from tui_tutor.view.acting import BRIEF, frames, quick
from tui_tutor.view.gallery import available
from tui_tutor.view.layout import TABS, Panel
from tui_tutor.view.lines import width
from tui_tutor.view.listing import Listing
from tui_tutor.view.onstage import scene
from tui_tutor.view.screen import screen
from tui_tutor.view.stage import stage
from tui_tutor.view.state import State
from view.every_value import DONE, FLOATS, OTHERS, PROGRAM, WHOLE, programs

FIRST = PROGRAM[: PROGRAM.index("x = {made}")].count("\n") + 1
"""The line that makes the value."""

SIZES = ((120, 40), (80, 24))
SENT = protocol.SENT_WHOLE


@contextmanager
def unguarded() -> Iterator[None]:
    """Nothing is refused, as for a program that is trusted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "check", lambda _source: [])
        yield


def opened(text: str) -> Engine | None:
    """A program in an engine, run to its end; None where it carries what cannot be brought back."""
    with unguarded():
        engine = Engine(Source("program.py", text), seed=1)
    try:
        engine.open()
    except ProblemsError:
        return None
    engine.look_ahead()
    engine.run_to_end()
    return engine


def is_shown_everywhere(text: str, *, wholly: bool = False) -> None:
    """With `wholly` every moment is drawn in every way, else each operation that has to do with the value, once."""
    # As in the process that runs programs, and as in the one that draws.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = opened(text)
        if engine is None:
            return
        listed: list[Place] = [SETUP, *map(turn, range(engine.last_known + 1)), END]
        recordings = {place: engine.recording(place) for place in listed if place != END or engine.is_complete}
        study = Study(engine)
        moments = [
            study.moment(Position(place, count)).cut(SENT)
            for place, recording in recordings.items()
            for count, event in enumerate(recording.events, 1)
            if wholly or (place != turn(1) and event.site.span.line >= FIRST)
        ]
    lesson = Lesson("script", Path("program.py"), engine.source, "program.py")
    for place, recording in recordings.items():
        for number, event in enumerate(recording.events, 1):
            row = json.loads(json.dumps(record(place, number, event), ensure_ascii=False, allow_nan=False))
            values = [*event.operands, *([event.result] if event.result is not None else [])]
            assert len(values) == len(row["operands"]) + (row["result"] is not None)
            for value, told in zip(values, [*row["operands"], row["result"]], strict=False):
                reads_back(value, told["value"])
        assert all(len(line) <= 100 for line in table(lesson, place, recording.events, total=2, width=100))
        questions(recording.events)
    for shown in moments:
        is_drawn(State(lesson, Listing(engine.source), shown, fresh=False), wholly)


def is_drawn(state: State, wholly: bool) -> None:
    assert state.moment is not None
    event = state.moment.event
    assert event is not None
    for columns, rows in SIZES:
        for tab in TABS if wholly else [Panel.NUMBERS]:
            lines = screen(replace(state, tab=tab), columns, rows)
            assert all(width(each) == columns for each in lines)
        for name in available(state):
            screen(replace(state, picture=name, tab=Panel.PICTURE), columns, rows)
        for frame in (
            [BRIEF, *frames(event)[:3], *frames(event)[-1:], *quick(event)[:2]] if wholly else frames(event)[:1]
        ):
            assert all(width(each) <= columns for each in stage(scene(replace(state, frame=frame)), columns, rows))


def reads_back(value: Value, told: Any) -> None:
    """A record's numbers are those of the value, to the last bit."""
    if value.shape is None:
        assert told == value.text
        return
    kind = np.asarray(value.data).dtype if type(value.data) is not int else np.dtype(object)
    flat = list(_flat(told))
    read = np.array([_number(each, kind) for each in flat], dtype=kind)
    held = np.array([value.data], dtype=kind) if value.is_number else value.data.reshape(-1)
    assert held.dtype == kind
    assert all(_bits(one) == _bits(other) for one, other in zip(read, held, strict=True))


def _bits(number: Any) -> object:
    # Of a longer float some bytes are padding.
    return number if isinstance(number, int) else repr(number)


def _flat(told: Any) -> Iterator[Any]:
    if isinstance(told, list):
        for each in told:
            yield from _flat(each)
    else:
        yield told


def _number(told: Any, kind: np.dtype[Any]) -> Any:
    if isinstance(told, dict):
        made = np.zeros((), kind)
        part = made.real.dtype
        made.real, made.imag = _number(told["real"], part), _number(told["imag"], part)
        return made[()]
    if not isinstance(told, str):
        return told
    return int(told, 16) if "0x" in told else np.longdouble(told) if kind == np.longdouble else float(told)


VALUES = [*WHOLE, *FLOATS, *OTHERS]


@pytest.mark.parametrize("value", mostly_slow(VALUES, VALUES[::6]))
@pytest.mark.few(4)
def test_a_value_of_each_kind_is_shown_everywhere(value: str) -> None:
    is_shown_everywhere(PROGRAM.format(made=value, done="x"))


@pytest.mark.parametrize("done", DONE)
@pytest.mark.few(8)
def test_what_is_done_with_a_huge_number_is_shown_everywhere(done: str) -> None:
    is_shown_everywhere(PROGRAM.format(made="10**5000", done=done))


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(programs())
@pytest.mark.slow
def test_values_of_any_kind_are_shown_everywhere(text: str) -> None:
    is_shown_everywhere(text)


@pytest.mark.slow
@settings(max_examples=1500, suppress_health_check=list(HealthCheck))
@given(programs())
def test_many_values_are_shown_everywhere(text: str) -> None:
    is_shown_everywhere(text, wholly=True)
