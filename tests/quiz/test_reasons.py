"""The numbers behind an answer: which are told, how, and where nothing can be told."""

from __future__ import annotations

import numpy as np
import pytest
from engine_help import opened

from tui_tutor.engine.watch.position import SETUP
from tui_tutor.engine.watch.recording import Event
from tui_tutor.quiz.reasons import parts_of, placed, sum_of


def last(text: str) -> Event:
    return opened(f"import numpy as np\n{text}\n").recording(SETUP).events[-1]


@pytest.mark.parametrize(
    ("one", "symbol", "other", "told"),
    [
        ("999.0", "+", "2.0", "999 + 2 = +1e+03"),
        ("1000.0", "*", "0.5", "(+1e+03) × (+0.5) = +500"),
        ("-1000.0", "-", "-999.0", "(−1e+03) − −999 = −1"),
        ("1.5", "/", "3.0", "(+1.5) / 3 = +0.5"),
        ("True", "+", "2", "1 + 2 = +3"),
        ("2j", "+", "1.0", ""),
        ("9.0", "**", "0.5", ""),
    ],
)
def test_the_two_numbers_of_a_cell(one: str, symbol: str, other: str, told: str) -> None:
    event = last(f"a = np.array([[{one}]])\nb = np.array([[{other}]])\na {symbol} b")
    assert event.result is not None
    assert parts_of(event, 0, 0, float(np.real(event.result.data[0, 0]))) == told


def test_a_cell_of_more_than_rows_and_columns_has_none() -> None:
    assert parts_of(last("a = np.ones((1, 2, 2))\na * np.ones((2, 2))"), 0, 0, 1.0) == ""


@pytest.mark.parametrize(("inner", "told"), [(5, " + ".join(["1×1"] * 5) + " = +5"), (6, "")])
def test_a_sum_is_told_while_it_is_short(inner: int, told: str) -> None:
    assert sum_of(last(f"np.ones((1, {inner})) @ np.ones(({inner}, 1))"), 0, 0, float(inner)) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "+0"),
        (-2.0, "−2"),
        (0.125, "+0.12"),
        (0.0001, "+0.00"),
        (0.00009, "+9e−05"),
        (999_999_999.0, "+999999999"),
        (-1e9, "−1e+09"),
    ],
)
def test_a_number_in_its_places(value: float, told: str) -> None:
    assert placed(value, 2) == told
