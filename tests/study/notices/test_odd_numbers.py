"""Weights whose numbers cannot be subtracted as they are: nothing is made of them, or the truth."""

from __future__ import annotations

import pytest

from study.notices.noticed import kinds

BEGIN = "import numpy as np\nnp.random.seed(1)\ny = np.array([[1.0], [0.0]])\nw = {}\nfor j in range(5):\n    {}\n"


@pytest.mark.parametrize(
    ("made", "body"),
    [
        ("np.random.random((3, 2))", "w = (w * 0.9 == set())"),
        ("np.random.random((3, 2)) > 0.5", "w = ~w"),
        ("np.random.random((3, 2)) > 0.5", "w ^= True"),
        ("np.ones((3, 2), dtype=np.uint8)", "w -= np.uint8(1)"),
        ("np.ones((3, 2), dtype=np.uint8)", "w = np.uint8(1) - w"),
        ("np.ones((3, 2)) * 1j", "w = w * 0.5"),
        ("np.array([[None, 1], [2, 3]])", "w = w == 1"),
    ],
)
@pytest.mark.parametrize("error", ["e = y - 0.5", "e = y - (np.ones((2, 3)) @ w)[:, :1]"])
def test_they_are_looked_at_like_all_others(made: str, body: str, error: str) -> None:
    text = BEGIN.format(made, f"{error}\n    {body}")
    assert kinds(text, (0, 1, 2, 4)) <= {"dtype", "grew", "rising", "still", "alike", "axes", "dead"}
