from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.view.numbers import cells, full, number, summed
from tui_tutor.view.scale import role
from view.opened import drawn, script


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1659, "+0.17"),
        (-0.5911, "−0.59"),
        (12.345, "+12.3"),
        (-123.4, "−123"),
        (0.0, " 0.00"),
        (-0.0, "−0.00"),
        (0.012, "+0.01"),
        (0.000012, "+1e−5"),
        (-0.004, "−4e−3"),
        (1e300, "+1e300"),
        (1e-300, "+1e−300"),
        (math.nan, "nan"),
        (math.inf, "+inf"),
        (-math.inf, "−inf"),
        (7, "7"),
        (-7, "−7"),
        (True, "True"),
        (1 - 2j, "+1.00−2.00i"),
    ],
)
def test_number(value: complex, shown: str) -> None:
    assert number(value) == shown


def test_unsigned_where_asked() -> None:
    assert number(0.1659, signed=False) == "0.17"
    assert number(0.0, signed=False) == "0.00"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 4))
def test_what_is_shown_is_near_what_it_is(value: float, decimals: int) -> None:
    shown = float(number(value, decimals).replace("−", "-"))
    assert math.copysign(1, shown) == math.copysign(1, value)
    assert (shown == 0) == (value == 0)
    assert shown == pytest.approx(value, rel=0.5, abs=0) or math.isinf(shown)


@given(st.lists(st.floats(), min_size=1, max_size=12), st.integers(0, 4))
def test_cells_are_of_one_width(values: list[float], decimals: int) -> None:
    texts = cells(np.array(values).reshape(1, -1), decimals)[0]
    assert len({len(text) for text in texts}) == 1
    for value, text in zip(values, texts, strict=True):
        if value > 0:
            assert "+" in text
        if math.copysign(1, value) < 0 and not math.isnan(value):
            assert text.strip().startswith("−")


def test_points_stand_under_each_other() -> None:
    (texts,) = cells(np.array([[0.17, -0.59, 1.0, 0.0, -0.0]]))
    assert {text.index(".") for text in texts} == {2}


def test_whole_numbers_are_signed_only_among_negative_ones() -> None:
    assert cells(np.array([[1, 0, 12]])) == [[" 1", " 0", "12"]]
    assert cells(np.array([[1, 0, -12]])) == [[" +1", "  0", "−12"]]


def test_full_has_every_digit() -> None:
    assert full(0.1 + 0.2) == "+0.30000000000000004"
    assert full(-1e-05) == "−1e−05"
    assert full(np.float64(0.5)) == "+0.5"
    assert full(3) == "3"
    assert full(math.nan) == "nan"
    assert full(True) == "True"


def test_colours_tell_size_sign_and_family() -> None:
    assert [role(value, weight=False) for value in (0.0, 0.3, 0.95)] == ["data+0", "data+2", "data+4"]
    assert [role(value, weight=True) for value in (-0.0, -2.0, -8.0)] == ["weight-0", "weight-2", "weight-4"]
    assert role(math.nan, weight=False) == role(math.inf, weight=True) == "odd"
    assert role(10**400, weight=False) == "data+4"


def test_what_overflows_is_summed_all_the_same() -> None:
    assert summed([0.1] * 10) == 1.0
    assert math.isnan(summed([math.inf, -math.inf]))
    assert summed([1e308, 1e308]) == math.inf


def test_a_product_whose_parts_are_infinite_is_drawn() -> None:
    text = "import numpy as np\na = np.array([[1e200, 1e200]])\nb = np.array([[1e200], [-1e200]])\nc = a @ b\n"
    with np.errstate(all="ignore"):
        shown = drawn(script(text).state("setup:6"), 120, 40)
    assert not any("cannot be drawn" in line for line in shown)
    assert any("1e200)×" in line or "1e200×" in line for line in shown), "\n".join(shown)
