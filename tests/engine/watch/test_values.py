"""Values: when two show the same, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tui_tutor.engine.watch.values import take

NAN = float("nan")

SAME = [
    (np.array([1.0, NAN]), np.array([1.0, NAN])),
    (NAN, NAN),
    (3, 3),
    ("text", "text"),
    ([1, 2], [1, 2]),
    (np.float32(0.1), np.float32(0.1)),
    (np.zeros((0, 3)), np.zeros((0, 3))),
]

OTHER = [
    (np.zeros(2), np.zeros(2, dtype=np.int64)),
    (np.zeros((2, 3)), np.zeros((3, 2))),
    (np.zeros((0, 3)), np.zeros((0, 2))),
    (np.array([0.0]), np.array([-0.0])),
    (0.0, -0.0),
    (1, 1.0),
    (True, 1),
    (np.float32(0.5), np.float64(0.5)),
    ("text", "texts"),
    ([1, 2], (1, 2)),
    (np.array(3.0), np.array([3.0])),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=repr)
def test_the_same(one: object, other: object) -> None:
    assert take(one).same_as(take(other))


@pytest.mark.parametrize(("one", "other"), OTHER, ids=repr)
def test_not_the_same(one: object, other: object) -> None:
    assert not take(one).same_as(take(other))
    assert not take(other).same_as(take(one))


def test_numbers_of_another_type_are_others_whatever_their_name() -> None:
    one, other = take(np.zeros(2)), take(np.zeros(2, dtype=np.int64))
    assert not one.same_as(replace(other, type_name=one.type_name))
    assert not take(1).same_as(replace(take(2), type_name="int"))
