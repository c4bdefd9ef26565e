from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tui_tutor.engine.text.written import agrees
from tui_tutor.engine.watch.recording import Event
from tui_tutor.view.acting import QUICK, Frame, frames, quick
from tui_tutor.view.layered import layered
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
    return "".join(map(text_of, calculation(event(place), frame)))


def test_the_first_cell_at_rest() -> None:
    assert sums("0:3", Frame(0, 0)) == "C1·H1:  1×(−0.16596) + 0×(−0.70649) + 1×(−0.20647) = −0.3724"


@pytest.mark.parametrize(
    ("products", "shown"),
    [
        (1, "C1·H1:  1×(−0.16596) + ⋯   so far −0.1660"),
        (2, "C1·H1:  1×(−0.16596) + 0×(−0.70649) + ⋯   so far −0.1660"),
        (3, "C1·H1:  1×(−0.16596) + 0×(−0.70649) + 1×(−0.20647) = −0.3724"),
    ],
)
def test_the_running_sum(products: int, shown: str) -> None:
    assert sums("0:3", Frame(0, 0, products=products)) == shown


def test_another_cell() -> None:
    assert sums("0:3", Frame(3, 1)) == "C4·H2:  1×(+0.440649) + 1×(−0.815323) + 1×(+0.077633) = −0.2970"


def test_whole_numbers_come_to_a_whole_number() -> None:
    table = script("import numpy as np\na = np.array([[2, -3]])\nb = np.array([[3], [4]])\nc = a.dot(b)\n")
    product = table.moment("setup:6").event
    assert product is not None
    assert text_of(calculation(product, Frame(0, 0))[0]) == "row 1, column 1:  2×3 + (−3)×4 = −6"
    assert "so far 6" in text_of(calculation(product, Frame(0, 0, products=1))[0])


def test_every_sum_is_numpy_s() -> None:
    dot = event("0:3")
    assert dot.result is not None
    for row, column in np.ndindex(4, 4):
        told = sums("0:3", Frame(row, column)).rsplit(" = ", 1)[1]
        assert agrees(float(dot.result.data[row, column]), told)


def places(found: list[Frame]) -> list[tuple[int, int]]:
    return [(frame.row, frame.column) for frame in found if frame.products is None and frame.layer is None]


def test_products_then_every_cell_then_layers() -> None:
    found = frames(event("0:3"))
    assert [frame.products for frame in found[:3]] == [1, 2, 3]
    assert places(found) == [*np.ndindex(4, 4)]
    assert [frame.layer for frame in found[-3:]] == [1, 2, 3]
    assert not any(frame.whole_row for frame in found)


def test_later_rows_are_faster() -> None:
    paces = [frame.pace for frame in frames(event("0:3")) if frame.products is None and frame.layer is None]
    assert paces == sorted(paces, reverse=True)
    assert paces[0] == paces[3] == 1.0
    assert paces[-1] < 0.5


@pytest.mark.parametrize("place", ["0:37", "0:35", "0:36", "0:54", "0:39"])
def test_no_row_comes_whole_where_nothing_is_summed(place: str) -> None:
    result = event(place).result
    assert result is not None
    rows, columns = result.data.shape
    extent = (columns, rows) if event(place).kind == "transpose" else (rows, columns)
    assert places(frames(event(place))) == [*np.ndindex(*extent)]


def test_a_matrix_that_tips_does_so_cell_by_cell() -> None:
    turned = event("0:49")
    seen = []
    for frame in frames(turned):
        lines = stage(Scene(turned, frame), 76, 13)
        seen.append(sum(role.split()[0] == "empty" and text.strip() == "·" for each in lines for text, role in each))
    assert seen == list(range(15, -1, -1))


def test_layers_add_up_to_the_result() -> None:
    dot = event("0:3")
    assert dot.result is not None
    left, right = dot.operands[0].data, dot.operands[1].data
    for count in (1, 2, 3):
        found = layered(dot, count)
        assert found is not None
        assert found.result is not None
        np.testing.assert_allclose(found.result.data, sum(np.outer(left[:, k], right[k]) for k in range(count)))
    whole = layered(dot, 3)
    assert whole is not None
    assert whole.result is not None
    np.testing.assert_allclose(whole.result.data, dot.result.data)
    lines = [text_of(each) for each in stage(Scene(dot, Frame(0, 0, layer=2)), 76, 13)]
    assert any("layer Q2 (2 of 3):  its 4 on the left × its 4 on the right = 16 numbers" in each for each in lines)
    assert any(each.split()[-4:] == ["−0.7065", "−0.8153", "−0.6275", "−0.3089"] for each in lines)


@pytest.mark.parametrize("place", ["0:1", "0:2", "0:24", "0:28", "setup:2", "setup:8", "end:1"])
@pytest.mark.few(3)
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
    cells = [each.split()[-4:] for each in lines if each.lstrip().startswith("C") and "│" in each]
    assert cells == [["−0.3724", "+0.5183", "·", "·"], ["·"] * 4, ["·"] * 4, ["·"] * 4]


def test_large_ones_are_acted_in_few_frames() -> None:
    found = script(SHAPES).moment("setup:22").event
    assert found is not None
    every = frames(found)
    assert 60 < len(every) < 140
    assert result_marks(every[-1], at_rest=False)(299, 1) == "focus", "the last cell is worked on in the end"
