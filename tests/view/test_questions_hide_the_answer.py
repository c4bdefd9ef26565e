"""While a question is open, no panel tells its answer: what is drawn is the same whatever the answer is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from seldom import mostly_slow

from tui_tutor.engine.watch import moves, steps
from tui_tutor.engine.watch.moves import Move
from tui_tutor.engine.watch.position import END, SETUP, Place, Position, turn
from tui_tutor.engine.watch.values import Value, take
from tui_tutor.lesson.find import find, shipped
from tui_tutor.lesson.load import load
from tui_tutor.quiz.question import Ask, Question
from tui_tutor.quiz.questions import questions
from tui_tutor.runner.protocol import Arrived
from tui_tutor.study.study import StudiedMoment
from tui_tutor.view.gallery import available, chosen
from tui_tutor.view.layout import TABS, Panel
from tui_tutor.view.lines import text_of
from tui_tutor.view.panels import HIDDEN_TEXT
from tui_tutor.view.prose import prose
from tui_tutor.view.replies import after, held
from tui_tutor.view.screen import panel_lines, places
from tui_tutor.view.state import State
from view.opened import Opened

WIDE, NARROW = (120, 40), (80, 24)


class Case(NamedTuple):
    """A question before an operation, asked of one who stands at `came`."""

    came: Position
    at: Position
    question: Question


@cache
def opened(name: str) -> Opened:
    found = Opened(load(find(name)))
    found.engine.run_to(3)
    return found


@cache
def cases(name: str) -> tuple[Case, ...]:
    """The questions of a lesson: made from the run in the setup and two iterations, and the author's own."""
    lesson = opened(name)
    loop = [turn(0), turn(1)] if lesson.engine.has_loop else []
    return tuple(each for place in (SETUP, *loop) for each in (*_made(lesson, place), *_own(lesson, place)))


def _made(lesson: Opened, place: Place) -> Iterator[Case]:
    for index, question in questions(lesson.engine.recording(place).events).items():
        at = Position(place, index + 1)
        yield Case(moves.back(lesson.walker, at, folded=True).position, at, question)


def _own(lesson: Opened, place: Place) -> Iterator[Case]:
    """The author's questions, on coming by `→` and on coming by `]`."""
    seen: set[int] = set()
    for index, event in enumerate(lesson.walker.events(place), 1):
        text = lesson.lesson.texts.get(event.step or -1)
        if event.step is None or event.step in seen or text is None:
            continue
        seen.add(event.step)
        start = Position(place, index)
        shown = steps.entry(lesson.walker, start, folded=True)
        before = lesson.walker.move(shown, Move.STEP_BACK, folded=True).position
        for question in text.questions:
            yield Case(moves.back(lesson.walker, start, folded=True).position, start, question)
            yield Case(before, shown, question)


def asked(name: str, case: Case, now: StudiedMoment, size: tuple[int, int]) -> State:
    lesson = opened(name)
    state = State(lesson.lesson, lesson.listing, fresh=False, asking=True, wide=size == WIDE)
    state = after(state, Arrived(1, lesson.study.moment(case.came), None, ()))
    return held(state, Arrived(2, now, None, (), question=case.question), case.question)


def otherwise(now: StudiedMoment) -> StudiedMoment:
    """The same operation with another outcome, and all that would follow from it."""
    event = now.event
    assert event is not None
    other = event.result
    if other is not None and other.is_array:
        other = replace(take(np.asarray(other.data, dtype=float).reshape(-1)[:1] - 7777.0), axes=("else",))
    elif other is not None and other.is_number:
        other = take(not other.data if isinstance(other.data, bool | np.bool_) else -8888.0)
    return replace(
        now,
        event=replace(event, result=other, error="Else: it fails", changes=(), printed=""),
        names=tuple(replace(each, value=Value(None, None, "gone"), left_over=False) for each in now.names),
        printed="",
        error=0.125,
        error_at=7,
        sampled=(),
        functions=(),
        rolls=(),
        spreads=(),
        source=None,
        made=None,
        next_over=None,
        next_into=None,
    )


