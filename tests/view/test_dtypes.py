from __future__ import annotations

import numpy as np
import pytest

from tui_tutor.engine.watch.values import take
from tui_tutor.view.dtypes import facts, unusual_dtype


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (np.array([[1.0, -2.0], [0.0, 5.0]]), "float64 · −2 … 5 · mean 1 · zeros 25%"),
        (np.array([1, 2, 3], dtype=np.int64), "int64 · 1 … 3 · mean 2 · zeros 0%"),
        (np.array([True, False]), "bool · 0 … 1 · mean 0.5 · zeros 50%"),
        (np.array([np.nan, np.inf, -np.inf, 2.0]), "float64 · nan 25% · inf 50% · 2 … 2 · mean 2 · zeros 0%"),
        (np.array([np.nan]), "float64 · nan 100% · zeros 0%"),
        (np.zeros(0), "float64"),
        (np.array([1j]), "complex128"),
        (np.r_[np.ones(999), 0.0], "float64 · 0 … 1 · mean 0.999 · zeros 1%"),
    ],
)
def test_what_an_array_is(value: object, told: str) -> None:
    assert facts(take(value)) == told


def test_of_a_corner_only_the_type_is_known() -> None:
    assert facts(take(np.ones((200, 200)), whole=100)) == "float64"


def test_the_type_is_told_where_it_is_not_the_usual_one() -> None:
    assert unusual_dtype(take(np.ones(3))) == ""
    assert unusual_dtype(take(3)) == ""
    assert unusual_dtype(take(np.ones(3, dtype=np.uint8))) == "uint8"
    assert unusual_dtype(take(np.array([True]))) == "bool"
