from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.watch.position import Position, turn
from tui_tutor.study.replay import Snapshot, paced, snapshots
from tui_tutor.view.layout import Panel, arrange
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.replay import CALLED, FRAMES, SHORTEST, Replay, called_out, jumped, replayed
from tui_tutor.view.screen import panel_lines, screen
from tui_tutor.view.state import State
from view.opened import toy

STOP = 1000
LABEL = "mean |l2_error|"
MILESTONES = toy().lesson.milestones

iterations = st.integers(0, 60_000)
places = st.floats(0, 1)


@cache
def watched() -> Replay:
    """The first thousand iterations of the toy brain."""
    toy().moment(f"{STOP}:1")
    shown = tuple(snapshots(toy().engine, paced(0, STOP, FRAMES), 4096))
    return Replay(0, STOP, snapshots=shown)


@cache
def samples() -> tuple[tuple[int, float], ...]:
    return toy().state(f"{STOP + 1}:1").curve


def drawn(replay: Replay, columns: int = 76, rows: int = 13, label: str = LABEL) -> list[Line]:
    return replayed(replay, samples(), 60_000, label, MILESTONES, columns, rows)


def text(lines: list[Line]) -> str:
    return "\n".join(map(text_of, lines))


def test_it_begins_and_ends_where_the_jump_does() -> None:
    assert Replay(0, 60_000, 0.0).iteration == 0
    assert Replay(0, 60_000, 1.0).iteration == 60_000
    assert Replay(0, 60_000, 0.5).iteration == round(math.sqrt(60_001)) - 1
    assert Replay(99, 9_999, 0.5).iteration == 999
    assert Replay(99, 9_999, 7.0).iteration == 9_999


@given(iterations, iterations, st.lists(places, min_size=2, max_size=8))
def test_iterations_never_go_back(one: int, other: int, at: list[float]) -> None:
    start, stop = sorted((one, other))
    due = [Replay(start, stop, place).iteration for place in sorted(at)]
    assert due == sorted(due)
    assert start <= due[0] <= due[-1] <= stop


@given(iterations, iterations, iterations)
def test_the_place_of_an_iteration_shows_it(one: int, other: int, third: int) -> None:
    start, between, stop = sorted((one, other, third))
    replay = Replay(start, stop)
    assert replace(replay, place=replay.place_of(between)).iteration == between or start == stop


@pytest.mark.parametrize("milestone", MILESTONES)
def test_a_milestone_is_called_out_when_it_is_passed_and_not_for_long(milestone: object) -> None:
    at = next(each for each in MILESTONES if each == milestone)
    replay = Replay(0, 60_000)
    place = replay.place_of(at.at)
    assert called_out(replace(replay, place=place + 1e-9), MILESTONES) == at
    assert called_out(replace(replay, place=place + CALLED / 2), (at,)) == at
    assert called_out(replace(replay, place=place - 0.01), (at,)) is None
    assert called_out(replace(replay, place=place + CALLED + 0.01), (at,)) is None


def test_the_milestones_are_those_of_the_lesson() -> None:
    assert [each.at for each in MILESTONES] == [57, 253, 498]


def test_the_one_passed_last_is_called_out() -> None:
    replay = Replay(0, 60_000)
    passed = [called_out(replace(replay, place=step / 200), MILESTONES) for step in range(201)]
    in_turn = [each.at for each in dict.fromkeys(passed) if each is not None]
    assert in_turn == [57, 253, 498]
    assert passed[0] is passed[-1] is None


def test_what_was_passed_before_the_jump_is_not_called_out() -> None:
    assert called_out(Replay(300, 400, 0.001), MILESTONES) is None
    assert called_out(Replay(300, 498, 1.0), MILESTONES) == MILESTONES[2]


@pytest.mark.parametrize(
    ("before", "now", "where"),
    [
        ("0:3", "9:3", None),
        ("0:3", "10:3", (0, 9)),
        ("0:3", "11:3", (0, 10)),
        ("5:3", "14:3", None),
        ("5:3", "15:3", (4, 14)),
        ("15:3", "5:3", None),
        ("5:3", "5:4", None),
        ("5:3", "5:3", None),
        ("setup:3", "8:1", None),
        ("setup:3", "9:1", (0, 8)),
        ("setup:3", "11:1", (0, 10)),
        ("0:3", "setup:3", None),
    ],
)
def test_which_jumps_are_watched_again(before: str, now: str, where: tuple[int, int] | None) -> None:
    assert jumped(toy().moment(before), toy().moment(now)) == where


