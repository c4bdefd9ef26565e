"""What notices say is true of the numbers that they tell of."""

from __future__ import annotations

import pytest

from study.notices.noticed import met


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("np.log(np.array([0.0]))", "log(0); there is no logarithm of zero"),
        ("np.log(np.array([-1.0]))", "log(−1); there is no logarithm of a negative number"),
        ("np.log1p(np.array([-1.0]))", "log1p(−1); there is no logarithm of zero"),
        ("np.array([0.0]) ** -1", "0 ** −1; nothing can be divided by zero"),
        ("np.array([10.0]) ** 400", "10 ** 400; too large for a float, which ends at 1.8e308"),
        ("np.exp(np.array([800.0]))", "exp(800); too large for a float, which ends at 1.8e308"),
        ("np.exp(np.ones(1, np.float32) * 100)", "exp(100); too large for a float32, which ends at 3.4e38"),
        ("np.arcsin(np.array([2.0]))", "arcsin(2)"),
        ("np.arctanh(np.array([1.0]))", "arctanh(1)"),
        ("np.reciprocal(np.array([0.0]))", "reciprocal(0); nothing can be divided by zero"),
        ("np.prod(np.full(3, 1e200))", "the product is too large"),
        ("np.sum(np.full(3, 1e308))", "the sum is too large"),
        ("np.var(np.ones(1), ddof=1)", ""),
    ],
)
def test_why_there_is_no_number(code: str, why: str) -> None:
    (words,) = (each.words for each in met(f"import numpy as np\nx = {code}\n") if each.kind in ("nan", "inf"))
    assert words.partition(": ")[2] == why


def test_a_sum_of_zero_is_not_told_to_be_below_it() -> None:
    text = """
import numpy as np
x = np.array([[0.0, 0.0], [1.0, 1.0]])
w = np.array([[-1.0, 2.0], [-1.0, 2.0]])
for j in range(3):
    h = np.maximum(0, x @ w)
    w -= 0.1 * x.T @ h
"""
    (words,) = (each.words for each in met(text) if each.kind == "dead")
    assert words.startswith("neuron 1 of 2: no sum is above 0 for any of the 2 examples")
