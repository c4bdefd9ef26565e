"""What is plotted, and conditions: any expression that the guard lets through is soon done, whatever it asks for."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tutor.engine.text import guard
from tui_tutor.engine.text.looking import Look, TooLargeError, number_of

NAMES = {
    "np": np,
    "numpy": np,
    "math": math,
    "n": 10**9,
    "big": 10**3000,
    "w": np.arange(12.0).reshape(3, 4),
    "k": np.arange(3),
    "objects": np.array([10**30, 3], dtype=object),
    "text": "ab",
    "numbers": [1, 2],
}

LARGE = (
    "(1+9)**(10**8) > 0",
    "10**n",
    "n**n**n",
    "big**n",
    "2**-n * 10**n",
    "1 << n",
    "n << n",
    "(1 << 99999) << n",
    "'a' * n",
    "n * numbers",
    "(1, 2) * n",
    "'%*d' % (n, 1)",
    "text % n",
    "pow(10, n)",
    "pow(10, n, big)",
    "np.power(10**30, n)",
    "np.power(objects, n)",
    "objects ** n",
    "objects << n",
    "math.factorial(n)",
    "math.comb(n, n // 2)",
    "math.perm(n, n)",
    "round(5, -n)",
    "objects.round(n)",
)


@pytest.mark.parametrize("text", LARGE)
def test_what_is_too_large_is_not_computed(text: str) -> None:
    assert guard.check_expression(text) == []
    began = time.process_time()
    with pytest.raises((TooLargeError, TypeError, OverflowError, ZeroDivisionError)):
        Look(text, "<test>")(NAMES)
    # A watchdog: computed, the quickest of them takes minutes.
    assert time.process_time() - began < 20


LEAVES = st.sampled_from(
    ["w", "k", "n", "big", "text", "numbers", "objects", "2", "10", "0", "-3", "0.5", "True", "w[0]"]
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+ - * / // % ** @ << >> & | ^ < == and or".split()), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        ),
        st.tuples(
            st.sampled_from(
                "abs float int sum str len round list math.factorial math.sqrt np.mean np.power np.dot".split()
            ),
            inner,
        ).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(st.sampled_from("pow round math.comb np.power np.round".split()), inner, inner).map(
            lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"
        ),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS)
def test_any_expression_is_soon_done(text: str) -> None:
    began = time.process_time()
    try:
        with np.errstate(all="ignore"):
            number_of(Look(text, "<test>")(dict(NAMES)))
    except Exception as error:
        unexpected = isinstance(error, (AssertionError, NameError, AttributeError))
        assert not unexpected
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "text",
    ["2**10", "np.mean(np.abs(w)) ** 2", "w * 2 + w % 3", "round(float(w[1, 2]), 3)", "k << 2", "w ** -1 < 3",
     "pow(2, 3, 5)", "math.factorial(20)", "np.power(w, 2)", "w.round(1)", "numbers * 3", "'a' * 3 == 'aaa'"],
)  # fmt: skip
def test_everything_else_is_what_python_says(text: str) -> None:
    with np.errstate(all="ignore"):
        ours, pythons = Look(text, "<test>")(dict(NAMES)), eval(text, dict(NAMES))
    assert type(ours) is type(pythons)
    assert np.array_equal(ours, pythons)


@pytest.mark.parametrize(
    ("value", "number"),
    [(3, 3.0), (True, 1.0), (np.float32(0.5), 0.5), (np.array([[2]]), 2.0), (10**400, math.inf),
     (-(10**400), -math.inf), (np.longdouble(1.5), 1.5), (np.bool_(True), 1.0)],
)  # fmt: skip
def test_numbers(value: object, number: float) -> None:
    assert number_of(value) == number


@pytest.mark.parametrize("value", [None, "3", [1], (2,), {}, 1j, np.zeros(2), np.zeros((0, 3)), np.array([1j]), b"1"])
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(TypeError, match="it gives "):
        number_of(value)