def test_a_jump_is_counted_as_the_keys_count_it() -> None:
    start = toy().moment("5:3")
    for count, watched_again in ((SHORTEST - 1, None), (SHORTEST, (4, 4 + SHORTEST))):
        now = replace(start, error_at=4 + count, position=Position(turn(5 + count), 3))
        assert jumped(start, now) == watched_again


def test_a_jump_to_the_end_is_watched_to_the_last_iteration() -> None:
    end = replace(toy().moment("5:3"), error_at=59_999, position=replace(toy().position("5:3"), place=turn(59_999)))
    assert jumped(toy().moment("setup:3"), end) == (0, 59_999)
    assert jumped(toy().moment("5:3"), end) == (4, 59_999)
    assert jumped(None, end) is None


@given(places, st.integers(20, 160), st.integers(4, 40), st.sampled_from([LABEL, ""]))
def test_it_fits_its_size(place: float, columns: int, rows: int, label: str) -> None:
    lines = drawn(replace(watched(), place=place), columns, rows, label)
    assert len(lines) <= rows
    assert all(width(each) <= columns for each in lines)


@given(places, st.sampled_from([(120, 40), (80, 24), (60, 20)]))
def test_the_panel_is_filled(place: float, size: tuple[int, int]) -> None:
    state = watching(place)
    box = arrange(*size, Panel.TEXT)[Panel.STAGE]
    lines = panel_lines(Panel.STAGE, state, box).lines
    assert len(lines) == box.rows
    assert all(width(each) == box.columns for each in lines)
    assert all(width(each) == size[0] for each in screen(state, *size))


def watching(place: float) -> State:
    return replace(toy().state(f"{STOP + 1}:1"), replay=replace(watched(), place=place))


@pytest.mark.parametrize("milestone", range(3))
def test_the_milestone_s_words_are_shown(milestone: int) -> None:
    each = MILESTONES[milestone]
    replay = replace(watched(), place=watched().place_of(each.at) + 1e-9)
    assert each.words in text(drawn(replay))
    assert each.words not in text(drawn(replace(replay, place=0.0)))
    assert each.words not in text(drawn(replace(replay, place=replay.place - 0.01)))


def test_the_iteration_and_the_curve_are_those_of_the_last_snapshot_that_is_due() -> None:
    for place in (0.0, 0.3, 0.6, 1.0):
        replay = replace(watched(), place=place)
        shown = replay.shown
        assert shown is not None
        assert shown.iteration == max(each.iteration for each in replay.snapshots if each.iteration <= replay.iteration)
        head = text_of(drawn(replay)[0]).strip()
        assert head == f"iteration {shown.iteration:,}"
    assert text(drawn(replace(watched(), place=0.3))) != text(drawn(replace(watched(), place=0.6)))


def test_before_the_first_snapshot_is_there_it_stands_at_the_start() -> None:
    assert "iteration 4" in text_of(drawn(Replay(4, STOP, 0.5))[0])


def test_a_snapshot_that_comes_late_is_waited_for() -> None:
    early = replace(watched(), place=1.0, snapshots=watched().snapshots[:3])
    assert early.shown is watched().snapshots[2]
    late = replace(watched(), place=0.0, snapshots=watched().snapshots[5:6])
    assert late.shown is watched().snapshots[5]


def test_without_a_curve_the_arrays_are_told_of() -> None:
    lines = text(drawn(replace(watched(), place=0.5), label=""))
    assert "syn0  largest" in lines
    assert "j" not in lines.replace("iteration", "")


def test_numbers_that_are_not_finite_do_not_stop_it() -> None:
    odd = Snapshot(3, watched().snapshots[0].names, float("nan"))
    for error in (float("nan"), float("inf"), 0.0, -1.0):
        replay = Replay(0, 10, 0.9, (replace(odd, error=error),))
        assert drawn(replay)
