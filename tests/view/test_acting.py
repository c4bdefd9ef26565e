from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tui_tutor.engine.recording import Event
from tui_tutor.view.acting import QUICK, Frame, frames, quick
from tui_tutor.view.lines import text_of
from tui_tutor.view.product import result_marks
from tui_tutor.view.scene import Scene
from tui_tutor.view.stage import stage
from tui_tutor.view.sums import calculation
from view.opened import FAILS, SHAPES, script, toy


def event(place: str) -> Event:
    found = toy().moment(place).event
    assert found is not None
    return found


def sums(place: str, frame: Frame) -> str:
    return "".join(text_of(each) for each in calculation(event(place), frame))


def test_the_first_cell_at_rest() -> None:
    assert sums("0:3", Frame(0, 0)) == "C1·H1:  1×(−0.17) + 0×(−0.71) + 1×(−0.21) = −0.37"


@pytest.mark.parametrize(
    ("products", "shown"),
    [
        (1, "C1·H1:  1×(−0.17) + ⋯   so far −0.17"),
        (2, "C1·H1:  1×(−0.17) + 0×(−0.71) + ⋯   so far −0.17"),
        (3, "C1·H1:  1×(−0.17) + 0×(−0.71) + 1×(−0.21) = −0.37"),
    ],
)
def test_the_running_sum(products: int, shown: str) -> None:
    assert sums("0:3", Frame(0, 0, products=products)) == shown


def test_another_cell() -> None:
    assert sums("0:3", Frame(3, 1)) == "C4·H2:  1×(+0.44) + 1×(−0.82) + 1×(+0.08) = −0.30"


def test_every_sum_is_numpy_s() -> None:
    dot = event("0:3")
    assert dot.result is not None
    for row, column in np.ndindex(4, 4):
        total = f"{dot.result.data[row, column]:+.2f}".replace("-", "−")
        assert sums("0:3", Frame(row, column)).endswith(f" = {total}")


def test_products_then_cells_then_rows() -> None:
    assert [replace(frame, share=1.0) for frame in frames(event("0:3"))] == [
        Frame(0, 0, products=1),
        Frame(0, 0, products=2),
        Frame(0, 0, products=3),
        *(Frame(0, column) for column in range(4)),
        *(Frame(row, 0, whole_row=True) for row in (1, 2, 3)),
    ]


def test_cell_by_cell_where_nothing_is_summed() -> None:
    found = [replace(frame, share=1.0) for frame in frames(event("0:37"))]
    assert found == [Frame(0, 0), *(Frame(row, 0, whole_row=True) for row in (1, 2, 3))]


@pytest.mark.parametrize("place", ["0:1", "0:2", "0:24", "0:28", "setup:2", "setup:8", "end:1"])
def test_what_has_no_cells_moves_by_its_share(place: str) -> None:
    shares = [frame.share for frame in frames(event(place))]
    assert shares == sorted(set(shares))
    assert shares[0] == 0.0
    assert shares[-1] < 1.0


@pytest.mark.parametrize("number", range(1, 55))
def test_the_motion_after_a_key_is_short(number: int) -> None:
    assert 1 <= len(quick(event(f"0:{number}"))) <= QUICK


def test_what_failed_is_not_acted_out() -> None:
    found = script(FAILS).moment("0:2").event
    assert found is not None
    assert frames(found) == quick(found) == []


def test_what_is_known_grows_until_all_is() -> None:
    dot = event("0:3")
    known = [
        {cell for cell in np.ndindex(4, 4) if "hidden" not in result_marks(frame, at_rest=False)(*cell)}
        for frame in frames(dot)
    ]
    assert known[0] == set()
    assert all(earlier <= later for earlier, later in pairwise(known))
    assert known[-1] == set(np.ndindex(4, 4))


def test_cells_to_come_are_empty_slots() -> None:
    lines = [text_of(each) for each in stage(Scene(event("0:3"), Frame(0, 1)), 76, 13)]
    cells = [each.split()[-4:] for each in lines[3:7]]
    assert cells == [["−0.37", "+0.52", "·", "·"], ["·"] * 4, ["·"] * 4, ["·"] * 4]


def test_large_ones_are_acted_in_few_frames() -> None:
    found = script(SHAPES).moment("setup:22").event
    assert found is not None
    assert 20 < len(frames(found)) < 40
