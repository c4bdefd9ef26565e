"""What there is room for is seen: nothing cut, nothing empty that need not be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui_tutor.engine.probe.sites import Kind
from tui_tutor.view.acting import Frame
from tui_tutor.view.acts.every import every
from tui_tutor.view.gallery import available, gallery
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import text_of, width
from tui_tutor.view.panels import content_of
from tui_tutor.view.screen import inside, places, screen
from tui_tutor.view.state import State
from tui_tutor.view.texts import text_at
from view.opened import drawn, toy

WIDE, VAST = (120, 40), (200, 60)
STEPS = ("setup:6", "0:1", "0:3", "0:11", "0:21", "0:37", "0:40", "0:49", "0:51", "0:54", "253:40", "10000:54", "end:2")


def content(panel: Panel, state: State, size: tuple[int, int]) -> tuple[list[str], int]:
    """A panel's lines, and how many of them are seen at once."""
    columns, rows = inside(panel, places(state, *size)[panel])
    return [text_of(each) for each in content_of(panel, state, columns, rows).lines], rows


@pytest.mark.parametrize("name", ["", "network", "neurons", "bowl", "error", "gaps", "survey"])
@pytest.mark.slow
def test_all_totals_are_printed_a_line_each_at_the_results(name: str) -> None:
    state = replace(toy().state("end:2"), picture=name)
    lines, rows = content(Panel.PRINTED, state, WIDE)
    assert len(lines) <= rows
    assert sum(each.startswith("Total error now: 0.") for each in lines) == 6
    assert all(any(each.strip() in row for row in drawn(state, *WIDE)) for each in lines)


@pytest.mark.parametrize("size", [WIDE, VAST])
@pytest.mark.few(1)
def test_a_text_is_seen_whole_at_every_operation(size: tuple[int, int]) -> None:
    for part, count in (("setup", 16), ("0", 54), ("end", 2)):
        for operation in range(1, count + 1):
            state = toy().state(f"{part}:{operation}")
            number = state.moment.step if state.moment is not None else None
            text = state.lesson.ending(0) if part == "end" else state.lesson.text(number)
            state = replace(state, picture=text.picture if text is not None and text.picture else "")
            lines, rows = content(Panel.TEXT, state, size)
            assert len(lines) <= rows, (part, operation, lines)


@pytest.mark.parametrize("size", [WIDE, (80, 24), VAST])
def test_a_loop_names_its_steps_whole(size: tuple[int, int]) -> None:
    lines, _ = content(Panel.STAGE, toy().state("0:1"), size)
    assert not any("…" in each for each in lines)
    words = " ".join(lines).split()
    assert all(word in words for word in "Feed forward Print the error Update synapses hidden slopes Blame".split())


@pytest.mark.parametrize("at", STEPS)
def test_slots_are_as_wide_as_the_numbers_to_come(at: str) -> None:
    columns, rows = inside(Panel.NUMBERS, places(toy().state(at), *VAST)[Panel.NUMBERS])
    seen = [each for each in content_of(Panel.NUMBERS, toy().state(at), columns, rows).lines if text_of(each).strip()]
    assert max(map(width, seen)) <= columns
    assert len(seen) <= rows
    heads = ["syn0", "syn1", "l1", "l2", "l1_delta"]
    first = [text_of(each) for each in content_of(Panel.NUMBERS, toy().state("setup:16"), columns, rows).lines]
    here = [text_of(each) for each in seen]
    if at.startswith(("0", "setup:16")):
        for name in heads:
            assert places_of(name, first) == places_of(name, here), name


def places_of(name: str, lines: list[str]) -> tuple[int, int]:
    """The line and the column in which the title of a matrix begins."""
    for number, each in enumerate(lines):
        padded = f" {each} "
        if f" {name} " in padded:
            return number, padded.index(f" {name} ")
    raise AssertionError(name)


def test_a_large_stage_writes_out_every_cell() -> None:
    lines, rows = content(Panel.STAGE, toy().state("0:3"), (250, 80))
    assert all(any(f"C{row}·H{column}:" in each for each in lines) for row in range(1, 5) for column in range(1, 5))
    lines, rows = content(Panel.STAGE, toy().state("0:3"), VAST)
    assert "more" in lines[-1]
    assert len(lines) <= rows
    lines, _ = content(Panel.STAGE, toy().state("0:3"), WIDE)
    assert not any("C4·H4:" in each for each in lines)


