"""How each program's error goes, and what is said to be the cause."""

from __future__ import annotations

import numpy as np
import pytest
from seldom import mostly_slow

from study.why import programs
from study.why.looked import always, engine_of, looked_at, never
from tui_tutor.engine.watch.position import turn
from tui_tutor.study.notices.dead import dead
from tui_tutor.study.study import Study
from tui_tutor.study.why.looking import EACH, Looking, sampled
from tui_tutor.study.why.readings import size
from tui_tutor.study.why.report import Decade, Layer, Reading, Report, decade_of, decades, row
from tui_tutor.study.why.verdict import Course, verdict

COURSES = [
    ("FALLS", Course.FALLS, None),
    ("IN_A_METHOD", Course.FALLS, None),
    ("SINGLE_NUMBERS", Course.FALLS, None),
    ("SATURATED", Course.STAYS, "saturated"),
    ("TIMID", Course.STAYS, "still"),
    ("ZEROS", Course.STAYS, "alike"),
    ("RISES", Course.RISES, "rising"),
    ("LOST", Course.LOST, "rising"),
    ("DEAD", Course.RESTS, "dead"),
    ("RESTS", Course.RESTS, None),
    ("WHOLE_NUMBERS", Course.STAYS, "dtype"),
    ("FAILS", Course.FAILS, None),
]
QUICK = {"LOST", "WHOLE_NUMBERS", "FAILS"}


@pytest.mark.parametrize(
    ("name", "course", "cause"), mostly_slow(COURSES, [each for each in COURSES if each[0] in QUICK])
)
def test_the_course_and_its_cause(name: str, course: Course, cause: str | None) -> None:
    found = verdict(looked_at(getattr(programs, name))[0])
    assert found.course is course
    assert (found.cause.kind if found.cause is not None else None) == cause


def test_what_should_rise_and_does() -> None:
    report, _ = looked_at(programs.ACCURACY, "accuracy")
    assert verdict(report, more_is_better=True).course is Course.FALLS
    assert verdict(report).course is Course.RISES


@pytest.mark.slow
def test_steps_that_are_too_small_or_too_large_are_named() -> None:
    small = verdict(looked_at(programs.TIMID)[0]).small
    assert small is not None
    assert small.row.rate == 1e-6
    assert (small.row.ratio or 1.0) < 1e-6
    large = verdict(looked_at(programs.RISES)[0]).large
    assert large is not None
    assert (large.layer.name, large.row.rate) == ("w", 0.12)
    assert (large.row.ratio or 0.0) > 1.0
    assert [each.name for each in verdict(looked_at(programs.ZEROS)[0]).idle] == ["w0", "w1"]
    # Where something else keeps the steps small, the rate is not to blame.
    assert verdict(looked_at(programs.SATURATED)[0]).small is None


@pytest.mark.slow
def test_dead_neurons_are_those_that_the_notice_counts() -> None:
    engine, _ = engine_of(programs.DEAD)
    study = Study(engine)
    *_, report = Looking(study).look(always, never)
    layer = report.layers[0]
    assert layer.name == "w1"
    for reading in layer.readings:
        seen = study.book.seen(turn(reading.iteration))
        words = [each.words for index in range(len(seen.events)) for each in dead(seen, index)]
        count = words[0].partition(" of ")[0].count(",") + words[0].partition(" of ")[0].count(" and ") if words else -1
        assert reading.dead == (count + 1, 4)
    assert [row(layer, each).dead for each in decades(report)] == [(0, 4), (4, 4), (4, 4), (4, 4)]  # type: ignore[union-attr]


def test_the_iterations_that_are_looked_at() -> None:
    assert sampled(Decade(0, 0)) == [0]
    assert sampled(Decade(1, 9)) == [1, 3, 9]
    assert sampled(Decade(10_000, 59_999)) == [10_000, 24_495, 59_999]
    assert all(len(sampled(decade_of(at))) <= EACH for at in (0, 1, 7, 10**6))
    report, _ = looked_at(programs.FALLS)
    assert [each.iteration for each in report.layers[0].readings] == [0, 1, 3, 9, 10, 31, 99, 100, 200, 399]