def drawn(state: State, size: tuple[int, int]) -> dict[Panel, str]:
    """All panels, in a narrow terminal each of those that share a place."""
    found: dict[Panel, str] = {}
    for tab in TABS if size == NARROW else TABS[:1]:
        front = replace(state, tab=tab)
        for panel, box in places(front, *size).items():
            found[panel] = "\n".join(text_of(row) for row in panel_lines(panel, front, box).lines)
    return found


@pytest.mark.parametrize("name", shipped())
@pytest.mark.slow
def test_there_are_questions_of_both_makers(name: str) -> None:
    own = [case for case in cases(name) if case.question.kind == Ask.LESSON]
    assert len({case.question.words for case in own}) >= 3
    assert len(cases(name)) > len(own)


EVERY = [*product(shipped(), (WIDE, NARROW))]


@pytest.mark.parametrize(("name", "size"), mostly_slow(EVERY, EVERY[:1]))
def test_what_is_drawn_does_not_depend_on_the_answer(name: str, size: tuple[int, int]) -> None:
    for case in cases(name):
        now = opened(name).study.moment(case.at)
        here, there = asked(name, case, now, size), asked(name, case, otherwise(now), size)
        for picture in (here.picture, *(available(here) if size == WIDE else [])):
            one, other = drawn(replace(here, picture=picture), size), drawn(replace(there, picture=picture), size)
            changed = {panel.value for panel in one if one[panel] != other[panel]}
            assert changed == set(), f"{case.at} {case.question.words} with {picture}"


NEVER_TELL = {"position", "operations", "total", "event", "stack", "unfinished", "network", "is_drawn"}
"""Of a moment: where it is, what is run there, and what was known before the operation."""

EMPTIED = {"sampled", "rolls", "spreads", "source", "made", "next_over", "next_into"}
"""Of a moment: what follows from the outcome, and has no earlier form."""


def test_no_field_of_a_moment_is_let_through_that_could_tell_the_answer() -> None:
    for case in cases("toy_brain"):
        now, before = opened("toy_brain").study.moment(case.at), opened("toy_brain").study.moment(case.came)
        state = asked("toy_brain", case, now, WIDE)
        assert state.moment is not None
        for each in fields(StudiedMoment):
            shown = getattr(state.moment, each.name)
            if each.name in EMPTIED:
                assert not shown, each.name
            elif each.name == "names":
                assert [name.name for name in shown] == [name.name for name in before.names]
                values = [(one.value, name.value) for one, name in zip(shown, before.names, strict=True)]
                assert all(value is None or value is known for value, known in values)
            elif each.name not in NEVER_TELL:
                assert shown is getattr(before, each.name) or repr(shown) == repr(getattr(before, each.name)), each.name
        event = state.moment.event
        assert event is not None
        assert now.event is not None
        assert (event.site, event.operands) == (now.event.site, now.event.operands)
        assert (event.result, event.error, event.clash, event.changes, event.printed) == (None, None, None, (), "")


def test_a_clash_of_meanings_is_held_back() -> None:
    case = cases("toy_brain")[0]
    now = opened("toy_brain").study.moment(case.at)
    assert now.event is not None
    state = asked("toy_brain", case, replace(now, event=replace(now.event, clash=("customer", "hidden"))), WIDE)
    assert state.moment is not None
    assert state.moment.event is not None
    assert state.moment.event.clash is None


def test_a_name_whose_size_is_asked_for_shows_no_size() -> None:
    lesson = opened("toy_brain")
    for case in cases("toy_brain"):
        state = asked("toy_brain", case, lesson.study.moment(case.at), WIDE)
        assert state.moment is not None
        came = {each.name: each for each in lesson.study.moment(case.came).names}
        empty = [each for each in state.moment.names if each.value is None]
        tells_size = case.question.kind in (Ask.SHAPE, Ask.LESSON)
        for each in empty:
            known = came[each.name].value or came[each.name].expected
            assert each.expected is (None if tells_size else known)
            assert each.alias_of == (None if tells_size else came[each.name].alias_of)


