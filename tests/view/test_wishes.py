from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tutor.engine.text.written import ABOUT, EQUAL, MINUS, agrees
from tui_tutor.view.acting import frames
from tui_tutor.view.cursor import Cursor
from tui_tutor.view.gallery import available, gallery
from tui_tutor.view.layout import Panel
from tui_tutor.view.lines import Line, text_of, width
from tui_tutor.view.pictures.wishes import WAIT, wishes, written
from tui_tutor.view.stage import stage
from view.opened import Opened, script, toy

USUAL = (42, 12)

MANY = """import numpy as np
np.random.seed(1)
X, y = np.random.random((90, 3)), np.ones((90, 1))
w = np.zeros((3, 1))
for i in range(3):
    push = y - X.dot(w)
    w -= -0.5 * X.T.dot(push)
"""


@cache
def trained() -> Opened:
    toy().engine.run_to(10_000)
    return toy()


def shown(place: str, row: int | None = None, column: int = 0, size: tuple[int, int] = USUAL) -> list[Line]:
    cursor = Cursor(Panel.STAGE, "r", row, column) if row is not None else None
    state = replace(trained().state(place), picture="wishes", cursor=cursor)
    return gallery(state, *size)


def text(lines: list[Line]) -> str:
    return "\n".join(text_of(each) for each in lines)


def told(lines: list[Line]) -> tuple[list[Decimal], Decimal, str]:
    """The parts, the sum and the sign between them, as they are printed."""
    parts: list[Decimal] = []
    for each in map(text_of, lines):
        number = each.split()[-1].replace(MINUS, "-") if each.split() else ""
        if each.startswith("sum"):
            return parts, Decimal(number), EQUAL if EQUAL in each else ABOUT
        if re.match(r"(C\d|others)\b", each):
            parts.append(Decimal(number))
    raise AssertionError("there is no sum")


@pytest.mark.parametrize("place", ["0:51", "0:54", "1000:45", "1000:48", "10000:51", "10000:54"])
def test_the_wishes_of_every_weight_add_up_to_its_change(place: str) -> None:
    shown_moment = trained().moment(place)
    event = shown_moment.event
    assert event is not None
    assert event.result is not None
    for row, column in np.ndindex(event.result.data.shape):
        parts, total, sign = told(shown(place, row, column))
        assert len(parts) == 4, "one for each customer"
        assert sign == EQUAL
        assert agrees(sum(parts, Decimal(0)), str(total))
        change = float(event.operands[1].data[row, column])
        assert agrees(change, str(total))


def test_the_bars_go_the_way_of_their_signs() -> None:
    for each in shown("0:51"):
        row = text_of(each)
        if row.startswith(("C", "sum")) and "█" in row:
            assert (row.index("█") < row.index("│")) is (MINUS in row.split()[-1])
    longest = {text_of(each)[:2]: text_of(each).count("█") for each in shown("0:51")}
    assert max(longest, key=lambda name: longest[name]) == "C3", "customer 3 asks loudest there"


def test_which_weight_moves_most_and_who_asked_for_it() -> None:
    drawn = text(shown("0:51"))
    assert "moves most: H3·O1 −0.0068, C3 asks loudest" in drawn
    assert "old −0.591 → new −0.596 ▾" in drawn


def test_the_weight_that_is_pointed_at_or_acted_out() -> None:
    assert "syn0 Q2·H4" in text(shown("0:54", 1, 3))
    event = trained().moment("0:54").event
    assert event is not None
    frame = next(each for each in frames(event) if (each.row, each.column) == (1, 3))
    acted = replace(trained().state("0:54"), picture="wishes", frame=frame)
    assert "syn0 Q2·H4" in text(gallery(acted, *USUAL))
    assert "syn0 Q1·H1" in text(shown("0:54")), "else the first"


def test_a_delta_sent_back_is_told_too() -> None:
    drawn = text(shown("0:40", 1, 2))
    assert "C2·H3: what the one output adds to it" in drawn
    assert "O1" in drawn


def test_whole_numbers_are_written_whole() -> None:
    assert written([6.0, 0.0, -5.0], 1.0) == (["+6", " 0", f"{MINUS}5"], "+1", EQUAL)
    assert written([0.5, 0.5], 1.0)[1] == "+1.000"


def test_where_no_sum_is_made_it_waits_for_the_next() -> None:
    assert "wishes" in available(trained().state("0:49"))
    assert text(shown("0:49")).replace("\n", " ") == WAIT
    assert "wishes" not in available(script("x = 1\n").state("setup:1"))


def test_many_examples_a_rate_and_a_minus() -> None:
    opened = script(MANY)
    state = replace(opened.state("0:8"), picture="wishes")
    assert state.moment is not None
    event = state.moment.event
    assert event is not None
    assert event.kind == "update"
    lines = gallery(state, *USUAL)
    assert "each times 0.500" in text(lines).replace("\n", " ")
    rows = [text_of(each) for each in lines]
    assert sum(row.startswith("others") for row in rows) == 1
    sum_row = next(row for row in rows if row.startswith("sum "))
    assert event.result is not None
    change = float(event.result.data[0, 0] - event.operands[0].data[0, 0])
    assert agrees(change, sum_row.split()[-1])


def test_the_stage_writes_the_sum_behind_an_update() -> None:
    from tui_tutor.view.scene import Scene

    shown_moment = trained().moment("0:54")
    assert shown_moment.event is not None
    lines = stage(Scene(shown_moment.event, moment=shown_moment, look=("r", 1, 3)), 66, 13)
    assert any(text_of(each).startswith("Q2·H4:  0×") for each in lines)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=8), st.floats(-8, 3))
def test_what_is_written_with_an_equals_sign_adds_up(values: list[float], power: float) -> None:
    values = [each * 10.0**power for each in values]
    texts, total, sign = written(values, float(np.sum(values)))
    if sign == EQUAL and "e" not in total:
        parts = [Decimal(each.strip().replace(MINUS, "-")) for each in texts]
        assert agrees(sum(parts, Decimal(0)), total)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["0:3", "0:40", "0:49", "0:51", "0:54"]), st.integers(1, 120), st.integers(1, 40))
def test_they_are_never_larger_than_asked(place: str, columns: int, rows: int) -> None:
    lines = wishes(trained().moment(place), ("r", 2, 0), None, columns, rows)
    assert len(lines) <= rows
    assert all(width(each) <= columns for each in lines)
