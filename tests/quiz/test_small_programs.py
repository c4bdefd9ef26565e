"""Questions of generated programs: what counts as right is what their run says."""

from __future__ import annotations

import warnings

import pytest
from engine_help import opened
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from quiz.truths import check, made
from tui_tutor.engine.watch.position import SETUP

FEW = settings(suppress_health_check=list(HealthCheck))

OPERANDS = ["A", "B", "C", "A.T", "B.T", "col", "row", "flat", "ints", "bytes_", "mask", "2", "A[0]", "W[0, 1]", "f(A)"]

FORMS = [
    "{0} @ {1}", "np.dot({0}, {1})", "{0} * {1}", "{0} - {1}", "{0} / {1}", "{0} + {1}", "np.maximum({0}, {1})",
    "np.sum({0})", "np.sum({0}, axis=0)", "np.sum({0}, axis=0, keepdims=True)", "np.abs({0} - {1})", "f({0})",
    "np.argmax({0})", "np.transpose({0})", "np.where({0} > 1, {0}, {1})", "np.average({0}, returned=True)",
]  # fmt: skip

PLACES = ["r = {}", "A += {}", "bytes_ -= {}", "mask &= {}", "W[0] *= {}", "flat -= {}", "if np.any({}):\n    r = 1"]

SMALL = """import numpy as np
A = np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -0.75]])
B = np.arange(6.0).reshape(3, 2) - 2
C = np.array([[1, 2], [3, 4]])
W = np.ones((2, 2, 3))
col = np.array([[1.0], [-3.0]])
row = np.array([[1.0, 0.0, -3.0]])
flat = np.array([1.0, 2.0, 3.0])
ints = np.array([[1, 2, 3], [4, 5, 6]])
bytes_ = np.array([[3, 2], [1, 0]], dtype=np.uint8)
mask = np.array([[True, False], [True, True]])
def f(x):
    return x * 2
"""


@st.composite
def programs(draw: st.DrawFn) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        operands = draw(st.lists(st.sampled_from(OPERANDS), min_size=2, max_size=2))
        lines.append(draw(st.sampled_from(PLACES)).format(draw(st.sampled_from(FORMS)).format(*operands)))
    return SMALL + "\n".join(lines) + "\n"


@FEW
@given(programs(), st.booleans())
@pytest.mark.slow
def test_small_programs(text: str, named: bool) -> None:
    note(text)
    axes = {"A": ("one", "two"), "B": ("two", "one"), "col": ("one", "out")} if named else {}
    with warnings.catch_warnings(action="ignore"):
        events = opened(text, axes=axes).recording(SETUP).events
    for event, question in made(events):
        check(event, question)