def test_the_sum_behind_an_operation_is_held_back_in_words() -> None:
    case = next(each for each in cases("toy_brain") if each.question.kind == Ask.SHAPE)
    state = asked("toy_brain", case, opened("toy_brain").study.moment(case.at), WIDE)
    shown = " ".join(drawn(replace(state, picture="wishes"), WIDE)[Panel.PICTURE].replace("│", "").split())
    assert "comes with the answer" in shown


@pytest.mark.parametrize("name", shipped())
@pytest.mark.few(1)
def test_the_reason_and_the_text_are_hidden(name: str) -> None:
    for case in cases(name):
        state = asked(name, case, opened(name).study.moment(case.at), WIDE)
        told = drawn(state, WIDE)
        whole = " ".join(" ".join(told.values()).replace("│", " ").split())
        assert case.question.why not in whole
        assert " ".join(HIDDEN_TEXT.split()) in " ".join(told[Panel.TEXT].replace("│", " ").split())
        bodies = [text.body for text in opened(name).lesson.texts.values()]
        shown = [text_of(each) for body in bodies for each in prose(body, 36)]
        assert [each for each in shown if len(each) > len(HIDDEN_TEXT) // 2 and each in told[Panel.TEXT]] == []


@pytest.mark.parametrize("name", shipped())
def test_nothing_is_left_over_that_looks_like_the_answer(name: str) -> None:
    for case in cases(name):
        state = asked(name, case, opened(name).study.moment(case.at), WIDE)
        assert state.moment is not None
        assert [each.name for each in state.moment.names if each.left_over] == []
        if case.question.kind == Ask.SHAPE:
            unknown = [each for each in state.moment.names if each.value is None]
            assert [each.name for each in unknown if each.expected is not None] == []


@pytest.mark.parametrize("name", shipped())
def test_the_program_s_own_comments_do_not_answer(name: str) -> None:
    for case in cases(name):
        question = case.question
        if question.kind != Ask.LESSON or not re.search("[a-z]", question.answer):
            continue
        program = drawn(asked(name, case, opened(name).study.moment(case.at), WIDE), WIDE)[Panel.PROGRAM]
        words = set(re.findall(r"[a-z]+", program))
        told = [choice for choice in question.choices if set(re.findall(r"[a-z]+", choice)) <= words]
        assert told != [question.answer], question.words


@pytest.mark.parametrize("name", shipped())
def test_the_picture_is_that_of_the_step_that_is_asked_about(name: str) -> None:
    for case in cases(name):
        state = asked(name, case, opened(name).study.moment(case.at), WIDE)
        assert state.moment is not None
        text = opened(name).lesson.texts.get(state.moment.step or 0)
        came = opened(name).study.moment(case.came)
        if text is None or not text.picture or came.step == state.moment.step:
            continue
        assert state.picture == text.picture
        assert chosen(state) == text.picture or text.picture not in available(state)


@pytest.mark.parametrize("step", [2, 3, 4, 5])
def test_steps_2_to_5_of_the_toy_brain_have_their_own_pictures_while_they_are_asked_about(step: int) -> None:
    lesson = opened("toy_brain")
    case = next(each for each in cases("toy_brain") if lesson.walker.events(SETUP)[each.at.operation - 1].step == step)
    state = asked("toy_brain", case, lesson.study.moment(case.at), WIDE)
    assert chosen(state) == lesson.lesson.texts[step].picture
    revealed = after(replace(state, asked=None), Arrived(3, lesson.study.moment(case.at), None, ()))
    assert chosen(revealed) == lesson.lesson.texts[step].picture


def test_after_the_loop_nothing_is_asked() -> None:
    lesson = opened("shapes")
    assert lesson.walker.events(END) == []
