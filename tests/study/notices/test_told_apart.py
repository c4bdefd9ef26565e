"""Programs that differ in little, of which something is noticed in one and not in the other."""

from __future__ import annotations

import warnings

import pytest
from engine_help import opened

from study.notices.noticed import met
from tui_tutor.engine.watch.position import SETUP
from tui_tutor.study.notices.activations import sigmoid
from tui_tutor.study.study import Study


def kinds(text: str) -> list[str]:
    return [each.kind for each in met(f"import numpy as np\n{text}\n")]


@pytest.mark.parametrize(("use", "count"), [("x.T @ w", 0), ("(x.T @ w) + x.T", 1), ("x.T + 1.0", 1)])
def test_a_flat_transpose_is_told_where_it_is_more_than_an_operand_of_a_product(use: str, count: int) -> None:
    assert kinds(f"x = np.ones(3)\nw = np.ones(3)\nr = {use}").count("flat-transpose") == count


def test_a_single_number_has_no_cells() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (told,) = met("import numpy as np\na = np.float64(0.0) / np.float64(0.0)\n")
    assert told.words.startswith("it is nan")


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("1 / (1 + np.exp(-x))", True),
        ("1 / (np.exp(-x) + 1.0)", True),
        ("1 / (2 + np.exp(-x))", False),
        ("1 / (1 - np.exp(-x))", False),
        ("1 / (1 + np.exp(x))", False),
        ("2 / (1 + np.exp(-x))", False),
    ],
)
def test_a_sigmoid_is_told_from_what_looks_like_it(code: str, is_one: bool) -> None:
    engine = opened(f"import numpy as np\nx = np.array([0.5, 2.0])\nr = {code}\n")
    seen = Study(engine).book.seen(SETUP)
    found = [sigmoid(seen, at) for at in range(len(seen.events))]
    assert any(found) is is_one
