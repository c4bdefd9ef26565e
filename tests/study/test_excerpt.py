"""The neurons that are shown of many: the strongest weights lead to them, and what is sent of them is the program's."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tutor.engine.watch.standing import NameState
from tui_tutor.engine.watch.values import take
from tui_tutor.study.excerpt import KEPT, excerpt, strongest
from tui_tutor.study.network import Network


@settings(max_examples=30)
@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=5),
    st.integers(1, 12),
    st.integers(0, 2**32 - 1),
)
def test_into_each_neuron_that_is_shown_leads_its_strongest_weight(sizes: list[int], room: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    tables = [draw.normal(size=shape) for shape in pairwise(sizes)]
    shown = strongest(sizes, tables, [room] * len(sizes))
    for index, table in enumerate(tables):
        assert len(shown[index]) == min(sizes[index], room)
        assert shown[index] == sorted(set(shown[index]))
        for node in shown[index + 1]:
            assert int(np.abs(table[:, node]).argmax()) in shown[index]
    best = np.abs(tables[-1]).max(axis=0)
    others = set(range(sizes[-1])) - set(shown[-1])
    assert all(best[node] <= best[shown[-1]].min() for node in others)


@pytest.mark.parametrize("fill", [np.nan, np.inf, 0.0])
def test_what_is_wanted_is_shown_whatever_the_weights_are(fill: float) -> None:
    tables = [np.full((20, 10), fill), None]
    shown = strongest([20, 10, 30], tables, [4, 4, 4], {0: [17], 1: [9], 2: [29]})
    assert [17 in shown[0], 9 in shown[1], 29 in shown[2]] == [True] * 3
    assert [len(each) for each in shown] == [4, 4, 4]


def test_what_is_sent_are_the_programs_own_numbers() -> None:
    draw = np.random.default_rng(3)
    arrays = {"X": draw.random((70, 300)), "W": draw.normal(size=(300, 200)), "out": draw.random((70, 200))}
    names = {name: NameState(name, take(array), None) for name, array in arrays.items()}
    chain = Network(("X", "out"), ("W",))
    part = excerpt(chain, names, 4096)
    assert part is not None
    assert part.sizes == (300, 200)
    assert [len(nodes) for nodes in part.nodes] == [KEPT + 2, KEPT + 1]
    since, to = (list(nodes) for nodes in part.nodes)
    assert part.weights[0] is not None
    assert np.array_equal(part.weights[0].data, arrays["W"][np.ix_(since, to)])
    assert part.values[1] is not None
    assert np.array_equal(part.values[1].data, arrays["out"][:64, to])
    assert excerpt(chain, names, 100_000) is None


def test_of_what_is_only_there_in_its_corner_the_corner_is_looked_at() -> None:
    weights = np.random.default_rng(1).normal(size=(500, 400))
    names = {"W": NameState("W", take(weights), None), "X": NameState("X", take(np.ones((5, 500))), None)}
    part = excerpt(Network(("X", "out"), ("W",)), names, 4096)
    assert part is not None
    assert part.sizes == (500, 400)
    assert max(part.nodes[0]) < 64
    assert max(part.nodes[1]) < 64