def test_only_what_is_computed_cell_by_cell_is_written_out() -> None:
    for place in range(1, 55):
        event = toy().moment(f"0:{place}").event
        assert event is not None
        lines = every(event, 74, 20)
        kept = event.kind in (Kind.DOT, Kind.ELEMENTWISE, Kind.UPDATE) and event.result is not None
        assert kept or not lines, place
        assert all(width(each) <= 74 for each in lines)
        assert len(lines) <= 20


def test_what_a_function_does_to_each_cell_is_written_out() -> None:
    for at in ("0:10", "0:11", "0:43", "253:30"):
        lines, rows = content(Panel.STAGE, toy().state(at), VAST)
        assert len(lines) <= rows
    lines, _ = content(Panel.STAGE, toy().state("0:10"), VAST)
    assert any("C2·H4:  nonlin(+0.0616) → +0.5154" in each for each in lines)
    lines, _ = content(Panel.STAGE, toy().state("0:36"), VAST)
    assert any("C1:  nonlin(+0.5438, deriv=True) → +0.2481" in each for each in lines)


def test_bars_tell_how_large_a_result_is() -> None:
    lines, _ = content(Panel.STAGE, toy().state("0:37"), VAST)
    bars = [each for each in lines if "█" in each]
    assert len(bars) == 4
    assert [each.rstrip().endswith("█") for each in bars] == [True, True, False, False]
    assert bars[1].count("█") < bars[3].count("█")
    assert len({each.index("│") for each in bars}) == 1


def test_a_survey_and_its_grid_fit_beside_each_other() -> None:
    for columns in range(44, 70):
        lines = gallery(replace(toy().state("253:40"), picture="survey"), columns, 16)
        assert not any(text_of(each).endswith("…") for each in lines[1:]), columns


def test_nothing_is_written_out_while_a_product_is_acted_out() -> None:
    lines, _ = content(Panel.STAGE, replace(toy().state("0:3"), frame=Frame(1, 2)), VAST)
    assert not any("C4·H4:" in each for each in lines)


@pytest.mark.parametrize("at", ["253:40", "end:2"])
def test_a_large_terminal_shows_several_pictures(at: str) -> None:
    state = toy().state(at)
    for name in available(state):
        lines, _ = content(Panel.PICTURE, replace(state, picture=name), VAST)
        assert sum(each.startswith("─ ") for each in lines) >= 2, name


def test_blank_cells_of_a_large_terminal() -> None:
    blank = 0
    for at in STEPS:
        state = toy().state(at)
        text = text_at(state.lesson, state.moment) if state.moment is not None else None
        state = replace(state, picture=text.picture if text is not None and text.picture else "")
        blank += sum(text_of(each).count(" ") for each in screen(state, *VAST))
    mean = blank / len(STEPS)
    assert mean <= BOUND, mean


BOUND = 7_500
"""Blank cells of the 12,000 at the most, over steps of the toy brain."""


@pytest.mark.parametrize("at", ["0:3", "1:3", "253:3", "10000:3"])
def test_a_product_is_true_as_written_beside_its_sum_at_the_smallest_usual_size(at: str) -> None:
    lines, rows = content(Panel.STAGE, toy().state(at), (80, 24))
    assert len(lines) <= rows
    assert any("= customer×hidden" in each for each in lines)
    assert any(each.startswith("C1·H1:") for each in lines)
    assert not any("≈" in each for each in lines)


def test_tiny_numbers_keep_their_digits_where_there_is_much_room() -> None:
    lines, _ = content(Panel.NUMBERS, toy().state("end:2"), VAST)
    (row,) = (each for each in lines if each.startswith("C1") and "−2.32e−7" in each)
    assert "+5.94e−6" in row
    assert any("−0.000062" in each for each in lines), "what is larger has none"


@pytest.mark.parametrize("size", [(170, 46), (250, 80)])
def test_every_large_size_has_room_for_a_network_and_a_text(size: tuple[int, int]) -> None:
    for at in ("0:3", "0:51", "end:2"):
        there = places(toy().state(at), *size)
        assert there[Panel.PICTURE].columns >= 46
        lines, rows = content(Panel.TEXT, toy().state(at), size)
        assert len(lines) <= rows


@pytest.mark.parametrize("size", [WIDE, VAST])
@pytest.mark.parametrize("name", ["network", "s-curve", "error"])
def test_titles_of_numbers_and_of_curves_are_whole(name: str, size: tuple[int, int]) -> None:
    shown = drawn(replace(toy().state("253:40"), picture=name), *size)
    titles = " ".join(each for each in shown if "╭" in each)
    assert "─ numbers ─" in titles
    assert "dimmed: before" in titles or "dimmed: from the iteration before" in titles
    assert not any("nonlin(x, d" in each and "deriv=True)" not in each for each in shown)