@pytest.mark.slow
def test_a_run_that_is_not_over_is_told_as_far_as_it_is_known() -> None:
    text = "w = np.ones(2)\nwhile True:\n    loss = w.sum()\n    w -= 0.001 * w\n"
    engine, _ = engine_of(text)
    study = Study(engine)
    seconds = iter([True] * 3)
    reports = list(Looking(study).look(lambda: next(seconds, False), never))
    assert reports[-1].is_whole
    assert not reports[-1].is_over
    assert reports[-1].total is None
    assert decades(reports[-1])[-1].high <= reports[-1].reached == engine.last_known
    # Another look goes on from there.
    further = iter([True] * 12)
    *_, report = Looking(study).look(lambda: next(further, False), never)
    assert report.reached > reports[-1].reached


@pytest.mark.slow
def test_no_decade_is_begun_when_time_is_over() -> None:
    engine, _ = engine_of(programs.FALLS)
    engine.run_to_end()
    asked = iter([True])
    *_, report = Looking(Study(engine)).look(lambda: next(asked, False), never)
    assert [each.low for each in decades(report)] == [0, 1]
    assert (report.is_whole, report.is_over) == (True, False)


@pytest.mark.slow
def test_each_decade_is_told_as_soon_as_it_is_looked_at() -> None:
    engine, _ = engine_of(programs.FALLS)
    told = [len(decades(report)) for report in Looking(Study(engine)).look(always, never)]
    assert told == [1, 2, 3, 4, 4]


def test_it_is_given_up_when_it_is_told_to() -> None:
    engine, _ = engine_of(programs.FALLS)
    ticks = iter([False] * 9)
    reports = list(Looking(Study(engine)).look(always, lambda: next(ticks, True)))
    assert not any(each.is_whole for each in reports)
    assert engine.last_known < 399


def test_a_program_without_a_loop_has_nothing_to_tell() -> None:
    report, _ = looked_at("x = np.ones(3)\nprint(x.sum())\n")
    assert (report.layers, report.errors, report.reached) == ((), (), -1)
    assert verdict(report).course is Course.UNKNOWN


def report(*errors: float, updates: tuple[tuple[int, float], ...] = ()) -> Report:
    """Errors at the ends of decades, and a layer's updates in iterations."""
    layer = Layer("w", (2,), readings=tuple(Reading(at, 1.0, update) for at, update in updates))
    ends = [10**at - 1 for at in range(len(errors))]
    return Report((layer,), tuple(zip(ends, errors, strict=True)), reached=ends[-1] if ends else -1)


@pytest.mark.parametrize(
    ("found", "course"),
    [
        (report(), Course.UNKNOWN),
        (report(1.0, 0.5, 0.1), Course.FALLS),
        (report(1.0, 1.2, 3.0), Course.RISES),
        (report(1.0, 0.9, np.nan), Course.LOST),
        (report(1.0, 1.0, 1.0), Course.STAYS),
        (report(1.0, 1.0, 1.0, updates=((0, 1.0), (50, 1e-9))), Course.RESTS),
        # Of what has no readings at last nobody knows whether it has calmed.
        (report(1.0, 1.0, 1.0, updates=((0, 1.0), (5, 1e-9))), Course.STAYS),
    ],
)
def test_the_course_of_a_report(found: Report, course: Course) -> None:
    said = verdict(found)
    assert said.course is course
    # Written, since nan is not equal to itself.
    errors = [repr(error) for _, error in found.errors] or ["None"]
    assert (repr(said.first), repr(said.last)) == (errors[0], errors[-1])


def test_there_is_no_row_without_readings() -> None:
    (layer,) = report(1.0, updates=((50, 0.5),)).layers
    assert row(layer, Decade(1, 9)) is None
    found = row(layer, Decade(10, 99))
    assert found is not None
    assert found.ratio == 0.5


def test_an_iteration_that_fails_has_no_error_of_its_own() -> None:
    errors = looked_at(programs.FAILS)[0].errors
    assert errors
    assert all(np.isfinite(error) for _, error in errors)


def test_the_size_of_complex_numbers() -> None:
    assert size(np.array([3 + 4j, -5.0])) == pytest.approx(5.0)
